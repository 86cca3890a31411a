import assert from "node:assert/strict";
import { test } from "node:test";
import { AlarmBook, FLOOD } from "./alarm-book.ts";
import { alarmsOf, type Alarm, type Viewer } from "./alarms.ts";
import { board } from "./board.ts";
import { maydays } from "./mayday.ts";
import { pictureOf, type Fields } from "./picture.ts";

const NOW = Date.parse("2026-03-02T10:00:00Z");
const ORDERS = new Set(["DispatchUnit", "OpenFromReport", "AcknowledgeEntry", "AskToRead", "MeetObligation", "CloseIncident"]);
const DISPATCHER: Viewer = { person: "PE-p-1", roles: ["dispatcher"], orders: ORDERS };
const OBSERVER: Viewer = { person: "PE-p-2", roles: ["observer"], orders: new Set() };

function ago(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString();
}

function incident(id: string, fields: Fields = {}): Fields {
  return {
    id, number: id, opened_at: ago(60), type: "fire.structure", status: "open", priority: 2, place: { label: "Quay" }, responses: [], merged_into: null,
    handover: null, listed_until: null, source: null, ...fields,
  };
}

function mayday(asked: readonly Fields[], fields: Fields = {}): Fields {
  return { id: "n1", at: ago(5), by: "PE-p-9", kind: "radio", text: "MAYDAY MAYDAY MAYDAY. E1 trapped", flags: ["safety"], asked, ...fields };
}

function alarms(kinds: Record<string, Record<string, Fields>>, viewer = DISPATCHER): readonly Alarm[] {
  const picture = pictureOf(new Map(Object.entries(kinds).map(([kind, all]) => [kind, new Map(Object.entries(all))])));
  return alarmsOf(board(picture, NOW, "PE").needs, maydays(picture), picture, viewer, NOW);
}

const told = (found: readonly Alarm[]) => found.map((each) => `${each.level} ${each.kind} ${each.act}`);
const UNITS = { E1: { id: "E1", call_sign: "E1", authority: { home: "PE", holder: "PE" }, status: "available", since: ago(9) } };

test("an urgent incident without a unit alarms whoever can send one, not who only looks", () => {
  const kinds = { incidents: { "1": incident("1") }, units: UNITS };
  assert.deepEqual(told(alarms(kinds)), ["2 no-unit send"]);
  assert.deepEqual(told(alarms(kinds, OBSERVER)), []);
});

test("it is given to the hand that opened it for half a minute, and a routine one is of the least level", () => {
  assert.deepEqual(told(alarms({ incidents: { "1": incident("1", { opened_at: ago(29) }) }, units: UNITS })), []);
  assert.deepEqual(told(alarms({ incidents: { "1": incident("1", { priority: 4 }) }, units: UNITS })), ["1 no-unit send"]);
});

test("a reason that nobody must act on within minutes is a mark and no alarm", () => {
  const held = incident("1", { status: "held", held_because: null });
  assert.deepEqual(told(alarms({ incidents: { "1": held } })), []);
});

test("what is owed by others alarms them alone", () => {
  const owed = (role: string) => ({ obligations: { o1: { id: "o1", kind: "call_back", subject: "shift/day", due_at: ago(5), state: "open", role } } });
  assert.deepEqual(told(alarms(owed("dispatcher"))), ["1 owed settle"]);
  assert.deepEqual(told(alarms(owed("chief"))), []);
});

test("a crew in danger is of the third level wherever it is, until somebody has read it; then it is not over", () => {
  const asked = { at: ago(5), by: "PE-p-9", role: "dispatcher" };
  for (const subject of ["incident/1", "unit/PE-E1"]) {
    const of = (entry: Fields) => ({ incidents: { "1": incident("1", { opened_at: ago(1) }) }, narratives: { [subject]: { entries: [entry] } } });
    assert.deepEqual(told(alarms(of(mayday([asked])))), ["3 mayday take-mayday"], subject);
    assert.deepEqual(told(alarms(of(mayday([])))), ["3 mayday ask-desk"], "nobody was asked yet");
    const [read] = alarms(of(mayday([{ ...asked, read_at: ago(1), read_by: "PE-p-7" }])));
    assert.deepEqual([read!.heard, read!.act], [true, "over"]);
    assert.deepEqual(told(alarms(of(mayday([asked], { flags: [] })))).filter((each) => each.startsWith("3")), [], "the flag was taken off");
  }
});

function one(kind: string, n: number, level: 1 | 2 | 3 = 1): Alarm {
  const says = { id: "needs-no-unit" };
  return { key: `${kind}/${n}`, kind, level, about: { kind: "incidents", id: String(n) }, number: String(n), what: says, place: null, says, since: 0, act: "send", entry: null, heard: false };
}

test("a call is made once, the gravest of those that came; what is heard stays until it is done", () => {
  const book = new AlarmBook();
  assert.equal(book.look([one("a", 1), one("b", 1, 2)], 0).call, 2);
  assert.equal(book.look([one("a", 1), one("b", 1, 2)], 1_000).call, null);
  book.hear("a/1", 2_000);
  assert.deepEqual(book.shown().listed.map((each) => [each.alarm.key, each.heard]), [["b/1", null], ["a/1", 2_000]]);
  book.look([], 3_000);
  assert.equal(book.look([one("a", 1)], 4_000).call, 1, "it came again");
});

