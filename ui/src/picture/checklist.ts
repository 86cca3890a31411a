// The plan an incident runs under, as a checklist with owners and times; or the one that fits.

import { coded, type Said } from "../words/said.ts";
import { planFor, runOf, shortfall, versionOf, type Shortfall } from "./cover.ts";
import { unitsOf } from "./needs.ts";
import type { Fields, Picture } from "./picture.ts";
import { who } from "./places.ts";
import { count, is, parts, text, time, words } from "./read.ts";

export interface Line {
  readonly id: string;
  readonly words: string;
  readonly role: Said;
  readonly state: string;
  readonly due: number | null;
  readonly isLate: boolean;
  readonly by: string | null;
  readonly at: number | null;
  // The proof, or the reason.
  readonly proof: string | null;
  // A later version has no such step.
  readonly isRetired: boolean;
}

// `isRunning` is false for the plan that fits where none was started. `offered` is a newer version
// that waits for a yes or no. `done` of `all` steps need nothing more.
export interface Checklist {
  readonly plan: string;
  readonly name: string;
  readonly version: number;
  readonly level: number;
  readonly isRunning: boolean;
  readonly since: number | null;
  readonly lines: readonly Line[];
  readonly done: number;
  readonly all: number;
  readonly offered: number | null;
  readonly isWithdrawn: boolean;
  readonly card: Shortfall | null;
}

export function checklistOf(picture: Picture, id: string, now: number): Checklist | null {
  const incident = picture.of("incidents").get(id);
  const run = runOf(picture, id);
  const card = incident && Array.isArray(incident["responses"]) ? shortfall(picture, incident, id, unitsOf(incident)) : null;
  if (!run) {
    const plan = incident ? planFor(picture, incident) : null;
    return plan && {
      plan: plan.id, name: text(plan.content, "name") ?? plan.id, version: plan.version, level: count(incident, "alarm_level") ?? 1,
      isRunning: false, since: null, lines: [], done: 0, all: parts(plan.content, "steps").length, offered: null, isWithdrawn: false, card,
    };
  }
  const name = text(run, "plan") ?? "";
  const version = count(run, "version") ?? 0;
  const plan = versionOf(picture.of("plans").get(name), version);
  const lines = parts(run, "ticks").map((each) => lineOf(each, picture, now));
  const standing = lines.filter((each) => !each.isRetired);
  return {
    plan: name, name: text(plan?.content, "name") ?? name, version, level: count(run, "level") ?? 1, isRunning: true, since: time(run, "started_at"),
    lines, done: standing.filter((each) => each.state !== "open").length, all: standing.length, offered: count(run, "offered"),
    isWithdrawn: is(run, "is_plan_withdrawn"), card,
  };
}

function lineOf(tick: Fields, picture: Picture, now: number): Line {
  const due = time(tick, "due_at");
  const state = text(tick, "state") ?? "open";
  const by = text(tick, "by");
  const isRetired = is(tick, "is_retired");
  return {
    id: text(tick, "id") ?? "",
    words: text(tick, "text") ?? "",
    role: coded("who", text(tick, "role") || "somebody"),
    state,
    due,
    isLate: due !== null && due <= now && state === "open" && !isRetired,
    by: by === null ? null : who(by, picture),
    at: time(tick, "at"),
    proof: words(tick, "words"),
    isRetired,
  };
}
