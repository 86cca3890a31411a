// The map of the desk: the ground with its closures, and above it the layer of incidents and units;
// what must be read is a button too.

import {
  addProtocol, AttributionControl, Map as Drawing, NavigationControl, ScaleControl, setWorkerUrl,
  type GeoJSONSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { Protocol } from "pmtiles";
import type * as GeoJSON from "geojson";
import { addAbroad, setAbroad, type AbroadMark } from "./abroad.ts";
import { coloursOf, type Colours, type Tone } from "./desk-marks.ts";
import { MarkButtons, urgent } from "./mark-buttons.ts";
import { MarkLayer, type Hit } from "./mark-layer.ts";
import { mark } from "./marks.ts";
import { addReach, hatch, HATCH, setReach, type Reach } from "./reach.ts";
import type { GroundStyle, Source } from "./source.ts";
import { latOf, worldOf, type View } from "./view.ts";

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
  readonly tone: Tone;
  // Long since it told where it is.
  readonly isStale: boolean;
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

export class DeskMap {
  private readonly box: HTMLElement;
  private readonly drawing: Drawing;
  private readonly picked: (kind: "incidents" | "units", id: string) => void;
  private style: GroundStyle;
  private colours: Colours;
  private readonly incidents = new Map<string, IncidentMark>();
  private readonly closures = new Map<string, Closed>();
  private readonly layer: MarkLayer;
  private selected: string | null = null;
  private shownReach: Reach | null = null;
  private shownAbroad: readonly AbroadMark[] = [];
  private home: Bounds;
  // Pixels of the page; asked for seldom, since the page has to be laid out to tell.
  private size = { width: 0, height: 0 };
  private readonly buttons: MarkButtons;

  constructor(
    box: HTMLElement,
    source: Source,
    style: GroundStyle,
    home: Bounds | null,
    words: DeskWords,
    picked: (kind: "incidents" | "units", id: string) => void,
  ) {
    this.box = box;
    this.style = style;
    this.picked = picked;
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
      maxPitch: 0,
      // A mark stands at once: to fade one in draws the whole map again and again.
      fadeDuration: 0,
    });
    this.drawing.touchZoomRotate.disableRotation();
    this.drawing.keyboard.disableRotation();
    this.drawing.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.drawing.addControl(new ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-left");
    this.drawing.addControl(new AttributionControl({ compact: false }), "bottom-right");
    this.drawing.getCanvas().setAttribute("aria-label", words.label);
    this.drawing.setMissingStyleImageResolver((id) => this.image(id));
    this.drawing.on("style.load", () => this.begin());
    this.drawing.on("error", ({ error }) => {
      box.dataset["error"] = error.message;
    });
    this.layer = new MarkLayer(() => this.view(), this.colours);
    this.drawing.getCanvasContainer().append(this.layer.canvas);
    this.buttons = new MarkButtons((spot) => this.drawing.project([spot.lon, spot.lat]), words.named, (id) => picked("incidents", id));
    this.drawing.getCanvasContainer().append(this.buttons.layer);
    this.drawing.on("move", () => this.moved());
    this.drawing.on("resize", () => this.sized());
    this.drawing.on("idle", () => {
      box.dataset["state"] = "drawn";
    });
    this.drawing.on("click", ({ point }) => this.pick(this.layer.at(point.x, point.y)));
    this.drawing.on("mousemove", ({ point }) => {
      this.drawing.getCanvas().style.cursor = this.layer.at(point.x, point.y) ? "pointer" : "";
    });
    this.sized();
  }

  restyle(style: GroundStyle): void {
    this.style = style;
    this.colours = coloursOf(this.box);
    this.layer.recolour(this.colours);
    this.drawing.setStyle(style.json, { diff: false });
  }

  show({ incidents, units, closures }: MarkChanges): void {
    for (const each of incidents.put) this.incidents.set(each.id, each);
    for (const id of incidents.gone) this.incidents.delete(id);
    this.layer.change(incidents, units);
    for (const each of closures.put) this.closures.set(each.id, each);
    for (const id of closures.gone) this.closures.delete(id);
    if (closures.put.length + closures.gone.length > 0) this.drawing.getSource<GeoJSONSource>("closures")?.setData(this.closed());
    if (incidents.put.length + incidents.gone.length > 0) this.press();
    this.tell();
  }

  select(id: string | null): void {
    this.selected = id;
    this.press();
  }

  // An option that somebody looks at; null: none. Drawn once for each.
  reach(reach: Reach | null): void {
    this.shownReach = reach;
    this.box.dataset["reach"] = reach ? `${reach.ways.length} ${reach.areas.length}` : "";
    setReach(this.drawing, reach);
  }

  // What neighbours tell of. Drawn when it is another.
  abroad(marks: readonly AbroadMark[]): void {
    this.shownAbroad = marks;
    this.box.dataset["abroad"] = String(marks.length);
    this.box.dataset["abroadOld"] = String(marks.filter((each) => each.isOld).length);
    setAbroad(this.drawing, marks);
  }

  // Only when a person asks for it: the map never moves by itself.
  goTo(lat: number, lon: number): void {
    this.drawing.easeTo({ center: [lon, lat], zoom: Math.max(this.drawing.getZoom(), 14.5), duration: 300 });
  }

  showAll(): void {
    this.drawing.fitBounds(this.home, { padding: 40, maxZoom: 15, duration: 300 });
  }

  remove(): void {
    this.layer.remove();
    this.drawing.remove();
  }

  private begin(): void {
    const map = this.drawing;
    const { sev2 } = this.colours;
    addAbroad(map, this.colours, this.shownAbroad);
    addReach(map, this.colours, this.shownReach);
    map.addSource("closures", { type: "geojson", data: this.closed() });
    map.addLayer({ id: "closure-area", type: "fill", source: "closures", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": sev2, "fill-opacity": 0.18 } });
    map.addLayer({ id: "closure-edge", type: "line", source: "closures", paint: { "line-color": sev2, "line-width": 3, "line-dasharray": [2, 1.4] } });
    this.moved();
  }

  private closed(): GeoJSON.FeatureCollection {
    const features = [...this.closures.values()].map(({ id, geometry, label }) => ({ type: "Feature", id, geometry, properties: { id, label } }) as const);
    return { type: "FeatureCollection", features };
  }

  private view(): View {
    const { lng, lat } = this.drawing.getCenter();
    return { centre: worldOf(lat, lng), zoom: this.drawing.getZoom(), ...this.size };
  }

  private sized(): void {
    this.size = { width: this.box.clientWidth, height: this.box.clientHeight };
    this.moved();
  }

  // Marks stand where the ground under them does.
  private moved(): void {
    this.layer.draw();
    this.buttons.place();
  }

  private pick(hit: Hit | null): void {
    if (hit?.kind === "group") this.drawing.easeTo({ center: [hit.at.x * 360 - 180, latOf(hit.at.y)], zoom: this.drawing.getZoom() + 2 });
    else if (hit) this.picked(hit.kind, hit.id);
  }

  // For who looks at the page from outside: how much is on the map.
  private tell(): void {
    this.box.dataset["incidents"] = String(this.incidents.size);
    this.box.dataset["units"] = String(this.layer.unitCount);
  }

  private press(): void {
    this.buttons.show(urgent(this.incidents, this.selected), this.selected);
  }

  private image(id: string): void {
    const drawn = id === HATCH ? hatch(this.colours) : mark(id, this.style.marks);
    if (drawn && !this.drawing.hasImage(id)) this.drawing.addImage(id, drawn.data, { pixelRatio: drawn.ratio });
  }
}
