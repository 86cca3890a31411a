// Which plan and run card fit an incident, and how many of the card's needs are at work: the
// board's "2/3". As `tocsin.operations.plans` and `.shortfall`; advice, nothing here decides.

import type { Fields, Picture } from "./picture.ts";
import { count, part, parts, sortedIds, text, texts, time } from "./read.ts";

export interface Coverage {
  readonly kind: string;
  readonly quantity: number;
  readonly assigned: number;
}

export interface Shortfall {
  readonly assigned: number;
  readonly needed: number;
  // What is missing, resources before skills, in the card's order.
  readonly missing: readonly { readonly kind: string; readonly count: number }[];
  readonly needs: readonly Coverage[];
  readonly skills: readonly Coverage[];
}

export interface Plan {
  readonly id: string;
  readonly version: number;
  readonly content: Fields;
}

type Fit = readonly number[];

// How closely conditions fit: type, hazards, area, priority; the larger the closer.
function fit(applies: Fields | undefined, incident: Fields): Fit | null {
  const types = texts(applies, "types");
  const type = text(incident, "type") ?? "";
  let byType = 0;
  if (types.includes(type)) byType = 2;
  else if (types.includes(type.split(".", 1)[0]!)) byType = 1;
  else if (types.length > 0) return null;
  const hazards = texts(applies, "hazards");
  const named = texts(incident, "hazards");
  if (hazards.some((each) => !named.includes(each))) return null;
  const areas = parts(applies, "areas");
  const its = part(part(incident, "place"), "areas");
  if (areas.length > 0 && !areas.some((each) => text(its, text(each, "kind") ?? "") === text(each, "name"))) return null;
  const priorities = applies?.["priorities"];
  const allowed = Array.isArray(priorities) ? (priorities as number[]) : [];
  const priority = count(incident, "priority");
  if (allowed.length > 0 && (priority === null || !allowed.includes(priority))) return null;
  const narrow = allowed.length > 0 ? 10 - new Set(allowed).size : 0;
  return [byType, new Set(hazards).size, areas.length > 0 ? 1 : 0, narrow];
}

function isCloser(one: Fit, other: Fit): boolean {
  for (let at = 0; at < one.length; at += 1) {
    if (one[at] !== other[at]) return one[at]! > other[at]!;
  }
  return false;
}

// The highest card that is not above `level`; among those of one level the closest, then the first.
export function cardFor(content: Fields, incident: Fields, level: number): Fields | null {
  let best: { rank: Fit; card: Fields } | null = null;
  for (const card of parts(content, "cards")) {
    const fits = fit(part(card, "applies"), incident);
    const its = count(card, "level") ?? 1;
    if (!fits || its > level) continue;
    const rank = [its, ...fits];
    if (!best || isCloser(rank, best.rank)) best = { rank, card };
  }
  return best?.card ?? null;
}

export function versionOf(shelf: Fields | undefined, number: number | null): Plan | null {
  const found = parts(shelf, "versions").find((each) => number !== null && count(each, "version") === number);
  const content = part(found, "content");
  return content && number !== null ? { id: text(shelf, "id") ?? "", version: number, content } : null;
}

// The valid plan whose trigger fits closest; between equals the first id wins.
export function planFor(picture: Picture, incident: Fields): Plan | null {
  const shelves = picture.of("plans");
  let best: { fits: Fit; plan: Plan } | null = null;
  for (const id of sortedIds(shelves)) {
    const shelf = shelves.get(id);
    const plan = versionOf(shelf, count(shelf, "in_force"));
    const fits = plan && fit(part(plan.content, "trigger"), incident);
    if (plan && fits && (!best || isCloser(fits, best.fits))) best = { fits, plan };
  }
  return best?.plan ?? null;
}

// The run an incident is under; none where it was stopped.
export function runOf(picture: Picture, id: string): Fields | null {
  const run = picture.of("runs").get(id);
  return run && time(run, "stopped_at") === null ? run : null;
}

