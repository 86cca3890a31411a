import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureOf, type Fields } from "./picture.ts";
import { teamOf, teamsOf } from "./teams.ts";

const TEAM = { id: "PE-ST1", name: "ST1", kind: "strike_team", by: "PE", units: ["PE-E1", "PE-E2"], channel: "7", leader_unit: "PE-E1" };
const HELD = { epoch: { generation: 1, hop: 0 }, hold: 2, town: "PE" };
const OFFER = { epoch: { generation: 2, hop: 0 }, to: "WE" };

function seen(first?: Fields, second?: Fields) {
  const custody = new Map<string, Fields>();
  if (first) custody.set("PE-E1", { home: "PE", ...first });
  if (second) custody.set("PE-E2", { home: "PE", ...second });
  const [team] = teamsOf(pictureOf(new Map([["custody", custody], ["teams", new Map([["PE-ST1", TEAM]])]])), "PE");
  return team!;
}

test("a team stands where all of its units stand", () => {
  const ready = { claim: HELD, offer: { ...OFFER, is_ready: true } };
  const gone = (hold: number) => ({ claim: { epoch: OFFER.epoch, hold, town: "WE" } });
  assert.equal(seen().state, "held");
  assert.equal(seen({ claim: HELD, offer: OFFER }, { claim: HELD, offer: OFFER }).state, "offered");
  assert.deepEqual(seen(ready, { claim: HELD, offer: OFFER }).silent, ["E2"]);
  assert.equal(seen(ready, { claim: HELD, offer: OFFER }).leadsIsReady, true);
  assert.equal(seen({ claim: HELD, offer: OFFER }, ready).leadsIsReady, false);
  assert.equal(seen(ready, ready).state, "ready");
  assert.equal(seen(gone(1), gone(1)).state, "limbo");
  assert.deepEqual([seen(gone(2), gone(2)).state, seen(gone(2), gone(2)).town], ["lent", "WE"]);
  assert.equal(seen(gone(2), { claim: HELD }).state, "partly");
});

test("a unit is in one team, or in none", () => {
  const picture = pictureOf(new Map([["teams", new Map([["PE-ST1", TEAM]])]]));
  assert.equal(teamOf(picture, "PE-E2")?.["name"], "ST1");
  assert.equal(teamOf(picture, "PE-E3"), undefined);
});
