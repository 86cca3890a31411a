import assert from "node:assert/strict";
import { test } from "node:test";
import { Spelling, spells, step } from "./walk.ts";

test("keys lead through a list and not out of it", () => {
  const to = (key: string, at: number) => step(key, at, 5, 3)?.to;
  assert.deepEqual([to("ArrowDown", -1), to("ArrowDown", 4), to("ArrowUp", 0), to("ArrowUp", -1)], [0, 4, 0, 0]);
  assert.deepEqual([to("Home", 3), to("End", 0), to("PageDown", 1), to("PageDown", 3), to("PageUp", 1)], [0, 4, 4, 4, 0]);
  assert.equal(step("Tab", 1, 5, 3), null);
});

test("letters typed in a moment belong together; after it they begin anew", () => {
  const rows = ["0417 water", null, "0418 fire", "0511 fall"];
  const spelling = new Spelling();
  const find = (letter: string, at: number, now: number) => spelling.find(letter, at, rows.length, (index) => rows[index]!, now);
  assert.equal(find("0", -1, 0), 0);
  assert.equal(find("5", 0, 100), 3);
  assert.equal(find("0", 3, 5_000), 0);
  assert.equal(find("x", 0, 10_000), null);
  assert.equal(spells({ key: "/", ctrlKey: false, metaKey: false, altKey: false }), false);
});
