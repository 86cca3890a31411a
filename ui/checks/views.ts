// The console's views as a program: pictures in, what they say out, a line of JSON each. A test of
// the server's views drives it and compares. Nothing of the console runs this.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { secondsBetween } from "../src/picture/ages.ts";
import { board, Desk, type Board, type Changed } from "../src/picture/board.ts";
import { waiting } from "../src/picture/calls.ts";
import { dueOf, type Deadline } from "../src/picture/due.ts";
import type { Fact } from "../src/picture/facts.ts";
import { incidentPage, type Page } from "../src/picture/incident.ts";
import { likelySame } from "../src/picture/likely.ts";
import { LIMITS, type Limits } from "../src/picture/limits.ts";
import type { Cell } from "../src/picture/matrix.ts";
import { told } from "../src/picture/needs.ts";
import { pictureOf, type Fields } from "../src/picture/picture.ts";
import type { Row } from "../src/picture/rows.ts";
import { Words, type Language } from "../src/words/language.ts";
import type { Said } from "../src/words/said.ts";

type Kinds = Record<string, Record<string, Fields>>;

interface Asked {
  readonly now: number;
  readonly town: string;
  readonly picture?: Kinds;
  readonly limits?: Limits;
  // Also say what is due, what reports may be about, and the page of each incident.
  readonly isWhole?: boolean;
  // Follow on from the picture before: these subjects are others now (null: gone).
  readonly changes?: Record<string, Record<string, Fields | null>>;
}

// A place out of sight is left out here; the server's views, asked of the same slice, find it at its
// default.
function placed(place: Said | null, isFound: boolean): string {
  return place ? plainly(place) : isFound ? plainly({ id: "place-unknown" }) : "";
}

function wordsIn(language: Language): Words {
  const folder = join(import.meta.dirname, "..", "src", "words", language);
  return new Words(language, readdirSync(folder).sort().map((file) => readFileSync(join(folder, file), "utf-8")));
}

const english = wordsIn("en");

// A code of an open list reads as the server writes it: how towns' words differ is no matter here.
function plainly(sentence: Said): string {
  return sentence.id.startsWith("type-") ? sentence.otherwise! : english.tell(sentence);
}

function rowOf(row: Row, now: number): unknown[] {
  return [
    [row.kind, row.id], row.number, row.priority, plainly(row.what), placed(row.place, ["incidents", "reports"].includes(row.kind)),
    secondsBetween(row.since, now),
    row.units.map((each) => [each.callSign, each.status, each.code, secondsBetween(each.since, now)]),
    row.reasons.map((each) => english.tell(told(each, now))),
    row.marks.map(plainly), row.summary, row.assigned, row.needed, row.isDanger,
  ];
}

function cellOf(cell: Cell, now: number): unknown[] {
  const { where } = cell;
  const place = where === null ? "" : where.is === "incident" ? where.number : where.is === "post" ? where.station : "elsewhere";
  const ago = (at: number | null) => (at === null ? null : secondsBetween(at, now));
  return [
    cell.id, cell.callSign, cell.kind, cell.status, cell.code, ago(cell.since), ago(cell.heard), place,
    cell.borrowed, cell.lent, cell.isSilent, cell.isLate, cell.crewIsShort,
  ];
}

function shown(view: Board): unknown {
  const rows = (those: readonly Row[]) => those.map((each) => rowOf(each, view.now));
  const { unknown: _, ...counts } = view.counts;
  return {
    needs: rows(view.needs), working: rows(view.working), quiet: rows(view.quiet), counts,
    groups: view.groups.map((each) => [each.name || "No station", each.cells.map((cell) => cellOf(cell, view.now)), each.free]),
  };
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

function clock(at: number): string {
  return day(at).slice(11);
}

function factOf(fact: Fact): unknown[] {
  const { words } = fact;
  if (fact.at !== null) return [english.tell(fact.name), day(fact.at)];
  const all = Array.isArray(words) ? (words as readonly (string | Said)[]) : [words as string | Said];
  return [english.tell(fact.name), all.map((each) => (typeof each === "object" ? english.tell(each) : each)).join(", ")];
}

function pageOf(page: Page, now: number): unknown {
  return {
    number: page.number, type: plainly(page.what), priority: page.priority, status: page.status, place: placed(page.place, true),
    opened: day(page.opened), reasons: page.reasons.map((each) => english.tell(told(each, now))), facts: page.facts.map(factOf),
    work: page.work.map((each) => [
      each.callSign, each.steps.map((step) => [step.code, clock(step.at), step.after !== null]), each.isWorking,
      each.outcome?.id.replace("outcome-", "") ?? "", each.destination, each.observed.map(({ mark, at }) => `${mark} ${clock(at).slice(0, 5)}`),
    ]),
    notes: page.notes.map((each) => [clock(each.at), each.words || each.kind, each.isCorrected]),
  };
}

function owedOf(each: Deadline): unknown[] {
  return [day(each.due), each.kind, each.subject, each.id, each.role ?? "", each.person ?? "", each.told ?? ""];
}

const HOUR_S = 3_600;

function whole(now: number): unknown {
  const picture = pictureOf(kinds);
  const { overdue, coming } = dueOf(picture, now, HOUR_S);
  const ids = [...picture.of("reports").keys()].sort();
  return {
    due: [overdue.map(owedOf).sort(), coming.map(owedOf).sort()],
    waiting: waiting(picture, now).map((each) => each.row.id),
    likely: ids.map((id) => [id, likelySame(picture, picture.of("reports").get(id)!).map((each) => [each.incident, each.distance_m, each.age_s])]),
    pages: [...picture.of("incidents")].map(([id, incident]) => [id, pageOf(incidentPage(picture, id, incident, now), now)]),
  };
}

const kinds = new Map<string, Map<string, Fields>>();
let desk = new Desk(pictureOf(kinds), "");

function changed(changes: NonNullable<Asked["changes"]>): Changed[] {
  return Object.entries(changes).flatMap(([kind, subjects]) => {
    const known = kinds.get(kind) ?? kinds.set(kind, new Map()).get(kind)!;
    return Object.entries(subjects).map(([id, fields]) => {
      const before = known.get(id);
      if (fields === null) known.delete(id);
      else known.set(id, fields);
      return { kind, id, before, after: fields ?? undefined };
    });
  });
}

function answer(asked: Asked): unknown {
  if (asked.picture) {
    kinds.clear();
    for (const [kind, subjects] of Object.entries(asked.picture)) kinds.set(kind, new Map(Object.entries(subjects)));
    desk = new Desk(pictureOf(kinds), asked.town, asked.limits ?? LIMITS);
  }
  desk.heed(changed(asked.changes ?? {}));
  const followed = shown(desk.at(asked.now));
  const afresh = shown(board(pictureOf(kinds), asked.now, asked.town, asked.limits ?? LIMITS));
  return { board: afresh, followed, ...(asked.isWhole ? { whole: whole(asked.now) } : {}) };
}

for await (const line of createInterface({ input: process.stdin })) {
  let said: unknown;
  try {
    said = answer(JSON.parse(line) as Asked);
  } catch (error) {
    said = { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
