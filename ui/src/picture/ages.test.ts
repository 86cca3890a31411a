import assert from "node:assert/strict";
import { test } from "node:test";
import { age, howLong, readsOtherwise, secondsBetween } from "./ages.ts";
import { instant } from "./read.ts";

test("an age reads m:ss, from an hour on h:mm, from two days on in days", () => {
  const told = (seconds: number) => Object.values(age(seconds).args!).join();
  assert.deepEqual([0, 72, 3_599, 3_600, 172_799, 172_800].map(told), ["0:00", "1:12", "59:59", "1:00", "47:59", "2"]);
});

test("a duration is said in its largest whole unit", () => {
  assert.deepEqual([59, 60, 3_600, 7_500, 172_800].map((each) => howLong(each).id), ["lasts-s", "lasts-min", "lasts-h", "lasts-h-min", "lasts-days"]);
});

test("it is known when a duration next reads otherwise", () => {
  for (const seconds of [0, 5, 59, 60, 61, 3_599, 3_600, 90_000, 172_800, 200_000]) {
    const now = seconds * 1000;
    const next = readsOtherwise(0, now);
    assert.ok(next > now);
    assert.deepEqual(howLong(secondsBetween(0, next - 1)), howLong(seconds));
    assert.notDeepEqual(howLong(secondsBetween(0, next)), howLong(seconds));
  }
});

test("clocks that differ make no age below nought, and microseconds are kept", () => {
  assert.equal(secondsBetween(2_000, 1_000), 0);
  const [early, late] = [instant("2026-03-02T08:00:00.000500Z")!, instant("2026-03-02T08:00:01Z")!];
  assert.equal(secondsBetween(early, late), 0);
  assert.equal(instant("no time"), null);
});
