// Why something needs a person: each reason is a sentence, and stays until somebody acts. As
// `tocsin.views.needs`. What this viewer may not know of gives no reason: nothing is claimed of a
// field that is not in sight.

import { coded, said, type Argument, type Said } from "../words/said.ts";
import { howLong, secondsBetween } from "./ages.ts";
import { shortfall, type Shortfall } from "./cover.ts";
import type { Look } from "./limits.ts";
import { isMayday, type Called } from "./mayday.ts";
import { heardAt, isLate, isSilent } from "./matrix.ts";
import type { Fields, Picture } from "./picture.ts";
import { callSign, role, who } from "./places.ts";
import { byText, is, isSeen, part, parts, text, time } from "./read.ts";

// A reason before its age is said: `since` counts up to now, `until` down from it. `isFor`: the
// people (ids) and roles (codes) whom it waits for, where it waits for some. `isCrew`: a crew may be
// in trouble.
export interface Reason {
  readonly id: string;
  readonly args?: Readonly<Record<string, Argument>>;
  readonly since?: number;
  readonly until?: number;
  readonly isFor?: readonly string[];
  readonly isCrew?: true;
}

// The reason as it is at an instant; its duration is the argument `for`.
export function told(reason: Reason, now: number): Said {
  const { id, args, since, until } = reason;
  if (since === undefined && until === undefined) return args ? { id, args } : { id };
  const seconds = since !== undefined ? secondsBetween(since, now) : secondsBetween(now, until!);
  return { id, args: { ...args, for: howLong(seconds) } };
}

const TAKEN: ReadonlySet<string> = new Set(["diverted", "pre_empted", "reassigned"]);

// Units working here now, in order of dispatch.
export function unitsOf(incident: Fields): string[] {
  return parts(incident, "responses").filter((each) => !text(each, "ended_at")).map((each) => text(each, "unit") ?? "");
}

export function handedOverTo(incident: Fields): string | null {
  const offer = part(incident, "handover");
  return offer && text(offer, "accepted_at") ? text(offer, "to") : null;
}

// Why this incident needs a person, most pressing first. `also` are the reasons found elsewhere
// (concerns.ts): things owed, tasks, plan, command.
export function reasons(
  id: string, incident: Fields, picture: Picture, look: Look, card: Shortfall | null, also: readonly Reason[],
): Reason[] {
  if (text(incident, "status") === "held") return [...unsaid(incident), ...also];
  const units = unitsOf(incident);
  return [
    ...nobody(incident, picture, look, units),
    ...short(card, units),
    ...troubled(id, units, picture, look),
    ...also,
    ...offered(incident, look),
    ...unread(id, picture, look),
    ...unknown(incident),
  ];
}

function unsaid(incident: Fields): Reason[] {
  const because = incident["held_because"];
  return because === null || because === "" ? [said("needs-held-unsaid")] : [];
}

// No unit was ever sent, the last was taken away, or all have left and nobody closed it.
function nobody(incident: Fields, picture: Picture, look: Look, units: readonly string[]): Reason[] {
  const opened = time(incident, "opened_at");
  if (!Array.isArray(incident["responses"]) || !isSeen(incident, "handover") || opened === null) return [];
  if (units.length > 0 || handedOverTo(incident) !== null) return [];
  const ended = parts(incident, "responses").map((each) => ({ each, at: time(each, "ended_at") ?? -Infinity }));
  if (ended.length === 0) return picture.of("units").size === 0 ? [] : [{ ...said("needs-no-unit"), since: opened }];
  const last = Math.max(...ended.map(({ at }) => at));
  const taken = ended
    .filter(({ each, at }) => at === last && TAKEN.has(text(each, "outcome") ?? ""))
    .map(({ each }) => callSign(text(each, "unit") ?? ""));
  if (taken.length > 0) return [{ ...said("needs-taken", { units: taken, count: taken.length }), since: last }];
  return look.isOver(last, look.limits.all_clear_s) ? [{ ...said("needs-clear"), since: last }] : [];
}

// What the run card asks for against what is at work; null without a card, or while held.
export function askedFor(id: string, incident: Fields, picture: Picture): Shortfall | null {
  if (picture.of("plans").size === 0 || text(incident, "status") !== "open") return null;
  if (!Array.isArray(incident["responses"])) return null;
  return shortfall(picture, incident, id, unitsOf(incident));
}

