// A sentence before it is said in a language: the message's id and what stands in it. An argument
// may be a sentence of its own, or a list of names.

export type Argument = string | number | Said | readonly (string | Said)[];

export interface Said {
  readonly id: string;
  readonly args?: Readonly<Record<string, Argument>>;
  // What is said where no language has the id: codes that a town adopted itself.
  readonly otherwise?: string;
}

export function said(id: string, args?: Readonly<Record<string, Argument>>): Said {
  return args === undefined ? { id } : { id, args };
}

// A code of a list in words: `coded("owed", "welfare")`.
export function coded(family: string, code: string, otherwise = code.replaceAll(/[._]/g, " ")): Said {
  return { id: `${family}-${code.replaceAll(".", "-")}`, otherwise };
}
