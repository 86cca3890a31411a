// Where spots of the world stand on a map that lies flat with north up (Web Mercator). Pure.

// As parts of the world's side, from its north-western corner.
export interface World {
  readonly x: number;
  readonly y: number;
}

export interface View {
  readonly centre: World;
  readonly zoom: number;
  // Pixels of the page.
  readonly width: number;
  readonly height: number;
}

export interface Group {
  readonly at: World;
  readonly ids: readonly string[];
}

// Pixels of the world's side at zoom 0.
const SIDE = 512;
const ROUND_M = 40_075_016.686;
// So far apart do groups stand, at least on the whole.
const CELL = 56;
const LAST_GROUPED = 15;

export function worldOf(lat: number, lon: number): World {
  const angle = (lat * Math.PI) / 180;
  return { x: (lon + 180) / 360, y: (1 - Math.asinh(Math.tan(angle)) / Math.PI) / 2 };
}

export function latOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

// Tells where a spot stands: pixels from the upper left corner of the view.
export function projection({ centre, zoom, width, height }: View): (at: World) => World {
  const side = SIDE * 2 ** zoom;
  const [left, top] = [centre.x * side - width / 2, centre.y * side - height / 2];
  return ({ x, y }) => ({ x: x * side - left, y: y * side - top });
}

// Pixels of so many metres on the ground there.
export function pixelsOf(metres: number, { y }: World, zoom: number): number {
  return (metres * SIDE * 2 ** zoom * Math.cosh(Math.PI * (1 - 2 * y))) / ROUND_M;
}

// What stands close together, as one. The same whatever part of it is in view, and between two whole
// zooms: nothing regroups under a hand that moves the map.
export function grouped(spots: ReadonlyMap<string, World>, zoom: number): readonly Group[] {
  const level = Math.floor(zoom);
  if (level > LAST_GROUPED) return [...spots].map(([id, at]) => ({ at, ids: [id] }));
  const across = (SIDE * 2 ** level) / CELL;
  const cells = new Map<number, { x: number; y: number; ids: string[] }>();
  for (const [id, { x, y }] of spots) {
    const key = Math.floor(x * across) * 2 ** 22 + Math.floor(y * across);
    const cell = cells.get(key);
    if (!cell) cells.set(key, { x, y, ids: [id] });
    else {
      cell.x += x;
      cell.y += y;
      cell.ids.push(id);
    }
  }
  return [...cells.values()].map(({ x, y, ids }) => ({ at: { x: x / ids.length, y: y / ids.length }, ids }));
}
