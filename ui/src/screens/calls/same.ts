// Incidents that a call may be about: near in place, or in words, and not long ago. Pure.

import type { Point } from "../../api/types.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { part, text, time, words } from "../../picture/read.ts";

export interface Heard {
  readonly point: Point | null;
  readonly where: string;
  readonly what: string;
  readonly type: string;
  // ms since 1970.
  readonly at: number;
}

export interface Same {
  readonly id: string;
  readonly incident: Fields;
  readonly distance_m: number | null;
  readonly minutes: number;
  readonly words: readonly string[];
}

const NEAR_M = 600;
const LONG_MS = 3 * 3_600_000;
const MOST = 5;
const M_PER_DEGREE = 111_320;

export function likelySame(picture: Picture, heard: Heard): readonly Same[] {
  const said = wordsOf(`${heard.where} ${heard.what}`);
  if (said.size === 0 && !heard.point) return [];
  const found: (Same & { score: number })[] = [];
  for (const [id, incident] of picture.of("incidents")) {
    if (text(incident, "status") === "closed" || text(incident, "merged_into")) continue;
    const age = heard.at - (time(incident, "opened_at") ?? 0);
    if (age > LONG_MS) continue;
    const place = part(incident, "place");
    const point = part(place, "point") as Point | undefined;
    const distance_m = heard.point && point ? metres(heard.point, point) : null;
    if (distance_m !== null && distance_m > NEAR_M) continue;
    const known = wordsOf(`${text(place, "words") ?? ""} ${text(place, "label") ?? ""} ${words(incident, "summary") ?? ""} ${text(incident, "type") ?? ""}`);
    const common = [...said].filter((each) => known.has(each));
    if (distance_m === null && common.length < 2) continue;
    const group = (type: string) => type.split(".")[0];
    const alike = heard.type && group(heard.type) === group(text(incident, "type") ?? "") ? 2 : 0;
    const near = distance_m === null ? 0 : 3 * (1 - distance_m / NEAR_M);
    found.push({ id, incident, distance_m, minutes: Math.max(0, Math.round(age / 60_000)), words: common, score: near + alike + Math.min(3, common.length) });
  }
  return found.sort((a, b) => b.score - a.score || a.minutes - b.minutes).slice(0, MOST);
}

const SMALL = new Set(["the", "and", "der", "die", "das", "und", "with", "for", "mit", "von", "has", "is", "in", "on", "at"]);

function wordsOf(text: string): Set<string> {
  return new Set(text.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u).filter((each) => each.length > 1 && !SMALL.has(each)));
}

function metres(a: Point, b: Point): number {
  const high = (a.lat_udeg - b.lat_udeg) / 1e6;
  const wide = ((a.lon_udeg - b.lon_udeg) / 1e6) * Math.cos((a.lat_udeg / 1e6) * (Math.PI / 180));
  return Math.hypot(high, wide) * M_PER_DEGREE;
}
