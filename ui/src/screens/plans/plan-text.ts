// A response plan as lines that a person can read, write and compare. Pure; both ways.

import type { AnswerChoice, Card, Need, ObjectivePriority, Plan, PlanContent, PlanObjective, PlanShelf, PlanStep, PlanQuestion, Rung } from "../../api/types.ts";

export interface Fault {
  // Counted from one.
  readonly line: number;
  // What was expected there.
  readonly expected: "section" | "card" | "step" | "objective" | "ladder" | "question" | "name";
  readonly found: string;
}

const NEED = /^([a-z_]+)(?:\s+type\s+(\d+))?(?:\s*[x×]\s*(\d+))?$/;

// The version that holds; of a withdrawn plan the last one that did.
export function inForce(shelf: PlanShelf): Plan | undefined {
  return shelf.versions?.find((each) => each.version === (shelf.in_force ?? shelf.latest));
}

export function textOf(content: PlanContent): string {
  const { name, trigger } = content;
  const lines = [`name: ${name}`];
  const list = (label: string, of: readonly (string | number)[] | undefined) => {
    if (of && of.length > 0) lines.push(`${label}: ${of.join(", ")}`);
  };
  list("types", trigger.types);
  list("priorities", trigger.priorities);
  list("hazards", trigger.hazards);
  if (content.cards?.length) {
    lines.push("", "cards");
    for (const card of content.cards) {
      const skills = card.skills?.length ? ` + ${card.skills.map(needText).join(", ")}` : "";
      lines.push(`  ${card.level}: ${(card.needs ?? []).map(needText).join(", ")}${skills}`);
    }
  }
  if (content.steps?.length) {
    lines.push("", "steps");
    for (const step of content.steps) {
      const due = step.due_s ? ` | ${step.due_s % 60 ? `${step.due_s} s` : `${step.due_s / 60} min`}` : "";
      const level = step.level && step.level > 1 ? ` | level ${step.level}` : "";
      lines.push(`  ${step.id} | ${step.role}${due}${level} | ${step.text}`);
    }
  }
  if (content.objectives?.length) {
    lines.push("", "objectives");
    for (const each of content.objectives) lines.push(`  ${each.priority} | ${each.text}${each.measure ? ` | ${each.measure}` : ""}`);
  }
  if (content.ladder?.length) {
    lines.push("", "ladder");
    for (const rung of content.ladder) lines.push(`  ${rung.level} | ${rung.after_s / 60} min | ${rung.when} | ${(rung.tell ?? []).join(", ")}${rung.raises_to ? ` | ${rung.raises_to}` : ""}`);
  }
  if (content.questions?.length) {
    lines.push("", "questions");
    for (const each of content.questions) {
      const types = each.types?.length ? ` for ${each.types.join(", ")}` : "";
      lines.push(`  ${[`${each.id}${types}`, each.text, ...(each.choices ?? []).map(choiceText)].join(" | ")}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

// "no → medical.cardiac_arrest, 1": what an answer hints at stands behind its arrow.
function choiceText({ text, type, priority }: AnswerChoice): string {
  const hints = [type, priority].filter(Boolean).join(", ");
  return hints ? `${text} → ${hints}` : text;
}

function questionOf(line: string): PlanQuestion | null {
  const [head = "", words = "", ...rest] = line.split("|").map((each) => each.trim());
  const [id = "", types, ...more] = head.split(/ for /);
  const choices = rest.map(choiceOf);
  if (!/^[a-z][a-z0-9_]*$/.test(id) || !words || more.length > 0 || choices.includes(null)) return null;
  const list = (types ?? "").split(",").map((each) => each.trim()).filter(Boolean);
  if (types !== undefined && list.length === 0) return null;
  return { id, text: words, ...(list.length > 0 ? { types: list } : {}), ...(choices.length > 0 ? { choices: choices as AnswerChoice[] } : {}) };
}

function choiceOf(said: string): AnswerChoice | null {
  const [text = "", hints, ...more] = said.split(/\s*(?:→|->)\s*/);
  const list = (hints ?? "").split(",").map((each) => each.trim()).filter(Boolean);
  const [types, priorities] = [list.filter((each) => /^[a-z][a-z0-9_.]*$/.test(each)), list.filter((each) => /^[1-4]$/.test(each))];
  const isRead = types.length + priorities.length === list.length && types.length < 2 && priorities.length < 2;
  if (!text || more.length > 0 || !isRead || (hints !== undefined && list.length === 0)) return null;
  return { text, ...(types[0] ? { type: types[0] } : {}), ...(priorities[0] ? { priority: Number(priorities[0]) as 1 | 2 | 3 | 4 } : {}) };
}

function needText({ kind, type, quantity }: Need): string {
  return `${kind}${type ? ` type ${type}` : ""}${quantity && quantity > 1 ? ` ×${quantity}` : ""}`;
}

// What the text says, and what it leaves as it was (`over`: areas, templates and conditions of cards
// and steps that lines do not hold).
export function contentOf(text: string, over: PlanContent | null): { readonly content: PlanContent | null; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  let section = "head";
  let name = "";
  const trigger: Record<string, unknown> = over ? { ...over.trigger } : {};
  for (const each of ["types", "priorities", "hazards"]) delete trigger[each];
  const cards: Card[] = [];
  const steps: PlanStep[] = [];
  const objectives: PlanObjective[] = [];
  const ladder: Rung[] = [];
  const questions: PlanQuestion[] = [];
  text.split("\n").forEach((raw, at) => {
    const line = raw.trim();
    const fault = (expected: Fault["expected"]) => faults.push({ line: at + 1, expected, found: line.slice(0, 60) });
    if (line === "" || line.startsWith("#")) return;
    if (["cards", "steps", "objectives", "ladder", "questions"].includes(line)) {
      section = line;
    } else if (section === "head") {
      const [label = "", ...rest] = line.split(":");
      const value = rest.join(":").trim();
      const list = value.split(",").map((each) => each.trim()).filter(Boolean);
      if (label === "name" && value) name = value;
      else if ((label === "types" || label === "hazards") && list.length > 0) trigger[label] = list;
      else if (label === "priorities" && list.every((each) => /^[1-4]$/.test(each))) trigger[label] = list.map(Number);
      else fault("section");
    } else if (section === "cards") {
      const found = /^(\d+):\s*([^+]*)(?:\+\s*(.*))?$/.exec(line);
      const needs = needsOf(found?.[2] ?? "");
      const skills = needsOf(found?.[3] ?? "");
      if (!found || !needs || !skills) return void fault("card");
      const before = over?.cards?.find((each) => each.level === Number(found[1]));
      cards.push({ ...before, level: Number(found[1]), needs, skills });
    } else if (section === "steps") {
      const parts = line.split("|").map((each) => each.trim());
      const [id, role] = parts;
      const words = parts.at(-1);
      const due = parts.slice(2, -1).map((each) => /^(\d+)\s*(min|s)$/.exec(each)).find(Boolean);
      const level = parts.slice(2, -1).map((each) => /^level (\d+)$/.exec(each)).find(Boolean);
      if (parts.length < 3 || !id || !role || !words || parts.length - 3 !== Number(Boolean(due)) + Number(Boolean(level))) return void fault("step");
      const before = over?.steps?.find((each) => each.id === id);
      const { due_s: _due, level: _level, ...kept } = before ?? ({} as Partial<PlanStep>);
      steps.push({
        ...kept, id, role, text: words,
        ...(due ? { due_s: Number(due[1]) * (due[2] === "min" ? 60 : 1) } : {}),
        ...(level ? { level: Number(level[1]) } : {}),
      } as PlanStep);
    } else if (section === "objectives") {
      const [priority, words, measure] = line.split("|").map((each) => each.trim());
      if (!priority || !/^[123]$/.test(priority) || !words) return void fault("objective");
      objectives.push({ priority: Number(priority) as ObjectivePriority, text: words, ...(measure ? { measure } : {}) });
    } else if (section === "questions") {
      const question = questionOf(line);
      if (!question) return void fault("question");
      questions.push(question);
    } else {
      const [level, after, when, tell, to, ...more] = line.split("|").map((each) => each.trim());
      const minutes = /^(\d+) min$/.exec(after ?? "");
      if (!/^\d+$/.test(level ?? "") || !minutes || !when || more.length > 0 || (to !== undefined && !isLevel(to))) return void fault("ladder");
      ladder.push({ level: Number(level), after_s: Number(minutes[1]) * 60, when, tell: (tell ?? "").split(",").map((each) => each.trim()).filter(Boolean), ...(to !== undefined && isLevel(to) ? { raises_to: to } : {}) });
    }
  });
  if (!name) faults.push({ line: 1, expected: "name", found: "" });
  if (faults.length > 0) return { content: null, faults };
  return { content: { ...over, name, trigger, cards, steps, objectives, ladder, questions } as PlanContent, faults };
}

// Of the escalation path: what a rung may ask for.
function isLevel(word: string): word is "towns" | "region" {
  return word === "towns" || word === "region";
}

function needsOf(text: string): Need[] | null {
  const found: Need[] = [];
  for (const each of text.split(",").map((part) => part.trim()).filter(Boolean)) {
    const need = NEED.exec(each);
    if (!need) return null;
    found.push({ kind: need[1]!, ...(need[2] ? { type: Number(need[2]) } : {}), ...(need[3] ? { quantity: Number(need[3]) } : {}) });
  }
  return found;
}

export interface DiffLine {
  readonly is: "kept" | "gone" | "new";
  readonly text: string;
}

// Line by line, by the longest common subsequence: plans have some hundred lines at most.
export function diffOf(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const found: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      found.push({ is: "kept", text: a[i]! });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      found.push({ is: "gone", text: a[i]! });
      i += 1;
    } else {
      found.push({ is: "new", text: b[j]! });
      j += 1;
    }
  }
  return found;
}
