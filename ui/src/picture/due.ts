// Everything owed, wherever it is kept: what is overdue, and what is coming. As
// `tocsin.operations.due` and `.arising`, as far as this viewer may know of it.

import { callsOwed } from "./calls-between.ts";
import type { Fields, Picture } from "./picture.ts";
import { placesOf } from "./place-loans.ts";
import { byText, count, is, part, parts, text, texts, time } from "./read.ts";

// `id` names what is kept in the picture, and is "" for what only arises from how things stand;
// `role` is a task's owner where a task is owed (`unit/PE-E1`).
export interface Deadline {
  readonly due: number;
  readonly kind: string;
  readonly subject: string;
  readonly id: string;
  readonly role: string | null;
  readonly person: string | null;
  readonly told: string | null;
}

export interface Due {
  // The longest overdue first.
  readonly overdue: readonly Deadline[];
  // The soonest first.
  readonly coming: readonly Deadline[];
}

// What falls due within these seconds, and what is overdue.
export function dueOf(picture: Picture, now: number, within_s: number): Due {
  const all = deadlines(picture).sort(bySoonest);
  const until = now + within_s * 1000;
  return { overdue: all.filter((each) => each.due <= now), coming: all.filter((each) => each.due > now && each.due <= until) };
}

export function bySoonest(a: Deadline, b: Deadline): number {
  return a.due - b.due || byText(a.subject, b.subject) || byText(a.kind, b.kind) || byText(a.id, b.id);
}

// How long each kind may take and who owes it, where the town has adopted nothing.
const TIMERS: Readonly<Record<string, readonly [number, string]>> = {
  welfare: [1_200, "dispatcher"],
  crew_relief: [0, "duty_officer"],
  back_in_service: [0, "dispatcher"],
  facility_word: [14_400, "dispatcher"],
  closure_end: [0, "dispatcher"],
  retriage: [900, "incident_commander"],
  acknowledgement: [0, "duty_officer"],
  records_answer: [0, "clerk"],
  agreement_review: [0, "chief"],
  agreement_end: [0, "chief"],
  limbo: [30, "dispatcher"],
  places_unanswered: [0, "dispatcher"],
  places_unused: [0, "duty_officer"],
  stock_recalled: [0, "duty_officer"],
  places_recalled: [0, "duty_officer"],
  towns_asked: [0, "duty_officer"],
  region_asked: [0, "duty_officer"],
  call_receipt: [30, "dispatcher"],
  call_answer: [60, "dispatcher"],
  call_returned: [0, "dispatcher"],
  call_crossed: [0, "dispatcher"],
  all_clear: [0, "duty_officer"],
  warning_review: [259_200, "duty_officer"],
};

// So many seconds, and by whom, as the town has adopted it.
export function limitOf(picture: Picture, kind: string): readonly [number, string] {
  const adopted = picture.of("timers").get(kind);
  return adopted ? [count(adopted, "after_s") ?? 0, text(adopted, "role") ?? ""] : TIMERS[kind]!;
}

const RELEASED = 1;
// So long before a warning ends somebody renews it, ends it, or lets it end.
const BEFORE_END = 1_800_000;

function deadlines(picture: Picture): Deadline[] {
  const found: Deadline[] = [];
  const byClock = new Map<string, Fields[]>();
  for (const [id, owed] of picture.of("obligations")) {
    const [kind, subject] = [text(owed, "kind") ?? "", text(owed, "subject") ?? ""];
    if (id.startsWith(`${kind}-`)) byClock.set(`${kind} ${subject}`, [...(byClock.get(`${kind} ${subject}`) ?? []), owed]);
    const due = time(owed, "due_at");
    if (text(owed, "state") !== "open" || due === null) continue;
    found.push({ due, kind, subject, id, role: text(owed, "role"), person: text(owed, "person"), told: text(owed, "told") });
  }
  const standing = new Map<string, Map<string, Arising>>();
  for (const each of arising(picture)) {
    const key = `${each.kind} ${each.subject}`;
    const all = standing.get(key) ?? new Map<string, Arising>();
    standing.set(key, all.set(each.mark, each));
  }
  for (const [key, marked] of standing) {
    const all = [...marked.values()];
    const kept = new Set<string>();
    for (const owed of byClock.get(key) ?? []) {
      const own = arisen(owed, all.filter((each) => !kept.has(each.mark)));
      if (own) kept.add(own.mark);
    }
    found.push(...all.filter((each) => !kept.has(each.mark)));
  }
  return [...found, ...tasksDue(picture), ...stepsDue(picture)];
}

// Owed by how things stand; `mark` tells apart what is owed of one kind about one subject.
interface Arising extends Deadline {
  // What it counts from.
  readonly since: number;
  readonly mark: string;
}

