import assert from "node:assert/strict";
import { test } from "node:test";
import { groupOf, inOrder, isToldOf, natural, passingTo, type Cell } from "./matrix.ts";

function cell(callSign: string): Cell {
  return {
    id: `PE-${callSign}`, callSign, kind: "engine", agency: "fire", status: "available", code: "AV", since: 0, heard: 0, where: null,
    borrowed: "", lent: "", team: "", isSilent: false, isLate: false, crewIsShort: false,
  };
}

test("call signs stand by their numbers", () => {
  const sorted = ["E10", "E2", "E2A", "E", "E 1", "10", "9", "A1B2", "A1B10", ""].sort(natural);
  assert.deepEqual(sorted, ["9", "10", "", "A1B2", "A1B10", "E2", "E2A", "E10", "E", "E 1"]);
});

test("who is free is told where it is in sight what somebody does, and only there", () => {
  const unseen = { ...cell("E1"), status: "" };
  assert.equal(isToldOf([unseen, cell("E2")]), true);
  assert.equal(isToldOf([unseen]), false);
});

test("stations stand as on the ground, then those nobody placed, then units of none", () => {
  const at = (id: string, row: number, column: number) => groupOf(id, { id, name: id, row, column }, [cell(id)]);
  const groups = [groupOf("", undefined, [cell("X")]), groupOf("lost", undefined, [cell("L")]), at("south", 1, 0), at("east", 0, 2), at("west", 0, 0)];
  assert.deepEqual(groups.sort(inOrder).map((each) => each.station), ["west", "east", "south", "lost", ""]);
});

test("a unit is on its way to another town from the crew's answer until the other has accepted", () => {
  const at = "2026-03-02T14:01:00Z";
  const claim = { epoch: { generation: 2, hop: 0 }, town: "WE" };
  assert.deepEqual(passingTo(undefined, null, ""), { town: "", since: null });
  assert.deepEqual(passingTo({ claim: { ...claim, hold: 2 } }, null, ""), { town: "", since: null });
  assert.deepEqual(passingTo({ claim: { ...claim, hold: 2 }, offer: { to: "WE" } }, null, ""), { town: "", since: null });
  assert.deepEqual(passingTo({ claim: { ...claim, hold: 2 }, offer: { to: "WE", is_ready: true } }, null, ""), { town: "WE", since: null });
  assert.deepEqual(passingTo({ claim: { ...claim, hold: 1 }, since: at }, null, ""), { town: "WE", since: Date.parse(at) });
  assert.deepEqual(passingTo(undefined, "life-2", ""), { town: "?", since: null });
  assert.deepEqual(passingTo(undefined, "life-2", "life-2"), { town: "", since: null });
  assert.deepEqual(passingTo({ claim: { ...claim, hold: 2 }, life: "life-2" }, "life-2", ""), { town: "", since: null });
});
