import assert from "node:assert/strict";
import { test } from "node:test";
import { pictureOf, type Fields } from "./picture.ts";
import { answersOf, questionsFor } from "./questions.ts";

const question = (id: string, types: readonly string[] = []) => ({ id, text: `${id}?`, types });

function shelf(id: string, types: readonly string[], questions: readonly Fields[], inForce: number | null = 1): Fields {
  return { id, latest: 1, in_force: inForce, versions: [{ id, version: 1, content: { name: id, trigger: { types }, questions } }] };
}

const PLANS = {
  any: shelf("any", [], [question("who")]),
  fire: shelf("fire", ["fire"], [question("inside"), question("gas", ["fire.room"]), question("who")]),
  room: shelf("room", ["fire.room"], [question("door")]),
  old: shelf("old", ["fire.room"], [question("gone")], null),
};

function picture(kinds: Record<string, Record<string, Fields>>) {
  return pictureOf(new Map(Object.entries(kinds).map(([kind, all]) => [kind, new Map(Object.entries(all))])));
}

test("the closest plan asks first, each question once, and a plan that is withdrawn asks nothing", () => {
  const ids = (type: string) => questionsFor(picture({ plans: PLANS }), type).map((each) => each.id);
  assert.deepEqual(ids("fire.room"), ["door", "inside", "gas", "who"]);
  assert.deepEqual(ids("fire.vehicle"), ["inside", "who"]);
  assert.deepEqual(ids("medical.fall"), ["who"]);
});

test("the last answer to a question stands, in the words in which it is asked now", () => {
  const answer = (id: string, words: string) => ({ question: id, words, at: "2026-03-02T10:00:00Z" });
  const report = { answers: [answer("inside", "no"), answer("shoe_size", "42"), answer("inside", "two")] };
  const told = answersOf(report, picture({ plans: PLANS })).map((each) => [each.asked, each.question, each.answer]);
  assert.deepEqual(told, [["inside?", "inside", "two"], [null, "shoe_size", "42"]]);
});
