import assert from "node:assert/strict";
import { test } from "node:test";
import { Track } from "./track.ts";

const told = (is_whole: boolean, ...units: [string, number][]) => ({
  at: "2026-03-02T10:00:00Z", fresh_s: 10, old_s: 60, is_whole,
  positions: units.map(([unit, lat_udeg]) => ({ subject: `unit/${unit}`, name: unit, observed_at: "", recorded_at: "", age_s: 0, freshness: "fresh", source: "cot", lat_udeg, lon_udeg: 0 })),
});
const seen = (track: Track) => Object.fromEntries([...track.all].map(([id, each]) => [id, each.lat_udeg]));

test("what moved is put beside what was told before; the whole puts out what is not in it", () => {
  const track = new Track();
  assert.equal(track.whole(), null);
  track.take(told(true, ["E1", 1], ["E2", 2]));
  track.take(told(false, ["E1", 3]));
  assert.deepEqual(seen(track), { "unit/E1": 3, "unit/E2": 2 });
  const later = new Track();
  later.take(track.whole());
  assert.deepEqual(seen(later), seen(track));
  track.take(told(true, ["E2", 4]));
  assert.deepEqual(seen(track), { "unit/E2": 4 });
  track.take(null);
  assert.deepEqual([seen(track), track.whole()], [{}, null]);
});
