import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, latOf, pixelsOf, projection, worldOf, type World } from "./view.ts";

const VIEW = { centre: worldOf(47.2, 9.5), zoom: 13.4, width: 800, height: 600 };
const near = (a: number, b: number, by: number) => assert.ok(Math.abs(a - b) <= by, `${a} and ${b}`);

test("the centre of the view stands in its middle, north above and east to the right", () => {
  const place = projection(VIEW);
  const { x, y } = place(worldOf(47.2, 9.5));
  near(x, 400, 1e-6);
  near(y, 300, 1e-6);
  assert.ok(place(worldOf(47.21, 9.5)).y < 300);
  assert.ok(place(worldOf(47.2, 9.51)).x > 400);
});

test("a latitude comes back from the world", () => {
  for (const lat of [-80, -12.5, 0, 47.2, 84]) near(latOf(worldOf(lat, 0).y), lat, 1e-9);
});

test("so many metres are as far on the ground as a degree tells", () => {
  const place = projection(VIEW);
  const here = worldOf(47.2, 9.5);
  const metres = 111_319.49 * Math.cos((47.2 * Math.PI) / 180) * 0.01;
  near(pixelsOf(metres, here, VIEW.zoom), place(worldOf(47.2, 9.51)).x - place(here).x, 0.05);
});

test("what stands together is one group, whatever else is there; near enough each stands alone", () => {
  const spots = new Map<string, World>([["a", worldOf(47.2, 9.5)], ["b", worldOf(47.2, 9.500_01)], ["c", worldOf(47.9, 9.5)]]);
  const ids = (zoom: number) => grouped(spots, zoom).map((each) => each.ids.join("")).sort();
  assert.deepEqual(ids(12), ["ab", "c"]);
  assert.deepEqual(ids(12.99), ids(12));
  assert.deepEqual(ids(16), ["a", "b", "c"]);
  spots.delete("c");
  assert.deepEqual(ids(12), ["ab"]);
});
