// Warnings of the town in bands, as what needs a person comes first; what stands in the way of each,
// and the shape of its area. Pure. As `tocsin.operations.warning_issue` decides.

import { said, type Said } from "../words/said.ts";
import type { Fields, Picture } from "./picture.ts";
import { byText, part, parts, text, texts, time } from "./read.ts";

// So long an asking and an approval are good, and so long before its end a warning is seen to.
export const GOOD_FOR = 1_800_000;
const BEFORE_END = 1_800_000;
const REVIEW_WITHIN = 259_200_000;

export type WarningBand = "needs" | "written" | "force" | "over";
export const WARNING_BANDS: readonly WarningBand[] = ["needs", "written", "force", "over"];

export interface WarningRow {
  readonly id: string;
  readonly fields: Fields;
  readonly band: WarningBand;
  readonly state: string;
  readonly headline: string;
  readonly event: string;
  readonly area: string;
  readonly type: string;
  readonly expires: number;
  // What is to be done, or what is wrong with it; none where nothing is.
  readonly whys: readonly Said[];
}

export function isInForce(fields: Fields): boolean {
  return text(fields, "state") === "issued" && text(fields, "msg_type") !== "Cancel";
}

export function isWritten(fields: Fields): boolean {
  return ["draft", "checked", "approved"].includes(text(fields, "state") ?? "");
}

// Over, sent, and nobody has written what was learnt.
export function owesReview(fields: Fields): boolean {
  return ["cancelled", "expired"].includes(text(fields, "state") ?? "") && time(fields, "sent") !== null && time(fields, "reviewed_at") === null;
}

// Who wrote at it or asked for it: they are never the second person.
export function hasPart(fields: Fields, person: string): boolean {
  return texts(fields, "authors").includes(person) || text(part(part(fields, "checked"), "by"), "person") === person;
}

// Neighbours whom it concerns, and of whom nobody said that, or why not, they were told.
export function untold(fields: Fields): readonly string[] {
  const heard = new Set(parts(fields, "told").map((each) => text(each, "neighbour")));
  return texts(part(fields, "survey"), "neighbours").filter((each) => !heard.has(each));
}

export function areasOf(fields: Fields): readonly Fields[] {
  return parts(part(fields, "facts"), "areas");
}

export function areaName(fields: Fields): string {
  return areasOf(fields).map((each) => text(each, "name") ?? "").join(", ");
}

// The name that whoever approves it types.
export function typedName(fields: Fields): string {
  return text(areasOf(fields)[0], "name") ?? "";
}

export function isTyped(typed: string, fields: Fields): boolean {
  return typed.trim().toLowerCase() === typedName(fields).toLowerCase() && typedName(fields) !== "";
}

function isOld(presence: Fields | undefined, now: number): boolean {
  const at = time(presence, "at");
  return at !== null && now - at > GOOD_FOR;
}

// Why it cannot be approved or sent as it stands, besides what the town finds: asked too long ago.
export function isAskedTooLongAgo(fields: Fields, now: number): boolean {
  return isOld(part(fields, "checked"), now);
}

export function isApprovedTooLongAgo(fields: Fields, now: number): boolean {
  return isOld(part(fields, "approval"), now);
}

// Receivers that a warning's last message has not reached, and were tried long enough.
export function missedBy(picture: Picture, id: string): number {
  let count = 0;
  for (const each of picture.of("deliveries").values()) {
    if (text(each, "message") !== id || time(each, "late_noticed_at") === null) continue;
    count += parts(each, "reaches").filter((reach) => !["reached", "superseded", "not_concerned"].includes(text(reach, "state") ?? "")).length;
  }
  return count;
}

