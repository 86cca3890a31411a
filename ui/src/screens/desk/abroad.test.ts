import assert from "node:assert/strict";
import { test } from "node:test";
import type { Piece, Region } from "../../api/types.ts";
import type { Said } from "../../words/said.ts";
import { abroadOf } from "./abroad.ts";

const NOW = Date.parse("2026-03-02T14:05:00Z");
const WORDS = { tell: (told: Said) => `${told.args?.["n"]} min`, code: (_family: string, code: string) => code };
const SPOT = { lat_udeg: 42_000_000, lon_udeg: -42_000_000 };

function piece(kind: string, fields: Piece["fields"], town = "WE"): Piece {
  return { town, kind, id: `${town}-1`, heard_at: "2026-03-02T14:02:00Z", age_s: 180, fields };
}

function marks(...subjects: readonly Piece[]) {
  const standing = { neighbour: "WE", name: "Weir End", standing: "joined", heard_at: null, age_s: 180, is_current: false, subjects: 0, fault: "", fault_says: "", clock_off_s: 0, restored_at: null, trouble: "" } as const;
  const region: Region = { town: "PE", name: "Port Ellery", at: "2026-03-02T14:05:00Z", neighbours: [standing], subjects, regional_incidents: [], likely_same: [] };
  return abroadOf(region, "PE", WORDS, NOW).map((each) => `${each.label} ${each.isOld}`);
}

test("what a neighbour tells stands on the map with its town and the age of that word", () => {
  assert.deepEqual(marks(piece("incidents", { number: "0710", status: "open", place: { point: SPOT } })), ["WE 0710 · 3 min true"]);
  assert.deepEqual(marks(piece("units", { call_sign: "T4", position: { point: SPOT } })), ["WE T4 · 3 min true"]);
  assert.deepEqual(marks(piece("closures", { kind: "closed", extent: { line: [SPOT, SPOT] } })), ["WE closed · 3 min true"]);
});

test("our own, what is over and what has no place stand not among it", () => {
  assert.deepEqual(marks(piece("incidents", { status: "open", place: { point: SPOT } }, "PE")), []);
  assert.deepEqual(marks(piece("incidents", { status: "closed", place: { point: SPOT } })), []);
  assert.deepEqual(marks(piece("units", { call_sign: "T4" })), []);
});
