import assert from "node:assert/strict";
import { test } from "node:test";
import { loansOf } from "./loans.ts";
import { pictureOf, type Fields, type Subjects } from "./picture.ts";

const AT = "2026-03-02T14:01:00Z";

function stateOf(custody: Fields, life?: string): string {
  const lives: Subjects = life ? new Map([["log", { life }]]) : new Map();
  const picture = pictureOf(new Map([["custody", new Map([["PE-E12", { home: "PE", ...custody }]])], ["log_lives", lives]]));
  return loansOf(picture, "PE").map((each) => `${each.state} ${each.town} ${each.epoch}`).join();
}

const HELD = { epoch: { generation: 1, hop: 0 }, hold: 2, town: "PE" };
const OFFER = { epoch: { generation: 2, hop: 0 }, to: "WE", at: AT };

test("each step of a loan is a state of its own", () => {
  assert.equal(stateOf({ claim: HELD }), "");
  assert.equal(stateOf({ claim: HELD, offer: OFFER }), "offered WE 2.0");
  assert.equal(stateOf({ claim: HELD, offer: { ...OFFER, is_ready: true } }), "ready WE 2.0");
  assert.equal(stateOf({ claim: HELD, offer: { ...OFFER, to: "PE", is_ready: true } }), "ready-own PE 2.0");
  assert.equal(stateOf({ claim: { epoch: { generation: 2, hop: 0 }, hold: 1, town: "WE" }, since: AT }), "limbo WE 2.0");
  assert.equal(stateOf({ claim: { epoch: { generation: 2, hop: 0 }, hold: 2, town: "WE" } }), "lent WE 2.0");
  assert.equal(stateOf({ claim: { epoch: { generation: 2, hop: 0 }, hold: 2, town: "WE" }, override: { epoch: { generation: 3, hop: 0 }, nonce: "4711" } }), "override WE 3.0");
});

test("another town's unit is offered to us, then here, then elsewhere", () => {
  const there = { home: "WE", claim: { epoch: { generation: 1, hop: 0 }, hold: 2, town: "WE" } };
  assert.equal(stateOf({ ...there, heard: [{ epoch: { generation: 2, hop: 0 }, by: "WE" }] }), "offered-us WE 2.0");
  assert.equal(stateOf({ ...there, claim: { epoch: { generation: 2, hop: 0 }, hold: 2, town: "PE" } }), "here WE 2.0");
  assert.equal(stateOf(there), "elsewhere WE 1.0");
  assert.equal(stateOf({ ...there, claim: { epoch: { generation: 2, hop: 0 }, hold: 2, town: "PE" }, kept_as: "PE-WE-T4", kept_at: AT }), "");
});

test("in a restored log nothing is claimed until all were asked", () => {
  assert.equal(stateOf({ claim: HELD }, "a"), "unknown PE 1.0");
  assert.equal(stateOf({ claim: HELD, life: "a" }, "a"), "");
});

test("a loss stays listed until a person closes it", () => {
  const lost = { loser: "PE", lost: {}, winning: { generation: 3 } };
  assert.equal(stateOf({ claim: HELD, conflicts: [lost] }), "held PE 1.0");
  assert.equal(stateOf({ claim: HELD, conflicts: [{ ...lost, closed_at: AT }] }), "");
});
