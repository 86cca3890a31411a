// Counted stock that is between towns: on the way, with a neighbour, or a neighbour's with us. Pure.

import { said, type Said } from "../words/said.ts";
import type { Fields, Picture } from "./picture.ts";
import { byText, count, part, parts, text, time } from "./read.ts";

export interface StockRow {
  readonly key: string;
  readonly says: Said;
  // On the way and not confirmed: since then.
  readonly since: number | null;
}

// What is on the way first, then what is away, then what is here.
export function stockOf(picture: Picture, own: string): readonly StockRow[] {
  const found: StockRow[] = [];
  for (const [id, each] of picture.of("lot_transfers")) {
    const isOurs = text(each, "by") === own;
    if (!isOurs || time(each, "receipted_at") !== null || time(each, "released_at") === null) continue;
    found.push({ key: id, says: said("stock-on-the-way", { ...amountOf(each, count(each, "quantity") ?? 0), town: text(each, "to") ?? "?" }), since: time(each, "released_at") });
  }
  const lots = [...picture.of("lots")].sort(([a], [b]) => byText(a, b));
  for (const [id, lot] of lots) {
    if (text(lot, "home") !== own) continue;
    for (const each of parts(lot, "lent")) {
      const told = part(each, "told");
      const n = (count(each, "released") ?? 0) - (count(each, "returned") ?? 0) - (count(told, "used") ?? 0) - (count(told, "lost") ?? 0) + (count(told, "found") ?? 0);
      const used = count(told, "used") ?? 0;
      if (n > 0 || used > 0) found.push({ key: `${id} ${text(each, "town")}`, says: said("stock-with", { ...amountOf(lot, n), town: text(each, "town") ?? "?", used }), since: null });
    }
  }
  for (const [id, lot] of lots) {
    const [home, n] = [text(lot, "home") ?? own, count(lot, "quantity") ?? 0];
    if (home !== own && n > 0) found.push({ key: id, says: said("stock-from", { ...amountOf(lot, n), town: home, place: text(lot, "kept_at") ?? "" }), since: null });
  }
  return found;
}

function amountOf(lot: Fields, n: number): { readonly n: number; readonly unit: string; readonly what: string } {
  const unit = text(lot, "unit_of_measure") ?? "each";
  return { n, unit: unit === "each" ? "" : ` ${unit}`, what: (text(lot, "kind") ?? "").replaceAll("_", " ") };
}
