// An option on the map: ways as lines with who drives and when, areas that lose cover as hatching with
// how many people. Pattern and number say it without colour.

import type { GeoJSONSource, Map as Drawing } from "maplibre-gl";
import type * as GeoJSON from "geojson";
import type { Colours } from "./desk-marks.ts";
import type { Mark } from "./marks.ts";

export interface ReachWay {
  // Who and when, as it stands on the line.
  readonly label: string;
  readonly line: readonly (readonly [number, number])[];
  readonly isStraight: boolean;
}

export interface ReachArea {
  // How many people.
  readonly label: string;
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

export interface Reach {
  readonly ways: readonly ReachWay[];
  readonly areas: readonly ReachArea[];
}

export const HATCH = "reach-hatch";
const SOURCE = "reach";
const SIDE = 10;
const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

export function addReach(map: Drawing, colours: Colours, reach: Reach | null): void {
  const { text1, bg0 } = colours;
  map.addSource(SOURCE, { type: "geojson", data: reach ? featuresOf(reach) : NOTHING });
  const of = (kind: string) => ["==", ["get", "kind"], kind] as never;
  map.addLayer({ id: "reach-left", type: "fill", source: SOURCE, filter: of("area"), paint: { "fill-pattern": HATCH } });
  map.addLayer({ id: "reach-left-edge", type: "line", source: SOURCE, filter: of("area"), paint: { "line-color": text1, "line-width": 1.5, "line-dasharray": [1, 1.5] } });
  map.addLayer({ id: "reach-way-under", type: "line", source: SOURCE, filter: of("way"), layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": bg0, "line-width": 8 } });
  map.addLayer({ id: "reach-way", type: "line", source: SOURCE, filter: of("way"), layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": text1, "line-width": 4 } });
  map.addLayer({ id: "reach-straight", type: "line", source: SOURCE, filter: of("straight"), paint: { "line-color": text1, "line-width": 3, "line-dasharray": [2, 2] } });
  map.addLayer({
    id: "reach-labels", type: "symbol", source: SOURCE, filter: of("label"),
    layout: { "text-field": ["get", "label"], "text-font": ["sans-serif"], "text-size": 13, "text-allow-overlap": false },
    paint: { "text-color": text1, "text-halo-color": bg0, "text-halo-width": 2.5 },
  });
}

export function setReach(map: Drawing, reach: Reach | null): void {
  map.getSource<GeoJSONSource>(SOURCE)?.setData(reach ? featuresOf(reach) : NOTHING);
}

// Slanted lines, and the ground between them.
export function hatch(colours: Colours): Mark | null {
  const ratio = Math.max(2, Math.ceil(window.devicePixelRatio));
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE * ratio;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.scale(ratio, ratio);
  for (const [colour, wide] of [[colours.bg0, 2.4], [colours.text1, 1]] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = wide;
    pen.beginPath();
    for (const from of [-SIDE, 0, SIDE]) {
      pen.moveTo(from - 2, SIDE + 2);
      pen.lineTo(from + SIDE + 2, -2);
    }
    pen.stroke();
  }
  return { data: pen.getImageData(0, 0, canvas.width, canvas.height), ratio };
}

function featuresOf({ ways, areas }: Reach): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  const put = (kind: string, geometry: GeoJSON.Geometry, label = "") => features.push({ type: "Feature", geometry, properties: { kind, label } });
  for (const { rings, label } of areas) {
    const polygons = rings.map((ring) => [closed(ring)]);
    put("area", { type: "MultiPolygon", coordinates: polygons });
    const largest = [...rings].sort((one, other) => other.length - one.length)[0];
    if (largest) put("label", { type: "Point", coordinates: middle(largest) }, label);
  }
  for (const [at, { line, label, isStraight }] of ways.entries()) {
    if (line.length < 2) continue;
    put(isStraight ? "straight" : "way", { type: "LineString", coordinates: line.map(turned) });
    put("label", { type: "Point", coordinates: turned(line[Math.floor((line.length * (at + 1)) / (ways.length + 1))]!) }, label);
  }
  return { type: "FeatureCollection", features };
}

function turned([lat, lon]: readonly [number, number]): [number, number] {
  return [lon, lat];
}

function closed(ring: readonly (readonly [number, number])[]): [number, number][] {
  const all = ring.map(turned);
  return all[0] ? [...all, all[0]] : all;
}

function middle(ring: readonly (readonly [number, number])[]): [number, number] {
  const sum = ring.reduce(([lat, lon], each) => [lat + each[0], lon + each[1]] as const, [0, 0] as const);
  return [sum[1] / ring.length, sum[0] / ring.length];
}
