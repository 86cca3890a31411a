// What else waits for somebody: things owed, tasks, plan steps, command offered, approvals asked
// for. As `tocsin.views.concerns`.

import { coded, said, type Said } from "../words/said.ts";
import type { Look } from "./limits.ts";
import type { Reason } from "./needs.ts";
import type { Fields, Picture } from "./picture.ts";
import { callSign, role, sentence, who } from "./places.ts";
import { byText, count, is, parts, split, text, time, words } from "./read.ts";

// An incident that is neither closed nor part of another.
export function isOpen(incident: Fields | undefined): boolean {
  return incident !== undefined && text(incident, "status") !== "closed" && !incident["merged_into"];
}

// The id of the open incident that a subject belongs to: itself, a unit's, a report's, a task's.
export function incidentOf(subject: string, picture: Picture): string | null {
  const [kind, name] = split(subject);
  let id: string | null;
  if (kind === "unit") id = text(picture.of("units").get(name), "incident");
  else if (kind === "report") id = text(picture.of("reports").get(name), "incident");
  else if (kind === "task") id = text(picture.of("tasks").get(name), "incident");
  else id = kind === "incident" ? name : null;
  return id !== null && isOpen(picture.of("incidents").get(id)) ? id : null;
}

// Whether something owed is overdue.
export function isOverdue(owed: Fields, look: Look): boolean {
  const due = time(owed, "due_at");
  return text(owed, "state") === "open" && due !== null && look.reached(due);
}

export function owedKind(code: string): Said {
  return coded("owed", code, sentence(code.replaceAll("_", " ")));
}

export function owedReason(owed: Fields, picture: Picture): Reason {
  const [kind, name] = split(text(owed, "subject") ?? "");
  const person = text(owed, "person");
  const owner: string | Said = person !== null ? who(person, picture) : role(text(owed, "role") || "somebody");
  const toldTo = text(owed, "told");
  const by = toldTo ? said("owed-told", { who: owner, told: role(toldTo) }) : owner;
  const code = text(owed, "kind") ?? "";
  const what = owedKind(code);
  const isFor = [person ?? text(owed, "role") ?? "", toldTo ?? ""].filter(Boolean);
  const more = {
    since: time(owed, "due_at") ?? 0,
    ...(isFor.length > 0 ? { isFor } : {}),
    ...(code === "welfare" ? { isCrew: true as const } : {}),
  };
  if (kind === "unit") return { ...said("owed-late-unit", { what, unit: callSign(name), who: by }), ...more };
  return { ...said("owed-late", { what, who: by }), ...more };
}

// Why a task waits for somebody; null where it does not.
export function taskReason(task: Fields, look: Look): Reason | null {
  const owner = callSign(text(task["owner"] as Fields | undefined, "id") ?? "");
  const what = words(task, "text");
  const state = text(task, "state");
  if (state === "cannot") {
    const because = words(task, "because");
    if (what && because) return said("task-cannot-what-because", { owner, what, because });
    if (what) return said("task-cannot-what", { owner, what });
    return because ? said("task-cannot-because", { owner, because }) : said("task-cannot", { owner });
  }
  const since = time(task, "due_at");
  if (state === "done" || state === "cancelled" || since === null || !look.reached(since)) return null;
  return { ...(what ? said("task-late-what", { owner, what }) : said("task-late", { owner })), since };
}

export function runReasons(run: Fields, look: Look): Reason[] {
  if (text(run, "stopped_at")) return [];
  const found: Reason[] = [];
  const late = parts(run, "ticks")
    .filter((each) => (text(each, "state") ?? "open") === "open" && !is(each, "is_retired"))
    .map((each) => ({ due: time(each, "due_at"), id: text(each, "id") ?? "", step: text(each, "text") ?? "" }))
    .filter(({ due }) => due !== null && look.reached(due))
    .sort((a, b) => a.due! - b.due! || byText(a.id, b.id));
  const step = late[0]?.step;
  if (step !== undefined && late.length > 1) found.push(said("plan-step-late-more", { step, more: late.length - 1 }));
  else if (step !== undefined) found.push(said("plan-step-late", { step }));
  const version = count(run, "offered");
  if (version !== null) found.push(said("plan-offered", { plan: text(run, "plan") ?? "", version }));
  return found;
}

export function commandReasons(organization: Fields, picture: Picture): Reason[] {
  if (text(organization, "terminated_at")) return [];
  const found: Reason[] = parts(organization, "offers")
    .filter((each) => !text(each, "accepted_at"))
    .map((each) => ({
      ...said("command-offered", { who: who(text(each, "incoming") ?? "", picture) }),
      since: time(each, "offered_at") ?? 0,
      isFor: [text(each, "incoming") ?? ""],
    }));
  const wide = parts(organization, "notices").filter((each) => text(each, "state") === "over");
  if (wide.length > 0) {
    const posts = wide.map((each) => text(each, "post") || said("span-command"));
    found.push(said("span-wide", { posts }));
  }
  return found;
}

// Whether a proposal waits for yeses.
export function isAsked(proposal: Fields, look: Look): boolean {
  const ends = time(proposal, "expires_at");
  return text(proposal, "state") === "open" && ends !== null && !look.reached(ends);
}

// How many yeses are still wanted under its rules, or who said no.
export function askedReason(proposal: Fields, picture: Picture): Reason {
  const objections = parts(proposal, "objections");
  if (objections.length > 0) {
    return said("proposal-objected", { who: objections.map((each) => who(text(each, "person") ?? "", picture)) });
  }
  const rules = parts(proposal, "rules").map((each) => count(each, "n") ?? 1);
  const wanted = (rules.length > 0 ? Math.max(...rules) : 1) - parts(proposal, "approvals").length;
  const until = time(proposal, "expires_at") ?? 0;
  return wanted > 0 ? { ...said("proposal-waits", { n: wanted }), until } : { ...said("proposal-approved"), until };
}