// What an obligation that the clock opened arose from: of what stood when it was opened, that which
// fell due then, else the latest.
function arisen(owed: Fields, all: readonly Arising[]): Arising | null {
  const opened = time(owed, "opened_at") ?? 0;
  const due = time(owed, "due_at");
  const may = all.filter((each) => {
    if (each.since > opened) return false;
    return each.kind !== "acknowledgement" || (text(owed, "person") === each.person && (text(owed, "role") ?? each.role) === each.role);
  });
  return may.find((each) => each.due === due) ?? may.toSorted((a, b) => b.since - a.since)[0] ?? null;
}

function* arising(picture: Picture): Generator<Arising> {
  const one = (kind: string, subject: string, since: number): Arising => {
    const [after_s, role] = limitOf(picture, kind);
    return { due: since + after_s * 1000, since, mark: String(since), kind, subject, id: "", role, person: null, told: null };
  };
  for (const [id, unit] of picture.of("units")) {
    if (is(unit, "is_imported")) continue;
    for (const [kind, since] of ofUnit(id, unit)) yield one(kind, `unit/${id}`, since);
  }
  for (const [id, facility] of picture.of("facilities")) {
    const at = time(facility, "reported_at");
    if (at !== null) yield one("facility_word", `facility/${id}`, at);
  }
  for (const [id, closure] of picture.of("closures")) {
    const ends = time(closure, "ends_at");
    if (ends !== null && time(closure, "lifted_at") === null) yield one("closure_end", `closure/${id}`, ends);
  }
  for (const [id, request] of picture.of("records_requests")) {
    const at = time(request, "due_at");
    if (at !== null && request["outcome"] === null) yield one("records_answer", `request/${id}`, at);
  }
  for (const [id, compact] of picture.of("compacts")) {
    const valid = parts(compact, "versions").find((each) => text(each, "digest") === text(compact, "in_force"));
    const content = part(valid, "content");
    const before = (count(content, "notice_days") ?? 60) * 86_400_000;
    const [review, ends] = [time(content, "review_at"), time(content, "ends_at")];
    if (review !== null) yield one("agreement_review", `agreement/${id}`, review - before);
    if (ends !== null) yield one("agreement_end", `agreement/${id}`, ends - before);
  }
  const life = text(picture.of("log_lives").get("log"), "life");
  for (const [id, custody] of picture.of("custody")) {
    const since = time(custody, "since");
    const isKnown = life === null || (text(custody, "life") ?? "") === life;
    if (count(part(custody, "claim"), "hold") === RELEASED && is(custody, "is_watching") && isKnown && since !== null) yield one("limbo", `unit/${id}`, since);
  }
  for (const [id, loan] of picture.of("place_loans")) {
    const stands = placesOf(loan);
    const [expires, until, recalled] = [time(part(loan, "keeper_says"), "expires_at"), time(loan, "until"), time(part(loan, "keeper_says"), "recall_by")];
    if (stands.offered > 0 && expires !== null) yield one("places_unanswered", `place_loan/${id}`, expires);
    if (stands.reserved > 0 && until !== null) yield one("places_unused", `place_loan/${id}`, until);
    if (stands.reserved > 0 && recalled !== null) yield one("places_recalled", `place_loan/${id}`, recalled);
  }
  for (const recall of picture.of("lot_recalls").values()) {
    const [lot, to, by] = [text(recall, "lot"), text(recall, "to") ?? "", time(recall, "by_at")];
    if (time(recall, "closed_at") === null && by !== null) yield { ...one("stock_recalled", `lot/${lot}`, by), mark: `${by}#${to}` };
  }
  for (const [id, warning] of picture.of("warnings")) {
    const state = text(warning, "state");
    const [ends, ended] = [time(part(warning, "facts"), "expires"), time(warning, "ended_at")];
    if (state === "issued" && text(warning, "msg_type") !== "Cancel" && ends !== null) yield one("all_clear", `warning/${id}`, ends - BEFORE_END);
    const isOver = (state === "cancelled" || state === "expired") && time(warning, "sent") !== null;
    if (isOver && ended !== null && time(warning, "reviewed_at") === null) yield one("warning_review", `warning/${id}`, ended);
  }
  for (const [id, run] of picture.of("runs")) for (const [level, since] of levelsAsked(picture, id, run)) yield one(`${level}_asked`, `incident/${id}`, since);
  for (const each of callsOwed(picture)) yield { ...one(each.kind, each.subject, each.since), mark: `${each.since}#${each.id}` };
  for (const [id, incident] of picture.of("incidents")) {
    const triage = part(incident, "triage");
    const at = time(triage, "at");
    if (at === null || text(incident, "status") === "closed") continue;
    if ((count(triage, "immediate") ?? 0) + (count(triage, "delayed") ?? 0) > 0) yield one("retriage", `incident/${id}`, at);
  }
  for (const [subject, narrative] of picture.of("narratives")) {
    for (const [entry, asked] of unanswered(narrative)) {
      const found = one("acknowledgement", subject, time(asked, "due_at")!);
      const [person, role] = [text(asked, "person"), text(asked, "role")];
      yield { ...found, mark: `${found.since}#${entry}#${person}#${role}`, person, role: role || found.role };
    }
  }
}

