// What the board costs: 4,000 incidents, 400 units, ticks of 30 changes (300 events/s at ten ticks
// a second), kept up with against looked at afresh. Prints a table in ms of the processor (what
// else the machine does is left out), asserts that both say the same and nothing about time.
//
//     .venv/bin/node ui/checks/speed.ts [ticks]

import { board, Desk, type Board, type Changed } from "../src/picture/board.ts";
import { isSame } from "../src/picture/changes.ts";
import { pictureOf, type Fields } from "../src/picture/picture.ts";

const INCIDENTS = 4_000;
const UNITS = 400;
const CHANGES = 30;
const TICK_MS = 100;
const START = Date.parse("2026-03-02T08:00:00Z");
const STATUSES = ["committed", "en_route", "on_scene", "transporting", "at_hospital"];

// The same numbers each time (mulberry32).
let state = 7;
function chance(below: number): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
}

function at(ms: number): string {
  return new Date(ms).toISOString();
}

const unitId = (n: number) => `PE-E${n}`;
const incidentId = (n: number) => `PE-260302-${String(n).padStart(4, "0")}`;

function unit(n: number, now: number): Fields {
  const isBusy = chance(4) > 0;
  return {
    id: unitId(n), call_sign: `E${n}`, kind: n % 3 ? "engine" : "ambulance", authority: { home: "PE", holder: "PE" }, agency: "fire",
    status: isBusy ? STATUSES[chance(STATUSES.length)] : "available", since: at(now - chance(900_000)), incident: isBusy ? incidentId(n * 9) : null,
    station: `st${n % 20}`, crew_count: 4, crew_minimum: 3, welfare_at: null, position: { point: { lat_udeg: 1, lon_udeg: 1 }, at: at(now) },
    capabilities: [], post: null, is_imported: false,
  };
}

function incident(n: number, now: number): Fields {
  const works = n % 9 === 0 && n / 9 < UNITS ? [unitId(n / 9)] : [];
  return {
    id: incidentId(n), number: String(n).padStart(4, "0"), opened_at: at(now - chance(7_200_000)), type: n % 2 ? "fire.structure" : "medical.fall",
    status: "open", priority: [null, 1, 2, 3, 4][chance(5)], place: { label: `Mill Lane ${n}`, areas: { district: "B04" } }, summary: "smoke from the roof",
    hazards: [], alarm_level: 1, agencies: [], reports: [], links: [], merged_into: null, handover: null, held_because: null, listed_until: null,
    source: null, source_number: null, is_restricted: false,
    responses: works.map((each) => ({ unit: each, marks: [{ status: "committed", at: at(now - 60_000) }] })),
  };
}

const card = { level: 1, needs: [{ kind: "engine", quantity: 2 }, { kind: "ambulance" }] };
const plan = { id: "fire", latest: 1, in_force: 1, versions: [{ id: "fire", version: 1, content: { name: "Fire", trigger: { types: ["fire"] }, cards: [card] } }] };

const kinds = new Map<string, Map<string, Fields>>([
  ["incidents", new Map(Array.from({ length: INCIDENTS }, (_, n) => [incidentId(n), incident(n, START)]))],
  ["units", new Map(Array.from({ length: UNITS }, (_, n) => [unitId(n), unit(n, START)]))],
  ["stations", new Map(Array.from({ length: 20 }, (_, n) => [`st${n}`, { id: `st${n}`, name: `Station ${n}`, row: n % 4, column: n >> 2 }]))],
  ["plans", new Map([["fire", plan]])],
]);

function changed(now: number): Changed[] {
  return Array.from({ length: CHANGES }, () => {
    const isUnit = chance(3) > 0;
    const n = chance(isUnit ? UNITS : INCIDENTS);
    const [kind, id] = isUnit ? ["units", unitId(n)] : ["incidents", incidentId(n)];
    const known = kinds.get(kind)!;
    const before = known.get(id);
    const after = isUnit ? unit(n, now) : incident(n, now);
    known.set(id, after);
    return { kind, id, before, after };
  });
}

function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function told(name: string, took: number[]): void {
  const sorted = took.toSorted((a, b) => a - b);
  const of = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(2).padStart(8);
  console.log(`${name.padEnd(34)}${of(0.5)}${of(0.95)}${of(1)}`);
}

const picture = pictureOf(kinds);
const ticks = Number(process.argv[2] ?? 300);
const desk = new Desk(picture, "PE");
const began = spent();
desk.at(START);
const first = spent() - began;
const kept: number[] = [];
const afresh: number[] = [];
for (let tick = 1; tick <= ticks; tick += 1) {
  const now = START + tick * TICK_MS;
  const changes = changed(now);
  const from = spent();
  desk.heed(changes);
  const followed = desk.at(now);
  kept.push(spent() - from);
  if (tick % 50) continue;
  const again = spent();
  const whole = board(picture, now, "PE");
  afresh.push(spent() - again);
  const plain = ({ changed: _, ...rest }: Board) => rest;
  if (!isSame(plain(followed), plain(whole))) throw new Error(`tick ${tick}: told of changes it says otherwise than afresh`);
}
console.log(`${INCIDENTS} incidents, ${UNITS} units, ${CHANGES} changes a tick; ms       p50     p95     max`);
told("told of changes", kept);
told("looked at afresh", afresh);
console.log(`the first board ${first.toFixed(0)} ms`);
