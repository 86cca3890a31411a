// The map of the desk: the ground below, incidents as severity shapes, units as flags, closures as
// hatched lines. Few sources, one a kind, changed by id; what must be read is a button too.

import {
  addProtocol, AttributionControl, Map as Drawing, Marker, NavigationControl, ScaleControl, setWorkerUrl,
  type GeoJSONSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { Protocol } from "pmtiles";
import type * as GeoJSON from "geojson";
import { flag, NAMES, severityMark, type Colours } from "./desk-marks.ts";
import { mark } from "./marks.ts";
import type { GroundStyle, Source } from "./source.ts";

setWorkerUrl(workerUrl);
const protocol = new Protocol();
addProtocol("pmtiles", protocol.tile);

export type Severity = 1 | 2 | 3 | 4 | null;

export interface IncidentMark {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly severity: Severity;
  // As a screen reader says it.
  readonly name: string;
  // Metres; a circle is drawn where the place is not certain.
  readonly uncertain_m: number;
}

export interface UnitMark {
  readonly id: string;
  readonly lat: number;
  readonly lon: number;
  readonly label: string;
  readonly tone: "free" | "busy" | "out" | "stale";
  // Flags at one place stand below each other.
  readonly row: number;
}

// West, south, east, north.
export type Bounds = [number, number, number, number];

export interface Closed {
  readonly id: string;
  readonly geometry: GeoJSON.Geometry;
  readonly label: string;
}

const MOST_BUTTONS = 60;
const GROUPED: ReadonlySet<Severity> = new Set([4]);
type Feature = GeoJSON.Feature<GeoJSON.Geometry, Record<string, unknown>>;

export class DeskMap {
  private readonly box: HTMLElement;
  private readonly drawing: Drawing;
  private readonly picked: (kind: "incidents" | "units", id: string) => void;
  private readonly held: () => void;
  private style: GroundStyle;
  private colours: Colours;
  private isReady = false;
  private incidents: readonly IncidentMark[] = [];
  private units: readonly UnitMark[] = [];
  private closed: readonly Closed[] = [];
  private selected: string | null = null;
  private home: Bounds;
  private readonly buttons = new Map<string, { readonly marker: Marker; readonly of: string }>();

  constructor(
    box: HTMLElement,
    source: Source,
    style: GroundStyle,
    home: Bounds | null,
    words: { readonly label: string },
    picked: (kind: "incidents" | "units", id: string) => void,
    held: () => void,
  ) {
    this.box = box;
    this.style = style;
    this.picked = picked;
    this.held = held;
    this.home = home ?? style.bounds;
    this.colours = coloursOf(box);
    for (const tiles of source.tiles(style)) protocol.add(tiles);
    const [west, south, east, north] = style.bounds;
    const [wide, high] = [east - west, north - south];
    this.drawing = new Drawing({
      container: box,
      style: style.json,
      bounds: this.home,
      fitBoundsOptions: { padding: 40, maxZoom: 15 },
      maxBounds: [west - wide, south - high, east + wide, north + high],
      maxZoom: 19,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 100,
    });
    this.drawing.touchZoomRotate.disableRotation();
    this.drawing.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.drawing.addControl(new ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-left");
    this.drawing.addControl(new AttributionControl({ compact: false }), "bottom-right");
    this.drawing.getCanvas().setAttribute("aria-label", words.label);
    this.drawing.setMissingStyleImageResolver((id) => this.image(id));
    this.drawing.on("style.load", () => this.begin());
    this.drawing.on("error", ({ error }) => {
      box.dataset["error"] = error.message;
    });
    this.drawing.on("dragstart", () => this.held());
    this.drawing.on("idle", () => {
      box.dataset["state"] = "drawn";
    });
    for (const layer of ["incident-marks", "unit-flags"] as const) {
      this.drawing.on("click", layer, (event) => {
        const id = event.features?.[0]?.properties["id"] as string | undefined;
        if (id) this.picked(layer === "unit-flags" ? "units" : "incidents", id);
      });
    }
  }

  restyle(style: GroundStyle): void {
    this.style = style;
    this.colours = coloursOf(this.box);
    this.isReady = false;
    this.drawing.setStyle(style.json, { diff: false });
  }

  show(incidents: readonly IncidentMark[], units: readonly UnitMark[], closed: readonly Closed[], selected: string | null): void {
    this.incidents = incidents;
    this.units = units;
    this.closed = closed;
    this.selected = selected;
    if (this.isReady) this.draw();
  }

  // Only when a person asks for it: the map never moves by itself.
  goTo(lat: number, lon: number): void {
    this.drawing.easeTo({ center: [lon, lat], zoom: Math.max(this.drawing.getZoom(), 14.5), duration: 300 });
  }

  showAll(): void {
    this.drawing.fitBounds(this.home, { padding: 40, maxZoom: 15, duration: 300 });
  }

  remove(): void {
    this.drawing.remove();
  }

  private begin(): void {
    const map = this.drawing;
    const none: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
    for (const name of ["closures", "circles", "incidents", "units"]) map.addSource(name, { type: "geojson", data: none, promoteId: "id" });
    map.addSource("routine", { type: "geojson", data: none, promoteId: "id", cluster: true, clusterRadius: 36, clusterMaxZoom: 15 });
    const { sev1, sev2, text1, bg0 } = this.colours;
    map.addLayer({ id: "closure-area", type: "fill", source: "closures", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": sev2, "fill-opacity": 0.18 } });
    map.addLayer({ id: "closure-edge", type: "line", source: "closures", paint: { "line-color": sev2, "line-width": 3, "line-dasharray": [2, 1.4] } });
    map.addLayer({ id: "circles", type: "circle", source: "circles", paint: { "circle-radius": ["get", "px"], "circle-color": sev1, "circle-opacity": 0.06, "circle-stroke-color": text1, "circle-stroke-width": 1, "circle-stroke-opacity": 0.5 } });
    map.addLayer({ id: "routine-groups", type: "symbol", source: "routine", filter: ["has", "point_count"], layout: { "icon-image": "severity-4-group", "icon-allow-overlap": true, "text-field": ["get", "point_count_abbreviated"], "text-font": ["sans-serif"], "text-size": 12, "text-offset": [1.5, 0], "text-allow-overlap": true }, paint: { "text-color": text1, "text-halo-color": bg0, "text-halo-width": 1.5 } });
    map.addLayer({ id: "routine-marks", type: "symbol", source: "routine", filter: ["!", ["has", "point_count"]], layout: { "icon-image": "severity-4", "icon-allow-overlap": true } });
    map.addLayer({ id: "incident-marks", type: "symbol", source: "incidents", layout: { "icon-image": ["concat", "severity-", ["get", "severity"]], "icon-allow-overlap": true, "symbol-sort-key": ["get", "rank"] } });
    map.addLayer({
      id: "unit-flags", type: "symbol", source: "units", minzoom: 11,
      layout: {
        "icon-image": ["concat", "flag-", ["get", "tone"], "-", ["get", "label"]], "icon-allow-overlap": true, "icon-anchor": "top",
        "icon-offset": ["get", "offset"],
      },
    });
    map.on("zoom", () => this.circles());
    map.on("click", "routine-marks", (event) => {
      const id = event.features?.[0]?.properties["id"] as string | undefined;
      if (id) this.picked("incidents", id);
    });
    map.on("click", "routine-groups", (event) => map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 }));
    this.isReady = true;
    this.draw();
  }

  private draw(): void {
    const kept = this.incidents.filter((each) => !GROUPED.has(each.severity));
    this.set("incidents", kept.map((each) => point(each.id, each.lon, each.lat, { severity: each.severity ?? "u", rank: each.severity === null ? 2 : each.severity === 1 ? 9 : 5 - each.severity })));
    this.set("routine", this.incidents.filter((each) => GROUPED.has(each.severity)).map((each) => point(each.id, each.lon, each.lat, {})));
    this.set("units", this.units.map((each) => point(each.id, each.lon, each.lat, { tone: each.tone, label: each.label, offset: [0, 14 + each.row * 19] })));
    this.set("closures", this.closed.map((each) => ({ type: "Feature", id: each.id, geometry: each.geometry, properties: { id: each.id, label: each.label } })));
    this.circles();
    this.press();
    this.box.dataset["incidents"] = String(this.incidents.length);
    this.box.dataset["units"] = String(this.units.length);
  }

  private set(name: string, features: readonly Feature[]): void {
    void (this.drawing.getSource(name) as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: [...features] });
  }

  private circles(): void {
    const zoom = this.drawing.getZoom();
    const features = this.incidents
      .filter((each) => each.uncertain_m >= 60)
      .map((each) => {
        const perPixel = (78_271.517 * Math.cos((each.lat * Math.PI) / 180)) / 2 ** zoom;
        return point(each.id, each.lon, each.lat, { px: Math.min(400, each.uncertain_m / perPixel) });
      });
    this.set("circles", features);
  }

  // Immediate and urgent incidents, and the selected one, as buttons that keys reach.
  private press(): void {
    const wanted = this.incidents.filter((each) => each.severity === 1 || each.severity === 2 || each.id === this.selected).slice(0, MOST_BUTTONS);
    const ids = new Set(wanted.map((each) => each.id));
    for (const [id, { marker }] of this.buttons) {
      if (ids.has(id)) continue;
      marker.remove();
      this.buttons.delete(id);
    }
    for (const each of wanted) {
      const of = `${each.lat} ${each.lon} ${each.name} ${each.id === this.selected}`;
      const found = this.buttons.get(each.id);
      if (found?.of === of) continue;
      found?.marker.remove();
      const button = document.createElement("button");
      button.type = "button";
      button.className = "map-mark";
      button.setAttribute("aria-label", each.name);
      button.setAttribute("aria-pressed", String(each.id === this.selected));
      button.addEventListener("click", (event) => {
        event.stopPropagation();
        this.picked("incidents", each.id);
      });
      const marker = new Marker({ element: button }).setLngLat([each.lon, each.lat]).addTo(this.drawing);
      this.buttons.set(each.id, { marker, of });
    }
  }

  private image(id: string): void {
    const ratio = Math.max(2, Math.ceil(window.devicePixelRatio));
    const drawn = id.startsWith("severity-") ? severityMark(id, this.colours, ratio) : id.startsWith("flag-") ? flag(id, this.colours, ratio) : mark(id, this.style.marks);
    if (drawn && !this.drawing.hasImage(id)) this.drawing.addImage(id, drawn.data, { pixelRatio: drawn.ratio });
  }
}

function point(id: string, lon: number, lat: number, properties: Record<string, unknown>): Feature {
  return { type: "Feature", id, geometry: { type: "Point", coordinates: [lon, lat] }, properties: { id, ...properties } };
}

// The tokens of the page as colours that the drawing understands.
function coloursOf(box: HTMLElement): Colours {
  const style = getComputedStyle(box);
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const of = (name: string): string => {
    const said = style.getPropertyValue(`--${name}`).trim();
    if (!pen || !said) return "#888888";
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = said;
    pen.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = pen.getImageData(0, 0, 1, 1).data;
    return `rgb(${r},${g},${b})`;
  };
  return Object.fromEntries(NAMES.map((name) => [name, of(name)])) as Colours;
}
