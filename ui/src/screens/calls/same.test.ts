import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureOf, type Fields } from "../../picture/picture.ts";
import { sameAs, type Heard } from "./same.ts";

const NOW = Date.parse("2026-03-02T10:00:00Z");
const HERE = { lat_udeg: 42_076_573, lon_udeg: -42_859_590 };

function incident(fields: Fields): Fields {
  return { opened_at: "2026-03-02T09:50:00Z", type: "rescue.water", status: "open", summary: "car in the ford", place: { label: "Mill Lane 14", point: HERE }, ...fields };
}

function heard(fields: Partial<Heard> = {}): Heard {
  return { point: HERE, where: "Mill Lane", what: "a car in the water", type: "", at: NOW, report: null, ...fields };
}

function found(incidents: Record<string, Fields>, call: Heard, likeness: Record<string, Fields> = {}): string[] {
  const kinds = new Map([["incidents", new Map(Object.entries(incidents))], ["likeness", new Map(Object.entries(likeness))]]);
  return sameAs(pictureOf(kinds), call).map((each) => each.id);
}

test("what is near is offered by the town's own limits", () => {
  const away = incident({ place: { label: "Quay", point: { ...HERE, lat_udeg: HERE.lat_udeg + 4_000 } } });
  assert.deepEqual(found({ near: incident({}), away }, heard()), ["near"]);
  assert.deepEqual(found({ near: incident({}), away }, heard(), { "*": { within_m: 500, within_s: 7_200 } }), ["near", "away"]);
});

test("of what is equally near, that which was told alike stands first", () => {
  const other = incident({ summary: "smoke from a roof", place: { label: "Quay", point: HERE }, opened_at: "2026-03-02T09:59:00Z" });
  assert.deepEqual(found({ other, alike: incident({}) }, heard()), ["alike", "other"]);
});

test("without a place words must do, and what is closed, old or of another kind is not offered", () => {
  const incidents = {
    alike: incident({}),
    closed: incident({ status: "closed" }),
    old: incident({ opened_at: "2026-03-02T02:00:00Z" }),
    unlike: incident({ summary: "fall", place: { label: "Quay" } }),
  };
  assert.deepEqual(found(incidents, heard({ point: null })), ["alike"]);
  assert.deepEqual(found({ medical: incident({ type: "medical.fall" }) }, heard({ type: "fire.room" })), []);
});

test("a report that waits is found by the place that the town has of it", () => {
  assert.deepEqual(found({ near: incident({ summary: null, place: { point: HERE } }) }, heard({ point: null, where: "", what: "help", report: { place: { point: HERE } } })), ["near"]);
});
