// Reports that wait for somebody to say what becomes of them, and what is still to be asked.

import type { Said } from "../words/said.ts";
import { isWaiting } from "./needs.ts";
import type { Fields, Picture } from "./picture.ts";
import { pointOf, who } from "./places.ts";
import { part, parts, text, words } from "./read.ts";
import { inOrder, ranked, reportRow, type Row } from "./rows.ts";

// `missing` is what nobody has said yet; an incident can be opened once nothing is. `takenBy` is
// how whoever took it is called, `tries` how often somebody tried to call back.
export interface Waiting {
  readonly row: Row;
  readonly channel: string;
  readonly language: string | null;
  readonly missing: readonly ("where" | "what")[];
  readonly what: Said | null;
  readonly where: Said | null;
  readonly canBeCalled: boolean;
  readonly takenBy: string | null;
  readonly tries: number;
}

// In the order of the board: danger first, then by priority, the longest waiting first.
export function waiting(picture: Picture, now: number): readonly Waiting[] {
  const second = Math.floor(now / 1000) * 1000;
  return [...picture.of("reports")]
    .filter(([, report]) => isWaiting(report))
    .map(([id, report]) => ({ report, ...ranked(reportRow(id, report, picture), second) }))
    .sort(inOrder)
    .map(({ report, row }) => waitingOf(report, row, picture));
}

function waitingOf(report: Fields, row: Row, picture: Picture): Waiting {
  const missing = missingOf(report);
  const by = text(report, "taken_by");
  return {
    row,
    channel: text(report, "channel") ?? "",
    language: text(report, "language"),
    missing,
    what: missing.includes("what") ? null : row.what,
    where: missing.includes("where") ? null : row.place,
    canBeCalled: words(report, "callback") !== null,
    takenBy: by === null ? null : who(by, picture),
    tries: parts(report, "call_backs").length,
  };
}

export function missingOf(report: Fields): readonly ("where" | "what")[] {
  const place = part(report, "place");
  const isPlaced = Boolean(text(place, "label") || words(place, "words") || pointOf(place));
  const isTold = Boolean(text(report, "type") || words(report, "words"));
  return [...(isPlaced ? [] : (["where"] as const)), ...(isTold ? [] : (["what"] as const))];
}
