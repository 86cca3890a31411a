// One line of the board: an incident, a waiting report, or a matter owed. As `tocsin.views.board`.

import { coded, said, type Said } from "../words/said.ts";
import { askedReason, owedKind, owedReason } from "./concerns.ts";
import type { Shortfall } from "./cover.ts";
import { CODES } from "./matrix.ts";
import { handedOverTo, reportReasons, type Reason } from "./needs.ts";
import type { Fields, Picture } from "./picture.ts";
import { callSign, numberOf, placeSeen, typeOf } from "./places.ts";
import { byText, count, is, parts, split, text, time, words } from "./read.ts";
import { teamOf } from "./teams.ts";

export type Band = "needs" | "working" | "quiet";

// One unit at an incident: its call sign, the state it reached last here, and when.
export interface Chip {
  readonly unit: string;
  readonly callSign: string;
  readonly status: string;
  readonly code: string;
  readonly since: number;
}

// `assigned` of `needed` is by the run card. `since` is what its age runs from; `type` the code,
// "" of what has none. `isDanger`: a report says that there is danger.
export interface Row {
  readonly kind: "incidents" | "reports" | "obligations" | "proposals";
  readonly id: string;
  readonly number: string;
  readonly priority: number | null;
  readonly type: string;
  readonly what: Said;
  readonly place: Said | null;
  readonly since: number;
  readonly units: readonly Chip[];
  readonly reasons: readonly Reason[];
  readonly marks: readonly Said[];
  readonly summary: string;
  readonly assigned: number | null;
  readonly needed: number | null;
  readonly isDanger: boolean;
}

const PROMPT = 3;
const EMPTY = { units: [], marks: [], summary: "", assigned: null, needed: null, isDanger: false } as const;

export function incidentRow(id: string, incident: Fields, card: Shortfall | null, reasons: readonly Reason[], picture: Picture): Row {
  const type = text(incident, "type") ?? "";
  return {
    kind: "incidents",
    id,
    number: numberOf(incident),
    priority: count(incident, "priority"),
    type,
    what: typeOf(type),
    place: placeSeen(incident),
    since: time(incident, "opened_at") ?? 0,
    units: chips(incident),
    reasons,
    marks: marks(incident, picture),
    summary: words(incident, "summary") ?? "",
    assigned: card?.assigned ?? null,
    needed: card?.needed ?? null,
    isDanger: false,
  };
}

export function bandOf(incident: Fields, row: Row): Band {
  if (text(incident, "listed_until")) return "quiet";
  if (row.reasons.length > 0) return "needs";
  if (text(incident, "status") === "held" || handedOverTo(incident) !== null) return "quiet";
  const isInHand = row.units.length > 0 && row.units.every((each) => each.status === "on_scene");
  return row.priority === 4 && isInHand ? "quiet" : "working";
}

// Short words that stand behind the type: alarm level, held, teams, who else is in it.
function marks(incident: Fields, picture: Picture): Said[] {
  const found: Said[] = [];
  const level = count(incident, "alarm_level") ?? 1;
  if (level > 1) found.push(said("mark-alarm", { level }));
  if (text(incident, "status") === "held") found.push(said("mark-held"));
  if (is(incident, "is_restricted")) found.push(said("mark-restricted"));
  const to = handedOverTo(incident);
  if (to !== null) found.push(said("mark-with", { to }));
  if (text(incident, "listed_until")) found.push(said("mark-unlisted"));
  for (const team of teamsAt(incident, picture)) found.push(said("mark-team", { team }));
  const agencies = parts(incident, "agencies");
  if (agencies.length > 1) found.push(said("mark-agencies", { agencies: agencies.map(agencyOf).join("+") }));
  return found;
}

// Strike teams and task forces whose units are at work on it.
function teamsAt(incident: Fields, picture: Picture): readonly string[] {
  if (picture.of("teams").size === 0) return [];
  const working = parts(incident, "responses").filter((each) => !text(each, "ended_at"));
  return [...new Set(working.map((each) => text(teamOf(picture, text(each, "unit") ?? ""), "name") ?? ""))].filter(Boolean);
}

