// The board: what needs a person, what is being worked, what is quiet, and who is free. As
// `tocsin.views.board`, of the same picture at the same second. Everything open is in exactly one
// band, so the counts add up.
//
// A `Desk` is told what changed and looks again at that, and at what time itself has changed: each
// row knows the instant at which it could read otherwise. What is not touched stays the same object.

import { Bench, ROWS, unitCounts, type Counts, type Judged, type RowKind } from "./bands.ts";
import { isSame, Recent } from "./changes.ts";
import { commandReasons, isAsked, isOpen, isOverdue, owedReason, runReasons, taskReason } from "./concerns.ts";
import { LIMITS, Look, type Limits } from "./limits.ts";
import { Links, narrated } from "./links.ts";
import { cellOf, groupOf, inOrder as groupsInOrder, type Cell, type Group } from "./matrix.ts";
import { askedFor, isWaiting, reasons, type Reason } from "./needs.ts";
import type { Fields, Picture } from "./picture.ts";
import { byText, text, texts } from "./read.ts";
import { askedRow, bandOf, incidentRow, owedRow, ranked, reportRow, type Band, type Row } from "./rows.ts";

export type { Counts } from "./bands.ts";

export interface Board {
  readonly now: number;
  readonly counts: Counts;
  readonly needs: readonly Row[];
  readonly working: readonly Row[];
  readonly quiet: readonly Row[];
  readonly groups: readonly Group[];
  // Rows and units that read otherwise since less than eight seconds, and since when; by
  // `incidents/PE-1`, `units/PE-E1`.
  readonly changed: ReadonlyMap<string, number>;
}

// One subject before and after; as the store tells them.
export interface Changed {
  readonly kind: string;
  readonly id: string;
  readonly before: Fields | undefined;
  readonly after: Fields | undefined;
}

// The board of a picture, looked at afresh.
export function board(picture: Picture, now: number, town: string, limits: Limits = LIMITS): Board {
  return new Desk(picture, town, limits).at(now);
}

export class Desk {
  private readonly picture: Picture;
  private readonly town: string;
  private readonly limits: Limits;
  private links = new Links();
  private readonly bench = new Bench();
  private readonly recent = new Recent();
  private readonly closed = new Set<string>();
  private cells = new Map<string, { cell: Cell; station: string; next: number }>();
  private readonly again: Record<RowKind | "units", Set<string>> = { incidents: new Set(), reports: new Set(), obligations: new Set(), proposals: new Set(), units: new Set() };
  private readonly stations = new Set<string>();
  private readonly members = new Map<string, Set<string>>();
  private groups = new Map<string, Group>();
  private last: Board | null = null;
  private next = -Infinity;
  private isAfresh = true;
  private hasUnits = false;

  constructor(picture: Picture, town: string, limits: Limits = LIMITS) {
    this.picture = picture;
    this.town = town;
    this.limits = limits;
  }

  // Everything is another: a stream that began afresh, another viewer.
  restart(): void {
    this.isAfresh = true;
  }

  heed(changes: readonly Changed[]): void {
    if (this.isAfresh) return;
    for (const each of changes) this.heedOne(each);
  }

  // The board at an instant (to the second). The same object where nothing reads otherwise.
  at(instant: number): Board {
    const now = Math.floor(instant / 1000) * 1000;
    if (this.isAfresh || (this.last && now < this.last.now)) this.begin();
    if (now >= this.next) this.wake(now);
    const hasUnits = this.picture.of("units").size > 0;
    // Whether there are units at all is asked where nobody was sent.
    if (hasUnits !== this.hasUnits) this.all("incidents");
    this.hasUnits = hasUnits;
    const isTouched = ROWS.some((kind) => this.again[kind].size > 0);
    const isMoved = this.again.units.size > 0 || this.stations.size > 0;
    const marks = isTouched || isMoved ? this.judge(now) : [];
    for (const each of Object.values(this.again)) each.clear();
    return (this.last = this.shown(now, isTouched, isMoved, this.last ? marks : []));
  }

  // When something could read otherwise by time alone.
  get due(): number {
    return this.next;
  }

  private begin(): void {
    this.isAfresh = false;
    this.last = null;
    this.links = new Links();
    this.bench.clear();
    this.recent.clear();
    this.waits.clear();
    this.closed.clear();
    this.cells = new Map();
    this.members.clear();
    this.groups = new Map();
    for (const kind of ["incidents", "units", "tasks", "reports", "obligations", "proposals"]) {
      for (const [id, after] of this.picture.of(kind)) this.heedOne({ kind, id, before: undefined, after });
    }
  }

