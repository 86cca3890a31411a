// The marks of the map kept up with what changed: told of changes, it looks again at those subjects
// and at what hangs on them, and says which marks are others. `marksOf` of the same picture is the same.

import type { Shown } from "../../api/types.ts";
import type { Closed, Difference, IncidentMark, MarkChanges, UnitMark } from "../../map/desk-map.ts";
import type { Changed } from "../../picture/board.ts";
import { isSame } from "../../picture/changes.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { byText, texts } from "../../picture/read.ts";
import { tracked, type Tracked } from "../../picture/tracked.ts";
import { closureMark, incidentMark, isStale, NO_TRACK, spotOf, stackOf, teamName, toldBy, unitMark, type Marks, type Spot, type TrackSeen } from "./marks.ts";

const KINDS = ["incidents", "units", "closures"] as const;

interface Stand {
  readonly spot: Spot;
  readonly stack: string;
}

export class KeptMarks implements Marks {
  readonly incidents = new Map<string, IncidentMark>();
  readonly units = new Map<string, UnitMark>();
  readonly closures = new Map<string, Closed>();
  private picture: Picture;
  private track = NO_TRACK;
  private now = 0;
  // What was last heard of each unit's tracker.
  private readonly heard = new Map<string, Shown>();
  private readonly again = { incidents: new Set<string>(), units: new Set<string>(), closures: new Set<string>() };
  // Units by the incident or station that tells where they are, and what tells it of each unit.
  private readonly hangs = new Map<string, Set<string>>();
  private readonly hangsOn = new Map<string, string>();
  private readonly stands = new Map<string, Stand>();
  private readonly stacks = new Map<string, Set<string>>();
  private readonly rows = new Map<string, number>();

  constructor(picture: Picture) {
    this.picture = picture;
    this.show(picture);
  }

  // Another picture (of another time): all is looked at again.
  show(picture: Picture): void {
    this.picture = picture;
    for (const kind of KINDS) {
      for (const id of this[kind].keys()) this.again[kind].add(id);
      for (const id of picture.of(kind).keys()) this.again[kind].add(id);
    }
  }

  heed(changes: readonly Changed[]): void {
    for (const { kind, id, before, after } of changes) {
      if (kind === "teams") for (const unit of [...texts(before, "units"), ...texts(after, "units")]) this.again.units.add(unit);
      if (kind === "incidents" || kind === "units" || kind === "closures") this.again[kind].add(id);
      if (kind === "incidents" || kind === "stations") for (const unit of this.hangs.get(`${kind}/${id}`) ?? []) this.again.units.add(unit);
    }
  }

  // What trackers tell now; ms since 1970. Units that moved, and those that were not heard of for long.
  follow(track: TrackSeen, now: number): void {
    this.track = track;
    this.now = now;
    for (const [id, unit] of this.picture.of("units")) {
      const shown = track.all.get(`unit/${id}`);
      const isOther = this.heard.get(id) !== shown || (this.units.get(id)?.isStale ?? false) !== isStale(tracked(unit, shown), track, now);
      if (!isOther) continue;
      this.again.units.add(id);
      if (shown) this.heard.set(id, shown);
      else this.heard.delete(id);
    }
  }

  // Marks that are others since it was asked last.
  take(): MarkChanges {
    const incidents = renewed(this.again.incidents, this.incidents, (id) => {
      const incident = this.picture.of("incidents").get(id);
      return incident ? incidentMark(id, incident) : null;
    });
    const closures = renewed(this.again.closures, this.closures, (id) => {
      const closure = this.picture.of("closures").get(id);
      return closure ? closureMark(id, closure) : null;
    });
    const units = renewed(this.settled(), this.units, (id) => this.unitNow(id));
    for (const each of Object.values(this.again)) each.clear();
    return { incidents, units, closures };
  }

  // Units to look at, now that each stands where it does: with all of the stacks that one left or joined.
  private settled(): Set<string> {
    const touched = new Set<string>();
    for (const id of this.again.units) {
      const unit = this.picture.of("units").get(id);
      const moved = unit ? this.movedOf(id, unit) : null;
      this.hang(id, unit ? toldBy(unit, moved) : null);
      const spot = unit ? spotOf(unit, this.picture, moved) : null;
      const [before, after] = [this.stands.get(id)?.stack, spot ? stackOf(spot) : undefined];
      if (spot && after !== undefined) this.stands.set(id, { spot, stack: after });
      else this.stands.delete(id);
      if (before === after) continue;
      if (before !== undefined) left(this.stacks, before, id);
      if (after !== undefined) joined(this.stacks, after, id);
      for (const each of [before, after]) if (each !== undefined) touched.add(each);
    }
    const all = new Set(this.again.units);
    for (const stack of touched) {
      [...(this.stacks.get(stack) ?? [])].sort(byText).forEach((id, row) => {
        this.rows.set(id, row);
        all.add(id);
      });
    }
    return all;
  }

  private hang(id: string, by: ReturnType<typeof toldBy>): void {
    const [before, after] = [this.hangsOn.get(id), by && by[0] !== "units" ? by.join("/") : undefined];
    if (before === after) return;
    if (before !== undefined) left(this.hangs, before, id);
    if (after !== undefined) joined(this.hangs, after, id);
    if (after === undefined) this.hangsOn.delete(id);
    else this.hangsOn.set(id, after);
  }

  private unitNow(id: string): UnitMark | null {
    const unit = this.picture.of("units").get(id);
    const stand = this.stands.get(id);
    if (!unit || !stand) return null;
    return unitMark(id, unit, stand.spot, this.rows.get(id) ?? 0, isStale(this.movedOf(id, unit), this.track, this.now), teamName(this.picture, id));
  }

  private movedOf(id: string, unit: Fields): Tracked | null {
    return tracked(unit, this.track.all.get(`unit/${id}`));
  }
}

function renewed<T>(ids: ReadonlySet<string>, marks: Map<string, T>, of: (id: string) => T | null): Difference<T> {
  const [put, gone]: [T[], string[]] = [[], []];
  for (const id of ids) {
    const [before, after] = [marks.get(id), of(id)];
    if (after === null) {
      if (marks.delete(id)) gone.push(id);
    } else if (before === undefined || !isSame(before, after)) {
      marks.set(id, after);
      put.push(after);
    }
  }
  return { put, gone };
}

function joined(sets: Map<string, Set<string>>, key: string, id: string): void {
  const found = sets.get(key);
  if (found) found.add(id);
  else sets.set(key, new Set([id]));
}

function left(sets: Map<string, Set<string>>, key: string, id: string): void {
  const found = sets.get(key);
  found?.delete(id);
  if (found?.size === 0) sets.delete(key);
}
