// The console's views as a program: pictures in, what they say out, a line of JSON each. A test of
// the server's views drives it and compares. Nothing of the console runs this.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { secondsBetween } from "../src/picture/ages.ts";
import { board, Desk, type Board, type Changed } from "../src/picture/board.ts";
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
  // Follow on from the picture before: these subjects are others now (null: gone).
  readonly changes?: Record<string, Record<string, Fields | null>>;
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
    [row.kind, row.id], row.number, row.priority, plainly(row.what), row.place ? plainly(row.place) : "",
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
  return { board: afresh, isFollowed: JSON.stringify(followed) === JSON.stringify(afresh), followed };
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