  private heedOne({ kind, id, before, after }: Changed): void {
    for (const each of this.links.rehomed(kind, id)) this.again.obligations.add(each);
    if (kind === "incidents") {
      this.links.incident(id, before, after);
      this.again.incidents.add(id);
      for (const unit of this.links.assigned.get(id)) this.again.units.add(unit);
    } else if (kind === "units") {
      this.links.unit(id, before, after);
      this.again.units.add(id);
      for (const each of this.links.worked.get(id)) this.again.incidents.add(each);
    } else if (kind === "teams") {
      for (const unit of [...texts(before, "units"), ...texts(after, "units")]) {
        this.again.units.add(unit);
        for (const each of this.links.worked.get(unit)) this.again.incidents.add(each);
      }
    } else if (kind === "tasks") {
      this.links.task(id, before, after);
      this.touch(text(before, "incident"));
      this.touch(text(after, "incident"));
    } else if (kind === "obligations") {
      this.links.obligation(id, before, after);
      this.again.obligations.add(id);
    } else if (kind === "reports") {
      this.links.report(id, before, after);
      this.again.reports.add(id);
    } else if (kind === "proposals") {
      this.again.proposals.add(id);
    } else if (kind === "runs" || kind === "posts") {
      this.touch(id);
    } else if (kind === "narratives") {
      this.touch(narrated(id));
    } else if (kind === "plans") {
      this.all("incidents");
    } else if (kind === "people" && text(before, "handle") !== text(after, "handle")) {
      for (const each of ROWS) this.all(each);
    } else if (kind === "stations") {
      this.stations.add(id);
    }
  }

  private touch(incident: string | null): void {
    if (incident !== null && this.picture.of("incidents").has(incident)) this.again.incidents.add(incident);
  }

  private all(kind: RowKind): void {
    for (const id of this.picture.of(kind).keys()) this.again[kind].add(id);
  }

  // Marks what time has changed.
  private wake(now: number): void {
    let next = Infinity;
    const look = (names: Set<string>, id: string, at: number) => {
      if (at <= now) names.add(id);
      else if (at < next) next = at;
    };
    for (const kind of ROWS) for (const [id, each] of this.bench.rows[kind]) look(this.again[kind], id, each.next);
    for (const [id, each] of this.cells) look(this.again.units, id, each.next);
    for (const [id, at] of this.waits) look(this.again.obligations, id, at);
    this.next = next;
  }

  // Obligations and proposals that have no row yet, and when they could have one.
  private readonly waits = new Map<string, number>();

  // Looks at everything marked; the keys of what reads otherwise.
  private judge(now: number): string[] {
    const put = (kind: RowKind, id: string, judged: Judged | null) => {
      this.bench.put(kind, id, judged);
      if (judged && judged.next < this.next) this.next = judged.next;
    };
    const moved = [...this.again.units].filter((id) => this.judgeUnit(id, now)).map((id) => `units/${id}`);
    for (const id of this.again.obligations) put("obligations", id, this.judgeOwed(id, now));
    for (const id of this.again.incidents) put("incidents", id, this.judgeIncident(id, now));
    for (const id of this.again.reports) {
      const report = this.picture.of("reports").get(id);
      put("reports", id, report && isWaiting(report) ? this.lone(reportRow(id, report, this.picture), now) : null);
    }
    for (const id of this.again.proposals) {
      const proposal = this.picture.of("proposals").get(id);
      const look = new Look(now, this.limits);
      put("proposals", id, proposal && isAsked(proposal, look) ? this.lone(askedRow(id, proposal, this.picture), now, look.next) : null);
    }
    return [...moved, ...this.bench.settle()];
  }

  private lone(row: Row, now: number, next = Infinity): Judged {
    return { ...ranked(row, now), band: "needs", next: row.since > now ? now + 1000 : next };
  }