function agencyOf(part: Fields): string {
  return text(part, "name") || (text(part, "agency") ?? "");
}

// The units at work on an incident, in order of dispatch, each in the state it reached last here.
export function chips(incident: Fields): Chip[] {
  const opened = time(incident, "opened_at") ?? 0;
  return parts(incident, "responses").filter((each) => !text(each, "ended_at")).map((response) => {
    let since = opened;
    let status = "committed";
    let latest = -Infinity;
    for (const mark of parts(response, "marks")) {
      const at = time(mark, "at") ?? opened;
      if (at >= latest) {
        since = latest = at;
        status = text(mark, "status") ?? status;
      }
    }
    if (latest === -Infinity) since = firstSeen(response) ?? opened;
    const unit = text(response, "unit") ?? "";
    return { unit, callSign: callSign(unit), status, code: CODES[status] ?? "", since };
  });
}

function firstSeen(response: Fields): number | null {
  const first = (response["observed"] as readonly (readonly [string, string])[] | undefined)?.[0];
  return first ? time({ at: first[1] }, "at") : null;
}

export function reportRow(id: string, report: Fields, picture: Picture): Row {
  const type = text(report, "type") ?? "";
  return {
    ...EMPTY,
    kind: "reports",
    id,
    number: "report",
    priority: count(report, "priority"),
    type,
    what: type ? typeOf(type) : cameBy(text(report, "channel") ?? ""),
    place: placeSeen(report),
    since: time(report, "arrived_at") ?? 0,
    reasons: reportReasons(report, picture),
    summary: words(report, "words") ?? "",
    isDanger: is(report, "is_danger"),
  };
}

function cameBy(channel: string): Said {
  return coded("by", channel, `By ${channel.replaceAll("_", " ")}`);
}

// Something owed apart from any incident: it has no severity of its own and stands as prompt.
export function owedRow(id: string, owed: Fields, picture: Picture): Row {
  const subject = text(owed, "subject") ?? "";
  const about = split(subject)[1] || subject;
  return {
    ...EMPTY,
    kind: "obligations",
    id,
    number: "owed",
    priority: PROMPT,
    type: "",
    what: owedKind(text(owed, "kind") ?? ""),
    place: said("place-named", { name: subject.startsWith("unit/") ? callSign(about) : about }),
    since: time(owed, "due_at") ?? 0,
    reasons: [owedReason(owed, picture)],
  };
}

export function askedRow(id: string, proposal: Fields, picture: Picture): Row {
  const kind = text(proposal, "kind") ?? "";
  return {
    ...EMPTY,
    kind: "proposals",
    id,
    number: "owed",
    priority: PROMPT,
    type: "",
    what: said("owed-approval", { what: coded("order", kind, kind.replaceAll("_", " ")) }),
    place: null,
    since: time(proposal, "proposed_at") ?? 0,
    reasons: [askedReason(proposal, picture)],
  };
}

// A row with where it stands: reports of danger, then immediate, then unknown (it may be
// anything), then the rest; the oldest first in each.
export interface Ranked {
  readonly row: Row;
  readonly rank: number;
  readonly second: number;
}

const GROUPS = ["incidents", "reports", "obligations", "proposals"];

// `now` in whole seconds (as ms); what lies ahead of it has the age nought.
export function ranked(row: Row, now: number): Ranked {
  const rank = row.isDanger ? -1 : row.priority === 1 ? 0 : row.priority === null ? 1 : row.priority;
  return { row, rank, second: Math.min(Math.ceil(row.since / 1000), now / 1000) };
}

export function inOrder(a: Ranked, b: Ranked): number {
  return (
    a.rank - b.rank || a.second - b.second || byText(a.row.number, b.row.number) ||
    GROUPS.indexOf(a.row.kind) - GROUPS.indexOf(b.row.kind) || byText(a.row.id, b.row.id)
  );
}

