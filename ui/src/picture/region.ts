// Of what neighbours tell, what is still going on. Pure.

import type { Piece } from "../api/types.ts";
import { text } from "./read.ts";

export function isOpenPiece({ kind, fields }: Piece): boolean {
  if (kind === "incidents") return text(fields, "status") !== "closed" && !text(fields, "merged_into");
  return kind !== "closures" || !text(fields, "lifted_at");
}
