// One incident whole: what and where it is, who leads and works it since when, what is to be
// achieved and done, what was said. From the subjects linked to it, as far as they are in sight.

import { coded, type Said } from "../words/said.ts";
import { commandReasons, incidentOf, isOpen, isOverdue, owedReason, runReasons, taskReason } from "./concerns.ts";
import { dueOf, type Deadline } from "./due.ts";
import { factsOf, type Fact } from "./facts.ts";
import { metres } from "./likely.ts";
import { LIMITS, Look, type Limits } from "./limits.ts";
import { CODES } from "./matrix.ts";
import { askedFor, reasons, type Reason } from "./needs.ts";
import { commandOf, objectivesOf, tasksOf, type Command, type Objective, type Task } from "./organization.ts";
import { checklistOf, type Checklist } from "./checklist.ts";
import type { Fields, Picture } from "./picture.ts";
import { callSign, numberOf, placeSeen, placeWords, pointOf, typeOf, who } from "./places.ts";
import { byText, count, parts, part, sortedIds, text, texts, time, words } from "./read.ts";
import { reportRow, type Row } from "./rows.ts";

// A status a unit reached here; `after` is the earlier bound where only "between" is known.
export interface Step {
  readonly status: string;
  readonly code: string;
  readonly at: number;
  readonly after: number | null;
}

// One unit's work for the incident, with the times of its chain and how it ended.
export interface Work {
  readonly unit: string;
  readonly callSign: string;
  readonly steps: readonly Step[];
  readonly isWorking: boolean;
  readonly ended: number | null;
  readonly outcome: Said | null;
  readonly destination: string;
  readonly observed: readonly { readonly mark: string; readonly at: number }[];
}

// `isFor` is the person's id, or the role's code.
export interface Asked {
  readonly who: string | Said;
  readonly isFor: string;
  readonly since: number;
  readonly due: number | null;
  readonly read: number | null;
}

// One entry of the narrative; a corrected one stays, and says so. `words` is null where nobody can
// read it.
export interface Note {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly kind: string;
  readonly words: string | null;
  readonly flags: readonly string[];
  readonly isCorrected: boolean;
  readonly corrects: string | null;
  readonly asked: readonly Asked[];
  readonly attachment: { readonly digest: string; readonly mediaType: string; readonly bytes: number } | null;
}

export interface Involved {
  readonly person: string;
  readonly role: Said;
  readonly name: string | null;
  readonly contact: string | null;
  readonly triage: string | null;
  readonly destination: string;
}

// A closure of this incident, or one near it; metres where both places are known.
export interface Near {
  readonly id: string;
  readonly kind: string;
  readonly where: Said;
  readonly since: number;
  readonly ends: number | null;
  readonly distance_m: number | null;
  readonly isOwn: boolean;
}

export interface Page {
  readonly id: string;
  readonly number: string;
  readonly what: Said;
  readonly priority: number | null;
  readonly status: string;
  // Null where this viewer may not know it.
  readonly place: Said | null;
  readonly opened: number;
  // Its age runs to here once it is closed.
  readonly closed: number | null;
  readonly reasons: readonly Reason[];
  readonly facts: readonly Fact[];
  readonly work: readonly Work[];
  readonly command: Command | null;
  readonly objectives: readonly Objective[];
  readonly tasks: readonly Task[];
  readonly plan: Checklist | null;
  readonly people: readonly Involved[];
  readonly notes: readonly Note[];
  readonly reports: readonly Row[];
  readonly closures: readonly Near[];
  readonly due: readonly Deadline[];
}

const NEAR_M = 1_000;

// The page of an incident that is in the picture, or came from the archive.
export function incidentPage(picture: Picture, id: string, incident: Fields, now: number, limits: Limits = LIMITS): Page {
  const second = Math.floor(now / 1000) * 1000;
  return {
    id,
    number: numberOf(incident),
    what: typeOf(text(incident, "type") ?? ""),
    priority: count(incident, "priority"),
    status: text(incident, "status") ?? "",
    place: placeSeen(incident),
    opened: time(incident, "opened_at") ?? 0,
    closed: time(incident, "closed_at"),
    reasons: isOpen(incident) ? why(picture, id, incident, new Look(second, limits)) : [],
    facts: factsOf(incident),
    work: parts(incident, "responses").map(workOf),
    command: commandOf(picture, id),
    objectives: objectivesOf(picture, id),
    tasks: tasksOf(picture, id, second),
    plan: checklistOf(picture, id, second),
    people: parts(incident, "people").map(involvedOf),
    notes: notesOf(picture, `incident/${id}`),
    reports: texts(incident, "reports").flatMap((each) => {
      const report = picture.of("reports").get(each);
      return report ? [reportRow(each, report, picture)] : [];
    }),
    closures: closuresNear(picture, id, incident),
    due: dueAt(picture, id, incident, second),
  };
}

