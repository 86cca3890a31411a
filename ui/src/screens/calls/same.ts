// Incidents that a call may be about: those that the town's own limits call likely (near, recent,
// of a kind that fits), and where a place is not known, those that share words. Pure.

import type { Point } from "../../api/types.ts";
import { inCommon, likelySame, limitsFor } from "../../picture/likely.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { part, text, time } from "../../picture/read.ts";

export interface Heard {
  readonly point: Point | null;
  readonly where: string;
  readonly what: string;
  readonly type: string;
  // ms since 1970.
  readonly at: number;
  // What the town has of it already, if anything.
  readonly report: Fields | null;
}

export interface Same {
  readonly id: string;
  readonly incident: Fields;
  readonly distance_m: number | null;
  readonly minutes: number;
  readonly words: readonly string[];
}

const MOST = 5;
const ENOUGH_WORDS = 2;
// Nearer than this, what was said tells more than how near.
const STEP_M = 50;

export function sameAs(picture: Picture, heard: Heard): readonly Same[] {
  const report = asReport(heard);
  const incidents = picture.of("incidents");
  const found = new Map<string, Same>();
  for (const each of likelySame(picture, report)) {
    const incident = incidents.get(each.incident)!;
    const minutes = Math.max(0, Math.round(each.age_s / 60));
    found.set(each.incident, { id: each.incident, incident, distance_m: each.distance_m, minutes, words: each.words });
  }
  for (const [id, incident] of incidents) {
    const age = heard.at - (time(incident, "opened_at") ?? -Infinity);
    const isOver = text(incident, "status") === "closed" || Math.abs(age) > limitsFor(picture, text(incident, "type") ?? "").within_s * 1000;
    // Where both places are known, the limits have said already that it is too far.
    if (found.has(id) || isOver || (isPlaced(report) && isPlaced(incident))) continue;
    const words = inCommon(report, incident);
    if (words.length >= ENOUGH_WORDS) found.set(id, { id, incident, distance_m: null, minutes: Math.max(0, Math.round(age / 60_000)), words });
  }
  const near = ({ distance_m }: Same) => (distance_m === null ? Infinity : Math.floor(distance_m / STEP_M));
  const nearer = (a: Same, b: Same) => (near(a) === near(b) ? 0 : near(a) - near(b));
  return [...found.values()].sort((a, b) => nearer(a, b) || b.words.length - a.words.length || a.minutes - b.minutes).slice(0, MOST);
}

// What was typed stands for what the town has; a position comes from either.
function asReport(heard: Heard): Fields {
  const known = part(heard.report ?? undefined, "place") ?? {};
  const place = { ...known, words: heard.where || known["words"], point: heard.point ?? known["point"] };
  return { ...heard.report, arrived_at: new Date(heard.at).toISOString(), type: heard.type || null, words: heard.what, place };
}

function isPlaced(noun: Fields): boolean {
  return part(part(noun, "place"), "point") !== undefined;
}
