// What a shift leaves to the next: pure, from the picture. Names of shifts, and what was asked to
// be read and was not.

import { dueOf, type Deadline } from "../../picture/due.ts";
import { notesOf, type Note } from "../../picture/incident.ts";
import { callSign, placeWords } from "../../picture/places.ts";
import { natural } from "../../picture/matrix.ts";
import type { Picture } from "../../picture/picture.ts";
import { byText, part, sortedIds, text, time, words } from "../../picture/read.ts";
import type { Said } from "../../words/said.ts";

export const SHIFT = "shift/";
const SOON_S = 12 * 3_600;
const DAY_BEGINS = 6;
const NIGHT_BEGINS = 18;
const DAY_MS = 86_400_000;

export interface Out {
  readonly unit: string;
  readonly callSign: string;
  readonly because: string | null;
  readonly back: number | null;
}

export interface Shut {
  readonly id: string;
  readonly kind: string;
  readonly where: Said;
  readonly ends: number | null;
}

export interface Unread {
  readonly subject: string;
  readonly note: Note;
}

export interface Left {
  readonly out: readonly Out[];
  readonly closures: readonly Shut[];
  readonly overdue: readonly Deadline[];
  readonly coming: readonly Deadline[];
  readonly unread: readonly Unread[];
}

export function leftOf(picture: Picture, now: number): Left {
  const out = [...picture.of("units")]
    .filter(([, unit]) => text(unit, "status") === "out_of_service")
    .map(([unit, each]) => ({ unit, callSign: callSign(unit), because: words(each, "out_remark") ?? text(each, "out_reason"), back: time(each, "expected_back_at") }))
    .sort((a, b) => natural(a.callSign, b.callSign));
  const closures = [...picture.of("closures")]
    .filter(([, each]) => time(each, "lifted_at") === null)
    .map(([id, each]) => ({ id, kind: text(each, "kind") ?? "", where: placeWords(part(part(each, "extent"), "place")), ends: time(each, "ends_at") }))
    .sort((a, b) => (a.ends ?? Infinity) - (b.ends ?? Infinity) || byText(a.id, b.id));
  const unread = sortedIds(picture.of("narratives")).flatMap((subject) =>
    notesOf(picture, subject).filter((note) => !note.isCorrected && note.asked.some((each) => each.read === null)).map((note) => ({ subject, note })));
  return { out, closures, ...dueOf(picture, now, SOON_S), unread };
}

// The shift that an instant falls into: `2026-03-02-day`; a night belongs to the day it began on.
export function shiftAt(now: number, zone: string): string {
  const hour = Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(now));
  const day = (at: number) => new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);
  if (hour >= DAY_BEGINS && hour < NIGHT_BEGINS) return `${day(now)}-day`;
  return `${day(hour < DAY_BEGINS ? now - DAY_MS : now)}-night`;
}

// All shifts something was written down for, the newest first; the present one is among them.
export function shifts(picture: Picture, present: string): readonly string[] {
  const known = new Set([present]);
  for (const subject of picture.of("narratives").keys()) if (subject.startsWith(SHIFT)) known.add(subject.slice(SHIFT.length));
  return [...known].sort((a, b) => byText(b, a));
}
