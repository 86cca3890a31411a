// The unit matrix: units under their stations, stations where they stand on the ground. As
// `tocsin.views.matrix`.

import type { Fields, Picture } from "./picture.ts";
import { Look } from "./limits.ts";
import { callSign, numberOf } from "./places.ts";
import { byText, count, is, part, text, time } from "./read.ts";
import { teamOf } from "./teams.ts";

// Two letters for each state of a unit.
export const CODES: Readonly<Record<string, string>> = {
  available: "AV",
  committed: "DP",
  en_route: "ER",
  staged: "ST",
  on_scene: "OS",
  transporting: "TR",
  at_hospital: "AH",
  returning: "RT",
  out_of_service: "OO",
};

const ASSIGNED: ReadonlySet<string> = new Set(["committed", "en_route", "staged", "on_scene", "transporting", "at_hospital"]);

export type Where =
  | { readonly is: "incident"; readonly id: string; readonly number: string }
  | { readonly is: "elsewhere" }
  | { readonly is: "post"; readonly station: string };

// One unit. `since` and `heard` are instants; `borrowed` and `lent` a partner's code, or "".
// `status` and `code` are "" where the viewer may not know the state.
export interface Cell {
  readonly id: string;
  readonly callSign: string;
  readonly kind: string;
  readonly agency: string;
  readonly status: string;
  readonly code: string;
  readonly since: number | null;
  readonly heard: number | null;
  readonly where: Where | null;
  readonly borrowed: string;
  readonly lent: string;
  // The team that it goes with, by its name, or "".
  readonly team: string;
  readonly isSilent: boolean;
  readonly isLate: boolean;
  readonly crewIsShort: boolean;
}

// A station's units in the order of their call signs. `isPlaced`: row and column are as on the
// ground; `name` is "" for units of no station.
export interface Group {
  readonly station: string;
  readonly name: string;
  readonly isPlaced: boolean;
  readonly row: number;
  readonly column: number;
  readonly cells: readonly Cell[];
  readonly free: number;
}

