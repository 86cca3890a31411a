// The three bands of the board, kept in order, and the totals.

import { isSame } from "./changes.ts";
import type { Group } from "./matrix.ts";
import { inOrder, type Band, type Ranked, type Row } from "./rows.ts";

// `open` is needs + working + quiet, all incidents. Waiting reports and what is owed apart from
// incidents stand in the upper band too, counted here. `unknown` are units whose state this viewer
// may not know.
export interface Counts {
  readonly open: number;
  readonly needs: number;
  readonly working: number;
  readonly quiet: number;
  readonly reports: number;
  readonly owed: number;
  readonly closed: number;
  readonly units: number;
  readonly free: number;
  readonly assigned: number;
  readonly out: number;
  readonly unknown: number;
}

export type RowKind = Row["kind"];
export const ROWS: readonly RowKind[] = ["incidents", "reports", "obligations", "proposals"];
const BANDS: readonly Band[] = ["needs", "working", "quiet"];

// A row in its band, until when it stands by itself.
export interface Judged extends Ranked {
  readonly band: Band;
  readonly next: number;
}

export type Bands = Record<Band, readonly Ranked[]>;

export class Bench {
  readonly rows: Record<RowKind, Map<string, Judged>> = { incidents: new Map(), reports: new Map(), obligations: new Map(), proposals: new Map() };
  private bands: Bands = { needs: [], working: [], quiet: [] };
  private gone = new Set<Ranked>();
  private come: Judged[] = [];
  private changed: string[] = [];

  clear(): void {
    for (const each of Object.values(this.rows)) each.clear();
    this.bands = { needs: [], working: [], quiet: [] };
  }

  // A row as it was judged now; null where there is none. What reads the same stays the same object.
  put(kind: RowKind, id: string, judged: Judged | null): void {
    const before = this.rows[kind].get(id);
    if (before) this.gone.add(before);
    if (!judged) {
      this.rows[kind].delete(id);
      return;
    }
    const isAlike = before !== undefined && isSame(before.row, judged.row);
    if (!isAlike || before.band !== judged.band) this.changed.push(`${kind}/${id}`);
    const kept = isAlike ? { ...judged, row: before.row } : judged;
    this.rows[kind].set(id, kept);
    this.come.push(kept);
  }

  // Puts what was put into its place; the keys of rows that read otherwise.
  settle(): readonly string[] {
    const changed = this.changed;
    for (const band of BANDS) {
      const comes = this.come.filter((each) => each.band === band).sort(inOrder);
      if (comes.length > 0 || this.gone.size > 0) this.bands = { ...this.bands, [band]: merged(this.bands[band], this.gone, comes) };
    }
    this.gone = new Set();
    this.come = [];
    this.changed = [];
    return changed;
  }

  of(band: Band): readonly Row[] {
    return this.bands[band].map((each) => each.row);
  }
}

// What stays keeps its place, what comes is put into order.
function merged(rows: readonly Ranked[], gone: ReadonlySet<Ranked>, comes: readonly Ranked[]): readonly Ranked[] {
  const all: Ranked[] = [];
  let at = 0;
  for (const each of rows) {
    if (gone.has(each)) continue;
    while (at < comes.length && inOrder(comes[at]!, each) < 0) all.push(comes[at++]!);
    all.push(each);
  }
  return [...all, ...comes.slice(at)];
}

export function unitCounts(groups: readonly Group[]): Pick<Counts, "units" | "free" | "assigned" | "out" | "unknown"> {
  let [units, free, out, lent, unknown] = [0, 0, 0, 0, 0];
  for (const group of groups) {
    units += group.cells.length;
    free += group.free;
    for (const cell of group.cells) {
      if (cell.status === "out_of_service") out += 1;
      else if (cell.status === "") unknown += 1;
      else if (cell.lent && cell.status === "available") lent += 1;
    }
  }
  return { units, free, out, unknown, assigned: units - free - out - lent - unknown };
}