// Levels of the agreed escalation path that a reached rung of the plan's ladder asks for, and since when.
function levelsAsked(picture: Picture, id: string, run: Fields): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const incident = picture.of("incidents").get(id);
  const started = time(run, "started_at");
  if (!incident || text(incident, "status") === "closed" || time(run, "stopped_at") !== null || started === null) return found;
  const version = parts(picture.of("plans").get(text(run, "plan") ?? ""), "versions").find((each) => count(each, "version") === count(run, "version"));
  const ladder = parts(part(version, "content"), "ladder");
  for (const place of (run["escalated"] as readonly number[] | undefined) ?? []) {
    const rung = ladder[place];
    const level = text(rung, "raises_to");
    if (!level || !isAgreed(picture, level) || isAt(picture, id, level)) continue;
    const since = started + (count(rung, "after_s") ?? 0) * 1000;
    found.set(level, Math.min(since, found.get(level) ?? since));
  }
  return found;
}

function isAgreed(picture: Picture, level: string): boolean {
  return [...picture.of("compacts").values()].some((each) => {
    const partner = picture.of("neighbours").get(text(each, "partner") ?? "");
    if (time(partner, "joined_at") === null || text(partner, "standing") === "ended" || text(each, "state") !== "in_force") return false;
    const valid = parts(each, "versions").find((version) => text(version, "digest") === text(each, "in_force"));
    return parts(part(valid, "content"), "escalation").some((step) => text(step, "level") === level);
  });
}

// Whether several towns have part in it, or it is at the region.
function isAt(picture: Picture, incident: string, level: string): boolean {
  return [...picture.of("regional_incidents")].some(([number, row]) => {
    if (text(row, "incident") !== incident) return false;
    if (level !== "region") return parts(row, "members").some((each) => text(each, "stand") === "joined");
    const claim = parts(row, "claims").find((each) => text(each, "number") === number);
    return text(claim, "level") === "region";
  });
}

function* ofUnit(id: string, unit: Fields): Generator<readonly [string, number]> {
  const since = time(unit, "since");
  const back = time(unit, "expected_back_at");
  if (text(unit, "status") === "on_scene" && since !== null) {
    yield ["welfare", Math.max(since, time(unit, "welfare_at") ?? since)];
  } else if (text(unit, "status") === "out_of_service" && back !== null) {
    yield ["back_in_service", back];
  }
  // One crew on two vehicles is relieved once.
  const speaks = texts(unit, "shares_crew_with").every((each) => byText(id, each) < 0);
  const until = time(unit, "crew_until");
  if (until !== null && count(unit, "crew_count") && speaks) yield ["crew_relief", until];
}

// Everybody who was asked to read by a time and has not answered.
function* unanswered(narrative: Fields): Generator<readonly [string, Fields]> {
  for (const entry of parts(narrative, "entries")) {
    if (text(entry, "corrected_by")) continue;
    for (const asked of parts(entry, "asked")) if (!text(asked, "read_by") && text(asked, "due_at")) yield [text(entry, "id") ?? "", asked];
  }
}

function* tasksDue(picture: Picture): Generator<Deadline> {
  for (const [id, task] of picture.of("tasks")) {
    const due = time(task, "due_at");
    if (due === null || ["done", "cancelled"].includes(text(task, "state") ?? "")) continue;
    const owner = part(task, "owner");
    const role = `${text(owner, "kind") ?? ""}/${text(owner, "id") ?? ""}`;
    yield { due, kind: "task", subject: `incident/${text(task, "incident") ?? ""}`, id, role, person: null, told: null };
  }
}

function* stepsDue(picture: Picture): Generator<Deadline> {
  for (const [id, run] of picture.of("runs")) {
    const incident = picture.of("incidents").get(id);
    if (!incident || text(incident, "status") === "closed" || text(run, "stopped_at")) continue;
    for (const tick of parts(run, "ticks")) {
      const due = time(tick, "due_at");
      if (due === null || (text(tick, "state") ?? "open") !== "open" || is(tick, "is_retired")) continue;
      const role = text(tick, "role");
      yield { due, kind: "plan_step", subject: `incident/${id}`, id: text(tick, "id") ?? "", role, person: null, told: null };
    }
  }
}
