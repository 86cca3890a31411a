// The board: what needs a person, what is being worked, what is quiet, and who is free. As
// `tocsin.views.board`, of the same picture at the same second. Everything open is in exactly one
// band, so the counts add up.
//
// A `Desk` is told what changed and looks again at that, and at what time itself has changed: each
// row knows the instant at which it could read otherwise. What is not touched stays the same object.

import { commandReasons, isAsked, isOpen, isOverdue, owedReason, runReasons, taskReason } from "./concerns.ts";
import { LIMITS, Look, type Limits } from "./limits.ts";
import { Links, narrated } from "./links.ts";
import { cellOf, groupOf, inOrder as groupsInOrder, type Cell, type Group } from "./matrix.ts";
import { askedFor, isWaiting, reasons, type Reason } from "./needs.ts";
import type { Fields, Picture } from "./picture.ts";
import { byText, text } from "./read.ts";
import { askedRow, bandOf, incidentRow, inOrder, owedRow, ranked, reportRow, type Band, type Ranked, type Row } from "./rows.ts";

// `open` is needs + working + quiet, all incidents. `unknown` are units whose state this viewer may
// not know.
export interface Counts {
  readonly open: number;
  readonly needs: number;
  readonly working: number;
  readonly quiet: number;
  readonly reports: number;
  readonly owed: number;
  readonly closed: number;
  readonly units: number;
  readonly free: number;
  readonly assigned: number;
  readonly out: number;
  readonly unknown: number;
}

export interface Board {
  readonly now: number;
  readonly counts: Counts;
  readonly needs: readonly Row[];
  readonly working: readonly Row[];
  readonly quiet: readonly Row[];
  readonly groups: readonly Group[];
}

// One subject before and after; as the store tells them.
export interface Changed {
  readonly kind: string;
  readonly id: string;
  readonly before: Fields | undefined;
  readonly after: Fields | undefined;
}

interface Judged extends Ranked {
  readonly band: Band;
  readonly next: number;
}

type Bands = Record<Band, readonly Ranked[]>;
type RowKind = Row["kind"];

const ROWS: readonly RowKind[] = ["incidents", "reports", "obligations", "proposals"];
const BANDS: readonly Band[] = ["needs", "working", "quiet"];

// The board of a picture, looked at afresh.
export function board(picture: Picture, now: number, town: string, limits: Limits = LIMITS): Board {
  return new Desk(picture, town, limits).at(now);
}

