// Icons of the map, drawn when they are first wanted from the shapes in ../icons, in the colours
// of the style.

const SHAPES = import.meta.glob<string>("../icons/*.svg", { query: "?raw", import: "default", eager: true });
const HELP = new Set(["hospital", "clinic", "pharmacy", "care_home", "ambulance_station", "shelter"]);
const WET = new Set(["hydrant", "water_works", "pumping_station"]);
const BARE = new Set(["hydrant", "camera"]);
const LANDMARKS: Readonly<Record<string, string>> = {
  station: "train", bus_station: "bus", airport: "plane", ferry: "anchor", harbour: "anchor", church: "worship",
  castle: "castle", tower: "castle", peak: "peak", bridge: "bridge",
};
const SIDE = 20;

export interface Mark {
  readonly data: ImageData;
  readonly ratio: number;
}

export function mark(id: string, colours: Readonly<Record<string, string>>): Mark | null {
  const ratio = Math.max(2, Math.ceil(window.devicePixelRatio));
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE * ratio;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  pen.scale(ratio, ratio);
  if (id === "one-way") {
    drawn(pen, shape("one-way"), colours["arrow"] ?? "#000", 0.55);
  } else if (id.startsWith("facility-")) {
    const kind = id.slice("facility-".length);
    const isBare = BARE.has(kind);
    if (!isBare) plate(pen, colours);
    drawn(pen, shape(kind) ?? shape("other"), colours[of(kind)] ?? "#000", isBare ? 0.7 : 0.75);
  } else if (id.startsWith("landmark-")) {
    const kind = id.slice("landmark-".length);
    drawn(pen, shape(LANDMARKS[kind] ?? "dot"), colours["arrow"] ?? "#000", 0.7);
  } else {
    return null;
  }
  return { data: pen.getImageData(0, 0, canvas.width, canvas.height), ratio };
}

function of(kind: string): string {
  if (kind === "fire_station") return "mark_fire";
  if (HELP.has(kind)) return "mark_help";
  return WET.has(kind) ? "mark_water" : "mark";
}

function shape(name: string): string | undefined {
  return SHAPES[`../icons/${name}.svg`]?.match(/ d="([^"]+)"/)?.[1];
}

function plate(pen: CanvasRenderingContext2D, colours: Readonly<Record<string, string>>): void {
  pen.beginPath();
  pen.roundRect(0.75, 0.75, SIDE - 1.5, SIDE - 1.5, 4);
  pen.fillStyle = colours["plate"] ?? "#fff";
  pen.fill();
  pen.lineWidth = 1.2;
  pen.strokeStyle = colours["plate_edge"] ?? "#000";
  pen.stroke();
}

function drawn(pen: CanvasRenderingContext2D, path: string | undefined, colour: string, part: number): void {
  if (!path) return;
  const scale = (SIDE * part) / 16;
  pen.save();
  pen.translate((SIDE - 16 * scale) / 2, (SIDE - 16 * scale) / 2);
  pen.scale(scale, scale);
  pen.fillStyle = colour;
  pen.fill(new Path2D(path), "evenodd");
  pen.restore();
}