// Everything owed about the incident and the units at work there, whenever it falls due.
function dueAt(picture: Picture, id: string, incident: Fields, now: number): readonly Deadline[] {
  const own = new Set([`incident/${id}`, ...parts(incident, "responses").filter((each) => !text(each, "ended_at")).map((each) => `unit/${text(each, "unit") ?? ""}`)]);
  const { overdue, coming } = dueOf(picture, now, 86_400);
  return [...overdue, ...coming].filter((each) => own.has(each.subject));
}

// Why it needs a person, looked up afresh (the board's Desk keeps the same up).
function why(picture: Picture, id: string, incident: Fields, look: Look): readonly Reason[] {
  const also: Reason[] = [];
  for (const each of sortedIds(picture.of("obligations"))) {
    const owed = picture.of("obligations").get(each)!;
    if (incidentOf(text(owed, "subject") ?? "", picture) === id && isOverdue(owed, look)) also.push(owedReason(owed, picture));
  }
  const tasks = [...picture.of("tasks")].filter(([, task]) => text(task, "incident") === id).sort(([a], [b]) => byText(a, b));
  for (const [, task] of tasks) {
    const reason = taskReason(task, look);
    if (reason) also.push(reason);
  }
  const run = picture.of("runs").get(id);
  if (run) also.push(...runReasons(run, look));
  const organization = picture.of("posts").get(id);
  if (organization) also.push(...commandReasons(organization, picture));
  return reasons(id, incident, picture, look, askedFor(id, incident, picture), also);
}

function workOf(response: Fields): Work {
  const unit = text(response, "unit") ?? "";
  const outcome = text(response, "outcome");
  const observed = (response["observed"] as readonly (readonly [string, string])[] | undefined) ?? [];
  return {
    unit,
    callSign: callSign(unit),
    steps: parts(response, "marks").map((mark) => {
      const status = text(mark, "status") ?? "";
      return { status, code: CODES[status] ?? "", at: time(mark, "at") ?? 0, after: time(mark, "after") };
    }),
    isWorking: !text(response, "ended_at"),
    ended: time(response, "ended_at"),
    outcome: outcome ? coded("outcome", outcome) : null,
    destination: text(response, "destination") ?? "",
    observed: observed.map(([mark, at]) => ({ mark, at: time({ at }, "at") ?? 0 })),
  };
}

// All entries of a subject, in the order they were written down.
export function notesOf(picture: Picture, subject: string): readonly Note[] {
  return parts(picture.of("narratives").get(subject), "entries").map((entry) => {
    const attachment = part(entry, "attachment");
    return {
      id: text(entry, "id") ?? "",
      at: time(entry, "at") ?? 0,
      by: who(text(entry, "by") ?? "", picture),
      kind: text(entry, "kind") ?? "remark",
      words: words(entry, "text"),
      flags: texts(entry, "flags"),
      isCorrected: Boolean(text(entry, "corrected_by")),
      corrects: text(entry, "corrects"),
      asked: parts(entry, "asked").map((asked) => askedOf(asked, picture)),
      attachment: attachment
        ? { digest: text(attachment, "digest") ?? "", mediaType: text(attachment, "media_type") ?? "", bytes: count(attachment, "size_bytes") ?? 0 }
        : null,
    };
  });
}

function askedOf(asked: Fields, picture: Picture): Asked {
  const person = text(asked, "person");
  return {
    who: person ? who(person, picture) : coded("who", text(asked, "role") || "somebody"),
    isFor: person ?? text(asked, "role") ?? "",
    since: time(asked, "at") ?? 0,
    due: time(asked, "due_at"),
    read: time(asked, "read_at"),
  };
}

function involvedOf(person: Fields): Involved {
  return {
    person: text(person, "person") ?? "",
    role: coded("involved", text(person, "role") ?? ""),
    name: words(person, "name"),
    contact: words(person, "contact"),
    triage: text(person, "triage"),
    destination: text(person, "destination") ?? "",
  };
}

// Standing closures that this incident brought, or that lie within a kilometre; the nearest first.
function closuresNear(picture: Picture, id: string, incident: Fields): readonly Near[] {
  const here = pointOf(part(incident, "place"));
  const found: Near[] = [];
  for (const [name, closure] of picture.of("closures")) {
    if (text(closure, "lifted_at")) continue;
    const extent = part(closure, "extent");
    const points = [pointOf(part(extent, "place")), ...["polygon", "line"].flatMap((each) => parts(extent, each).map((point) => pointOf({ point })))];
    const away = here ? points.filter((each) => each !== null).map((each) => metres(here, each)) : [];
    const distance_m = away.length > 0 ? Math.max(0, Math.min(...away) - (count(extent, "radius_m") ?? 0)) : null;
    const isOwn = text(closure, "incident") === id;
    if (!isOwn && (distance_m === null || distance_m > NEAR_M)) continue;
    found.push({
      id: name, kind: text(closure, "kind") ?? "", where: placeWords(part(extent, "place")), since: time(closure, "since") ?? 0,
      ends: time(closure, "ends_at"), distance_m, isOwn,
    });
  }
  return found.sort((a, b) => (a.distance_m ?? 0) - (b.distance_m ?? 0) || byText(a.id, b.id));
}
