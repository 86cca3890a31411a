// The ground around the job: drawn by MapLibre from the town's tiles, read ahead so that it is there
// without a link, and the way there.

import { addProtocol, Map as Drawing, Marker, setWorkerUrl, type GeoJSONSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { Protocol, type PMTiles } from "pmtiles";
import { mark } from "../map/marks.ts";
import { Source, type GroundStyle, type Look } from "../map/source.ts";
import type { Spot } from "./seen.ts";

setWorkerUrl(workerUrl);
const protocol = new Protocol();
addProtocol("pmtiles", protocol.tile);
const source = new Source(null);

const READ_AHEAD = { from: 9, to: 15, around: 2 };
const SOURCE = "tocsin-way";

export interface Shown {
  readonly job: Spot;
  readonly unit: Spot | null;
  readonly way: readonly (readonly [number, number])[];
}

export class JobMap {
  private readonly drawing: Drawing;
  private readonly box: HTMLElement;
  private readonly style: GroundStyle;
  private shown: Shown;
  private isReady = false;
  private readonly isSmall: boolean;
  private readonly marks: Marker[] = [];

  private constructor(box: HTMLElement, style: GroundStyle, shown: Shown, isSmall: boolean, label: string) {
    this.box = box;
    this.style = style;
    this.shown = shown;
    this.isSmall = isSmall;
    this.drawing = new Drawing({
      container: box, style: style.json, center: [shown.job.lon_udeg / 1e6, shown.job.lat_udeg / 1e6], zoom: 14.5, maxZoom: 18,
      attributionControl: false, interactive: !isSmall, dragRotate: false, pitchWithRotate: false, fadeDuration: 0,
    });
    this.drawing.touchZoomRotate.disableRotation();
    this.drawing.getCanvas().setAttribute("aria-label", label);
    if (isSmall) this.drawing.getCanvas().tabIndex = -1;
    this.drawing.setMissingStyleImageResolver((id) => {
      const drawn = mark(id, this.style.marks);
      if (drawn && !this.drawing.hasImage(id)) this.drawing.addImage(id, drawn.data, { pixelRatio: drawn.ratio });
    });
    this.drawing.on("style.load", () => {
      this.isReady = true;
      this.draw();
      this.fit();
    });
    this.drawing.on("error", ({ error }) => {
      box.dataset["error"] = error.message;
    });
    this.drawing.on("idle", () => {
      box.dataset["state"] = "drawn";
    });
  }

  static async on(box: HTMLElement, shown: Shown, isSmall: boolean, label: string, look: Look): Promise<JobMap> {
    const style = await source.style(look);
    for (const tiles of source.tiles(style)) {
      protocol.add(tiles);
      if (!isSmall) continue;
      // Small first, the rest of the area when the phone has nothing else to do.
      setTimeout(() => void readAhead(tiles, shown.job).then((count) => (box.dataset["ahead"] = String(count))), 1_500);
    }
    return new JobMap(box, style, shown, isSmall, label);
  }

  // All of it comes into view where there is something new to see; a unit that only moves leaves the
  // map where a hand put it.
  show(shown: Shown): void {
    const { job, unit, way } = this.shown;
    this.shown = shown;
    if (!this.isReady) return;
    this.draw();
    const isMoved = job.lat_udeg === shown.job.lat_udeg && job.lon_udeg === shown.job.lon_udeg && way === shown.way && (unit === null) === (shown.unit === null);
    if (this.isSmall || !isMoved) this.fit();
  }

  zoom(by: number): void {
    this.drawing.zoomTo(this.drawing.getZoom() + by, { duration: 0 });
  }

  fit(): void {
    const { job, unit, way } = this.shown;
    const spots = [toLonLat(job), ...(unit ? [toLonLat(unit)] : []), ...way.map(([lat, lon]) => [lon, lat] as [number, number])];
    const [lons, lats] = [spots.map(([lon]) => lon), spots.map(([, lat]) => lat)];
    if (spots.length < 2) this.drawing.jumpTo({ center: spots[0]!, zoom: 15 });
    else this.drawing.fitBounds([Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)], { padding: this.isSmall ? 30 : { top: 40, bottom: 50, left: 40, right: 100 }, maxZoom: 16, duration: 0 });
  }

  remove(): void {
    this.drawing.remove();
  }

  private draw(): void {
    const line = { type: "Feature" as const, properties: {}, geometry: { type: "LineString" as const, coordinates: this.shown.way.map(([lat, lon]) => [lon, lat]) } };
    const known = this.drawing.getSource<GeoJSONSource>(SOURCE);
    if (known) known.setData(line);
    else {
      this.drawing.addSource(SOURCE, { type: "geojson", data: line });
      const paint = getComputedStyle(this.box);
      const layout = { "line-cap": "round", "line-join": "round" } as const;
      this.drawing.addLayer({ id: `${SOURCE}-case`, type: "line", source: SOURCE, layout, paint: { "line-width": 9, "line-color": plain(paint.backgroundColor) } });
      this.drawing.addLayer({ id: SOURCE, type: "line", source: SOURCE, layout, paint: { "line-width": 5, "line-color": plain(paint.color) } });
    }
    for (const each of this.marks.splice(0)) each.remove();
    this.put("job", this.shown.job);
    if (this.shown.unit) this.put("unit", this.shown.unit);
  }

  private put(kind: string, at: Spot): void {
    const element = this.box.ownerDocument.createElement("span");
    element.className = `spot spot-${kind}`;
    this.marks.push(new Marker({ element }).setLngLat(toLonLat(at)).addTo(this.drawing));
  }
}

function toLonLat({ lat_udeg, lon_udeg }: Spot): [number, number] {
  return [lon_udeg / 1e6, lat_udeg / 1e6];
}

// A colour as MapLibre reads it, whatever the sheet of styles wrote.
function plain(colour: string): string {
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!pen) return "#808080";
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
  return `rgb(${r},${g},${b})`;
}

// Asks for the tiles around a place, which the service worker keeps. How many there are now.
async function readAhead(tiles: PMTiles, { lat_udeg, lon_udeg }: Spot): Promise<number> {
  let count = 0;
  const header = await tiles.getHeader();
  for (let z = Math.max(READ_AHEAD.from, header.minZoom); z <= Math.min(READ_AHEAD.to, header.maxZoom); z += 1) {
    const [x, y] = tileOf(lat_udeg / 1e6, lon_udeg / 1e6, z);
    const reach = z < 13 ? 1 : READ_AHEAD.around;
    for (let dx = -reach; dx <= reach; dx += 1) {
      for (let dy = -reach; dy <= reach; dy += 1) {
        if (await tiles.getZxy(z, x + dx, y + dy).catch(() => undefined)) count += 1;
      }
    }
  }
  return count;
}

function tileOf(lat: number, lon: number, z: number): [number, number] {
  const angle = (lat * Math.PI) / 180;
  const across = 2 ** z;
  return [Math.floor(((lon + 180) / 360) * across), Math.floor(((1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2) * across)];
}
