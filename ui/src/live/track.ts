// Where things were last told to be: put together from what the stream tells, the whole first and then
// what moved.

import type { Positions, Shown } from "../api/types.ts";

export class Track {
  private told: Positions | null = null;
  private readonly shown = new Map<string, Shown>();

  // By subject: `unit/PE-E1`.
  get all(): ReadonlyMap<string, Shown> {
    return this.shown;
  }

  // Seconds after which a position is not fresh any more.
  get fresh_s(): number {
    return this.told?.fresh_s ?? 0;
  }

  // Null: nothing is known any more.
  take(told: Positions | null): void {
    this.told = told;
    if (!told || told.is_whole) this.shown.clear();
    for (const each of told?.positions ?? []) this.shown.set(each.subject, each);
  }

  // All of it, as the stream would tell it to who comes now; null where there was nothing yet.
  whole(): Positions | null {
    return this.told && { ...this.told, is_whole: true, positions: [...this.shown.values()] };
  }
}
