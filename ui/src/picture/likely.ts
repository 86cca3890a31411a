// Which open incidents a report is likely to be about: how near, how recent, by type group. As
// `tocsin.operations.likeness`, which orders it; the words in common are told beside, for a person
// to judge by: people describe one thing in many words and many things in one.

import type { Fields, Picture } from "./picture.ts";
import { pointOf, type Point } from "./places.ts";
import { byText, count, part, text, texts, time, words } from "./read.ts";

// `age_s` is from the opening of the incident to the arrival of the report.
export interface Likely {
  readonly incident: string;
  readonly distance_m: number;
  readonly age_s: number;
  readonly words: readonly string[];
}

// Three blocks, two hours, where the town has adopted nothing; at most as many as are read in one
// look.
const FIRST = { within_m: 300, within_s: 7_200 };
const SHOWN = 8;
const EARTH_RADIUS_M = 6_371_008.8;

interface Spot {
  readonly point: Point;
  readonly doubt_m: number;
}

export function likelySame(picture: Picture, report: Fields): readonly Likely[] {
  const where = spotOf(report);
  const arrived = time(report, "arrived_at");
  if (!where || arrived === null) return [];
  const type = text(report, "type");
  const found: Likely[] = [];
  for (const [id, incident] of picture.of("incidents")) {
    const opened = time(incident, "opened_at");
    if (text(incident, "status") === "closed" || opened === null) continue;
    const group = groupOf(text(incident, "type") ?? "");
    if (type !== null && groupOf(type) !== group) continue;
    const limits = limitsOf(picture, group);
    if (Math.abs(arrived - opened) > limits.within_s * 1000) continue;
    const there = whereIs(picture, incident);
    if (!there) continue;
    const distance_m = metres(where.point, there.point);
    if (distance_m > limits.within_m + where.doubt_m + there.doubt_m) continue;
    found.push({ incident: id, distance_m, age_s: rounded((arrived - opened) / 1000), words: inCommon(report, incident) });
  }
  found.sort((a, b) => a.distance_m - b.distance_m || Math.abs(a.age_s) - Math.abs(b.age_s) || byText(a.incident, b.incident));
  return found.slice(0, SHOWN);
}

// To the even one of two that are equally near, as the server rounds.
function rounded(number: number): number {
  const below = Math.floor(number);
  if (number - below !== 0.5) return Math.round(number);
  return below % 2 === 0 ? below : below + 1;
}

export function limitsFor(picture: Picture, type: string): Limits {
  return limitsOf(picture, groupOf(type));
}

interface Limits {
  readonly within_m: number;
  readonly within_s: number;
}

function limitsOf(picture: Picture, group: string): Limits {
  const adopted = picture.of("likeness");
  const own = adopted.get(group) ?? adopted.get("*");
  return own ? { within_m: count(own, "within_m") ?? 0, within_s: count(own, "within_s") ?? 0 } : FIRST;
}

function groupOf(type: string): string {
  return type.split(".", 1)[0]!;
}

// Where it is said to be, else where the caller is.
function spotOf(report: Fields | undefined): Spot | null {
  for (const each of [part(report, "place"), part(report, "caller_position")]) {
    const point = pointOf(each);
    if (point) return { point, doubt_m: count(each, "uncertainty_m") ?? 0 };
  }
  return null;
}

// The incident's position, else where the first of its reports puts it.
function whereIs(picture: Picture, incident: Fields): Spot | null {
  const place = part(incident, "place");
  const point = pointOf(place);
  if (point) return { point, doubt_m: count(place, "uncertainty_m") ?? 0 };
  for (const id of texts(incident, "reports")) {
    const found = spotOf(picture.of("reports").get(id));
    if (found) return found;
  }
  return null;
}

// Great-circle distance in whole metres (haversine).
export function metres(a: Point, b: Point): number {
  const radians = (udeg: number) => ((udeg / 1e6) * Math.PI) / 180;
  const high = Math.sin((radians(b.lat) - radians(a.lat)) / 2) ** 2;
  const wide = Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  const chord = high + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * wide;
  return Math.round(2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord))));
}

// Words of four letters and more, and numbers, that both use of what happened, and where.
export function inCommon(report: Fields, incident: Fields): readonly string[] {
  const said = wordsIn(words(report, "words"), words(part(report, "place"), "words"), text(part(report, "place"), "label"));
  const known = wordsIn(words(incident, "summary"), words(part(incident, "place"), "words"), text(part(incident, "place"), "label"));
  return [...said].filter((each) => known.has(each));
}

function wordsIn(...said: readonly (string | null)[]): Set<string> {
  const all = said.join(" ").toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  return new Set(all.filter((each) => each.length > 3 || /\p{N}/u.test(each)));
}
