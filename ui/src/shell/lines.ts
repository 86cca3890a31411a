// Lines of the desk that buttons and forms give: how words, names and times stand in them.

import type { Picture } from "../picture/picture.ts";
import { sortedIds, split, text } from "../picture/read.ts";

// Free text behind the quote. A quote inside would end it; a new line cannot stand in a line.
export function quoted(words: string): string {
  return `"${plain(words).replaceAll(/["“”„‟«»＂]/g, "'")}"`;
}

// A reason behind `!`, or words that stand last.
export function plain(words: string): string {
  return words.replaceAll(/\s+/g, " ").trim();
}

// The shortest ending of at least `least` signs that only this one of a kind has.
export function shortName(ids: Iterable<string>, id: string, least = 4): string {
  const others = [...ids].filter((each) => each !== id);
  for (let length = Math.min(least, id.length); length < id.length; length += 1) {
    const end = id.slice(-length);
    if (!/^[-._]/.test(end) && !others.some((each) => each.endsWith(end))) return end;
  }
  return id;
}

export function incidentName(picture: Picture, id: string): string {
  return shortName(picture.of("incidents").keys(), id);
}

// An entry is known by the end of its id among all entries there are.
export function entryName(picture: Picture, id: string): string {
  const ids: string[] = [];
  for (const narrative of picture.of("narratives").values()) {
    for (const entry of (narrative["entries"] as readonly Record<string, unknown>[] | undefined) ?? []) ids.push(String(entry["id"]));
  }
  return shortName(ids, id);
}

// People who can be named in a line, as their handles.
export function handles(picture: Picture): readonly { readonly id: string; readonly handle: string; readonly roles: readonly string[] }[] {
  return sortedIds(picture.of("people")).flatMap((id) => {
    const person = picture.of("people").get(id)!;
    const handle = text(person, "handle");
    if (handle === null || person["is_active"] === false || text(person, "left_at") !== null) return [];
    return [{ id, handle, roles: (person["roles"] as readonly string[] | undefined) ?? [] }];
  });
}

// What stands behind a subject's kind: `incident/PE-260302-0417` → the id.
export function subjectId(subject: string): string {
  return split(subject)[1] || subject;
}
