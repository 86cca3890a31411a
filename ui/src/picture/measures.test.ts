import assert from "node:assert/strict";
import { test } from "node:test";
import { casesOf, histogram, percentile, withinGoal } from "./measures.ts";
import { pictureOf, type Fields } from "./picture.ts";

const at = (minutes: number, seconds = 0) => new Date(Date.UTC(2026, 2, 2, 14, minutes, seconds)).toISOString();
const NOW = Date.parse(at(30));

function response(unit: string, marks: Readonly<Record<string, string>>, ended: string | null = null): Fields {
  return { unit, marks: Object.entries(marks).map(([status, when]) => ({ status, at: when })), ended_at: ended };
}

const picture = pictureOf(new Map([["incidents", new Map<string, Fields>([
  ["a", { opened_at: at(0), status: "open", responses: [response("PE-E2", { committed: at(2) }), response("PE-E1", { committed: at(0, 50), en_route: at(2), on_scene: at(6) }, at(20))] }],
  ["b", { opened_at: at(10), status: "open", responses: [] }],
  ["c", { opened_at: at(1), status: "closed", closed_at: at(9), responses: [] }],
  ["d", { opened_at: at(1), status: "closed", closed_at: at(9), merged_into: "a", responses: [] }],
])]]));
const seconds = (measure: Parameters<typeof casesOf>[0]) => casesOf(measure, picture, NOW).map((each) => each.seconds);

test("each measure has its cases: the first unit sent, not the first listed; open incidents by age", () => {
  assert.deepEqual(seconds("first_sent"), [50]);
  assert.deepEqual(seconds("turnout"), [70]);
  assert.deepEqual(seconds("travel"), [240]);
  assert.deepEqual(seconds("total"), [360]);
  assert.deepEqual(seconds("on_scene"), [840]);
  assert.deepEqual(seconds("open_age"), [1_800, 1_200]);
  assert.equal(casesOf("turnout", picture, NOW)[0]?.unit, "PE-E1");
});

test("a goal is kept on the limit; where there is none nothing is judged", () => {
  assert.equal(withinGoal("travel", casesOf("travel", picture, NOW)), 1);
  assert.equal(withinGoal("on_scene", casesOf("on_scene", picture, NOW)), null);
});

test("the spread is the whole of the cases", () => {
  const cases = [10, 200, 200, 4_000].map((each) => ({ incident: "a", unit: null, seconds: each }));
  assert.equal(percentile(cases, 0.5), 200);
  assert.equal(percentile([], 0.5), null);
  const bars = histogram(cases);
  assert.equal(bars.reduce((sum, [, count]) => sum + count, 0), 4);
  assert.ok(bars.length <= 31);
});
