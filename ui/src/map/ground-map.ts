// The map itself: drawn by MapLibre from the ground's tiles, operable by keyboard.

import {
  addProtocol, AttributionControl, Map as Drawing, type MapGeoJSONFeature, NavigationControl, ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { Protocol } from "pmtiles";
import { mark } from "./marks";
import type { GroundStyle, Source } from "./source";

setWorkerUrl(workerUrl);
const protocol = new Protocol();
addProtocol("pmtiles", protocol.tile);

export class GroundMap {
  private readonly drawing: Drawing;
  private style: GroundStyle;
  private isShown = false;
  private readonly box: HTMLElement;

  constructor(box: HTMLElement, source: Source, style: GroundStyle) {
    this.box = box;
    this.style = style;
    for (const tiles of source.tiles(style)) protocol.add(tiles);
    const [west, south, east, north] = style.bounds;
    const [wide, high] = [east - west, north - south];
    this.drawing = new Drawing({
      container: box,
      style: { version: 8, sources: {}, layers: [] },
      bounds: style.bounds,
      fitBoundsOptions: { padding: 8 },
      maxBounds: [west - wide, south - high, east + wide, north + high],
      maxZoom: 19,
      hash: "at",
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    });
    this.drawing.touchZoomRotate.disableRotation();
    this.drawing.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.drawing.addControl(new ScaleControl({ unit: "metric", maxWidth: 140 }), "bottom-left");
    this.drawing.addControl(new AttributionControl({ compact: false }), "bottom-right");
    this.drawing.getCanvas().setAttribute("aria-label", "Map of the ground. Arrow keys move it, plus and minus zoom.");
    this.drawing.setMissingStyleImageResolver((id) => {
      const drawn = mark(id, this.style.marks);
      if (drawn && !this.drawing.hasImage(id)) this.drawing.addImage(id, drawn.data, { pixelRatio: drawn.ratio });
    });
    this.drawing.on("error", ({ error }) => {
      box.dataset["error"] = error.message;
    });
    this.drawing.on("movestart", () => this.say("moving"));
    this.drawing.on("style.load", () => {
      this.isShown = this.drawing.getStyle().layers.length > 0;
    });
    this.drawing.on("idle", () => this.isShown && this.say("drawn"));
  }

  async show(style: GroundStyle, language: string): Promise<void> {
    await Promise.all([...document.fonts].map((font) => font.load().catch(() => undefined)));
    this.style = style;
    this.say("reading");
    this.isShown = false;
    document.documentElement.dataset["look"] = style.look;
    this.drawing.setStyle(named(style, language), { diff: false });
    this.box.dataset["language"] = language;
  }

  // What is drawn, for whoever watches the page: a state, and how many features are on it.
  private say(state: string): void {
    this.box.dataset["state"] = state;
    if (state !== "drawn") return;
    const features = this.drawing.queryRenderedFeatures();
    this.box.dataset["features"] = String(features.length);
    this.box.dataset["layers"] = [...new Set(features.map((each) => each.layer.id))].sort().join(" ");
    this.box.dataset["labels"] = [...new Set(features.map(text))].filter(Boolean).sort().join("|");
    this.box.dataset["look"] = this.style.look;
    this.box.dataset["zoom"] = this.drawing.getZoom().toFixed(2);
  }
}

// What a label says as it is drawn, in the language that was chosen.
function text(feature: MapGeoJSONFeature): string {
  const layer = feature.layer;
  const said = layer.type === "symbol" ? layer.layout?.["text-field"] : undefined;
  return said === undefined ? "" : String(said);
}

// The style with its labels in one language, where a thing has a name in it.
function named(style: GroundStyle, language: string): GroundStyle["json"] {
  const own = ["get", "name"];
  const label = language ? ["coalesce", ["get", `name:${language}`], own] : own;
  const json = structuredClone(style.json);
  for (const layer of json.layers) {
    const said = (layer.metadata ?? {}) as Record<string, unknown>;
    if (layer.type !== "symbol" || !said["tocsin:label"]) continue;
    const from = said["tocsin:named-from"];
    const field = typeof from === "number" ? ["step", ["zoom"], "", from, label] : label;
    layer.layout = { ...layer.layout, "text-field": field as never };
  }
  return json;
}
