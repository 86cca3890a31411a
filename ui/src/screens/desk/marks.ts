// What of a picture stands on the map, and where. Pure. `marksOf` looks at all of it; what keeps up
// with changes (`kept-marks`) says the same.

import type { Shown } from "../../api/types.ts";
import type { Bounds, Closed, IncidentMark, Severity, UnitMark } from "../../map/desk-map.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { numberOf, pointOf } from "../../picture/places.ts";
import { byText, count, part, parts, text } from "../../picture/read.ts";
import { teamOf } from "../../picture/teams.ts";
import { tracked, type Tracked } from "../../picture/tracked.ts";

export interface Spot {
  readonly lat: number;
  readonly lon: number;
}

export interface Marks {
  readonly incidents: ReadonlyMap<string, IncidentMark>;
  readonly units: ReadonlyMap<string, UnitMark>;
  readonly closures: ReadonlyMap<string, Closed>;
}

// What trackers told, and of when: positions older than so many seconds are not fresh any more.
export interface TrackSeen {
  readonly all: ReadonlyMap<string, Shown>;
  readonly fresh_s: number;
}

export const NO_TRACK: TrackSeen = { all: new Map(), fresh_s: 0 };

// `now` in ms since 1970.
export function marksOf(picture: Picture, track = NO_TRACK, now = 0): Marks {
  const incidents = found(picture.of("incidents"), incidentMark);
  const closures = found(picture.of("closures"), closureMark);
  const units = new Map<string, UnitMark>();
  const stacks = new Map<string, number>();
  for (const id of [...picture.of("units").keys()].sort(byText)) {
    const unit = picture.of("units").get(id)!;
    const moved = tracked(unit, track.all.get(`unit/${id}`));
    const spot = spotOf(unit, picture, moved);
    if (!spot) continue;
    const row = stacks.get(stackOf(spot)) ?? 0;
    stacks.set(stackOf(spot), row + 1);
    units.set(id, unitMark(id, unit, spot, row, isStale(moved, track, now), teamName(picture, id)));
  }
  return { incidents, units, closures };
}

function found<T>(subjects: ReadonlyMap<string, Fields>, of: (id: string, fields: Fields) => T | null): Map<string, T> {
  const marks = new Map<string, T>();
  for (const [id, fields] of subjects) {
    const mark = of(id, fields);
    if (mark) marks.set(id, mark);
  }
  return marks;
}

export function teamName(picture: Picture, unit: string): string {
  return text(teamOf(picture, unit), "name") ?? "";
}

export function incidentMark(id: string, incident: Fields): IncidentMark | null {
  const place = part(incident, "place");
  const spot = at(place);
  if (!spot || text(incident, "status") === "closed" || text(incident, "merged_into")) return null;
  return {
    id, ...spot, severity: severityOf(incident), number: numberOf(incident), type: text(incident, "type") ?? "",
    uncertain_m: count(place, "uncertainty_m") ?? 0,
  };
}

// `row`: how many units with a lesser id stand at the same spot; `team`: the one it goes with, or "".
export function unitMark(id: string, unit: Fields, spot: Spot, row: number, isStale: boolean, team: string): UnitMark {
  const status = text(unit, "status") ?? "";
  const sign = text(unit, "call_sign") ?? id;
  return {
    id, ...spot, row, isStale, label: team ? `${sign} ${team}` : sign,
    tone: status === "available" ? "free" : status === "out_of_service" ? "out" : "busy",
  };
}

export function closureMark(id: string, closure: Fields): Closed | null {
  const geometry = text(closure, "lifted_at") ? null : geometryOf(part(closure, "extent"));
  return geometry && { id, geometry, label: text(closure, "kind") ?? "" };
}

// Units with the same one stand below each other.
export function stackOf(spot: Spot): string {
  return `${spot.lat} ${spot.lon}`;
}

// What the map shows first: where the town's stations and open incidents are. Null where it has none
// with a place.
export function homeOf(picture: Picture): Bounds | null {
  const points: Spot[] = [];
  for (const station of picture.of("stations").values()) {
    const point = at(station);
    if (point) points.push(point);
  }
  for (const incident of picture.of("incidents").values()) {
    const point = text(incident, "status") === "closed" ? null : at(part(incident, "place"));
    if (point) points.push(point);
  }
  if (points.length === 0) return null;
  const [lats, lons] = [points.map((each) => each.lat), points.map((each) => each.lon)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

function severityOf(incident: Fields): Severity {
  const priority = count(incident, "priority");
  return priority === 1 || priority === 2 || priority === 3 || priority === 4 ? priority : null;
}

export function isStale(moved: Tracked | null, track: TrackSeen, now: number): boolean {
  return moved !== null && now - moved.at > track.fresh_s * 1000;
}

// What tells where a unit is: its tracker or its own position, else its incident when it is there, else its station
// when it is free. One that is under way and tells nothing stands nowhere: a place made up would be
// a lie.
export function toldBy(unit: Fields, moved: Tracked | null): readonly ["units" | "incidents" | "stations", string] | null {
  if (moved || at(part(unit, "position"))) return ["units", ""];
  const status = text(unit, "status");
  if (status === "on_scene") return ["incidents", text(unit, "incident") ?? ""];
  if (status !== "available" || text(unit, "post")) return null;
  return ["stations", text(unit, "station") ?? ""];
}

export function spotOf(unit: Fields, picture: Picture, moved: Tracked | null): Spot | null {
  if (moved) return { lat: moved.lat / 1e6, lon: moved.lon / 1e6 };
  const by = toldBy(unit, moved);
  if (!by) return null;
  const [kind, id] = by;
  if (kind === "units") return at(part(unit, "position"));
  const subject = picture.of(kind).get(id);
  if (!subject) return null;
  if (kind === "stations") return at(subject);
  const mark = incidentMark(id, subject);
  return mark && { lat: mark.lat, lon: mark.lon };
}

function geometryOf(extent: Fields | undefined): Closed["geometry"] | null {
  const polygon = parts(extent, "polygon").map(degreesOf);
  if (polygon.length > 2) return { type: "Polygon", coordinates: [[...polygon, polygon[0]!]] };
  const line = parts(extent, "line").map(degreesOf);
  if (line.length > 1) return { type: "LineString", coordinates: line };
  const point = at(part(extent, "place"));
  const radius = count(extent, "radius_m");
  return point && radius ? { type: "Polygon", coordinates: [circle(point.lat, point.lon, radius)] } : null;
}

function degreesOf(point: Fields): [number, number] {
  return [Number(point["lon_udeg"]) / 1e6, Number(point["lat_udeg"]) / 1e6];
}

const M_PER_DEGREE = 111_320;

function circle(lat: number, lon: number, radius_m: number): [number, number][] {
  const wide = radius_m / (M_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: 33 }, (_, n) => {
    const turn = (n * 2 * Math.PI) / 32;
    return [lon + wide * Math.cos(turn), lat + (radius_m / M_PER_DEGREE) * Math.sin(turn)];
  });
}

// In degrees.
function at(place: Fields | undefined): Spot | null {
  const point = pointOf(place);
  return point && { lat: point.lat / 1e6, lon: point.lon / 1e6 };
}
