import assert from "node:assert/strict";
import { test } from "node:test";
import type { Difference, MarkChanges } from "../../map/desk-map.ts";
import type { Changed } from "../../picture/board.ts";
import { Track } from "../../live/track.ts";
import { pictureOf, type Fields } from "../../picture/picture.ts";
import { KeptMarks } from "./kept-marks.ts";
import { marksOf, type Marks } from "./marks.ts";

// The same numbers each time (mulberry32).
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Chance = (below: number) => number;

// Few spots, so that units stand on each other; some know none.
const point = (chance: Chance) => (chance(4) ? { point: { lat_udeg: chance(3) * 1000, lon_udeg: 7 } } : null);
const instantOf = (second: number) => new Date(second * 1000).toISOString();
const MAKERS: Readonly<Record<string, (chance: Chance) => Fields>> = {
  incidents: (chance) => ({
    number: "1", type: "fire", priority: [1, 4, null][chance(3)], status: chance(4) ? "open" : "closed", merged_into: chance(9) ? null : "x",
    ...(chance(5) ? { place: { ...point(chance), uncertainty_m: chance(2) * 90 } } : {}),
  }),
  units: (chance) => ({
    call_sign: `E${chance(3)}`, status: ["available", "on_scene", "en_route", "out_of_service"][chance(4)], incident: `i${chance(6)}`,
    station: `s${chance(3)}`, post: chance(5) ? null : "s1", position: chance(3) ? null : { ...point(chance), at: instantOf(chance(50)) },
  }),
  stations: (chance) => ({ name: "s", ...point(chance) }),
  closures: (chance) => ({ kind: "road", lifted_at: chance(3) ? null : "now", extent: { place: point(chance), radius_m: 50 + chance(2) } }),
};

class Town {
  readonly kinds = new Map<string, Map<string, Fields>>();
  readonly picture = pictureOf(this.kinds);

  readonly track = new Track();
  now = 0;
  private readonly chance: Chance;

  constructor(chance: Chance) {
    this.chance = chance;
  }

  // Some trackers tell, of now or of a while ago; at times all is told anew, or nothing is known any more.
  move(): void {
    const { chance } = this;
    this.now += 1000;
    const told = () => {
      const [subject, observed_at] = [`unit/u${chance(6)}`, instantOf(this.now / 1000 - chance(8))];
      return { subject, name: "", observed_at, recorded_at: observed_at, age_s: 0, freshness: "fresh", source: "cot", ...(chance(4) ? { lat_udeg: chance(3) * 1000, lon_udeg: 9 } : {}) };
    };
    const body = { at: instantOf(this.now / 1000), fresh_s: 5, old_s: 9, is_whole: chance(3) === 0, positions: Array.from({ length: chance(3) }, told) };
    this.track.take(chance(12) ? body : null);
  }

  some(): Changed[] {
    return Array.from({ length: this.chance(6) }, () => {
      const kind = Object.keys(MAKERS)[this.chance(4)]!;
      const id = `${kind[0]}${this.chance(6)}`;
      const known = this.kinds.get(kind) ?? new Map<string, Fields>();
      this.kinds.set(kind, known);
      const [before, after] = [known.get(id), this.chance(5) ? MAKERS[kind]!(this.chance) : undefined];
      if (after) known.set(id, after);
      else known.delete(id);
      return { kind, id, before, after };
    });
  }
}

// Who is told only the differences, as the map is.
class Told {
  readonly incidents = new Map<string, unknown>();
  readonly units = new Map<string, unknown>();
  readonly closures = new Map<string, unknown>();

  take(changes: MarkChanges): void {
    for (const kind of ["incidents", "units", "closures"] as const) {
      const { put, gone } = changes[kind] as Difference<{ readonly id: string }>;
      for (const each of put) this[kind].set(each.id, each);
      for (const id of gone) assert.ok(this[kind].delete(id), "only what was there goes");
    }
  }
}

const sorted = (marks: Marks | Told) =>
  (["incidents", "units", "closures"] as const).map((kind) => [...(marks[kind] as ReadonlyMap<string, unknown>)].sort(([a], [b]) => (a < b ? -1 : 1)));

function run(seed: number, heard: (changes: readonly Changed[]) => readonly Changed[], isFollowed = true): boolean {
  const chance = chances(seed);
  const town = new Town(chance);
  const [kept, told] = [new KeptMarks(town.picture), new Told()];
  for (let step = 0; step < 40; step += 1) {
    kept.heed(heard(town.some()));
    town.move();
    if (isFollowed) kept.follow(town.track, town.now);
    told.take(kept.take());
    const whole = JSON.stringify(sorted(marksOf(town.picture, town.track, town.now)));
    if (JSON.stringify(sorted(kept)) !== whole || JSON.stringify(sorted(told)) !== whole) return false;
  }
  return true;
}

