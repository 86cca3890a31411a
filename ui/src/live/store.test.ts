import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "./store.ts";

const opened = (id: string) => ({ say: "deltas", at: 0, deltas: [{ verb: "disclosed", kind: "incidents", id, fields: {} }] }) as const;

test("a page that nobody sees hears at once of what comes after a rest, and of a rush once a second", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const store = new Store();
  const heard: string[][] = [];
  store.hear((changes) => heard.push(changes.map((each) => each.id)));
  store.take(opened("1"));
  await Promise.resolve();
  assert.deepEqual(heard, [["1"]]);
  store.take(opened("2"));
  store.take(opened("3"));
  await Promise.resolve();
  assert.deepEqual(heard, [["1"]]);
  context.mock.timers.tick(1_000);
  assert.deepEqual(heard, [["1"], ["2", "3"]]);
});

test("what this machine's clock showed is told by the town's, which in a drill is another and faster", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  const store = new Store();
  store.take({ say: "clock", clock: { at: 50_000_000, heard: 1_000_000, rate: 2 } });
  context.mock.timers.tick(30_000);
  assert.equal(store.now(), 50_060_000);
  assert.equal(store.then(1_020_000), 50_040_000);
  assert.notEqual(store.then(1_020_000), 1_020_000);
});
