// What reads otherwise since a moment ago: a changed row carries a mark for eight seconds, so that
// a change is seen without a glance lost.

export const MARKED_MS = 8_000;

export class Recent {
  // The oldest first.
  private at: ReadonlyMap<string, number> = new Map();

  // These keys (`incidents/PE-1`, `units/PE-E1`) read otherwise now. Returns all that still carry a
  // mark, with when it came: the same object where nothing is another.
  mark(keys: readonly string[], now: number): ReadonlyMap<string, number> {
    const oldest = this.at.values().next().value;
    if (keys.length === 0 && (oldest === undefined || now - oldest < MARKED_MS)) return this.at;
    const kept = new Map(this.at);
    for (const key of keys) {
      kept.delete(key);
      kept.set(key, now);
    }
    for (const [key, at] of kept) {
      if (now - at < MARKED_MS) break;
      kept.delete(key);
    }
    return (this.at = kept);
  }

  clear(): void {
    this.at = new Map();
  }
}

// Whether two values of plain data say the same.
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const isList = Array.isArray(a);
  if (isList !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => isSame((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
}