function short(card: Shortfall | null, units: readonly string[]): Reason[] {
  if (!card || card.missing.length === 0 || units.length === 0) return [];
  const missing = card.missing.map((each) => said("needs-missing", { count: each.count, what: coded("resource", each.kind) }));
  return [said("needs-card", { missing })];
}

// Units that are late or silent, together where they share the trouble.
function troubled(id: string, units: readonly string[], picture: Picture, look: Look): Reason[] {
  const late = new Map<string, { names: string[]; since: number }>();
  const silent: string[] = [];
  let heard = Infinity;
  for (const each of units) {
    const unit = picture.of("units").get(each);
    const since = time(unit, "since");
    if (!unit || since === null || text(unit, "incident") !== id) continue;
    const sign = text(unit, "call_sign") ?? callSign(each);
    if (isLate(unit, look)) {
      const found = late.get(text(unit, "status")!) ?? { names: [], since: Infinity };
      late.set(text(unit, "status")!, { names: [...found.names, sign], since: Math.min(found.since, since) });
    } else if (isSilent(unit, look)) {
      silent.push(sign);
      heard = Math.min(heard, heardAt(unit) ?? look.now);
    }
  }
  const found: Reason[] = [];
  const sent = late.get("committed");
  const driving = late.get("en_route");
  if (sent) found.push({ ...said("needs-not-under-way", { units: sent.names }), since: sent.since });
  if (driving) found.push({ ...said("needs-not-there", { units: driving.names }), since: driving.since });
  if (silent.length > 0) found.push({ ...said("needs-silent", { units: silent }), since: heard, isCrew: true });
  return found;
}

function offered(incident: Fields, look: Look): Reason[] {
  const offer = part(incident, "handover");
  const at = time(offer, "offered_at");
  if (!offer || at === null || text(offer, "accepted_at") || !look.isOver(at, look.limits.offered_s)) return [];
  return [{ ...said("needs-offered", { to: text(offer, "to") ?? "" }), since: at }];
}

// Entries somebody was asked to read and has not.
function unread(id: string, picture: Picture, look: Look): Reason[] {
  const names = new Map<string, string | Said>();
  const isFor = new Set<string>();
  let since = Infinity;
  for (const entry of parts(picture.of("narratives").get(`incident/${id}`), "entries")) {
    if (text(entry, "corrected_by")) continue;
    for (const asked of parts(entry, "asked")) {
      const due = time(asked, "due_at");
      if (text(asked, "read_at") || (due !== null && !look.reached(due))) continue;
      const person = text(asked, "person");
      const code = text(asked, "role") || "somebody";
      if (person) names.set(who(person, picture), who(person, picture));
      else names.set(code.replaceAll("_", " "), role(code));
      // A call for help is an alarm of its own.
      if (!isMayday(entry as unknown as Called)) isFor.add(person ?? code);
      since = Math.min(since, time(asked, "at") ?? look.now);
    }
  }
  if (names.size === 0) return [];
  const sorted = [...names.keys()].sort(byText).map((each) => names.get(each)!);
  return [{ ...said("needs-unread", { who: sorted }), since, isFor: [...isFor].sort(byText) }];
}

// Priority nobody has set; a source that has none is not asked for it.
function unknown(incident: Fields): Reason[] {
  return incident["priority"] === null && incident["source"] === null ? [said("needs-priority")] : [];
}

// Whether somebody still has to say what becomes of a report, as far as this viewer may know.
export function isWaiting(report: Fields): boolean {
  return report["incident"] === null && report["disposed"] === null && report["handed_over"] === null;
}

// Why a waiting report needs a person.
export function reportReasons(report: Fields, picture: Picture): Reason[] {
  const by = text(report, "taken_by");
  const since = time(report, "arrived_at") ?? 0;
  const waiting: Reason = by
    ? { ...said("needs-report-taken", { who: who(by, picture) }), since, isFor: [by] }
    : { ...said("needs-report"), since };
  return is(report, "is_danger") ? [said("needs-danger"), waiting] : [waiting];
}

