import assert from "node:assert/strict";
import { test } from "node:test";
import { dueOf } from "./due.ts";
import { pictureOf, type Fields } from "./picture.ts";

const AT = (minute: number) => new Date(minute * 60_000).toISOString();
const RUNG = { level: 2, when: "no control", tell: [] };
const LADDER = [{ ...RUNG, after_s: 600, raises_to: "towns" }, { ...RUNG, after_s: 1200, raises_to: "region" }];
const AGREED = { partner: "KR", state: "in_force", in_force: "d", versions: [{ digest: "d", content: { notice_days: 60, escalation: [{ level: "towns", leads: "PE" }, { level: "region", leads: "KR" }] } }] };

function owed(escalated: readonly number[], regional: Fields | null, agreed: Fields = AGREED): readonly string[] {
  const kinds = new Map<string, Map<string, Fields>>([
    ["incidents", new Map([["i1", { status: "open" }]])],
    ["runs", new Map([["i1", { incident: "i1", plan: "p", version: 1, started_at: AT(0), stopped_at: null, escalated }]])],
    ["plans", new Map([["p", { versions: [{ version: 1, content: { ladder: LADDER } }] }]])],
    ["neighbours", new Map([["KR", { standing: "joined", joined_at: AT(0) }]])],
    ["compacts", new Map([["KR-PE", agreed]])],
    ["regional_incidents", new Map(regional ? [["PE-r1", regional]] : [])],
  ]);
  return dueOf(pictureOf(kinds), 3_600_000, 0).overdue.map((each) => `${each.kind} ${each.subject} ${each.role} ${each.due / 60_000}`);
}

test("what a reached rung asks of the agreed path is owed by the duty officer until the incident is there", () => {
  const towns = "towns_asked incident/i1 duty_officer 10";
  const region = "region_asked incident/i1 duty_officer 20";
  assert.deepEqual(owed([], null), []);
  assert.deepEqual(owed([0], null), [towns]);
  assert.deepEqual(owed([0, 1], null), [towns, region]);
  assert.deepEqual(owed([0, 1], null, { ...AGREED, state: "suspended" }), []);
  const row = { incident: "i1", members: [{ town: "WE", stand: "joined" }], claims: [{ number: "PE-r1", level: "towns" }] };
  assert.deepEqual(owed([0, 1], row), [region]);
  assert.deepEqual(owed([0, 1], { ...row, claims: [{ number: "PE-r1", level: "region" }] }), []);
});