  // An obligation is told at its incident, or alone; either way not before it is due.
  private judgeOwed(id: string, now: number): Judged | null {
    const owed = this.picture.of("obligations").get(id);
    const [before, after] = this.links.settle(id, owed, this.picture);
    if (before !== null) this.touch(before);
    if (after !== null) this.touch(after);
    this.waits.delete(id);
    if (!owed || after !== null) return null;
    const look = new Look(now, this.limits);
    if (isOverdue(owed, look)) return this.lone(owedRow(id, owed, this.picture), now);
    if (look.next < Infinity) this.waits.set(id, look.next);
    if (look.next < this.next) this.next = look.next;
    return null;
  }

  private judgeIncident(id: string, now: number): Judged | null {
    const incident = this.picture.of("incidents").get(id);
    this.closed.delete(id);
    if (!incident) return null;
    if (!isOpen(incident)) {
      this.closed.add(id);
      return null;
    }
    const look = new Look(now, this.limits);
    const card = askedFor(id, incident, this.picture);
    const row = incidentRow(id, incident, card, reasons(id, incident, this.picture, look, card, this.also(id, look)), this.picture);
    const next = row.since > now ? now + 1000 : look.next;
    return { ...ranked(row, now), band: bandOf(incident, row), next };
  }

  private also(id: string, look: Look): Reason[] {
    const found: Reason[] = [];
    for (const each of [...this.links.owed.get(id)].sort(byText)) {
      const owed = this.picture.of("obligations").get(each);
      if (owed && isOverdue(owed, look)) found.push(owedReason(owed, this.picture));
    }
    for (const each of [...this.links.tasks.get(id)].sort(byText)) {
      const task = this.picture.of("tasks").get(each);
      const reason = task && taskReason(task, look);
      if (reason) found.push(reason);
    }
    const run = this.picture.of("runs").get(id);
    if (run) found.push(...runReasons(run, look));
    const organization = this.picture.of("posts").get(id);
    if (organization) found.push(...commandReasons(organization, this.picture));
    return found;
  }

  // Whether the unit reads otherwise.
  private judgeUnit(id: string, now: number): boolean {
    const before = this.cells.get(id);
    const unit = this.picture.of("units").get(id);
    const look = new Look(now, this.limits);
    const station = text(unit, "station") ?? "";
    const cell = unit ? cellOf(id, unit, this.picture, look, this.town) : null;
    if (before && cell && before.station === station && isSame(before.cell, cell)) {
      this.note(id, before.cell, station, look.next);
      return false;
    }
    if (before) {
      this.members.get(before.station)?.delete(id);
      this.stations.add(before.station);
      this.cells.delete(id);
    }
    if (!cell) return false;
    this.note(id, cell, station, look.next);
    this.stations.add(station);
    const members = this.members.get(station);
    if (members) members.add(id);
    else this.members.set(station, new Set([id]));
    return before === undefined || !isSame({ ...before.cell, heard: 0 }, { ...cell, heard: 0 });
  }

  private note(id: string, cell: Cell, station: string, next: number): void {
    this.cells.set(id, { cell, station, next });
    if (next < this.next) this.next = next;
  }

  private grouped(): readonly Group[] {
    for (const station of this.stations) {
      const members = this.members.get(station);
      if (!members || members.size === 0) {
        this.groups.delete(station);
        continue;
      }
      const cells = [...members].map((id) => this.cells.get(id)!.cell);
      this.groups.set(station, groupOf(station, this.picture.of("stations").get(station), cells));
    }
    this.stations.clear();
    return [...this.groups.values()].sort(groupsInOrder);
  }

  private shown(now: number, isTouched: boolean, isMoved: boolean, marks: readonly string[]): Board {
    const { last } = this;
    const changed = this.recent.mark(marks, now);
    if (last && !isTouched && !isMoved && changed === last.changed) return now === last.now ? last : { ...last, now };
    const of = (band: Band) => (isTouched || !last ? this.bench.of(band) : last[band]);
    const [needs, working, quiet] = [of("needs"), of("working"), of("quiet")];
    const groups = isMoved || !last ? this.grouped() : last.groups;
    const { incidents: _, ...alone } = this.bench.rows;
    const [reports, owed] = [alone.reports.size, alone.obligations.size + alone.proposals.size];
    const own = needs.length - reports - owed;
    const open = own + working.length + quiet.length;
    const sizes = { open, needs: own, working: working.length, quiet: quiet.length, reports, owed, closed: this.closed.size };
    const counts = isMoved || !last ? { ...sizes, ...unitCounts(groups) } : { ...last.counts, ...sizes };
    return { now, counts, needs, working, quiet, groups, changed };
  }
}
