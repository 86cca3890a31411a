// Incidents and units above the ground, on a canvas of their own: what changes a hundred times a second
// is drawn without the ground being drawn again. A ground without a graphics card takes a tenth of a
// second, and the lists beside it wait meanwhile.

import { flag, severityMark, type Colours, type Image } from "./desk-marks.ts";
import type { Difference, IncidentMark, UnitMark } from "./desk-map.ts";
import { grouped, pixelsOf, projection, worldOf, type Group, type View, type World } from "./view.ts";

export type Hit =
  | { readonly kind: "incidents" | "units"; readonly id: string }
  | { readonly kind: "group"; readonly at: World };

interface Placed<T> {
  readonly mark: T;
  readonly at: World;
}

interface Area {
  readonly hit: Hit;
  readonly left: number;
  readonly top: number;
  readonly wide: number;
  readonly high: number;
}

// A circle is drawn where the place is not certain, and larger than the mark on it.
const UNCERTAIN_M = 60;
const LEAST_PX = 15;
// Farther out flags would hide the town.
const FLAGS_FROM = 11;
const FLAG_BELOW = 14;
const FLAG_APART = 19;
// New flags at once; the others come with the next drawing.
const MOST_FLAGS = 80;
// At most a tenth of the time goes into drawing.
const SHARE = 10;
// The stream tells what changed ten times a second.
const AFTER_MS = 150;
const COUNT_FONT = `600 12px "Inter Variable", Inter, sans-serif`;
// Drawn in this order: what is graver stands above.
const ORDER = ["U", "3", "2", "1"] as const;

export class MarkLayer {
  readonly canvas = document.createElement("canvas");
  private readonly view: () => View;
  private colours: Colours;
  private readonly incidents: Record<(typeof ORDER)[number], Map<string, Placed<IncidentMark>>> = { U: new Map(), 3: new Map(), 2: new Map(), 1: new Map() };
  private readonly routine = new Map<string, World>();
  private readonly uncertain = new Map<string, Placed<IncidentMark>>();
  private readonly units = new Map<string, Placed<UnitMark>>();
  private groups: { readonly level: number; readonly all: readonly Group[] } | null = null;
  private readonly images = new Map<string, Image | null>();
  private areas: Area[] = [];
  private ratio = 1;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawnAt = -Infinity;
  private took = 0;

  constructor(view: () => View, colours: Colours) {
    this.view = view;
    this.colours = colours;
    this.canvas.className = "map-drawn";
    this.canvas.setAttribute("aria-hidden", "true");
  }

  get unitCount(): number {
    return this.units.size;
  }

  change(incidents: Difference<IncidentMark>, units: Difference<UnitMark>): void {
    for (const mark of incidents.put) this.putIncident(mark);
    for (const id of incidents.gone) this.dropIncident(id);
    for (const mark of units.put) this.units.set(mark.id, { mark, at: worldOf(mark.lat, mark.lon) });
    for (const id of units.gone) this.units.delete(id);
    this.soon();
  }

  recolour(colours: Colours): void {
    this.colours = colours;
    this.images.clear();
    this.draw();
  }

  // At once, where the drawing before it is long enough ago; else with what changes next, in one frame
  // with the lists, or by itself where nothing does.
  soon(): void {
    const wait = this.drawnAt + SHARE * this.took - performance.now();
    if (wait <= 0) this.draw();
    else this.timer ??= setTimeout(() => this.draw(), wait + AFTER_MS);
  }

  // What stands there, the uppermost first.
  at(x: number, y: number): Hit | null {
    return this.areas.findLast((each) => x >= each.left && y >= each.top && x <= each.left + each.wide && y <= each.top + each.high)?.hit ?? null;
  }

  remove(): void {
    clearTimeout(this.timer);
    this.canvas.remove();
  }