export class Desk {
  private readonly picture: Picture;
  private readonly town: string;
  private readonly limits: Limits;
  private links = new Links();
  private readonly rows: Record<RowKind, Map<string, Judged>> = { incidents: new Map(), reports: new Map(), obligations: new Map(), proposals: new Map() };
  private readonly closed = new Set<string>();
  private cells = new Map<string, { cell: Cell; station: string; next: number }>();
  private readonly again: Record<RowKind | "units", Set<string>> = { incidents: new Set(), reports: new Set(), obligations: new Set(), proposals: new Set(), units: new Set() };
  private readonly stations = new Set<string>();
  private readonly members = new Map<string, Set<string>>();
  private groups = new Map<string, Group>();
  private bands: Bands = { needs: [], working: [], quiet: [] };
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
    if (this.last && !isTouched && !isMoved) return now === this.last.now ? this.last : (this.last = { ...this.last, now });
    for (const id of this.again.units) this.judgeUnit(id, now);
    if (isTouched) this.judge(now);
    const groups = isMoved || !this.last ? this.grouped() : this.last.groups;
    for (const each of Object.values(this.again)) each.clear();
    return (this.last = this.shown(now, groups, isTouched || !this.last));
  }

  // When something could read otherwise by time alone.
  get due(): number {
    return this.next;
  }

  private begin(): void {
    this.isAfresh = false;
    this.last = null;
    this.links = new Links();
    for (const each of Object.values(this.rows)) each.clear();
    this.closed.clear();
    this.cells = new Map();
    this.members.clear();
    this.groups = new Map();
    this.bands = { needs: [], working: [], quiet: [] };
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
    } else if (kind === "tasks") {
      this.links.task(id, before, after);
      this.touch(text(before, "incident"));
      this.touch(text(after, "incident"));
    } else if (kind === "obligations") {
      this.links.obligation(id, before, after);
      this.again.obligations.add(id);
    } else if (kind === "reports" || kind === "proposals") {
      this.again[kind].add(id);
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
    for (const kind of ROWS) for (const [id, each] of this.rows[kind]) look(this.again[kind], id, each.next);
    for (const [id, each] of this.cells) look(this.again.units, id, each.next);
    for (const [id, at] of this.waits) look(this.again.obligations, id, at);
    this.next = next;
  }

  // Obligations and proposals that have no row yet, and when they could have one.
  private readonly waits = new Map<string, number>();

  private judge(now: number): void {
    const gone = new Set<Ranked>();
    const come: Judged[] = [];
    const note = (kind: RowKind, id: string, judged: Judged | null) => {
      const before = this.rows[kind].get(id);
      if (before) gone.add(before);
      if (!judged) return void this.rows[kind].delete(id);
      this.rows[kind].set(id, judged);
      come.push(judged);
      if (judged.next < this.next) this.next = judged.next;
    };
    for (const id of this.again.obligations) note("obligations", id, this.judgeOwed(id, now));
    for (const id of this.again.incidents) note("incidents", id, this.judgeIncident(id, now));
    for (const id of this.again.reports) {
      const report = this.picture.of("reports").get(id);
      note("reports", id, report && isWaiting(report) ? this.lone(reportRow(id, report, this.picture), now) : null);
    }
    for (const id of this.again.proposals) {
      const proposal = this.picture.of("proposals").get(id);
      const look = new Look(now, this.limits);
      note("proposals", id, proposal && isAsked(proposal, look) ? this.lone(askedRow(id, proposal, this.picture), now, look.next) : null);
    }
    this.bands = merged(this.bands, gone, come);
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
    const row = incidentRow(id, incident, card, reasons(id, incident, this.picture, look, card, this.also(id, look)));
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

  private judgeUnit(id: string, now: number): void {
    const before = this.cells.get(id);
    const unit = this.picture.of("units").get(id);
    if (before) {
      this.members.get(before.station)?.delete(id);
      this.stations.add(before.station);
      this.cells.delete(id);
    }
    if (!unit) return;
    const look = new Look(now, this.limits);
    const station = text(unit, "station") ?? "";
    this.cells.set(id, { cell: cellOf(id, unit, this.picture, look, this.town), station, next: look.next });
    if (look.next < this.next) this.next = look.next;
    this.stations.add(station);
    const members = this.members.get(station);
    if (members) members.add(id);
    else this.members.set(station, new Set([id]));
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

  private shown(now: number, groups: readonly Group[], isTouched: boolean): Board {
    const of = (band: Band) => (isTouched ? this.bands[band].map((each) => each.row) : this.last![band]);
    const [needs, working, quiet] = [of("needs"), of("working"), of("quiet")];
    const reports = this.rows.reports.size;
    const owed = this.rows.obligations.size + this.rows.proposals.size;
    const own = needs.length - reports - owed;
    const open = own + working.length + quiet.length;
    const counts = { open, needs: own, working: working.length, quiet: quiet.length, reports, owed, closed: this.closed.size, ...unitCounts(groups) };
    return { now, counts, needs, working, quiet, groups };
  }
}

function unitCounts(groups: readonly Group[]): { units: number; free: number; assigned: number; out: number; unknown: number } {
  let [units, free, out, lent, unknown] = [0, 0, 0, 0, 0];
  for (const group of groups) {
    units += group.cells.length;
    free += group.free;
    for (const cell of group.cells) {
      if (cell.status === "out_of_service") out += 1;
      else if (cell.status === "") unknown += 1;
      else if (cell.lent && cell.status === "available") lent += 1;
    }
  }
  return { units, free, out, unknown, assigned: units - free - out - lent - unknown };
}

// The bands with some rows changed: what stays keeps its place, what comes is put into order.
function merged(bands: Bands, gone: ReadonlySet<Ranked>, come: readonly Judged[]): Bands {
  const found = {} as Bands;
  for (const band of BANDS) {
    const comes = come.filter((each) => each.band === band).sort(inOrder);
    const all: Ranked[] = [];
    let at = 0;
    for (const each of bands[band]) {
      if (gone.has(each)) continue;
      while (at < comes.length && inOrder(comes[at]!, each) < 0) all.push(comes[at++]!);
      all.push(each);
    }
    found[band] = [...all, ...comes.slice(at)];
  }
  return found;
}
