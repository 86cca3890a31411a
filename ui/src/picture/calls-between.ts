// Calls that belong to a neighbour: how each stands, and what is owed about it. As
// `tocsin.operations.call_owing`.

import { unitsOf } from "./needs.ts";
import type { Fields, Picture } from "./picture.ts";
import { byText, is, part, text, time } from "./read.ts";

export type CallState = "passed" | "received" | "taken" | "refused" | "withdrawn";

// A call that was taken is taken, whatever was said at the other end meanwhile.
export function stateOf(call: Fields): CallState {
  const answer = part(call, "answer");
  if (answer) return text(answer, "because") === null ? "taken" : "refused";
  if (time(call, "withdrawn_at") !== null) return "withdrawn";
  return time(call, "received_at") === null ? "passed" : "received";
}

export function isOpen(call: Fields): boolean {
  return part(call, "answer") === undefined && time(call, "withdrawn_at") === null;
}

// Taken by one town while the other went on with it, and not spoken about yet here.
export function isConflict(call: Fields): boolean {
  return stateOf(call) === "taken" && (time(call, "withdrawn_at") !== null || time(call, "own_since") !== null) && time(call, "settled_at") === null;
}

export function subjectOf(call: Fields): string {
  const incident = text(call, "incident");
  return incident === null ? `report/${text(call, "report") ?? ""}` : `incident/${incident}`;
}

// The newest passing of a report or an incident of this town, or by a neighbour.
export function callOf(picture: Picture, kind: "report" | "incident", id: string): Fields | null {
  const found = [...picture.of("call_transfers").values()].filter((each) => text(each, kind) === id);
  return found.toSorted((a, b) => (time(b, "passed_at") ?? 0) - (time(a, "passed_at") ?? 0))[0] ?? null;
}

// What waits for a person in either town, or crossed: theirs first, the oldest first.
export function callsBetween(picture: Picture): readonly Fields[] {
  const ours = (each: Fields) => (is(each, "is_incoming") ? 0 : 1);
  return [...picture.of("call_transfers").values()]
    .filter((each) => isOpen(each) || isConflict(each) || isBack(picture, each))
    .sort((a, b) => ours(a) - ours(b) || (time(a, "passed_at") ?? 0) - (time(b, "passed_at") ?? 0) || byText(text(a, "id") ?? "", text(b, "id") ?? ""));
}

// Came back, and nobody has it in hand: nobody is sent, and it is not passed on again.
export function isBack(picture: Picture, call: Fields): boolean {
  if (is(call, "is_incoming") || stateOf(call) !== "refused") return false;
  const passed = time(call, "passed_at") ?? 0;
  const isPassedOn = [...picture.of("call_transfers").values()].some((each) => subjectOf(each) === subjectOf(call) && (time(each, "passed_at") ?? 0) > passed);
  if (isPassedOn) return false;
  const incident = picture.of("incidents").get(text(call, "incident") ?? "");
  if (incident) return text(incident, "status") !== "closed" && unitsOf(incident).length === 0;
  const report = picture.of("reports").get(text(call, "report") ?? "");
  return report !== undefined && report["incident"] === null && report["disposed"] === null && report["handed_over"] === null;
}

export interface CallOwed {
  readonly kind: string;
  readonly id: string;
  readonly subject: string;
  readonly since: number;
  readonly town: string;
}

export function callsOwed(picture: Picture): readonly CallOwed[] {
  return [...picture.of("call_transfers")].flatMap(([id, call]): CallOwed[] => {
    const passed = time(call, "passed_at") ?? 0;
    const news = time(call, "news_at") ?? passed;
    const isIncoming = is(call, "is_incoming");
    const one = (kind: string, since: number) => [{ kind, id, subject: subjectOf(call), since, town: text(call, isIncoming ? "by" : "to") ?? "?" }];
    if (isConflict(call)) return one("call_crossed", isIncoming ? Math.max(news, time(part(call, "answer"), "at") ?? 0) : news);
    if (isIncoming) return [];
    if (isOpen(call)) return one(time(call, "received_at") === null ? "call_receipt" : "call_answer", passed);
    return isBack(picture, call) ? one("call_returned", news) : [];
  });
}
