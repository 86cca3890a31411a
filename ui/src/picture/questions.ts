// What the plans in force ask about a type of incident, the closest plan first, each question once;
// and what was answered. As `tocsin.operations.plans.questions_for`.

import type { AnswerChoice, PlanShelf, PlanQuestion } from "../api/types.ts";
import type { Fields, Picture } from "./picture.ts";
import { byText, parts, text, time, words } from "./read.ts";

// How closely types meant fit one: 2 the type itself, 1 its group, 0 where any is meant; null: not.
function nearness(types: readonly string[], type: string): number | null {
  if (types.includes(type)) return 2;
  if (types.includes(type.split(".")[0] ?? "")) return 1;
  return types.length > 0 ? null : 0;
}

export function questionsFor(picture: Picture, type: string): readonly PlanQuestion[] {
  const found: { readonly near: number; readonly plan: string; readonly question: PlanQuestion }[] = [];
  for (const [plan, shelf] of picture.of("plans") as ReadonlyMap<string, unknown> as ReadonlyMap<string, PlanShelf>) {
    const content = (shelf.versions ?? []).find((each) => each.version === shelf.in_force)?.content;
    const near = content ? nearness(content.trigger.types ?? [], type) : null;
    if (!content || near === null) continue;
    for (const question of content.questions ?? []) if (nearness(question.types ?? [], type) !== null) found.push({ near, plan, question });
  }
  found.sort((a, b) => b.near - a.near || byText(a.plan, b.plan));
  const once = new Map<string, PlanQuestion>();
  for (const { question } of found) if (!once.has(question.id)) once.set(question.id, question);
  return [...once.values()];
}

// The choice that an answer is, whoever typed it and however.
export function chosen(question: PlanQuestion, answer: string): AnswerChoice | null {
  const plain = answer.trim().toLocaleLowerCase();
  return question.choices?.find((each) => each.text.toLocaleLowerCase() === plain) ?? null;
}

export interface Told {
  readonly question: string;
  // As a plan in force asks it; null where none does any more.
  readonly asked: string | null;
  readonly answer: string | null;
  readonly at: number;
}

// The answers on a report, the last to each question, in the order they were first asked.
export function answersOf(report: Fields, picture: Picture): readonly Told[] {
  const found = new Map<string, Told>();
  const texts = questionTexts(picture);
  for (const each of parts(report, "answers")) {
    const question = text(each, "question") ?? "";
    found.set(question, { question, asked: texts.get(question) ?? null, answer: words(each, "words"), at: time(each, "at") ?? 0 });
  }
  return [...found.values()];
}

function questionTexts(picture: Picture): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const shelf of (picture.of("plans") as ReadonlyMap<string, unknown> as ReadonlyMap<string, PlanShelf>).values()) {
    for (const version of shelf.versions ?? []) for (const each of version.content.questions ?? []) found.set(each.id, each.text);
  }
  return found;
}
