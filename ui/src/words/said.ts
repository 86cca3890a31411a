// A sentence before it is said in a language: the message's id and what stands in it.

export type Argument = string | number;

export interface Said {
  readonly id: string;
  readonly args?: Readonly<Record<string, Argument>>;
}

export function said(id: string, args?: Readonly<Record<string, Argument>>): Said {
  return args === undefined ? { id } : { id, args };
}
