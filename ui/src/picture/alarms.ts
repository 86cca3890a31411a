// What alarms somebody: what needs this person within minutes and names the act. One list, from the
// same reasons as the board's upper band; a reason that is not here is a mark and never an alarm
// (decision 045). Source: ISA-18.2 (an alarm requires a timely response), NENA-STA-020 (answer in
// 15 s).

import { said, type Said } from "../words/said.ts";
import { callsOwed } from "./calls-between.ts";
import { limitOf } from "./due.ts";
import { isRead, unreadBy, type Mayday } from "./mayday.ts";
import type { Reason } from "./needs.ts";
import type { Picture } from "./picture.ts";
import { callSign, numberOf, placeWords, typeOf } from "./places.ts";
import { byText, count, is, part, parts, split, text, time } from "./read.ts";
import type { Row } from "./rows.ts";

export type AlarmLevel = 1 | 2 | 3;

// `kind` is what alarms are alike by; `act` names what is to be done. `heard`: somebody anywhere has
// taken it, which is not to say that it is over.
export interface Alarm {
  readonly key: string;
  readonly kind: string;
  readonly level: AlarmLevel;
  readonly about: { readonly kind: Row["kind"] | "units"; readonly id: string };
  readonly number: string;
  readonly what: Said;
  readonly place: Said | null;
  readonly says: Reason;
  readonly since: number;
  readonly act: string;
  readonly entry: string | null;
  readonly heard: boolean;
}

export interface Viewer {
  readonly person: string;
  readonly roles: readonly string[];
  readonly orders: ReadonlySet<string>;
}

interface Rule {
  readonly kind: string;
  readonly act: string;
  // Without this order the person cannot do the act, and is not called for it.
  readonly order: string;
  // Urgent where the matter is: immediate, urgent or unknown priority.
  readonly isUrgent?: boolean;
  // The hand that is at it is given this long.
  readonly after_s?: number;
}

const RULES: Readonly<Record<string, Rule>> = {
  "needs-danger": { kind: "danger-told", act: "take-call", order: "OpenFromReport", isUrgent: true },
  "needs-report": { kind: "report", act: "take-call", order: "OpenFromReport", isUrgent: true, after_s: 15 },
  "needs-report-taken": { kind: "report", act: "take-call", order: "OpenFromReport", isUrgent: true, after_s: 120 },
  "needs-no-unit": { kind: "no-unit", act: "send", order: "DispatchUnit", isUrgent: true, after_s: 30 },
  "needs-taken": { kind: "taken", act: "send", order: "DispatchUnit", isUrgent: true },
  "needs-not-under-way": { kind: "not-under-way", act: "call-crew", order: "DispatchUnit", isUrgent: true },
  "needs-not-there": { kind: "not-there", act: "call-crew", order: "DispatchUnit", isUrgent: true },
  "needs-silent": { kind: "silent", act: "check-crew", order: "ReportWelfare", isUrgent: true },
  "needs-unread": { kind: "unread", act: "read", order: "AcknowledgeEntry", isUrgent: true },
  "needs-offered": { kind: "offered", act: "ask-again", order: "OfferHandover" },
  "needs-clear": { kind: "clear", act: "close", order: "CloseIncident" },
  "owed-late": { kind: "owed", act: "settle", order: "MeetObligation" },
  "owed-late-unit": { kind: "owed", act: "settle", order: "MeetObligation" },
  "task-cannot": { kind: "task-cannot", act: "give-again", order: "AssignTask" },
  "task-cannot-what": { kind: "task-cannot", act: "give-again", order: "AssignTask" },
  "task-cannot-because": { kind: "task-cannot", act: "give-again", order: "AssignTask" },
  "task-cannot-what-because": { kind: "task-cannot", act: "give-again", order: "AssignTask" },
  "task-late": { kind: "task-late", act: "ask-owner", order: "FinishTask" },
  "task-late-what": { kind: "task-late", act: "ask-owner", order: "FinishTask" },
  "plan-step-late": { kind: "plan-step", act: "tick", order: "TickStep" },
  "plan-step-late-more": { kind: "plan-step", act: "tick", order: "TickStep" },
  "command-offered": { kind: "command", act: "take-command", order: "AcceptCommand" },
  "proposal-waits": { kind: "approval", act: "approve", order: "ApproveProposal" },
};

// What is owed and called for by itself, below.
const ALONE: ReadonlySet<string> = new Set(["limbo", "call_receipt", "call_answer", "call_returned", "call_crossed"]);

// Everything that alarms this person now: crews in danger first, then as the board orders it.
export function alarmsOf(needs: readonly Row[], calls: readonly Mayday[], picture: Picture, viewer: Viewer, now: number): readonly Alarm[] {
  const found = [...calls.flatMap((each) => ofMayday(each, picture, viewer)), ...ofLimbo(picture, viewer, now), ...ofCalls(picture, viewer, now)];
  for (const row of needs) {
    // Called for by itself, above.
    if (row.kind === "obligations" && ALONE.has(text(picture.of("obligations").get(row.id), "kind") ?? "")) continue;
    for (const reason of row.reasons) {
      if (ALONE.has(apart(reason).replace("owed-", ""))) continue;
      const rule = RULES[reason.id];
      if (!rule || !viewer.orders.has(rule.order) || !concerns(reason.isFor, viewer)) continue;
      const since = reason.since ?? row.since;
      if (now < since + (rule.after_s ?? 0) * 1000) continue;
      found.push({
        key: `${row.kind}/${row.id} ${rule.kind} ${apart(reason)}`.trimEnd(), kind: rule.kind, level: levelOf(row, reason, rule),
        about: { kind: row.kind, id: row.id }, number: row.kind === "incidents" ? row.number : "", what: row.what, place: row.place, says: reason, since, act: rule.act,
        entry: null, heard: false,
      });
    }
  }
  return found;
}

