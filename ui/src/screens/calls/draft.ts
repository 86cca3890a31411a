// A call being taken. Every field is kept here the moment it is typed and saved with the town when
// it is left; what could not be saved is tried again under the same key, so it is saved once.

import { ask, freshKey, type Answer } from "../../act/door.ts";
import { whenForgotten } from "../../act/drafts.ts";
import type { GivenPlace } from "../../api/types.ts";

export const FIELDS = ["where", "what", "hurt", "danger", "callback", "language"] as const;
export type Field = (typeof FIELDS)[number];

export interface Call {
  // Names this call before the town has given it an id.
  readonly key: string;
  readonly report: string | null;
  readonly began: number;
  readonly text: Readonly<Record<Field, string>>;
  // What the town has of each field.
  readonly saved: Readonly<Record<Field, string>>;
  readonly type: string;
  readonly savedType: string;
  readonly priority: number | null;
  readonly savedPriority: number | null;
  readonly isDanger: boolean | null;
  readonly savedDanger: boolean | null;
  readonly place: GivenPlace | null;
  // Answers to the plan's key questions by their ids, and what the town has of them.
  readonly answers: Readonly<Record<string, string>>;
  readonly savedAnswers: Readonly<Record<string, string>>;
}

const SHELF = "tocsin-calls";
const ASIDE = "tocsin-calls-aside";
const AGAIN_MS = 2_000;
const NONE: Readonly<Record<Field, string>> = { where: "", what: "", hurt: "", danger: "", callback: "", language: "" };

export function freshCall(now: number): Call {
  return {
    key: freshKey(), report: null, began: now, text: NONE, saved: NONE, type: "", savedType: "", priority: null, savedPriority: null,
    isDanger: null, savedDanger: null, place: null, answers: {}, savedAnswers: {},
  };
}

export function isUnsaved(call: Call, field: Field): boolean {
  if (field === "what") return call.text.what !== call.saved.what || call.type !== call.savedType || call.priority !== call.savedPriority || call.isDanger !== call.savedDanger;
  return call.text[field] !== call.saved[field];
}

export function unsaved(call: Call): readonly Field[] {
  return FIELDS.filter((field) => isUnsaved(call, field));
}

// Questions whose answer the town has not; what was not answered is no answer.
export function unsavedAnswers(call: Call): readonly string[] {
  return Object.keys(call.answers).filter((each) => call.answers[each]?.trim() && call.answers[each] !== call.savedAnswers[each]);
}

export function isWhole(call: Call): boolean {
  return call.report !== null && unsaved(call).length === 0 && unsavedAnswers(call).length === 0;
}

export interface Saved {
  readonly call: Call;
  // Why not all of it was.
  readonly problem: Extract<Answer<unknown>, { is: "refused" | "unknown" }> | null;
}

// Saves what the town lacks, in order; stops at the first that fails.
export async function save(call: Call): Promise<Saved> {
  let now = call;
  if (!now.report) {
    const answer = await ask<Granted>("/v1/orders/ReceiveReport", { key: `${now.key}-r`, body: { channel: "call" } });
    if (answer.is !== "done") return { call: now, problem: answer };
    now = { ...now, report: answer.body.subjects[0] ?? null };
  }
  for (const field of unsaved(now)) {
    const answer = await sent(now, field);
    if (answer.is !== "done") return { call: now, problem: answer };
    now = { ...now, saved: { ...now.saved, [field]: call.text[field] } };
    if (field === "what") now = { ...now, savedType: call.type, savedPriority: call.priority, savedDanger: call.isDanger };
  }
  for (const question of unsavedAnswers(now)) {
    const said = call.answers[question]!;
    const key = `${now.key}-${question}-${digest(said)}`;
    const answer = await ask("/v1/orders/AnswerQuestion", { key, body: { report: now.report, question, answer: said.trim() } });
    if (answer.is !== "done") return { call: now, problem: answer };
    now = { ...now, savedAnswers: { ...now.savedAnswers, [question]: said } };
  }
  return { call: now, problem: null };
}

export interface Granted {
  readonly subjects: readonly string[];
}

function sent(call: Call, field: Field): Promise<Answer<unknown>> {
  const text = call.text[field].trim();
  const report = call.report;
  // The key holds what is said: the same again is once, a correction is another.
  const key = `${call.key}-${field}-${digest(JSON.stringify([text, call.type, call.priority, call.isDanger, call.place]))}`;
  const give = (name: string, body: object) => ask(`/v1/orders/${name}`, { key, body: { report, ...body } });
  switch (field) {
    case "where":
      return give("NoteWhere", { place: call.place && call.place.words === text ? call.place : { words: text } });
    case "what":
      return give("NoteWhat", {
        ...(text ? { words: text } : {}),
        ...(call.type ? { type: call.type } : {}),
        ...(call.priority ? { priority: call.priority } : {}),
        ...(call.isDanger === null ? {} : { is_danger: call.isDanger }),
      });
    case "hurt":
      return give("AnswerQuestion", { question: "who_is_hurt", answer: text });
    case "danger":
      return give("AnswerQuestion", { question: "danger_to_crews", answer: text });
    case "callback":
      return give("NoteCallback", { callback: text });
    case "language":
      return give("NoteLanguage", { language: text });
  }
}

// FNV-1a: names what was said within one call, no more.
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let n = 0; n < text.length; n += 1) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193);
  return (hash >>> 0).toString(36);
}

export function keep(call: Call | null): void {
  put(SHELF, call);
}

export function kept(): Call | null {
  const found = got<Call>(SHELF);
  return found && { ...freshCall(0), ...found };
}

let aside: readonly Call[] = (got<readonly Call[]>(ASIDE) ?? []).map((each) => ({ ...freshCall(0), ...each }));
let isSaving = false;
whenForgotten(() => setAside([]));
const listeners = new Set<() => void>();

// Calls that nobody has before them and that the town has not got whole yet; oldest first.
export function callsAside(): readonly Call[] {
  return aside;
}

export function onAside(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

// Another call comes before this one: what it lacks is saved from here, until the town has it.
export function layAside(call: Call): void {
  if ((unsaved(call).length === 0 && unsavedAnswers(call).length === 0) || aside.some((each) => each.key === call.key)) return;
  setAside([...aside, call]);
  void saveAside();
}

export function takeUp(call: Call): void {
  setAside(aside.filter((each) => each.key !== call.key));
}

export async function saveAside(): Promise<void> {
  if (isSaving) return;
  isSaving = true;
  for (const call of aside) {
    if (!aside.some((each) => each.key === call.key)) continue;
    const { call: after, problem } = await save(call);
    // What was refused waits in the queue for whoever takes it up; it is not tried for ever.
    setAside(aside.flatMap((each) => (each.key !== call.key ? [each] : problem ? [after] : [])));
    if (problem?.is === "unknown") {
      setTimeout(() => void saveAside(), AGAIN_MS);
      break;
    }
  }
  isSaving = false;
}

function setAside(next: readonly Call[]): void {
  aside = next;
  put(ASIDE, next.length > 0 ? next : null);
  for (const each of listeners) each();
}

function put(shelf: string, what: object | null): void {
  try {
    if (what) sessionStorage.setItem(shelf, JSON.stringify(what));
    else sessionStorage.removeItem(shelf);
  } catch {
    // It lasts as long as the page.
  }
}

function got<T>(shelf: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(shelf) ?? "null") as T | null;
  } catch {
    return null;
  }
}
