// The crew's own view: what they are in now, and the one next act. Pure.

import type { Picture } from "../picture/picture.ts";
import { isMayday, isRead } from "../picture/mayday.ts";
import type { Report } from "./report.ts";
import { entriesOf, incidentOf, unitOf, type EntrySeen, type IncidentSeen, type UnitSeen } from "./seen.ts";

export interface Act {
  readonly status: string;
  readonly order: string;
}

const EN_ROUTE: Act = { status: "en_route", order: "ReportEnRoute" };
const STAGED: Act = { status: "staged", order: "ReportStaged" };
const ON_SCENE: Act = { status: "on_scene", order: "ReportOnScene" };
const TRANSPORTING: Act = { status: "transporting", order: "ReportTransporting" };
const AT_HOSPITAL: Act = { status: "at_hospital", order: "ReportAtHospital" };
const RETURNING: Act = { status: "returning", order: "ReportReturning" };
const CLEAR: Act = { status: "available", order: "ClearUnit" };
const BACK: Act = { status: "available", order: "ReturnToService" };

// Free again is not back in service.
export function nameOf(act: Act): string {
  return act === BACK ? "in_service" : act.status;
}

// What comes next from a state; the first is the big button. `carries`: it takes patients.
export function actsAfter(status: string, carries: boolean): readonly Act[] {
  switch (status) {
    case "committed": return [EN_ROUTE];
    case "en_route": return [ON_SCENE, STAGED];
    case "staged": return [ON_SCENE];
    case "on_scene": return carries ? [TRANSPORTING, CLEAR] : [CLEAR, RETURNING];
    case "transporting": return [AT_HOSPITAL];
    case "at_hospital": return [CLEAR, RETURNING];
    case "returning": return [CLEAR];
    case "out_of_service": return [BACK];
    default: return [];
  }
}

export function carries(unit: UnitSeen): boolean {
  return [unit.kind, ...(unit.capabilities ?? []).map((each) => each.kind)].some((each) => each === "ambulance" || each === "transport");
}

export interface Job {
  readonly unit: UnitSeen;
  // As the crew knows it: with what was pressed here and has not come back in the picture yet.
  readonly status: string;
  readonly isAhead: boolean;
  readonly incident: IncidentSeen | null;
  // An order that nobody here has taken yet.
  readonly untaken: string | null;
}

const OVER = new Set(["available", "returning", "out_of_service"]);

export function jobOf(picture: Picture, unitId: string, reports: readonly Report[], taken: ReadonlySet<string>): Job | null {
  const unit = unitOf(picture, unitId);
  if (!unit) return null;
  const since = Date.parse(unit.since ?? "") || 0;
  const ahead = reports.findLast((each) => each.sort === "status" && each.unit === unitId && each.state !== "refused"
    && each.at > since && (each.incident === (unit.incident ?? null) || unit.incident == null));
  const status = ahead?.status ?? unit.status;
  const isOver = ahead !== undefined && OVER.has(status);
  const incident = unit.incident && !isOver ? incidentOf(picture, unit.incident) : null;
  const key = orderKey(unit);
  return { unit, status, isAhead: ahead !== undefined, incident, untaken: status === "committed" && key && !taken.has(key) ? key : null };
}

// Names one sending of a unit: sent again to the same incident it is another one.
export function orderKey(unit: UnitSeen): string | null {
  return unit.status === "committed" && unit.incident ? `${unit.id}/${unit.incident}/${unit.since ?? ""}` : null;
}

// What somebody marked as a matter of life at this incident, the newest first.
export function warningsOf(picture: Picture, incident: string): readonly EntrySeen[] {
  return entriesOf(picture, `incident/${incident}`)
    .filter((each) => (each.flags ?? []).includes("safety") && !each.corrected_by && !isMayday(each))
    .reverse();
}

// Other crews there that called for help and are not answered, the newest first.
export function maydaysOf(picture: Picture, incident: string, own: ReadonlySet<string>): readonly EntrySeen[] {
  return entriesOf(picture, `incident/${incident}`).filter((each) => isMayday(each) && !isRead(each) && !own.has(each.id)).reverse();
}
