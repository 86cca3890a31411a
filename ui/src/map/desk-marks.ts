// Severity shapes and unit flags as images of the map, drawn in the colours of the page.

import type { Mark } from "./marks.ts";

// Tokens of the page that the map draws with.
export const NAMES = [
  "bg0", "bg1", "text1", "text2", "text3", "edge", "free", "sev1", "sev2", "sev3", "sev4", "sevU", "sev1-fill", "sev2-fill", "sev3-fill",
  "sev4-fill", "sevU-fill", "sev1-ink", "sev2-ink", "sev3-ink", "sev4-ink", "sevU-ink", "action",
] as const;

export type Colours = Readonly<Record<(typeof NAMES)[number], string>>;

const SIDE = 26;
const FLAG_HIGH = 18;

// `severity-1` … `severity-4`, `severity-u`, `severity-4-group`.
export function severityMark(id: string, colours: Colours, ratio: number): Mark | null {
  const which = id.slice("severity-".length);
  const key = which.startsWith("4") ? "4" : which === "u" ? "U" : (which as "1" | "2" | "3");
  const pen = sheet(SIDE, SIDE, ratio);
  if (!pen) return null;
  const half = SIDE / 2;
  pen.lineWidth = 1.8;
  pen.strokeStyle = colours[`sev${key}`];
  pen.fillStyle = colours[`sev${key}-fill`];
  pen.shadowColor = colours["bg0"];
  pen.shadowBlur = 3 * ratio;
  if (which === "u") pen.setLineDash([3, 2.4]);
  pen.fill(shape(key, half, half - 3));
  pen.shadowBlur = 0;
  pen.stroke(shape(key, half, half - 3));
  pen.setLineDash([]);
  pen.fillStyle = colours[`sev${key}-ink`];
  pen.font = `700 ${key === "2" ? 10 : 12}px "Inter Variable", Inter, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(key === "U" ? "?" : key, half, half + (key === "2" ? 2.5 : 0.8));
  return done(pen, ratio);
}

function shape(key: string, at: number, r: number): Path2D {
  if (key === "1") return polygon(at, at, r, 8, Math.PI / 8);
  if (key === "2") return polygon(at, at + r * 0.2, r * 1.12, 3, -Math.PI / 2);
  if (key === "3") return polygon(at, at, r, 4, 0);
  const path = new Path2D();
  path.arc(at, at, r * 0.86, 0, Math.PI * 2);
  return path;
}

function polygon(x: number, y: number, r: number, corners: number, turn: number): Path2D {
  const path = new Path2D();
  for (let n = 0; n < corners; n += 1) {
    const angle = turn + (n * 2 * Math.PI) / corners;
    const [px, py] = [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    if (n === 0) path.moveTo(px, py);
    else path.lineTo(px, py);
  }
  path.closePath();
  return path;
}

// `flag-TONE-LABEL`: a plate with the unit's sign and name.
export function flag(id: string, colours: Colours, ratio: number): Mark | null {
  const [, tone = "busy", ...rest] = id.split("-");
  const label = rest.join("-");
  const font = `600 11px "Inter Variable", Inter, sans-serif`;
  const wide = widthOf(label, font) + 10;
  const pen = sheet(wide, FLAG_HIGH, ratio);
  if (!pen) return null;
  const ink = tone === "free" ? colours["free"] : tone === "out" ? colours["text3"] : colours["text1"];
  pen.beginPath();
  pen.roundRect(0.75, 0.75, wide - 1.5, FLAG_HIGH - 1.5, 3);
  pen.fillStyle = colours["bg1"];
  pen.fill();
  pen.lineWidth = tone === "free" ? 1.5 : 1;
  pen.strokeStyle = tone === "free" ? colours["free"] : colours["edge"];
  if (tone === "stale") pen.setLineDash([3, 2]);
  pen.stroke();
  pen.fillStyle = ink;
  pen.font = font;
  pen.textBaseline = "middle";
  pen.fillText(label, 5, FLAG_HIGH / 2 + 0.5);
  return done(pen, ratio);
}

// One canvas for all of them, kept where it can be read back at once: a town has hundreds of flags.
let drawn: CanvasRenderingContext2D | null = null;

function sheet(wide: number, high: number, ratio: number): CanvasRenderingContext2D | null {
  drawn ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!drawn) return null;
  // A new size clears it, and all that was set on it.
  drawn.canvas.width = wide * ratio;
  drawn.canvas.height = high * ratio;
  drawn.scale(ratio, ratio);
  return drawn;
}

let ruler: CanvasRenderingContext2D | null = null;

function widthOf(label: string, font: string): number {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return 0;
  ruler.font = font;
  return Math.ceil(ruler.measureText(label).width);
}

function done(pen: CanvasRenderingContext2D, ratio: number): Mark {
  return { data: pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height), ratio };
}