function concerns(isFor: readonly string[] | undefined, viewer: Viewer): boolean {
  return isFor === undefined || isFor.some((each) => each === viewer.person || viewer.roles.includes(each));
}

// Several things may be owed, or several tasks late, at one incident.
function apart(reason: Reason): string {
  const what = reason.args?.["what"];
  if (typeof what === "string") return what;
  return typeof what === "object" && "id" in what ? what.id : "";
}

function levelOf(row: Row, reason: Reason, rule: Rule): AlarmLevel {
  if (reason.isCrew || row.isDanger) return 2;
  return rule.isUrgent && (row.priority === null || row.priority <= 2) ? 2 : 1;
}

// Those who were asked to read it; where nobody was, whoever may ask.
function ofMayday({ subject, entry }: Mayday, picture: Picture, viewer: Viewer): Alarm[] {
  const isAsked = (entry.asked ?? []).length > 0;
  const heard = isRead(entry);
  const mine = (entry.asked ?? []).map((each) => each.person ?? each.role ?? "");
  const order = isAsked ? "AcknowledgeEntry" : "AskToRead";
  if (!viewer.orders.has(order) || (isAsked && !concerns(heard ? mine : unreadBy(entry), viewer))) return [];
  const [kind, id] = split(subject);
  const incident = kind === "incident" ? picture.of("incidents").get(id) : undefined;
  return [{
    key: `mayday/${entry.id}`, kind: "mayday", level: 3, about: { kind: kind === "incident" ? "incidents" : "units", id },
    number: incident ? numberOf(incident) : callSign(id), what: incident ? typeOf(text(incident, "type") ?? "") : said("alarm-mayday-unit", { unit: callSign(id) }),
    place: incident ? placeWords(part(incident, "place")) : null, says: said("alarm-mayday", { words: withoutCall(entry.text ?? "") }), since: Date.parse(entry.at),
    act: isAsked ? (heard ? "over" : "take-mayday") : "ask-desk", entry: entry.id, heard,
  }];
}

// "MAYDAY MAYDAY MAYDAY. E1 …": what is said after the word that everybody knows.
function withoutCall(told: string): string {
  return told.replace(/^(MAYDAY[\s.,!]*)+/, "") || told;
}

// Let go of so long ago, and the other town has not accepted: it is nobody's (docs/operating/lending.md).
const LIMBO_S = 30;
const RELEASED = 1;

// Whoever answers for a unit in limbo is called, and may lend: this town let go of it, or was told of it after a restore.
function ofLimbo(picture: Picture, viewer: Viewer, now: number): Alarm[] {
  if (!viewer.orders.has("ReleaseUnit")) return [];
  const told = new Set<string>();
  return [...picture.of("custody")].sort(([a], [b]) => byText(a, b)).flatMap(([id, custody]): Alarm[] => {
    const claim = part(custody, "claim");
    const since = time(custody, "since");
    if (count(claim, "hold") !== RELEASED || !is(custody, "is_watching") || since === null || now < since + LIMBO_S * 1000) return [];
    const team = part(part(parts(custody, "entries").findLast((each) => text(each, "kind") === "released"), "limits"), "team");
    const call = `${text(team, "id")} ${text(claim, "town")} ${since}`;
    if (team && told.has(call)) return [];
    told.add(call);
    const sign = text(team, "name") ?? text(picture.of("units").get(id), "call_sign") ?? callSign(id);
    const says = { id: "alarm-limbo", args: { town: text(claim, "town") ?? "?" }, since };
    return [{
      key: `limbo/${id} ${since}`, kind: "limbo", level: 2, about: { kind: "units", id }, number: sign, what: said("alarm-limbo-unit", { unit: sign }),
      place: null, says, since, act: "call-town", entry: null, heard: false,
    }];
  });
}

const TELEPHONE: Readonly<Record<string, string>> = {
  call_receipt: "alarm-call-receipt",
  call_answer: "alarm-call-answer",
  call_returned: "alarm-call-returned",
  call_crossed: "alarm-call-crossed",
};

// A call that was passed and that nobody there has, that came back, or that two towns have in hand: somebody telephones.
function ofCalls(picture: Picture, viewer: Viewer, now: number): Alarm[] {
  if (!viewer.orders.has("WithdrawCall")) return [];
  return callsOwed(picture).flatMap((each): Alarm[] => {
    if (now < each.since + limitOf(picture, each.kind)[0] * 1000) return [];
    const [kind, id] = split(each.subject);
    const isIncident = kind === "incident";
    const noun = (isIncident ? picture.of("incidents") : picture.of("reports")).get(id);
    const type = text(noun, "type");
    return [{
      key: `${each.kind}/${each.id}`, kind: "call-between", level: 2, about: { kind: isIncident ? "incidents" : "reports", id }, number: isIncident && noun ? numberOf(noun) : "",
      what: type ? typeOf(type) : said("alarm-call-between"), place: noun ? placeWords(part(noun, "place")) : null,
      says: { id: TELEPHONE[each.kind] ?? "", args: { town: each.town }, since: each.since }, since: each.since, act: "telephone", entry: null, heard: false,
    }];
  });
}
