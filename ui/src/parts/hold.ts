// Rows do not move under a hand. While a pointer or the focus stirs in a list, its order stays;
// rows that ended stay in their place, and what is new waits and is counted.

import { useCallback, useEffect, useMemo, useRef, useState } from "react";

export interface HeldRow<T> {
  readonly key: string;
  readonly row: T;
  readonly gone: boolean;
}

export interface Hold<T> {
  readonly rows: readonly HeldRow<T>[];
  // How many rows wait to come, go or move.
  readonly waiting: number;
  readonly stir: () => void;
  readonly release: () => void;
}

// `patience` is in ms: a hand that has not stirred for so long is not about to touch.
export function useHold<T>(items: readonly T[], keyOf: (item: T) => string, patience: number): Hold<T> {
  const [frozen, freeze] = useState<readonly T[] | null>(null);
  const latest = useRef(items);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    latest.current = items;
  }, [items]);
  const release = useCallback(() => {
    clearTimeout(timer.current);
    freeze(null);
  }, []);
  const stir = useCallback(() => {
    freeze((was) => was ?? latest.current);
    clearTimeout(timer.current);
    timer.current = setTimeout(release, patience);
  }, [patience, release]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const held = useMemo(() => {
    if (!frozen) return { rows: items.map((row) => ({ key: keyOf(row), row, gone: false })), waiting: 0 };
    const now = new Map(items.map((item) => [keyOf(item), item]));
    const rows = frozen.map((old) => {
      const key = keyOf(old);
      const row = now.get(key);
      return { key, row: row ?? old, gone: row === undefined };
    });
    return { rows, waiting: changes(rows, now) };
  }, [items, frozen, keyOf]);
  return { ...held, stir, release };
}

function changes<T>(rows: readonly HeldRow<T>[], now: ReadonlyMap<string, T>): number {
  const shown = new Set(rows.map((each) => each.key));
  const fresh = [...now.keys()].filter((key) => !shown.has(key)).length;
  const gone = rows.filter((each) => each.gone).length;
  if (fresh + gone > 0) return fresh + gone;
  let at = 0;
  let moved = 0;
  for (const key of now.keys()) if (rows[at++]?.key !== key) moved += 1;
  return moved;
}
