import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace } from "./pace.ts";
import { Sheet, type Drawn, type Feature } from "./sheet.ts";

const feature = (id: string, tone: string): Feature => ({ type: "Feature", id, geometry: { type: "Point", coordinates: [0, 0] }, properties: { id, tone } });

// A source as MapLibre's: what it was given is there once it says so.
class Source implements Drawn {
  readonly has = new Map<string, string>();
  private done: (() => void)[] = [];

  updateData({ remove, add }: { remove: string[]; add: Feature[] }): Promise<void> {
    for (const id of remove) assert.ok(this.has.delete(id), "only what is there is removed");
    for (const each of add) this.has.set(String(each.id), String(each.properties["tone"]));
    return new Promise((done) => this.done.push(done));
  }

  async settle(): Promise<void> {
    for (const each of this.done.splice(0)) each();
    await new Promise((soon) => setImmediate(soon));
  }
}

test("a source gets differences, one at a time, the last word on each id", async () => {
  const [sheet, source] = [new Sheet(), new Source()];
  sheet.put("a", feature("a", "free"));
  sheet.put("b", feature("b", "free"));
  assert.ok(sheet.draw(source));
  sheet.put("a", feature("a", "busy"));
  sheet.put("a", feature("a", "out"));
  sheet.put("b", null);
  sheet.put("c", feature("c", "free"));
  sheet.put("c", null);
  assert.equal(sheet.draw(source), false, "it is still busy with the first");
  assert.deepEqual([...source.has], [["a", "free"], ["b", "free"]]);
  await source.settle();
  assert.ok(sheet.draw(source));
  assert.deepEqual([...source.has], [["a", "out"]]);
  await source.settle();
  assert.ok(sheet.draw(source), "nothing is left to say");
});

test("a source begun anew has all, and what was under way with the one before does not matter", async () => {
  const [sheet, before, after] = [new Sheet(), new Source(), new Source()];
  sheet.put("a", feature("a", "free"));
  sheet.draw(before);
  sheet.put("b", feature("b", "free"));
  for (const each of sheet.whole().features) after.has.set(String(each.id), "begun");
  sheet.put("a", null);
  assert.ok(sheet.draw(after), "it does not wait for the one before");
  await before.settle();
  sheet.put("b", null);
  assert.equal(sheet.draw(after), false);
  await after.settle();
  assert.ok(sheet.draw(after));
  assert.deepEqual([...after.has], []);
});

test("a source is given no more at once than it can take", async () => {
  const [sheet, source] = [new Sheet(), new Source()];
  for (const id of ["a", "b", "c", "d", "e"]) sheet.put(id, feature(id, "free"));
  assert.deepEqual(sheet.none().features, []);
  for (const [count, isAll] of [[2, false], [4, false], [5, true]] as const) {
    assert.equal(sheet.draw(source, 2), isAll);
    assert.equal(source.has.size, count);
    await source.settle();
  }
});

test("a machine that draws slowly draws less often, but never stops", () => {
  const wait = (frames: readonly number[]) => {
    const pace = new Pace();
    pace.begin(1_000);
    for (const at of frames) pace.frame(1_000 + at);
    return pace.wait(1_000);
  };
  assert.equal(wait([16, 32, 48]), 200);
  assert.equal(wait([120, 240, 360]), 900);
  assert.equal(wait([900, 1_800]), 2_000);
});
