// Which option is looked at, and what it is on the map: asked for when a hand or an eye rests on it,
// kept while the advice is the same.

import type { Proposed, Reached } from "../api/types.ts";
import { ask } from "./door.ts";

export interface Looked {
  readonly incident: string;
  // Its place among the options, from one.
  readonly number: number;
  readonly option: Proposed;
  // None: still asked for. "away": nobody can say.
  readonly reached: Reached | "away" | null;
}

// A pointer that only passes by asks for nothing.
const RESTS_MS = 120;
const MOST = 24;
const kept = new Map<string, Reached>();
const heard = new Set<() => void>();
let looked: Looked | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let asking: AbortController | null = null;

export function onLooked(listener: () => void): () => void {
  heard.add(listener);
  return () => {
    heard.delete(listener);
  };
}

export function lookedAt(): Looked | null {
  return looked;
}

// `position` is that of the advice: another one, another cover.
export function look(incident: string, position: number, number: number, option: Proposed): void {
  const key = `${incident} ${position} ${option.units.join(",")}`;
  if (looked?.incident === incident && looked.number === number && looked.option.units.join() === option.units.join() && kept.has(key)) return;
  clearTimeout(timer);
  asking?.abort();
  tell({ incident, number, option, reached: kept.get(key) ?? null });
  if (kept.has(key)) return;
  timer = setTimeout(() => void find(key, incident, option), RESTS_MS);
}

export function lookAway(): void {
  clearTimeout(timer);
  asking?.abort();
  if (looked) tell(null);
}

async function find(key: string, incident: string, option: Proposed): Promise<void> {
  const mine = new AbortController();
  asking = mine;
  const query = new URLSearchParams({ incident, units: option.units.join(",") });
  const answer = await ask<Reached>(`/v1/advice/reach?${query.toString()}`, { signal: mine.signal });
  if (mine.signal.aborted || !looked) return;
  if (answer.is === "done") {
    kept.set(key, answer.body);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }
  }
  tell({ ...looked, reached: answer.is === "done" ? answer.body : "away" });
}

function tell(next: Looked | null): void {
  looked = next;
  for (const each of heard) each();
}