function whysOf(fields: Fields, picture: Picture, me: string, now: number): readonly [WarningBand, readonly Said[]] {
  const state = text(fields, "state") ?? "";
  if (state === "draft") return ["written", []];
  if (state === "checked") {
    if (isAskedTooLongAgo(fields, now)) return ["needs", [said("warn-why-asked-old")]];
    return ["needs", [said(hasPart(fields, me) ? "warn-why-second" : "warn-why-you-second")]];
  }
  if (state === "approved") {
    if (isApprovedTooLongAgo(fields, now) || isAskedTooLongAgo(fields, now)) return ["needs", [said("warn-why-approved-old")]];
    const left = untold(fields);
    if (left.length > 0) return ["needs", [said("warn-why-untold", { towns: left })]];
    return ["needs", [said("warn-why-send")]];
  }
  if (isInForce(fields)) {
    const found: Said[] = [];
    const missed = missedBy(picture, text(fields, "id") ?? "");
    const against = parts(part(fields, "survey"), "contradicts");
    const ends = time(part(fields, "facts"), "expires") ?? 0;
    if (now >= ends - BEFORE_END) found.push(said("warn-why-ends"));
    if (against.length > 0) found.push(said("warn-why-contradicts", { warnings: against.map((each) => `${text(each, "town") ?? ""}/${text(each, "warning") ?? ""}`) }));
    if (missed > 0) found.push(said("warn-why-missed", { count: missed }));
    return [found.length > 0 ? "needs" : "force", found];
  }
  if (!owesReview(fields)) return ["over", []];
  const isLate = now >= (time(fields, "ended_at") ?? now) + REVIEW_WITHIN;
  return [isLate ? "needs" : "over", [said(isLate ? "warn-why-review-late" : "warn-why-review")]];
}

// All of them: what needs a person first, then as they end; what is over, the latest first.
export function warningRows(picture: Picture, me: string, now: number): readonly WarningRow[] {
  const found: WarningRow[] = [];
  for (const [id, fields] of picture.of("warnings")) {
    const [band, whys] = whysOf(fields, picture, me, now);
    const [facts, first] = [part(fields, "facts"), parts(fields, "texts")[0]];
    found.push({
      id, fields, band, whys,
      state: text(fields, "state") ?? "",
      headline: text(first, "headline") ?? "",
      event: text(first, "event") ?? "",
      area: areaName(fields),
      type: text(fields, "msg_type") ?? "Alert",
      expires: time(facts, "expires") ?? 0,
    });
  }
  const rank = (each: WarningRow) => WARNING_BANDS.indexOf(each.band);
  const isOver = (each: WarningRow) => each.band === "over";
  return found.sort((a, b) => rank(a) - rank(b) || (isOver(a) ? b.expires - a.expires : a.expires - b.expires) || byText(a.id, b.id));
}

// It says that the danger is over: then no colour of danger stands on it, however bad that was.
export function isAllClear(fields: Fields): boolean {
  return texts(part(fields, "facts"), "responses").includes("AllClear");
}

// ISO 22324 by CAP's severity: extreme is the first.
export const LEVELS: Readonly<Record<string, 1 | 2 | 3 | 4 | null>> = { Extreme: 1, Severe: 2, Moderate: 3, Minor: 4, Unknown: null };

export type Ring = readonly (readonly [number, number])[];
// Longitude first, as maps draw: its border, then what lies in it and is none of it.
export type Outline = readonly Ring[];

const UDEG = 1_000_000;
const METRES_PER_DEGREE = 111_320;
const CORNERS = 64;

function spot(point: Fields): readonly [number, number] {
  return [Number(point["lon_udeg"]) / UDEG, Number(point["lat_udeg"]) / UDEG];
}

function ringOf(points: unknown): Ring {
  const corners = (Array.isArray(points) ? points : []).map((each) => spot(each as Fields));
  return corners[0] ? [...corners, corners[0]] : corners;
}

export function circleRing(lat: number, lon: number, radius_m: number): Ring {
  const high = radius_m / METRES_PER_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: CORNERS + 1 }, (_, at) => {
    const angle = (2 * Math.PI * at) / CORNERS;
    return [lon + wide * Math.sin(angle), lat + high * Math.cos(angle)] as const;
  });
}

export function outlinesOf(areas: readonly Fields[]): readonly Outline[] {
  return areas.flatMap((area) => [
    ...parts(area, "polygons").map((each) => [ringOf(each["ring"]), ...((each["holes"] as readonly unknown[] | undefined) ?? []).map(ringOf)]),
    ...parts(area, "circles").flatMap((each) => {
      const centre = part(each, "centre");
      if (!centre) return [];
      const [lon, lat] = spot(centre);
      return [[circleRing(lat, lon, Number(each["radius_m"]))]];
    }),
  ]);
}

// West, south, east, north of what is drawn; null where nothing is.
export function boundsOf(outlines: readonly Outline[]): [number, number, number, number] | null {
  const all = outlines.flat(2);
  if (all.length === 0) return null;
  const [lons, lats] = [all.map((each) => each[0]), all.map((each) => each[1])];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
