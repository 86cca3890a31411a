import assert from "node:assert/strict";
import { test } from "node:test";
import { board, Desk, type Board, type Changed } from "./board.ts";
import { pictureOf, type Fields } from "./picture.ts";

const NOW = Date.parse("2026-03-02T10:00:00Z");

function ago(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString();
}

function incident(id: string, fields: Fields = {}): Fields {
  return {
    id, number: id, opened_at: ago(60), type: "fire.structure", status: "open", priority: 2, place: { label: "Quay" }, summary: null, hazards: [],
    alarm_level: 1, agencies: [], responses: [], reports: [], merged_into: null, handover: null, held_because: null, listed_until: null, source: null,
    ...fields,
  };
}

function unit(id: string, fields: Fields = {}): Fields {
  return { id, call_sign: id, kind: "engine", authority: { home: "PE", holder: "PE" }, status: "available", since: ago(10), incident: null, ...fields };
}

class Town {
  readonly kinds = new Map<string, Map<string, Fields>>();
  readonly picture = pictureOf(this.kinds);
  readonly desk = new Desk(this.picture, "PE");

  put(kind: string, id: string, after: Fields | undefined): void {
    const known = this.kinds.get(kind) ?? new Map<string, Fields>();
    this.kinds.set(kind, known);
    const change: Changed = { kind, id, before: known.get(id), after };
    if (after) known.set(id, after);
    else known.delete(id);
    this.desk.heed([change]);
  }

  at(seconds: number): Board {
    return this.desk.at(NOW + seconds * 1000);
  }
}

function reasonsOf(view: Board): string[] {
  return view.needs.flatMap((row) => row.reasons.map((each) => `${row.kind}/${row.id} ${each.id}`));
}

test("a unit that does not get under way is asked about once the town's limit is over", () => {
  const town = new Town();
  town.put("units", "E1", unit("E1", { status: "committed", since: ago(0), incident: "1" }));
  town.put("incidents", "1", incident("1", { responses: [{ unit: "E1", marks: [] }] }));
  assert.equal(town.at(150).working.length, 1);
  assert.deepEqual(reasonsOf(town.at(151)), ["incidents/1 needs-not-under-way"]);
  assert.equal(town.at(151).groups[0]!.cells[0]!.isLate, true);
});

test("what is owed about a task is told at its incident, and alone once that is closed", () => {
  const town = new Town();
  town.put("incidents", "1", incident("1"));
  town.put("tasks", "t1", { id: "t1", incident: "1", state: "open", owner: { kind: "unit", id: "PE-E1" } });
  town.put("obligations", "o1", { id: "o1", kind: "call_back", subject: "task/t1", due_at: ago(5), state: "open", role: "chief" });
  assert.deepEqual(reasonsOf(town.at(0)), ["incidents/1 owed-late"]);
  town.put("incidents", "1", incident("1", { status: "closed" }));
  assert.deepEqual(reasonsOf(town.at(0)), ["obligations/o1 owed-late"]);
  town.put("incidents", "1", incident("1"));
  assert.deepEqual(reasonsOf(town.at(0)), ["incidents/1 owed-late"]);
});

test("what is not touched stays the same object, and a board on which nothing reads otherwise too", () => {
  const town = new Town();
  for (const id of ["1", "2"]) town.put("incidents", id, incident(id, { priority: null }));
  const before = town.at(0);
  assert.equal(town.at(0), before);
  town.put("incidents", "2", incident("2", { priority: null, summary: "smoke" }));
  const after = town.at(1);
  const of = (view: Board, id: string) => view.needs.find((row) => row.id === id);
  assert.equal(of(after, "1"), of(before, "1"));
  assert.notEqual(of(after, "2"), of(before, "2"));
  town.put("incidents", "2", incident("2", { priority: null, summary: "smoke" }));
  assert.equal(of(town.at(1), "2"), of(after, "2"));
});

test("a changed row is marked for eight seconds; a first picture is not", () => {
  const town = new Town();
  town.put("incidents", "1", incident("1"));
  town.put("units", "E1", unit("E1"));
  assert.equal(town.at(0).changed.size, 0);
  town.put("incidents", "1", incident("1", { priority: 1 }));
  town.put("units", "E1", unit("E1", { position: { at: ago(1) } }));
  assert.deepEqual([...town.at(1).changed.keys()], ["incidents/1"], "a unit that only moved is not marked");
  assert.equal(town.at(8).changed.size, 1);
  assert.equal(town.at(9).changed.size, 0);
});

test("a clock that goes back is followed", () => {
  const town = new Town();
  town.put("units", "E1", unit("E1", { status: "committed", since: ago(0), incident: "1" }));
  town.put("incidents", "1", incident("1", { responses: [{ unit: "E1", marks: [] }] }));
  assert.equal(town.at(200).needs.length, 1);
  assert.equal(town.at(100).needs.length, 0);
});

test("of a field that is not in sight nothing is claimed", () => {
  const kinds = new Map([
    ["incidents", new Map([["1", { id: "1", number: "1", opened_at: ago(900), type: "fire", status: "open" } as Fields]])],
    ["units", new Map([["E1", { id: "E1", call_sign: "E1" } as Fields]])],
  ]);
  const view = board(pictureOf(kinds), NOW, "PE");
  assert.deepEqual([view.needs.length, view.working.length], [0, 1]);
  assert.deepEqual([view.counts.units, view.counts.free, view.counts.assigned, view.counts.unknown], [1, 0, 0, 1]);
});

test("a name that is markup is a name", () => {
  const town = new Town();
  town.put("units", "<img onerror>", unit("<img onerror>", { call_sign: "<img onerror=alert(1)>" }));
  assert.equal(town.at(0).groups[0]!.cells[0]!.callSign, "<img onerror=alert(1)>");
});

test("a place that is not in sight is not called unknown", () => {
  const { place: _, ...withheld } = incident("1");
  const kinds = new Map([["incidents", new Map([["1", withheld], ["2", incident("2", { place: {} })]])]]);
  const { needs, working } = board(pictureOf(kinds), NOW, "PE");
  const of = (id: string) => [...needs, ...working].find((row) => row.id === id)!;
  assert.equal(of("1").place, null);
  assert.equal(of("2").place?.id, "place-unknown");
});