test("a crew in danger calls every ten seconds until somebody has taken it, and cannot be put aside or heard here", () => {
  const book = new AlarmBook();
  const danger = one("mayday", 1, 3);
  const calls = [0, 1, 9, 10, 15, 20].map((at) => book.look([danger], at * 1000).call);
  assert.deepEqual(calls, [3, null, null, 3, null, 3]);
  book.hear(danger.key, 21_000);
  assert.equal(book.shelve(danger.key, 60_000, "busy", 21_000), false);
  assert.equal(book.look([danger], 30_000).call, 3);
  assert.equal(book.look([{ ...danger, heard: true }], 40_000).call, null);
  assert.equal(book.shown().listed.length, 1, "taken is not over");
});

test("more than ten in ten minutes are told once: the first of each kind stands, the rest is counted", () => {
  const book = new AlarmBook();
  book.look([], 0);
  const all = Array.from({ length: 11 }, (_, n) => one("a", n));
  const calls = all.map((_, n) => book.look(all.slice(0, n + 1), (n + 1) * 1000).call);
  assert.deepEqual(calls, [...Array<number>(10).fill(1), 2]);
  assert.deepEqual([book.shown().isFlood, book.shown().listed.length, book.shown().more], [true, 1, 10]);
  const more = [...all, one("a", 11)];
  assert.equal(book.look(more, 13_000).call, null, "one more of its kind");
  assert.equal(book.look([...more, one("b", 1)], 14_000).call, 1, "the first of another");
  assert.equal(book.look([...more, one("b", 1), one("mayday", 1, 3)], 15_000).call, 3);
  book.look(more, FLOOD.within_ms + 60_000);
  assert.equal(book.shown().isFlood, false);
});

test("what is put aside has a reason and an end, and comes back by itself", () => {
  const book = new AlarmBook();
  book.look([one("a", 1)], 0);
  assert.equal(book.shelve("a/1", 60_000, " ", 0), false);
  assert.equal(book.shelve("a/1", 10 * 3_600_000, "the whole night", 0), false);
  assert.equal(book.shelve("a/1", 60_000, "crane ordered", 0), true);
  assert.equal(book.look([one("a", 1)], 59_000).call, null);
  assert.equal(new AlarmBook(book.kept).look([one("a", 1)], 59_000).call, null, "over a reload");
  assert.equal(book.look([one("a", 1)], 60_000).call, 1);
});

test("one that comes three times in a minute is counted as chatter, once", () => {
  const book = new AlarmBook();
  book.look([], 0);
  const chattered = Array.from({ length: 8 }, (_, n) => book.look(n % 2 ? [] : [one("a", 1)], (n + 1) * 1000).counted.chattered);
  assert.equal(chattered.reduce((sum, each) => sum + each, 0), 1);
});

test("a unit that was let go of and that nobody has accepted alarms after half a minute whoever may lend", () => {
  const limbo = (seconds: number, watches = true) => alarms({
    units: UNITS, custody: { E1: { id: "E1", home: "PE", claim: { epoch: { generation: 2, hop: 0 }, hold: 1, town: "WE" }, since: ago(seconds), is_watching: watches } },
  }, { ...DISPATCHER, orders: new Set(["ReleaseUnit"]) });
  assert.deepEqual(told(limbo(31)), ["2 limbo call-town"]);
  assert.deepEqual(told(limbo(29)), []);
  assert.deepEqual(told(limbo(31, false)), []);
});

test("what is owed about a unit that nobody holds is called for once", () => {
  const owed = (kind: string) => alarms({
    units: UNITS, obligations: { o1: { id: "o1", kind, subject: "unit/E1", due_at: ago(5), state: "open", role: "dispatcher" } },
  }, { ...DISPATCHER, orders: new Set(["ReleaseUnit", "MeetObligation"]) });
  assert.equal(owed("limbo").length, 0);
  assert.equal(owed("other").length, 1);
});

test("a call that was passed alarms while the neighbour has not received it, or nobody there has taken it", () => {
  const passed = (seconds: number, more: object = {}, kind = "call_receipt") => alarms({
    reports: { r1: { id: "r1", type: "fire.structure", incident: null, disposed: null, handed_over: null, arrived_at: ago(seconds), priority: 1 } },
    call_transfers: { c1: { id: "c1", by: "PE", to: "WE", report: "r1", incident: null, passed_at: ago(seconds), received_at: null, answer: null, withdrawn_at: null, own_since: null, settled_at: null, news_at: null, ...more } },
    obligations: { o1: { id: "o1", kind, subject: "report/r1", due_at: ago(1), state: "open", role: "dispatcher" } },
  }, { ...DISPATCHER, orders: new Set(["WithdrawCall", "MeetObligation"]) });
  assert.deepEqual(told(passed(29)), []);
  assert.deepEqual(told(passed(31)), ["2 call-between telephone"]);
  const received = { received_at: ago(50), news_at: ago(50) };
  assert.deepEqual(told(passed(55, received, "call_answer")), []);
  assert.deepEqual(told(passed(61, received, "call_answer")), ["2 call-between telephone"]);
  assert.deepEqual(told(passed(61, { answer: { at: ago(5), because: "not_ours" }, news_at: ago(5) }, "call_returned")), ["2 call-between telephone"]);
  assert.deepEqual(told(passed(61, { answer: { at: ago(5) }, news_at: ago(5) }, "other_kind")).filter((each) => each.includes("call-between")), []);
  assert.deepEqual(told(passed(61, { answer: { at: ago(5) }, withdrawn_at: ago(9), news_at: ago(5) }, "call_crossed")), ["2 call-between telephone"]);
});
