// Talk is what was said to somebody; the log is what happened. By the marks that entries have: said
// on the radio, asked to be read, or about lives.

import type { Note } from "./incident.ts";

export function isTalk(note: Note): boolean {
  return note.kind === "radio" || note.asked.length > 0 || note.flags.includes("safety");
}

// Talk of an incident, the newest first; what was corrected is not said any more.
export function talkOf(notes: readonly Note[]): readonly Note[] {
  return notes.filter((each) => isTalk(each) && !each.isCorrected).toReversed();
}

// Whether somebody has not seen it yet: said by others since they looked last (ms since 1970).
export function isUnseen(note: Note, seen: number, own: string): boolean {
  return note.at > seen && note.by !== own;
}

// Whether this person, or one in their roles, was asked to read it and nobody has.
export function waitsFor(note: Note, person: string, roles: readonly string[]): boolean {
  return note.asked.some((each) => each.read === null && (each.isFor === person || roles.includes(each.isFor)));
}
