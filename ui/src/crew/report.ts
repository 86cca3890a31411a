// A report of the crew: what was pressed and when, and the orders it stands for. Each order has a key
// of its own, made when the button was pressed: asked again after a lost answer, it is given once.

import { ask, freshKey, type Answer, type Refusal } from "../act/door.ts";
import type { Said } from "../words/said.ts";

export type Sort = "status" | "note" | "photo" | "help" | "danger" | "safe" | "take" | "cannot" | "welfare" | "step" | "ready";

// An order, or a picture that is put to a subject. `entry` is filled in from what the step before
// was answered.
export type Step =
  | { readonly is: "order"; readonly name: string; readonly fields: Readonly<Record<string, unknown>>; readonly fills?: "entry" }
  | { readonly is: "picture"; readonly about: string };

export interface Report {
  readonly key: string;
  readonly sort: Sort;
  // The place in the row: later is larger, whatever the clocks do.
  readonly order: number;
  // When it was pressed, by the town's clock; ms since 1970.
  readonly at: number;
  readonly person: string;
  readonly unit: string;
  readonly incident: string | null;
  // How the list tells it, and the status that it brings about, for its mark.
  readonly says: Said;
  readonly status?: string;
  readonly steps: readonly Step[];
  readonly done: number;
  readonly found: Readonly<Record<string, unknown>>;
  readonly photo?: Blob;
  readonly state: "waiting" | "received" | "refused";
  // It has left at least once: it may have arrived, so it cannot be taken back.
  readonly isTried: boolean;
  readonly refusal?: Refusal;
}

export type NewReport = Pick<Report, "sort" | "unit" | "incident" | "says" | "steps"> & { readonly status?: string; readonly photo?: Blob };

// A weak link carries a picture slowly.
const PICTURE_MS = 120_000;
let last = 0;

export function reported(made: NewReport, person: string, at: number): Report {
  last = Math.max(last + 1, Date.now());
  return { ...made, key: freshKey(), order: last, at, person, done: 0, found: {}, state: "waiting", isTried: false };
}

// Danger goes first, pictures last: neither waits for, nor holds up, what somebody is reporting.
const RANK: Readonly<Partial<Record<Sort, number>>> = { danger: 0, photo: 2 };

export function nextOf(reports: readonly Report[], person: string): Report | undefined {
  const rank = (each: Report) => RANK[each.sort] ?? 1;
  return reports
    .filter((each) => each.state === "waiting" && each.person === person)
    .sort((a, b) => rank(a) - rank(b) || a.order - b.order)[0];
}

export type Came =
  | { readonly is: "on"; readonly report: Report }
  // The town does not answer, or not this session: everything waits.
  | { readonly is: "away"; readonly because: string };

// Makes the next step of a report.
export async function stepped(report: Report): Promise<Came> {
  const step = report.steps[report.done];
  if (!step) return { is: "on", report: { ...report, state: "received" } };
  const key = `${report.key}.${report.done}`;
  const answer = step.is === "picture" ? await attached(report, step.about, key) : await ordered(report, step, key);
  if (answer.is === "unknown") return { is: "away", because: answer.because };
  if (answer.is === "refused") {
    return isOfTheSession(answer.refusal)
      ? { is: "away", because: answer.refusal.code }
      : { is: "on", report: { ...report, state: "refused", refusal: answer.refusal } };
  }
  const done = report.done + 1;
  const found = { ...report.found, ...answer.body };
  return { is: "on", report: { ...report, done, found, state: done === report.steps.length ? "received" : "waiting" } };
}

// Not a word about the report, but about who asks or how often: it keeps until that is right.
function isOfTheSession({ status, code }: Refusal): boolean {
  return status === 401 || status === 408 || status === 425 || status === 429
    || (status === 403 && ["locked", "cross_site", "sign_in_unfinished", "scope_missing"].includes(code));
}

function pressedAt(report: Report): string {
  return new Date(report.at).toISOString();
}

async function ordered(report: Report, step: Step & { is: "order" }, key: string): Promise<Answer<Record<string, unknown>>> {
  const fields = step.fills ? { ...step.fields, entry: report.found["entry"] } : step.fields;
  const query = new URLSearchParams({ occurred_at: pressedAt(report) });
  const answer = await ask<{ readonly subjects: readonly string[] }>(`/v1/orders/${step.name}?${query}`, { key, body: fields });
  return answer.is === "done" ? { is: "done", body: { entry: answer.body.subjects.find((each) => /-n[0-9a-f]+$/.test(each)) } } : answer;
}

async function attached(report: Report, about: string, key: string): Promise<Answer<Record<string, unknown>>> {
  if (!report.photo) return { is: "refused", refusal: { status: 0, code: "photo_gone", detail: "", next: "" } };
  const query = new URLSearchParams({ about, occurred_at: pressedAt(report) });
  return ask(`/v1/attachments?${query}`, { key, body: report.photo, patience_ms: PICTURE_MS });
}
