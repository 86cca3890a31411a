// How places, people, units and numbers are called, as far as this viewer may know.

import { coded, said, type Said } from "../words/said.ts";
import type { Fields, Picture } from "./picture.ts";
import { byText, count, isSeen, part, split, text, words } from "./read.ts";

// What stands for a subject out of sight: that it is one, and no more.
export const ELSEWHERE = "elsewhere";

// Label, else words, else the first area, else the point, else unknown.
export function placeWords(place: Fields | undefined): Said {
  const found = text(place, "label") || words(place, "words");
  if (found !== null) return said("place-named", { name: found });
  const areas = part(place, "areas") ?? {};
  for (const kind of Object.keys(areas).sort(byText)) {
    const name = text(areas, kind);
    if (name) return said("place-area", { kind: coded("area", kind), name });
  }
  const point = pointOf(place);
  return point ? said("place-point", { point: degrees(point) }) : said("place-unknown");
}

// Where an incident or a report is; null where this viewer may not know it, which is something else
// than that nobody does.
export function placeSeen(noun: Fields): Said | null {
  return isSeen(noun, "place") ? placeWords(part(noun, "place")) : null;
}

export interface Point {
  readonly lat: number;
  readonly lon: number;
}

// The point of a place, in microdegrees.
export function pointOf(place: Fields | undefined): Point | null {
  const point = part(place, "point");
  const lat = count(point, "lat_udeg");
  const lon = count(point, "lon_udeg");
  return lat === null || lon === null ? null : { lat, lon };
}

export function degrees({ lat, lon }: Point): string {
  return `${(lat / 1e6).toFixed(4)}, ${(lon / 1e6).toFixed(4)}`;
}

// The words of a type of the code list, where no language has any: `rescue.water_rescue` is Water
// rescue.
export function typeWords(type: string): string {
  return sentence(type.slice(type.lastIndexOf(".") + 1).replaceAll("_", " ").trim() || type);
}

export function typeOf(type: string): Said {
  return coded("type", type, typeWords(type));
}

export function sentence(told: string): string {
  return told.slice(0, 1).toUpperCase() + told.slice(1);
}

// The number people use: the source's own where it came from one, else the town's.
export function numberOf(incident: Fields): string {
  return text(incident, "source_number") || (text(incident, "number") ?? "");
}

// A unit as it is called on the air, from its id `CODE-CALLSIGN`.
export function callSign(unit: string): string {
  return split(unit, "-")[1] || unit;
}

// How a person is called at the desks: the handle, else the id.
export function who(person: string, picture: Picture): string {
  return text(picture.of("people").get(person), "handle") || person;
}

export function role(code: string): Said {
  return coded("who", code);
}