// The plan an incident runs under; before one is started, the plan that fits closest.
export function planOf(picture: Picture, incident: Fields, id: string): Plan | null {
  const run = runOf(picture, id);
  if (!run) return planFor(picture, incident);
  return versionOf(picture.of("plans").get(text(run, "plan") ?? ""), count(run, "version"));
}

// What the run card asks for against these units; null without a card.
export function shortfall(picture: Picture, incident: Fields, id: string, units: readonly string[]): Shortfall | null {
  const plan = planOf(picture, incident, id);
  if (!plan) return null;
  const run = runOf(picture, id);
  const level = run ? (count(run, "level") ?? 1) : (count(incident, "alarm_level") ?? 1);
  const card = cardFor(plan.content, incident, level);
  if (!card) return null;
  const known = units.map((each) => picture.of("units").get(each)).filter((each) => each !== undefined);
  return coverage(card, known);
}

// The most needs these units can fill together; earlier needs of the card come first.
export function coverage(card: Fields, units: readonly Fields[]): Shortfall {
  const asked = parts(card, "needs");
  const filled = matched(asked.flatMap((need) => Array.from({ length: quantity(need) }, () => need)), units);
  let at = 0;
  const needs = asked.map((need) => {
    const own = filled.slice(at, (at += quantity(need)));
    return { kind: text(need, "kind") ?? "", quantity: quantity(need), assigned: own.filter(Boolean).length };
  });
  const skills = parts(card, "skills").map((skill) => {
    const offered = units.reduce((sum, unit) => sum + offers(unit, skill), 0);
    return { kind: text(skill, "kind") ?? "", quantity: quantity(skill), assigned: Math.min(quantity(skill), offered) };
  });
  return {
    assigned: needs.reduce((sum, each) => sum + each.assigned, 0),
    needed: needs.reduce((sum, each) => sum + each.quantity, 0),
    missing: [...needs, ...skills]
      .filter((each) => each.quantity > each.assigned)
      .map((each) => ({ kind: each.kind, count: each.quantity - each.assigned })),
    needs,
    skills,
  };
}

// Which slots can be filled, each unit at most as often as it brings pieces (augmenting paths,
// Kuhn).
function matched(slots: readonly Fields[], units: readonly Fields[]): boolean[] {
  const pieces = units.flatMap((unit) => {
    const most = Math.max(...capabilities(unit).map(quantity));
    return Array.from({ length: most }, (_, piece) => ({ unit, piece }));
  });
  const holder = new Array<number>(pieces.length).fill(-1);
  const place = (slot: number, tried: Set<number>): boolean => {
    for (const [index, { unit, piece }] of pieces.entries()) {
      if (tried.has(index) || offers(unit, slots[slot]!) <= piece) continue;
      tried.add(index);
      const held = holder[index]!;
      if (held < 0 || place(held, tried)) {
        holder[index] = slot;
        return true;
      }
    }
    return false;
  };
  return slots.map((_, slot) => place(slot, new Set()));
}

function quantity(of: Fields): number {
  return count(of, "quantity") ?? 1;
}

// What a unit brings; its kind counts as one of that kind where nothing says more.
function capabilities(unit: Fields): readonly Fields[] {
  const told = parts(unit, "capabilities");
  const kind = text(unit, "kind");
  return told.some((each) => text(each, "kind") === kind) ? told : [...told, { kind }];
}

function offers(unit: Fields, need: Fields): number {
  const able = capabilities(unit).filter((each) => serves(each, need));
  return able.length > 0 ? Math.max(...able.map(quantity)) : 0;
}

function serves(capability: Fields, need: Fields): boolean {
  if (text(capability, "kind") !== text(need, "kind")) return false;
  const wanted = count(need, "type");
  const type = count(capability, "type");
  return wanted === null || (type !== null && type <= wanted);
}
