// Who should go, asked of the town; which advice stands beside a line, so that it stays with the
// order; and of orders that did otherwise, the question why.

import type { Advised, AdvisedTogether, Answers } from "../api/types.ts";
import { ask, type Answer } from "./door.ts";
import { lookAway } from "./reach.ts";

export async function advised(incident: string, signal: AbortSignal): Promise<Answer<Answers["GET /v1/advice"]>> {
  return ask<Advised>(`/v1/advice?incident=${encodeURIComponent(incident)}`, { signal });
}

export async function advisedTogether(signal: AbortSignal): Promise<Answer<Answers["GET /v1/advice/all"]>> {
  return ask<AdvisedTogether>("/v1/advice/all", { signal });
}

const MOST = 40;
const followed = new Map<string, string>();
const shown = new Map<string, string>();

// A proposal's line, as it stands when a person takes one: changed by a letter, it is another line.
export function propose(line: string, basis: string): void {
  followed.delete(line);
  followed.set(line, basis);
  for (const oldest of followed.keys()) {
    if (followed.size <= MOST) break;
    followed.delete(oldest);
  }
}

// What is advised on an incident stands on the screen from now on; null: no more.
export function show(incident: string, basis: string | null): void {
  if (basis === null) shown.delete(incident);
  else shown.set(incident, basis);
}

// The advice that a line follows; else that which was to be seen while it was given. The town keeps it
// with orders on its incident only.
export function basisOf(line: string, selected: string | undefined): string | undefined {
  const open = isBecause(line) ? asides.get(selected ?? "") : undefined;
  return followed.get(line.trim()) ?? open?.basis ?? shown.get(selected ?? "");
}

export const REASONS = ["nearer", "known", "crew", "road", "tired", "other"] as const;

// Others went than were proposed, or nobody: units by id, and the advice that stood there.
export interface Aside {
  readonly units: readonly string[];
  readonly basis: string;
}

let asides: ReadonlyMap<string, Aside> = new Map();
const heard = new Set<() => void>();

export function onAsides(listener: () => void): () => void {
  heard.add(listener);
  return () => {
    heard.delete(listener);
  };
}

export function asideOf(incident: string): Aside | undefined {
  return asides.get(incident);
}

// Asks why; units that went meanwhile join those that are asked about.
export function askWhy(incident: string, units: readonly string[], basis: string): void {
  const before = asides.get(incident)?.units ?? [];
  tell(new Map(asides).set(incident, { units: [...new Set([...before, ...units])], basis }));
}

// It was said, or somebody goes on without.
export function stopAsking(incident: string): void {
  if (!asides.has(incident)) return;
  tell(new Map([...asides].filter(([id]) => id !== incident)));
}

// What came of a line: whether it sent others than were proposed, or said why.
export function heed(line: string, selected: string | undefined, basis: string | undefined, facts: Readonly<Record<string, unknown>> | undefined): void {
  const besides = facts?.["besides"] as { readonly incident: string; readonly units: readonly string[] } | undefined;
  if (besides && basis) askWhy(besides.incident, besides.units, basis);
  if (selected && isBecause(line)) stopAsking(selected);
  if (!selected || !basis) return;
  lookAway();
  for (const each of givers) each(selected);
}

const givers = new Set<(incident: string) => void>();

// An order was granted while an incident stood selected: what is advised on it is another now.
export function onGiven(listener: (incident: string) => void): () => void {
  givers.add(listener);
  return () => {
    givers.delete(listener);
  };
}

function isBecause(line: string): boolean {
  return /^\s*BC\s/i.test(line);
}

function tell(next: ReadonlyMap<string, Aside>): void {
  asides = next;
  for (const each of heard) each();
}