  draw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const began = performance.now();
    const view = this.view();
    const pen = this.sized(view);
    if (!pen) return;
    const { ratio } = this;
    this.areas = [];
    const put = (image: Image | null, x: number, y: number, hit: Hit) => {
      if (!image) return;
      const [left, top] = [Math.round(x * ratio) / ratio, Math.round(y * ratio) / ratio];
      if (left > view.width || top > view.height || left + image.wide < 0 || top + image.high < 0) return;
      pen.drawImage(image.bits, left, top, image.bits.width / ratio, image.bits.height / ratio);
      this.areas.push({ hit, left, top, wide: image.wide, high: image.high });
    };
    const place = projection(view);
    this.drawCircles(pen, view, place);
    this.drawRoutine(pen, view, place, put);
    for (const key of ORDER) {
      const image = this.severity(key);
      for (const { mark, at } of this.incidents[key].values()) {
        const { x, y } = place(at);
        put(image, x - (image?.wide ?? 0) / 2, y - (image?.high ?? 0) / 2, { kind: "incidents", id: mark.id });
      }
    }
    const isBehind = view.zoom >= FLAGS_FROM && this.drawUnits(place, put);
    this.drawnAt = performance.now();
    this.took = this.drawnAt - began;
    if (isBehind) this.timer = setTimeout(() => this.draw(), SHARE * this.took);
  }

  private sized({ width, height }: View): CanvasRenderingContext2D | null {
    const { canvas } = this;
    const ratio = window.devicePixelRatio || 1;
    if (ratio !== this.ratio) this.images.clear();
    this.ratio = ratio;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    const pen = canvas.getContext("2d");
    pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen?.clearRect(0, 0, width, height);
    return pen;
  }

  private putIncident(mark: IncidentMark): void {
    this.dropIncident(mark.id);
    const at = worldOf(mark.lat, mark.lon);
    if (mark.severity === 4) {
      this.routine.set(mark.id, at);
      this.groups = null;
    } else {
      this.incidents[mark.severity ?? "U"].set(mark.id, { mark, at });
    }
    if (mark.uncertain_m >= UNCERTAIN_M) this.uncertain.set(mark.id, { mark, at });
  }

  private dropIncident(id: string): void {
    if (this.routine.delete(id)) this.groups = null;
    for (const key of ORDER) this.incidents[key].delete(id);
    this.uncertain.delete(id);
  }

  private drawCircles(pen: CanvasRenderingContext2D, view: View, place: (at: World) => World): void {
    const all = new Path2D();
    for (const { mark, at } of this.uncertain.values()) {
      const r = pixelsOf(mark.uncertain_m, at, view.zoom);
      const { x, y } = place(at);
      if (r < LEAST_PX || x + r < 0 || y + r < 0 || x - r > view.width || y - r > view.height) continue;
      all.moveTo(x + r, y);
      all.arc(x, y, r, 0, Math.PI * 2);
    }
    pen.globalAlpha = 0.06;
    pen.fillStyle = this.colours.sev1;
    pen.fill(all);
    pen.globalAlpha = 0.5;
    pen.strokeStyle = this.colours.text1;
    pen.lineWidth = 1;
    pen.stroke(all);
    pen.globalAlpha = 1;
  }

  private drawRoutine(pen: CanvasRenderingContext2D, view: View, place: (at: World) => World, put: Put): void {
    const level = Math.floor(view.zoom);
    if (this.groups?.level !== level) this.groups = { level, all: grouped(this.routine, view.zoom) };
    const image = this.severity("4");
    pen.font = COUNT_FONT;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.lineWidth = 3;
    pen.lineJoin = "round";
    pen.strokeStyle = this.colours.bg0;
    pen.fillStyle = this.colours.text1;
    for (const { at, ids } of this.groups.all) {
      const { x, y } = place(at);
      const id = ids[0]!;
      put(image, x - (image?.wide ?? 0) / 2, y - (image?.high ?? 0) / 2, ids.length === 1 ? { kind: "incidents", id } : { kind: "group", at });
      if (ids.length === 1 || x < -40 || y < -20 || x > view.width || y > view.height + 20) continue;
      const count = String(ids.length);
      pen.strokeText(count, x + 13, y);
      pen.fillText(count, x + 13, y);
    }
  }

  // True: some are still to come.
  private drawUnits(place: (at: World) => World, put: Put): boolean {
    let made = 0;
    for (const { mark, at } of this.units.values()) {
      const name = `${mark.tone} ${mark.isStale} ${mark.label}`;
      let image = this.images.get(name);
      if (image === undefined) {
        if (made === MOST_FLAGS) continue;
        made += 1;
        image = flag(mark.tone, mark.isStale, mark.label, this.colours, this.ratio);
        this.images.set(name, image);
      }
      const { x, y } = place(at);
      put(image, x - (image?.wide ?? 0) / 2, y + FLAG_BELOW + mark.row * FLAG_APART, { kind: "units", id: mark.id });
    }
    return made === MOST_FLAGS;
  }

  private severity(key: "1" | "2" | "3" | "4" | "U"): Image | null {
    let image = this.images.get(key);
    if (image === undefined) this.images.set(key, (image = severityMark(key, this.colours, this.ratio)));
    return image;
  }
}

type Put = (image: Image | null, x: number, y: number, hit: Hit) => void;
