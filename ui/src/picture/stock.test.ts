import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureOf, type Fields } from "./picture.ts";
import { stockOf } from "./stock.ts";

const AT = "2026-03-02T14:01:00Z";
const BAGS = { home: "PE", kind: "sandbag", unit_of_measure: "each", quantity: 300, kept_at: "Quay" };

function rows(lots: Readonly<Record<string, Fields>>, transfers: Readonly<Record<string, Fields>> = {}): readonly string[] {
  const kinds = { lots, lot_transfers: transfers };
  const picture = pictureOf(new Map(Object.entries(kinds).map(([kind, all]) => [kind, new Map(Object.entries(all))])));
  return stockOf(picture, "PE").map(({ says }) => `${says.id} ${says.args?.["n"]} ${says.args?.["what"]} ${says.args?.["town"]}`);
}

test("what a neighbour has is what it got, less what came back and what it used", () => {
  const lent = [{ town: "WE", released: 500, returned: 100, told: { used: 150, lost: 10, found: 0 } }];
  assert.deepEqual(rows({ "PE-BAGS": { ...BAGS, lent } }), ["stock-with 240 sandbag WE"]);
  assert.deepEqual(rows({ "PE-BAGS": { ...BAGS, lent: [{ town: "WE", released: 5, returned: 5 }] } }), []);
});

test("what was let go of is on the way until the other town has counted it", () => {
  const way = { by: "PE", to: "WE", kind: "sandbag", unit_of_measure: "each", quantity: 500, released_at: AT };
  assert.deepEqual(rows({}, { "PE-1": way }), ["stock-on-the-way 500 sandbag WE"]);
  assert.deepEqual(rows({}, { "PE-1": { ...way, receipted_at: AT } }), []);
  assert.deepEqual(rows({}, { "WE-1": { ...way, by: "WE", to: "PE" } }), []);
});

test("a neighbour's stock that is here says whose it is, as long as there is some", () => {
  assert.deepEqual(rows({ "WE-FUEL": { ...BAGS, home: "WE", kind: "fuel", quantity: 40 } }), ["stock-from 40 fuel WE"]);
  assert.deepEqual(rows({ "WE-FUEL": { ...BAGS, home: "WE", quantity: 0 } }), []);
  assert.deepEqual(rows({ "PE-BAGS": BAGS }), []);
});
