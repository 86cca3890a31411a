// A crew in danger: an entry that has to be read (decision 043). Desk and phone tell it by the same
// marks. Heard is not over: it is over when the flag is taken off it, with a reason.

import type { Picture } from "./picture.ts";

// Emergency traffic begins with this word in every language (ITU Radio Regulations, article 32).
export const MAYDAY = "MAYDAY";

export interface Called {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly text?: string | null;
  readonly flags?: readonly string[];
  readonly corrected_by?: string | null;
  readonly asked?: readonly { readonly person?: string | null; readonly role?: string | null; readonly read_at?: string | null }[];
}

export function isMayday(entry: Called): boolean {
  return (entry.flags ?? []).includes("safety") && !entry.corrected_by && (entry.text ?? "").startsWith(MAYDAY);
}

export function isRead(entry: Called): boolean {
  return (entry.asked ?? []).some((each) => each.read_at != null);
}

// Whom it still waits for, as ids of people and codes of roles.
export function unreadBy(entry: Called): readonly string[] {
  return (entry.asked ?? []).filter((each) => each.read_at == null).map((each) => each.person ?? each.role ?? "");
}

export interface Mayday {
  // `incident/PE-260302-0417`, `unit/PE-E1`.
  readonly subject: string;
  readonly entry: Called;
}

// All that stand, read or not; of what is over none.
export function maydays(picture: Picture): readonly Mayday[] {
  const found: Mayday[] = [];
  for (const [subject, narrative] of picture.of("narratives")) {
    if (isOver(subject, picture)) continue;
    for (const entry of (narrative["entries"] as readonly Called[] | undefined) ?? []) if (isMayday(entry)) found.push({ subject, entry });
  }
  return found;
}

function isOver(subject: string, picture: Picture): boolean {
  if (!subject.startsWith("incident/")) return false;
  return picture.of("incidents").get(subject.slice("incident/".length))?.["status"] === "closed";
}
