// Reads fields as they come over the stream: what is not in sight is not there, what is empty is
// null, and the parts of a noun leave out what stands at its default.

import type { Fields } from "./picture.ts";

// What the door says in place of words whose key is gone.
const FORGOTTEN = "(forgotten)";
const NONE: readonly never[] = [];

export function isSeen(noun: Fields, name: string): boolean {
  return noun[name] !== undefined;
}

export function text(noun: Fields | undefined, name: string): string | null {
  const value = noun?.[name];
  return typeof value === "string" ? value : null;
}

// Free text; null where there is none, or nobody can read it any more.
export function words(noun: Fields | undefined, name: string): string | null {
  const value = text(noun, name);
  return value === FORGOTTEN ? null : value;
}

export function count(noun: Fields | undefined, name: string): number | null {
  const value = noun?.[name];
  return typeof value === "number" ? value : null;
}

export function is(noun: Fields | undefined, name: string): boolean {
  return noun?.[name] === true;
}

export function part(noun: Fields | undefined, name: string): Fields | undefined {
  const value = noun?.[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

export function parts(noun: Fields | undefined, name: string): readonly Fields[] {
  const value = noun?.[name];
  return Array.isArray(value) ? (value as readonly Fields[]) : NONE;
}

export function texts(noun: Fields | undefined, name: string): readonly string[] {
  const value = noun?.[name];
  return Array.isArray(value) ? (value as readonly string[]) : NONE;
}

// An instant in ms since 1970, with its microseconds as a fraction.
export function time(noun: Fields | undefined, name: string): number | null {
  return instant(noun?.[name]);
}

const FINER = /\.\d{3}(\d+)/;
// Instants come again and again; to read one takes long beside all else.
const READ = new Map<string, number>();
const MOST_READ = 50_000;

export function instant(value: unknown): number | null {
  if (typeof value !== "string") return null;
  const known = READ.get(value);
  if (known !== undefined) return known;
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) return null;
  const finer = value.length > 24 ? FINER.exec(value) : null;
  const found = finer ? ms + Number(`0.${finer[1]}`) : ms;
  if (READ.size >= MOST_READ) READ.clear();
  READ.set(value, found);
  return found;
}

// The order of texts on the server: by code point.
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const one = a.charCodeAt(at);
    const other = b.charCodeAt(at);
    if (one === other) continue;
    // Surrogates stand for what comes after all others.
    const isHigh = one >= 0xd800 && one < 0xe000;
    const isOtherHigh = other >= 0xd800 && other < 0xe000;
    return isHigh === isOtherHigh ? one - other : isHigh ? 1 : -1;
  }
  return a.length - b.length;
}

export function sortedIds(subjects: ReadonlyMap<string, unknown>): string[] {
  return [...subjects.keys()].sort(byText);
}

// `unit/PE-E1` is ["unit", "PE-E1"]; a text without a stroke is a word with nothing behind it.
export function split(key: string, at = "/"): readonly [string, string] {
  const found = key.indexOf(at);
  return found < 0 ? [key, ""] : [key.slice(0, found), key.slice(found + at.length)];
}
