// The map of one area: the ground, and on it what a warning is for, hatched and with a border. In
// composing a press on it is a corner, or a middle.

import {
  addProtocol, AttributionControl, Map as Drawing, NavigationControl, ScaleControl, setWorkerUrl,
  type GeoJSONSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { Protocol } from "pmtiles";
import type * as GeoJSON from "geojson";
import { boundsOf, type Outline } from "../picture/warnings.ts";
import { coloursOf } from "./desk-marks.ts";
import { mark } from "./marks.ts";
import type { GroundStyle, Source } from "./source.ts";

setWorkerUrl(workerUrl);
const protocol = new Protocol();
addProtocol("pmtiles", protocol.tile);

const SOURCE = "area";

export class AreaMap {
  private readonly box: HTMLElement;
  private readonly drawing: Drawing;
  private style: GroundStyle;
  private outlines: readonly Outline[] = [];
  private corners: readonly (readonly [number, number])[] = [];

  constructor(box: HTMLElement, source: Source, style: GroundStyle, outlines: readonly Outline[], label: string, pressed: (lat: number, lon: number) => void) {
    this.box = box;
    this.style = style;
    this.outlines = outlines;
    for (const tiles of source.tiles(style)) protocol.add(tiles);
    const [west, south, east, north] = style.bounds;
    const [wide, high] = [east - west, north - south];
    this.drawing = new Drawing({
      container: box, style: style.json, bounds: boundsOf(outlines) ?? style.bounds,
      fitBoundsOptions: { padding: 48, maxZoom: 15 },
      maxBounds: [west - wide, south - high, east + wide, north + high],
      maxZoom: 19, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0, fadeDuration: 0,
    });
    this.drawing.touchZoomRotate.disableRotation();
    this.drawing.keyboard.disableRotation();
    this.drawing.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.drawing.addControl(new ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-left");
    this.drawing.addControl(new AttributionControl({ compact: false }), "bottom-right");
    this.drawing.getCanvas().setAttribute("aria-label", label);
    this.drawing.setMissingStyleImageResolver((id) => {
      const drawn = mark(id, this.style.marks);
      if (drawn && !this.drawing.hasImage(id)) this.drawing.addImage(id, drawn.data, { pixelRatio: drawn.ratio });
    });
    this.drawing.on("style.load", () => this.begin());
    this.drawing.on("idle", () => {
      box.dataset["state"] = "drawn";
    });
    this.drawing.on("error", ({ error }) => {
      box.dataset["error"] = error.message;
    });
    this.drawing.on("click", ({ lngLat }) => pressed(lngLat.lat, lngLat.lng));
  }

  restyle(style: GroundStyle): void {
    this.style = style;
    this.drawing.setStyle(style.json, { diff: false });
  }

  // What is drawn; corners are of a border that is not closed yet.
  show(outlines: readonly Outline[], corners: readonly (readonly [number, number])[] = []): void {
    this.outlines = outlines;
    this.corners = corners;
    this.box.dataset["outlines"] = String(outlines.length);
    this.drawing.getSource<GeoJSONSource>(SOURCE)?.setData(this.features());
  }

  // Only when a person asks for it.
  showAll(): void {
    this.drawing.fitBounds(boundsOf(this.outlines) ?? this.style.bounds, { padding: 48, maxZoom: 15, duration: 300 });
  }

  // Where keys have brought the middle of the map.
  middle(): readonly [number, number] {
    const { lat, lng } = this.drawing.getCenter();
    return [lat, lng];
  }

  remove(): void {
    this.drawing.remove();
  }

  private begin(): void {
    const { sev1: colour, bg0 } = coloursOf(this.box);
    const map = this.drawing;
    map.addSource(SOURCE, { type: "geojson", data: this.features() });
    map.addLayer({ id: "area-fill", type: "fill", source: SOURCE, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colour, "fill-opacity": 0.24 } });
    map.addLayer({ id: "area-edge", type: "line", source: SOURCE, filter: ["!=", ["geometry-type"], "Point"], layout: { "line-join": "round" }, paint: { "line-color": colour, "line-width": 3 } });
    map.addLayer({ id: "area-corners", type: "circle", source: SOURCE, filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 5, "circle-color": colour, "circle-stroke-width": 2, "circle-stroke-color": bg0 } });
    this.box.dataset["outlines"] = String(this.outlines.length);
  }

  private features(): GeoJSON.FeatureCollection {
    const plain = (rings: Outline) => rings.map((ring) => ring.map(([lon, lat]) => [lon, lat]));
    const features: GeoJSON.Feature[] = this.outlines.map((each) => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: plain(each) } }));
    const corners = this.corners.map(([lon, lat]) => [lon, lat]);
    if (corners.length > 1) features.push({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: corners } });
    for (const each of corners) features.push({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: each } });
    return { type: "FeatureCollection", features };
  }
}
