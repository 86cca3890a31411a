// Marks of what neighbours tell of: where they said that it is, whose it is, how old that word is.

import type { Piece, Region } from "../../api/types.ts";
import type { AbroadMark } from "../../map/abroad.ts";
import { howLong, secondsBetween } from "../../picture/ages.ts";
import { numberOf, pointOf } from "../../picture/places.ts";
import { instant, part, parts, text } from "../../picture/read.ts";
import { isOpenPiece } from "../../picture/region.ts";
import type { Words } from "../../words/language.ts";

type Said = Pick<Words, "tell" | "code">;

export function abroadOf(region: Region | null, own: string, words: Said, now: number): readonly AbroadMark[] {
  if (!region) return [];
  const current = new Set(region.neighbours.filter((each) => each.is_current && each.standing === "joined").map((each) => each.neighbour));
  return region.subjects.filter((each) => each.town !== own && isOpenPiece(each)).flatMap((each): AbroadMark[] => {
    const spot = spotOf(each);
    const { kind } = each;
    if (!spot || (kind !== "incidents" && kind !== "units" && kind !== "closures")) return [];
    const age = words.tell(howLong(secondsBetween(instant(each.heard_at) ?? now, now)));
    return [{ ...spot, kind, isOld: !current.has(each.town), label: `${each.town} ${nameOf(each, words)} · ${age}` }];
  });
}

function nameOf({ kind, fields, id }: Piece, words: Said): string {
  if (kind === "incidents") return numberOf(fields) || id;
  if (kind === "units") return text(fields, "call_sign") ?? id;
  return words.code("closure", text(fields, "kind") ?? "");
}

// In degrees; of a closure that is a line or an area, where it begins.
function spotOf({ kind, fields }: Piece): { readonly lat: number; readonly lon: number } | null {
  const extent = part(fields, "extent");
  const first = [...parts(extent, "line"), ...parts(extent, "polygon")][0];
  const point = kind === "units" ? pointOf(part(fields, "position")) : kind === "closures" ? (pointOf(part(extent, "place")) ?? pointOf(first && { point: first })) : pointOf(part(fields, "place"));
  return point && { lat: point.lat / 1e6, lon: point.lon / 1e6 };
}
