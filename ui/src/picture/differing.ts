// What differs between two instants, in words: no name of a field, no id and no braces reach a
// person. Pure; the times are told by whoever knows the town's clock.

import { coded, said, type Said } from "../words/said.ts";
import { howLong } from "./ages.ts";
import { named, nameOf } from "./named.ts";
import type { Fields, Picture } from "./picture.ts";
import { placeWords, typeOf } from "./places.ts";
import { instant, split } from "./read.ts";

// Whose fields all have words in every language; checks/words.ts holds them against the server's.
export const TOLD_KINDS = [
  "incidents", "units", "reports", "people", "obligations", "narratives", "plans", "posts", "runs", "tasks", "objectives", "closures",
  "facilities", "stations", "settings", "local_names", "proposals", "groups", "sensors", "trackers", "tokens",
] as const;

// Who says it: in a language, by the town's clock.
export interface Telling {
  readonly tell: (sentence: Said) => string;
  readonly time: (ms: number) => string;
}

export interface Line {
  readonly label: string;
  // In a list what went and what came; of all else what it was and what it is.
  readonly was: readonly string[];
  readonly now: readonly string[];
}

interface Differs {
  readonly field: string;
  readonly was?: unknown;
  readonly now?: unknown;
}

// Kept for the machine, or said by the subject's own name.
const UNSAID = new Set(["id", "noted", "digest"]);

// What differs in a subject; what says nothing on either side is left out.
export function linesOf(fields: readonly Differs[], picture: Picture, telling: Telling): readonly Line[] {
  return fields.filter((each) => !UNSAID.has(each.field)).map((each) => lineOf(each, picture, telling)).filter((each) => each.was.length + each.now.length > 0);
}

export function lineOf({ field, was, now }: Differs, picture: Picture, telling: Telling): Line {
  const told = (each: unknown) => valueOf(field, each, picture, telling);
  const [before, after] = [members(was), members(now)];
  const label = telling.tell(coded("field", field));
  if (!before || !after) return { label, was: isNothing(was) ? [] : [told(was)], now: isNothing(now) ? [] : [told(now)] };
  const [gone, come] = [less(before, after), less(after, before)];
  // Of what stands in both only that is said which is not the same.
  return {
    label,
    was: gone.map((each) => told(onlyWhatDiffers(each, come.find((other) => isSame(each, other))))),
    now: come.map((each) => told(onlyWhatDiffers(each, gone.find((other) => isSame(each, other))))),
  };
}

// A list, or nothing where there may be one.
function members(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : isNothing(value) ? [] : null;
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

function less(some: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const known = new Set(others.map((each) => JSON.stringify(each)));
  return some.filter((each) => !known.has(JSON.stringify(each)));
}

function isNoun(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// A member of a list is the same by its first field.
function isSame(one: unknown, other: unknown): boolean {
  if (!isNoun(one) || !isNoun(other)) return false;
  const [first] = Object.keys(one);
  return first !== undefined && JSON.stringify(one[first]) === JSON.stringify(other[first]);
}

function onlyWhatDiffers(one: unknown, other: unknown): unknown {
  if (!isNoun(one) || !isNoun(other)) return one;
  const differs = Object.entries(one).filter(([field, value], at) => at === 0 || JSON.stringify(value) !== JSON.stringify(other[field]));
  return Object.fromEntries(differs);
}

const FAMILIES: Readonly<Record<string, string>> = {
  status: "status", role: "role", roles: "role", told: "role", hazards: "hazard", disposition: "disposition",
  condition: "condition", agency: "agency", capabilities: "can", passable_for: "unit-kind",
};
const LONGEST = 240;
const DURATIONS = /_s$/;

function valueOf(field: string, value: unknown, picture: Picture, telling: Telling): string {
  if (typeof value === "boolean") return telling.tell(said(value ? "yes" : "no"));
  if (field === "priority") return telling.tell(coded("severity", String(value ?? "unknown")));
  if (typeof value === "number") return DURATIONS.test(field) ? telling.tell(howLong(value)) : String(value);
  if (typeof value === "string") return textOf(field, value, picture, telling);
  if (Array.isArray(value)) return value.map((each) => valueOf(field, each, picture, telling)).join(", ");
  return isNoun(value) ? nounOf(value, picture, telling) : "";
}

function textOf(field: string, value: string, picture: Picture, telling: Telling): string {
  const at = /^\d{4}-\d\d-\d\dT/.test(value) ? instant(value) : null;
  if (at !== null) return telling.time(at);
  if (field === "type" || field === "types") return telling.tell(typeOf(value));
  const family = FAMILIES[field];
  if (/^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$/.test(value)) return telling.tell(coded(family ?? "state", value));
  const [kind, id] = split(value);
  if (/^[a-z_]+$/.test(kind) && id) return nameOf(id, picture);
  return value.length > LONGEST ? `${value.slice(0, LONGEST)} …` : named(value, picture);
}

// A noun by what it says, part by part; what is empty or does not hold is left out. Numbers and
// times say what they are.
function nounOf(noun: Fields, picture: Picture, telling: Telling): string {
  if ("point" in noun || "areas" in noun || "label" in noun) return telling.tell(placeWords(noun));
  const told: string[] = [];
  for (const [field, value] of Object.entries(noun)) {
    if (isNothing(value) || value === false || UNSAID.has(field)) continue;
    const label = telling.tell(coded("field", field));
    const words = value === true ? label : valueOf(field, value, picture, telling);
    const isPlain = value === true || isNoun(value) || (typeof value === "string" && !/^\d{4}-\d\d-\d\dT/.test(value));
    if (words) told.push(isPlain ? words : `${label} ${words}`);
  }
  return told.join(" · ");
}
