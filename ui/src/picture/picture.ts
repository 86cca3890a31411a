// The picture as this viewer may know it: subjects by kind and id, as the stream disclosed them.
// Pure: no React, no DOM, no clock. What sight withholds is simply not there.

export type Kind =
  | "incidents" | "units" | "reports" | "people" | "stations" | "facilities" | "closures"
  | "obligations" | "tasks" | "objectives" | "posts" | "runs" | "plans" | "narratives"
  | "proposals" | "groups" | "grounds" | "settings" | (string & {});

export type Fields = Readonly<Record<string, unknown>>;
export type Subjects = ReadonlyMap<string, Fields>;

export interface Picture {
  // All subjects of a kind; empty where none may be known.
  readonly of: (kind: Kind) => Subjects;
}

const NOTHING: Subjects = new Map();

export function pictureOf(kinds: ReadonlyMap<string, Subjects>): Picture {
  return { of: (kind) => kinds.get(kind) ?? NOTHING };
}
