// Severity shapes and unit flags as images, drawn in the colours of the page.

// Tokens of the page that the map draws with.
const NAMES = [
  "bg0", "bg1", "text1", "text2", "text3", "edge", "free", "sev1", "sev2", "sev3", "sev4", "sevU", "sev1-fill", "sev2-fill", "sev3-fill",
  "sev4-fill", "sevU-fill", "sev1-ink", "sev2-ink", "sev3-ink", "sev4-ink", "sevU-ink", "action",
] as const;

export type Colours = Readonly<Record<(typeof NAMES)[number], string>>;
export type Tone = "free" | "busy" | "out";

// Its size in pixels of the page.
export interface Image {
  readonly bits: ImageBitmap;
  readonly wide: number;
  readonly high: number;
}

const SIDE = 26;
const FLAG_HIGH = 18;
const FACE = `"Inter Variable", Inter, sans-serif`;

export function severityMark(key: "1" | "2" | "3" | "4" | "U", colours: Colours, ratio: number): Image | null {
  const pen = sheet(SIDE, SIDE, ratio);
  if (!pen) return null;
  const half = SIDE / 2;
  pen.lineWidth = 1.8;
  pen.strokeStyle = colours[`sev${key}`];
  pen.fillStyle = colours[`sev${key}-fill`];
  pen.shadowColor = colours["bg0"];
  pen.shadowBlur = 3 * ratio;
  if (key === "U") pen.setLineDash([3, 2.4]);
  pen.fill(shape(key, half, half - 3));
  pen.shadowBlur = 0;
  pen.stroke(shape(key, half, half - 3));
  pen.setLineDash([]);
  pen.fillStyle = colours[`sev${key}-ink`];
  pen.font = `700 ${key === "2" ? 10 : 12}px ${FACE}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(key === "U" ? "?" : key, half, half + (key === "2" ? 2.5 : 0.8));
  return { bits: pen.canvas.transferToImageBitmap(), wide: SIDE, high: SIDE };
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

// A plate with the unit's name; dashed where it is long since it told where it is.
export function flag(tone: Tone, isStale: boolean, label: string, colours: Colours, ratio: number): Image | null {
  const font = `600 11px ${FACE}`;
  const wide = widthOf(label, font) + 10;
  const pen = sheet(wide, FLAG_HIGH, ratio);
  if (!pen) return null;
  pen.beginPath();
  pen.roundRect(0.75, 0.75, wide - 1.5, FLAG_HIGH - 1.5, 3);
  pen.fillStyle = colours["bg1"];
  pen.fill();
  pen.lineWidth = tone === "free" ? 1.5 : 1;
  pen.strokeStyle = tone === "free" ? colours["free"] : colours["edge"];
  if (isStale) pen.setLineDash([3, 2]);
  pen.stroke();
  pen.fillStyle = tone === "free" ? colours["free"] : tone === "out" ? colours["text3"] : colours["text1"];
  pen.font = font;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(label, wide / 2, FLAG_HIGH / 2 + 0.5);
  return { bits: pen.canvas.transferToImageBitmap(), wide, high: FLAG_HIGH };
}

// One for all of them: a town has hundreds of flags.
let drawn: OffscreenCanvasRenderingContext2D | null = null;

function sheet(wide: number, high: number, ratio: number): OffscreenCanvasRenderingContext2D | null {
  drawn ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!drawn) return null;
  // A new size clears it, and all that was set on it.
  drawn.canvas.width = Math.ceil(wide * ratio);
  drawn.canvas.height = Math.ceil(high * ratio);
  drawn.scale(ratio, ratio);
  return drawn;
}

let ruler: OffscreenCanvasRenderingContext2D | null = null;

function widthOf(label: string, font: string): number {
  ruler ??= new OffscreenCanvas(1, 1).getContext("2d");
  if (!ruler) return 0;
  ruler.font = font;
  return Math.ceil(ruler.measureText(label).width);
}

// The tokens of the page as colours that the drawing understands.
export function coloursOf(box: HTMLElement): Colours {
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
