import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Words } from "../words/language.ts";
import { lineOf, type Telling } from "./differing.ts";
import { named } from "./named.ts";
import { pictureOf, type Fields } from "./picture.ts";

const FOLDER = join(import.meta.dirname, "..", "words", "en");
const words = new Words("en", readdirSync(FOLDER).map((file) => readFileSync(join(FOLDER, file), "utf-8")));
const telling: Telling = { tell: words.tell, time: (ms) => `${new Date(ms).toISOString().slice(11, 16)} UTC` };
const picture = pictureOf(new Map<string, Map<string, Fields>>([
  ["people", new Map([["PE-p-desk", { handle: "desk" }]])],
  ["units", new Map([["PE-E1", { id: "PE-E1" }]])],
  ["incidents", new Map([["PE-i0a1b2c", { number: "26-0017" }]])],
]));

test("a difference is told in words: no field's name, no id, no braces", () => {
  const status = lineOf({ field: "status", was: "committed", now: "en_route" }, picture, telling);
  assert.deepEqual([status.label, status.was, status.now], ["state", ["sent"], ["under way"]]);
  assert.deepEqual(lineOf({ field: "due_at", was: null, now: "2026-03-02T14:02:00Z" }, picture, telling).now, ["14:02 UTC"]);
  assert.deepEqual(lineOf({ field: "opened_by", now: "PE-p-desk" }, picture, telling).now, ["desk"]);
  assert.deepEqual(lineOf({ field: "subject", now: "incident/PE-i0a1b2c" }, picture, telling).now, ["26-0017"]);
  assert.deepEqual(lineOf({ field: "place", now: { label: "Mill Lane 14", point: { lat_udeg: 1, lon_udeg: 2 } } }, picture, telling).now, ["Mill Lane 14"]);
});

test("of a list what came and went is told, and of what stays only what changed", () => {
  const was = [{ unit: "PE-E1", status: "committed", dispatched_at: "2026-03-02T14:00:00Z" }];
  const now = [{ unit: "PE-E1", status: "en_route", dispatched_at: "2026-03-02T14:00:00Z", en_route_at: "2026-03-02T14:01:00Z" }];
  const line = lineOf({ field: "responses", was, now }, picture, telling);
  assert.deepEqual(line.was, ["E1 · sent"]);
  assert.deepEqual(line.now, ["E1 · under way · first under way 14:01 UTC"]);
  assert.deepEqual(lineOf({ field: "hazards", was: ["smoke"], now: ["smoke", "gas"] }, picture, telling).now, ["gas"]);
});

test("a sentence says people, units and incidents by name, and leaves the rest", () => {
  assert.equal(named("PE-p-desk sent PE-E1 to PE-i0a1b2c", picture), "desk sent E1 to 26-0017");
  assert.equal(named("PE-p-gone read ISO-8601 and 14-02", picture), "gone read ISO-8601 and 14-02");
});