// The last time anything was known of a unit: a state, a position, the crew's own word.
export function heardAt(unit: Fields): number | null {
  const times = [time(unit, "since"), time(unit, "welfare_at"), time(part(unit, "position"), "at")];
  const known = times.filter((each) => each !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

// Whether a unit takes longer to get going, or to arrive, than the town allows before it asks.
export function isLate(unit: Fields, look: Look): boolean {
  const since = time(unit, "since");
  if (since === null) return false;
  const status = text(unit, "status");
  if (status === "committed") return look.isOver(since, look.limits.turnout_s);
  return status === "en_route" && look.isOver(since, look.limits.travel_s);
}

// Whether an assigned unit was not heard of for too long. Imported units tell nobody anything.
export function isSilent(unit: Fields, look: Look): boolean {
  const heard = heardAt(unit);
  if (is(unit, "is_imported") || heard === null || !ASSIGNED.has(text(unit, "status") ?? "")) return false;
  return look.isOver(heard, look.limits.silent_s);
}

// One unit as the matrix shows it. `town` is the town's own code.
export function cellOf(id: string, unit: Fields, picture: Picture, look: Look, town: string): Cell {
  const status = text(unit, "status") ?? "";
  const holder = text(part(unit, "authority"), "holder") ?? town;
  const home = text(part(unit, "authority"), "home") ?? town;
  const crew = count(unit, "crew_count");
  const passing = passingTo(picture.of("custody").get(id), text(picture.of("log_lives").get("log"), "life"), text(part(unit, "authority"), "incarnation") ?? "");
  return {
    id,
    callSign: text(unit, "call_sign") ?? callSign(id),
    kind: text(unit, "kind") ?? "",
    agency: text(unit, "agency") ?? "",
    status,
    code: CODES[status] ?? "",
    since: time(unit, "since"),
    heard: heardAt(unit),
    where: whereOf(unit, picture),
    borrowed: home !== town && holder === town ? home : "",
    lent: passing.town || (home === town && holder !== town ? holder : ""),
    team: text(teamOf(picture, id), "name") ?? "",
    isSilent: isSilent(unit, look),
    isLate: (passing.since !== null && look.isOver(passing.since, LIMBO_S)) || isLate(unit, look),
    crewIsShort: crew !== null && crew < (count(unit, "crew_minimum") ?? 1),
  };
}

// Released so long ago and not accepted: marked. Somebody is called after half a minute: see `alarms.ts`.
const LIMBO_S = 5;
const RELEASED = 1;

// The town that a unit is on its way to in authority, and since when it was released to it; "" where
// it is held, "?" where this log was restored (its `life`, where one may know it) and nobody has said yet. Once its crew has
// answered for that town, nobody gives it an assignment. `born`: the life in which it was registered.
export function passingTo(custody: Fields | undefined, life: string | null, born: string): { readonly town: string; readonly since: number | null } {
  if (life !== null && (custody ? (text(custody, "life") ?? "") : born) !== life) return { town: "?", since: null };
  if (!custody) return { town: "", since: null };
  const claim = part(custody, "claim");
  if (count(claim, "hold") === RELEASED) return { town: text(claim, "town") ?? "", since: time(custody, "since") };
  const offer = part(custody, "offer");
  return { town: is(offer, "is_ready") ? (text(offer, "to") ?? "") : "", since: null };
}

function whereOf(unit: Fields, picture: Picture): Where | null {
  const id = text(unit, "incident");
  if (id !== null) {
    const incident = picture.of("incidents").get(id);
    return incident ? { is: "incident", id, number: numberOf(incident) } : { is: "elsewhere" };
  }
  const post = text(unit, "post");
  return post ? { is: "post", station: post } : null;
}

export function isFree(cell: Cell): boolean {
  return cell.status === "available" && cell.lent === "";
}

// Whether it is in sight what any of these units does: else nothing can be said of who is free.
export function isToldOf(cells: readonly Cell[]): boolean {
  return cells.some((each) => each.status !== "");
}

// A station's group of these cells, in their order.
export function groupOf(station: string, known: Fields | undefined, cells: Cell[]): Group {
  cells.sort((a, b) => natural(a.callSign, b.callSign) || byText(a.id, b.id));
  return {
    station,
    name: known ? (text(known, "name") ?? station) : station,
    isPlaced: known !== undefined,
    row: count(known, "row") ?? 0,
    column: count(known, "column") ?? 0,
    cells,
    free: cells.filter(isFree).length,
  };
}

// Rows and columns as on the ground, then stations nobody placed, by name, then no station.
export function inOrder(a: Group, b: Group): number {
  const rank = (each: Group) => (each.isPlaced ? 0 : each.station ? 1 : 2);
  const apart = rank(a) - rank(b) || a.row - b.row || a.column - b.column || byText(a.name, b.name);
  return apart || byText(firstId(a), firstId(b));
}

function firstId(group: Group): string {
  return group.cells.reduce((least, each) => (least === "" || byText(each.id, least) < 0 ? each.id : least), "");
}

const PIECES = /([^0-9]+)|([0-9]+)/g;
const KEYS = new Map<string, readonly (string | number)[]>();
const MOST_KEYS = 20_000;

// Words and numbers in turn, beginning with a word; the last word ends in a space, as on the
// server: what goes on comes after.
function keyOf(name: string): readonly (string | number)[] {
  let key = KEYS.get(name);
  if (key) return key;
  const found: (string | number)[] = [];
  for (const [, word, digits] of `${name} `.matchAll(PIECES)) {
    if (digits !== undefined && found.length % 2 === 0) found.push("");
    found.push(word ?? Number(digits));
  }
  if (KEYS.size >= MOST_KEYS) KEYS.clear();
  KEYS.set(name, (key = found));
  return key;
}

// Puts E2 before E10.
export function natural(a: string, b: string): number {
  if (a === b) return 0;
  const [one, other] = [keyOf(a), keyOf(b)];
  for (let at = 0; at < one.length && at < other.length; at += 1) {
    const [mine, its] = [one[at]!, other[at]!];
    const apart = typeof mine === "string" ? byText(mine, String(its)) : mine - Number(its);
    if (apart) return apart;
  }
  // Where one ends, it ends with a word that counts as followed by nought.
  return ending(one, other.length) - ending(other, one.length);
}

function ending(key: readonly (string | number)[], from: number): number {
  return key.length > from ? (Number(key[from]) || (key.length > from + 1 ? 1 : 0)) : 0;
}
