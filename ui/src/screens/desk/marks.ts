// What of a picture stands on the map, and where. Pure.

import type { Bounds, Closed, IncidentMark, Severity, UnitMark } from "../../map/desk-map.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { numberOf, pointOf, typeOf } from "../../picture/places.ts";
import { count, part, parts, text } from "../../picture/read.ts";
import type { Words } from "../../words/words.ts";

export interface Marks {
  readonly incidents: readonly IncidentMark[];
  readonly units: readonly UnitMark[];
  readonly closed: readonly Closed[];
}

export function marksOf(picture: Picture, words: Words): Marks {
  const rows = new Map<string, number>();
  const places = new Map<string, { lat: number; lon: number }>();
  const incidents: IncidentMark[] = [];
  for (const [id, incident] of picture.of("incidents")) {
    const place = part(incident, "place");
    const point = at(place);
    if (!point || text(incident, "status") === "closed" || text(incident, "merged_into")) continue;
    places.set(id, point);
    const severity = severityOf(incident);
    incidents.push({
      id, lat: point.lat, lon: point.lon, severity,
      name: [numberOf(incident), words.code("severity", severity === null ? "unknown" : String(severity)), words.tell(typeOf(text(incident, "type") ?? ""))].join(", "),
      uncertain_m: count(place, "uncertainty_m") ?? 0,
    });
  }
  const units: UnitMark[] = [];
  for (const [id, unit] of picture.of("units")) {
    const at = whereIs(unit, places, picture);
    if (!at) continue;
    const key = `${at.lat} ${at.lon}`;
    const row = rows.get(key) ?? 0;
    rows.set(key, row + 1);
    const status = text(unit, "status") ?? "";
    units.push({
      id, ...at, row, label: text(unit, "call_sign") ?? id,
      tone: status === "available" ? "free" : status === "out_of_service" ? "out" : "busy",
    });
  }
  const closed: Closed[] = [];
  for (const [id, closure] of picture.of("closures")) {
    const geometry = text(closure, "lifted_at") ? null : geometryOf(part(closure, "extent"));
    if (geometry) closed.push({ id, geometry, label: text(closure, "kind") ?? "" });
  }
  return { incidents, units, closed };
}

// What the map shows first: where the town's stations and open incidents are. Null where it has none
// with a place.
export function homeOf(picture: Picture): Bounds | null {
  const points: { lat: number; lon: number }[] = [];
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

// Where a unit says it is; at its incident when it is there; at its station when it is free. One
// that is under way and tells nothing stands nowhere: a place made up would be a lie.
function whereIs(unit: Fields, places: ReadonlyMap<string, { lat: number; lon: number }>, picture: Picture): { lat: number; lon: number } | null {
  const said = at(part(unit, "position"));
  if (said) return said;
  const status = text(unit, "status");
  if (status === "on_scene") return places.get(text(unit, "incident") ?? "") ?? null;
  if (status !== "available" || text(unit, "post")) return null;
  return at(picture.of("stations").get(text(unit, "station") ?? ""));
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
function at(place: Fields | undefined): { lat: number; lon: number } | null {
  const point = pointOf(place);
  return point && { lat: point.lat / 1e6, lon: point.lon / 1e6 };
}
