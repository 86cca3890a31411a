// What neighbours tell of, on the map: rings with the town's letters and the age, so that none is taken
// for one's own; what is old is dashed away to a thin ring.

import type { GeoJSONSource, Map as Drawing } from "maplibre-gl";
import type * as GeoJSON from "geojson";
import type { Colours } from "./desk-marks.ts";

export interface AbroadMark {
  readonly lat: number;
  readonly lon: number;
  // Whose, what, and how old: "WE 0710 · 3 min".
  readonly label: string;
  readonly kind: "incidents" | "units" | "closures";
  readonly isOld: boolean;
}

const SOURCE = "abroad";

export function addAbroad(map: Drawing, colours: Colours, marks: readonly AbroadMark[]): void {
  const { text1, bg0 } = colours;
  map.addSource(SOURCE, { type: "geojson", data: featuresOf(marks) });
  map.addLayer({
    id: "abroad-rings", type: "circle", source: SOURCE,
    paint: {
      "circle-radius": ["match", ["get", "kind"], "incidents", 8, "closures", 6, 5],
      "circle-color": bg0,
      "circle-opacity": ["case", ["get", "isOld"], 0.35, 0.85],
      "circle-stroke-color": text1,
      "circle-stroke-width": ["case", ["get", "isOld"], 1, 2.5],
      "circle-stroke-opacity": ["case", ["get", "isOld"], 0.6, 1],
    },
  });
  map.addLayer({
    id: "abroad-labels", type: "symbol", source: SOURCE,
    layout: { "text-field": ["get", "label"], "text-font": ["sans-serif"], "text-size": 12, "text-anchor": "top", "text-offset": [0, 0.9], "text-allow-overlap": false },
    paint: { "text-color": text1, "text-halo-color": bg0, "text-halo-width": 2, "text-opacity": ["case", ["get", "isOld"], 0.7, 1] },
  });
}

export function setAbroad(map: Drawing, marks: readonly AbroadMark[]): void {
  map.getSource<GeoJSONSource>(SOURCE)?.setData(featuresOf(marks));
}

function featuresOf(marks: readonly AbroadMark[]): GeoJSON.FeatureCollection {
  return {
    type: "FeatureCollection",
    features: marks.map(({ lat, lon, ...properties }) => ({ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties })),
  };
}