test("marks that are kept up with changes are those of the whole picture", () => {
  for (let seed = 0; seed < 40; seed += 1) assert.ok(run(seed, (all) => all), `seed ${seed}`);
});

test("one that does not hear of stations, or of incidents, is found out", () => {
  for (const deaf of ["stations", "incidents", "units", "closures"]) {
    const agrees = Array.from({ length: 20 }, (_, seed) => run(seed, (all) => all.filter((each) => each.kind !== deaf)));
    assert.ok(agrees.includes(false), deaf);
  }
});

test("one that does not follow the trackers is found out", () => {
  const agrees = Array.from({ length: 20 }, (_, seed) => run(seed, (all) => all, false));
  assert.ok(agrees.includes(false));
});

test("a unit stands where its tracker tells, until it says otherwise itself, and is marked when it falls silent", () => {
  const kinds = new Map([["units", new Map<string, Fields>([["u1", { call_sign: "E1", status: "en_route", position: null }]])]]);
  const [kept, track] = [new KeptMarks(pictureOf(kinds)), new Track()];
  const seen = (second: number) => {
    kept.follow(track, second * 1000);
    kept.take();
    const mark = kept.units.get("u1");
    return mark && [mark.lat, mark.isStale];
  };
  const tell = (second: number, lat: number, is_whole: boolean) =>
    track.take({ at: instantOf(second), fresh_s: 10, old_s: 60, is_whole, positions: [{ subject: "unit/u1", name: "E1", observed_at: instantOf(second), recorded_at: instantOf(second), age_s: 0, freshness: "fresh", source: "cot", lat_udeg: lat * 1e6, lon_udeg: 1 }] });
  assert.equal(seen(0), undefined);
  tell(1, 2, true);
  assert.deepEqual(seen(2), [2, false]);
  tell(3, 3, false);
  assert.deepEqual(seen(4), [3, false]);
  assert.deepEqual(seen(14), [3, true]);
  kinds.get("units")!.set("u1", { call_sign: "E1", status: "en_route", position: { at: instantOf(15), point: { lat_udeg: 5e6, lon_udeg: 1 } } });
  kept.heed([{ kind: "units", id: "u1", before: undefined, after: undefined }]);
  assert.deepEqual(seen(16), [5, false]);
  track.take(null);
  assert.deepEqual(seen(17), [5, false]);
});

test("another picture leaves nothing of the one before", () => {
  const [here, there] = [new Town(chances(1)), new Town(chances(2))];
  for (let step = 0; step < 30; step += 1) [here.some(), there.some()];
  const [kept, told] = [new KeptMarks(here.picture), new Told()];
  told.take(kept.take());
  kept.show(there.picture);
  told.take(kept.take());
  assert.deepEqual(sorted(told), sorted(marksOf(there.picture)));
});

test("what reads the same is not said again", () => {
  const town = new Town(chances(3));
  const kept = new KeptMarks(town.picture);
  for (let step = 0; step < 30; step += 1) kept.heed(town.some());
  kept.take();
  kept.show(town.picture);
  const none = { put: [], gone: [] };
  assert.deepEqual(kept.take(), { incidents: none, units: none, closures: none });
});

test("a unit stands on the map with its team, as soon as it is in one and no longer", () => {
  const kinds = new Map<string, Map<string, Fields>>([["units", new Map([["u1", { call_sign: "E1", status: "available", position: { point: { lat_udeg: 1, lon_udeg: 7 } } }]])]]);
  const picture = pictureOf(kinds);
  const kept = new KeptMarks(picture);
  kept.take();
  const teams = new Map<string, Fields>();
  kinds.set("teams", teams);
  const change = (before: Fields | undefined, after: Fields | undefined) => {
    if (after) teams.set("t1", after);
    else teams.delete("t1");
    kept.heed([{ kind: "teams", id: "t1", before, after }]);
    return kept.take().units.put.map((each) => each.label);
  };
  const team = { name: "ST1", units: ["u1"] };
  assert.deepEqual(change(undefined, team), ["E1 ST1"]);
  assert.deepEqual([...marksOf(picture).units.values()].map((each) => each.label), ["E1 ST1"]);
  assert.deepEqual(change(team, undefined), ["E1"]);
});
