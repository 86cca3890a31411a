import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlanContent } from "../../api/types.ts";
import { contentOf, diffOf, textOf } from "./plan-text.ts";

const FLOOD: PlanContent = {
  name: "River flood",
  trigger: { types: ["flood"], priorities: [1, 2], areas: [{ kind: "quarter", name: "Riverside" }] },
  cards: [{ level: 1, needs: [{ kind: "engine", quantity: 2 }, { kind: "boat", type: 2 }], skills: [{ kind: "swift_water" }] }],
  steps: [{ id: "ford", role: "dispatcher", text: "Close the ford", due_s: 600 }, { id: "count", role: "crew", text: "Count who is there", level: 2, due_s: 45 }],
  objectives: [{ text: "Nobody left on the island", priority: 1, measure: "count" }],
  templates: ["evacuation"],
  ladder: [{ level: 2, after_s: 1200, when: "no unit on scene", tell: ["chief"] }, { level: 2, after_s: 1800, when: "no control", tell: [], raises_to: "region" }],
  questions: [
    { id: "how_deep", text: "How deep is it?", types: ["flood.street"], choices: [{ text: "ankle" }, { text: "higher", type: "rescue.water", priority: 1 }] },
    { id: "since_when", text: "Since when?" },
  ],
};

test("a plan that is written and read is the same plan, and keeps what lines do not hold", () => {
  const { content, faults } = contentOf(textOf(FLOOD), FLOOD);
  assert.deepEqual(faults, []);
  assert.deepEqual(content, FLOOD);
});

test("a line that is wrong is told with its number, and nothing is adopted", () => {
  const text = textOf(FLOOD).replace("engine ×2", "engine times two");
  const { content, faults } = contentOf(text, FLOOD);
  assert.equal(content, null);
  assert.deepEqual(faults.map((each) => [each.line, each.expected]), [[6, "card"]]);
});

test("a question is asked for types, with answers that hint; a hint that is none is told", () => {
  const text = (line: string) => contentOf(`name: Flood\nquestions\n  ${line}\n`, null);
  assert.deepEqual(text("deep for flood, works | How deep? | knee -> 2").content?.questions, [
    { id: "deep", text: "How deep?", types: ["flood", "works"], choices: [{ text: "knee", priority: 2 }] },
  ]);
  for (const wrong of ["deep", "deep | How deep? | knee → 7", "deep for | How deep?", "Deep one | How deep?", "deep | How? | knee → fire, flood"]) {
    assert.deepEqual(text(wrong).faults.map((each) => [each.line, each.expected]), [[3, "question"]], wrong);
  }
});

test("the difference gives both texts back", () => {
  const [a, b] = ["one\ntwo\nthree", "one\n2\nthree\nfour"];
  const lines = diffOf(a, b);
  assert.equal(lines.filter((each) => each.is !== "new").map((each) => each.text).join("\n"), a);
  assert.equal(lines.filter((each) => each.is !== "gone").map((each) => each.text).join("\n"), b);
});
