// The map of the desk: the ground below, incidents as severity shapes, units as flags, closures as
// hatched lines. Few sources, one a kind, changed by id; what must be read is a button too.

import {
  addProtocol, AttributionControl, Map as Drawing, NavigationControl, ScaleControl, setWorkerUrl,
  type GeoJSONSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { Protocol } from "pmtiles";
import type * as GeoJSON from "geojson";
import { flag, NAMES, severityMark, type Colours } from "./desk-marks.ts";
import { MarkButtons, urgent } from "./mark-buttons.ts";
import { mark } from "./marks.ts";
import { Pace } from "./pace.ts";
import { Sheet, type Feature } from "./sheet.ts";
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
  readonly number: string;
  readonly type: string;
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

// Marks that are others now, and ids of those that are gone.
export interface Difference<T> {
  readonly put: readonly T[];
  readonly gone: readonly string[];
}

export interface MarkChanges {
  readonly incidents: Difference<IncidentMark>;
  readonly units: Difference<UnitMark>;
  readonly closures: Difference<Closed>;
}

interface DeskWords {
  readonly label: string;
  // An incident as a screen reader says it.
  readonly named: (mark: IncidentMark) => string;
}

// Of what changed: each unit's flag is an image of its own, that has to be drawn first.
const MOST_AT_ONCE = 80;
const UNCERTAIN_M = 60;
const SOURCES = ["closures", "circles", "incidents", "routine", "units"] as const;
// Metres of one pixel at the equator, the whole of it in view; half at each further zoom.
const M_PER_PX = 78_271.517;
const MOST_ZOOM = 22;

export class DeskMap {
  private readonly box: HTMLElement;
  private readonly drawing: Drawing;
  private readonly picked: (kind: "incidents" | "units", id: string) => void;
  private readonly held: () => void;
  private style: GroundStyle;
  private colours: Colours;
  private isReady = false;
  private readonly incidents = new Map<string, IncidentMark>();
  private readonly sheets = new Map(SOURCES.map((name) => [name, new Sheet()]));
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly pace = new Pace();
  private selected: string | null = null;
  private home: Bounds;
  private readonly buttons: MarkButtons;

  constructor(
    box: HTMLElement,
    source: Source,
    style: GroundStyle,
    home: Bounds | null,
    words: DeskWords,
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
      // A mark stands at once: to fade one in draws the whole map again and again.
      fadeDuration: 0,
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
    this.buttons = new MarkButtons((spot) => this.drawing.project([spot.lon, spot.lat]), words.named, (id) => picked("incidents", id));
    this.drawing.getCanvasContainer().append(this.buttons.layer);
    this.drawing.on("move", () => this.buttons.place());
    this.drawing.on("render", () => this.pace.frame(performance.now()));
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

  show(changes: MarkChanges): void {
    const of = (name: (typeof SOURCES)[number]) => this.sheets.get(name)!;
    for (const each of changes.incidents.put) {
      this.incidents.set(each.id, each);
      const isRoutine = each.severity === 4;
      of("routine").put(each.id, isRoutine ? point(each, {}) : null);
      of("incidents").put(each.id, isRoutine ? null : point(each, { severity: each.severity ?? "u", rank: rankOf(each.severity) }));
      of("circles").put(each.id, each.uncertain_m < UNCERTAIN_M ? null : point(each, { px: (each.uncertain_m * 2 ** MOST_ZOOM) / (M_PER_PX * Math.cos((each.lat * Math.PI) / 180)) }));
    }
    for (const id of changes.incidents.gone) {
      this.incidents.delete(id);
      for (const name of ["routine", "incidents", "circles"] as const) of(name).put(id, null);
    }
    for (const each of changes.units.put) of("units").put(each.id, point(each, { tone: each.tone, label: each.label, offset: [0, 14 + each.row * 19] }));
    for (const id of changes.units.gone) of("units").put(id, null);
    for (const { id, geometry, label } of changes.closures.put) of("closures").put(id, { type: "Feature", id, geometry, properties: { id, label } });
    for (const id of changes.closures.gone) of("closures").put(id, null);
    this.soon();
  }

  select(id: string | null): void {
    this.selected = id;
    if (this.isReady) this.press();
  }

  // Only when a person asks for it: the map never moves by itself.
  goTo(lat: number, lon: number): void {
    this.drawing.easeTo({ center: [lon, lat], zoom: Math.max(this.drawing.getZoom(), 14.5), duration: 300 });
  }

  showAll(): void {
    this.drawing.fitBounds(this.home, { padding: 40, maxZoom: 15, duration: 300 });
  }

  remove(): void {
    clearTimeout(this.timer);
    this.drawing.remove();
  }

  private begin(): void {
    const map = this.drawing;
    for (const [name, sheet] of this.sheets) {
      map.addSource(name, { type: "geojson", data: name === "units" ? sheet.none() : sheet.whole(), promoteId: "id", ...(name === "routine" ? { cluster: true, clusterRadius: 36, clusterMaxZoom: 15 } : {}) });
    }
    const { sev1, sev2, text1, bg0 } = this.colours;
    map.addLayer({ id: "closure-area", type: "fill", source: "closures", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": sev2, "fill-opacity": 0.18 } });
    map.addLayer({ id: "closure-edge", type: "line", source: "closures", paint: { "line-color": sev2, "line-width": 3, "line-dasharray": [2, 1.4] } });
    map.addLayer({ id: "circles", type: "circle", source: "circles", paint: { "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 0, ["/", ["get", "px"], 2 ** MOST_ZOOM], MOST_ZOOM, ["get", "px"]], "circle-color": sev1, "circle-opacity": 0.06, "circle-stroke-color": text1, "circle-stroke-width": 1, "circle-stroke-opacity": 0.5 } });
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
    map.on("click", "routine-marks", (event) => {
      const id = event.features?.[0]?.properties["id"] as string | undefined;
      if (id) this.picked("incidents", id);
    });
    map.on("click", "routine-groups", (event) => map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2 }));
    this.isReady = true;
    this.press();
    this.tell();
    this.soon();
  }

  // Draws what changed, once for all that comes within a moment.
  private soon(): void {
    if (!this.isReady || this.timer !== undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.isReady) return;
      this.pace.begin(performance.now());
      let isBehind = false;
      for (const [name, sheet] of this.sheets) {
        const source = this.drawing.getSource(name) as GeoJSONSource | undefined;
        if (source) isBehind = !sheet.draw(source, MOST_AT_ONCE) || isBehind;
      }
      this.press();
      this.tell();
      if (isBehind) this.soon();
    }, this.pace.wait(performance.now()));
  }

  // For who looks at the page from outside: how much is on the map.
  private tell(): void {
    this.box.dataset["incidents"] = String(this.incidents.size);
    this.box.dataset["units"] = String(this.sheets.get("units")!.size);
  }

  private press(): void {
    this.buttons.show(urgent(this.incidents, this.selected), this.selected);
  }

  private image(id: string): void {
    const ratio = Math.max(2, Math.ceil(window.devicePixelRatio));
    const drawn = id.startsWith("severity-") ? severityMark(id, this.colours, ratio) : id.startsWith("flag-") ? flag(id, this.colours, ratio) : mark(id, this.style.marks);
    if (drawn && !this.drawing.hasImage(id)) this.drawing.addImage(id, drawn.data, { pixelRatio: drawn.ratio });
  }
}

function rankOf(severity: Severity): number {
  return severity === null ? 2 : severity === 1 ? 9 : 5 - severity;
}

function point({ id, lon, lat }: { readonly id: string; readonly lon: number; readonly lat: number }, properties: Record<string, unknown>): Feature {
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
