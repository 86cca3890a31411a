// Units as a list under their stations, narrowed by what is typed and chosen. Pure.

import { cellOf, natural, type Cell } from "../../picture/matrix.ts";
import type { Look } from "../../picture/limits.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { byText, count, part, parts, text, texts, time, words } from "../../picture/read.ts";

export interface Listed {
  readonly cell: Cell;
  readonly crew: number | null;
  readonly minimum: number;
  readonly crewUntil: number | null;
  readonly capabilities: readonly string[];
  readonly condition: string;
  readonly without: readonly string[];
  readonly outBecause: string | null;
  readonly back: number | null;
  readonly station: string | null;
  readonly post: string | null;
  readonly stack: number;
}

export interface Home {
  readonly station: string;
  readonly name: string;
  readonly rows: readonly Listed[];
  readonly free: number;
}

export const STATES = ["all", "free", "busy", "out", "short"] as const;
export type State = (typeof STATES)[number];

export function listedOf(id: string, unit: Fields, picture: Picture, look: Look, town: string): Listed {
  const reason = text(unit, "out_reason");
  return {
    cell: cellOf(id, unit, picture, look, town),
    crew: count(unit, "crew_count"),
    minimum: count(unit, "crew_minimum") ?? 1,
    crewUntil: time(unit, "crew_until"),
    capabilities: parts(unit, "capabilities").map((each) => text(each, "kind") ?? "").filter(Boolean),
    condition: text(unit, "condition") ?? "sound",
    without: texts(unit, "without"),
    outBecause: words(unit, "out_remark") ?? (reason ? reason.replaceAll("_", " ") : null),
    back: time(unit, "expected_back_at"),
    station: text(unit, "station"),
    post: text(unit, "post"),
    stack: texts(unit, "stack").length,
  };
}

function isIn(state: State, row: Listed): boolean {
  const { status } = row.cell;
  if (state === "free") return status === "available" && row.cell.lent === "";
  if (state === "out") return status === "out_of_service";
  if (state === "short") return row.cell.crewIsShort;
  if (state === "busy") return status !== "" && status !== "available" && status !== "out_of_service";
  return true;
}

// Where every word typed stands in what can be read of the unit.
function isMeant(row: Listed, said: readonly string[], home: string): boolean {
  const { cell } = row;
  const at = cell.where?.is === "incident" ? cell.where.number : "";
  const known = [cell.callSign, cell.kind, cell.agency, home, at, cell.status, ...row.capabilities].join(" ").replaceAll("_", " ").toLocaleLowerCase();
  return said.every((each) => known.includes(each));
}

export function homes(picture: Picture, look: Look, town: string, typed: string, state: State): readonly Home[] {
  const said = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = new Map<string, Listed[]>();
  const nameOf = (station: string) => text(picture.of("stations").get(station), "name") ?? station;
  for (const [id, unit] of picture.of("units")) {
    const row = listedOf(id, unit, picture, look, town);
    const station = row.station ?? "";
    if (!isIn(state, row) || !isMeant(row, said, nameOf(station))) continue;
    const rows = found.get(station);
    if (rows) rows.push(row);
    else found.set(station, [row]);
  }
  const all = [...found].map(([station, rows]) => ({
    station,
    name: nameOf(station),
    rows: rows.sort((a, b) => natural(a.cell.callSign, b.cell.callSign) || byText(a.cell.id, b.cell.id)),
    free: rows.filter((each) => isIn("free", each)).length,
  }));
  return all.sort((a, b) => Number(a.station === "") - Number(b.station === "") || byText(a.name, b.name));
}

export function positionOf(unit: Fields): { readonly at: number; readonly source: string } | null {
  const position = part(unit, "position");
  const at = time(position, "at");
  return at === null ? null : { at, source: text(position, "source") ?? "" };
}
