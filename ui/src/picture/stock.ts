// Counted stock: what is here, what is on the way to a neighbour, what it has of ours. Pure.

import { said, type Said } from "../words/said.ts";
import type { Fields, Picture } from "./picture.ts";
import { byText, count, part, parts, sortedIds, text, time } from "./read.ts";

export interface StockRow {
  readonly key: string;
  readonly lot: string;
  readonly says: Said;
  // On the way and not confirmed: since then.
  readonly since: number | null;
}

export interface LotRow {
  readonly id: string;
  // As lines name it: behind its town's code, where no other town's lot is called so.
  readonly name: string;
  readonly home: string;
  readonly isOurs: boolean;
  readonly isOneThing: boolean;
  readonly quantity: number;
  readonly says: Said;
  readonly gone: Said | null;
  // The log was restored since it was last counted.
  readonly mustCount: boolean;
  readonly abroad: readonly StockRow[];
}

// What is on the way first, then what is away, then what is here.
export function stockOf(picture: Picture, own: string): readonly StockRow[] {
  const found: StockRow[] = [];
  for (const [id, each] of picture.of("lot_transfers")) {
    const isOurs = text(each, "by") === own;
    if (!isOurs || time(each, "receipted_at") !== null || time(each, "released_at") === null) continue;
    found.push({ key: id, lot: text(each, "lot") ?? "", says: said("stock-on-the-way", { ...amountOf(each, count(each, "quantity") ?? 0), town: text(each, "to") ?? "?" }), since: time(each, "released_at") });
  }
  const lots = [...picture.of("lots")].sort(([a], [b]) => byText(a, b));
  for (const [id, lot] of lots) {
    if (text(lot, "home") !== own) continue;
    for (const each of parts(lot, "lent")) {
      const told = part(each, "told");
      const n = (count(each, "released") ?? 0) - (count(each, "returned") ?? 0) - (count(told, "used") ?? 0) - (count(told, "lost") ?? 0) + (count(told, "found") ?? 0);
      const used = count(told, "used") ?? 0;
      if (n > 0 || used > 0) found.push({ key: `${id} ${text(each, "town")}`, lot: id, says: said("stock-with", { ...amountOf(lot, n), town: text(each, "town") ?? "?", used }), since: null });
    }
  }
  for (const [id, lot] of lots) {
    const [home, n] = [text(lot, "home") ?? own, count(lot, "quantity") ?? 0];
    if (home !== own && n > 0) found.push({ key: id, lot: id, says: said("stock-from", { ...amountOf(lot, n), town: home, place: text(lot, "kept_at") ?? "" }), since: null });
  }
  return found;
}

// Every lot that is on the register or borrowed, ours first, each with what of it is between towns.
export function lotsOf(picture: Picture, own: string): readonly LotRow[] {
  const abroad = stockOf(picture, own);
  const ids = sortedIds(picture.of("lots"));
  const life = text(picture.of("log_lives").get("log"), "life") ?? "";
  const rows = ids.map((id): LotRow => {
    const lot = picture.of("lots").get(id)!;
    const home = text(lot, "home") ?? own;
    const quantity = count(lot, "quantity") ?? 0;
    const [used, lost] = [count(lot, "used") ?? 0, count(lot, "lost") ?? 0];
    const counted = text(lot, "sure_in");
    return {
      id,
      name: nameOf(ids, id, own),
      home,
      isOurs: home === own,
      isOneThing: text(lot, "thing") !== null,
      quantity,
      says: said(text(lot, "kept_at") ? "stock-here-at" : "stock-here", { ...amountOf(lot, quantity), place: text(lot, "kept_at") ?? "" }),
      gone: used > 0 || lost > 0 ? said("stock-gone", { used, lost }) : null,
      mustCount: counted !== null && counted !== life,
      abroad: abroad.filter((each) => each.lot === id && each.says.id !== "stock-from"),
    };
  });
  return [...rows.filter((each) => each.isOurs), ...rows.filter((each) => !each.isOurs && (each.quantity > 0 || each.abroad.length > 0))];
}

function nameOf(ids: readonly string[], id: string, own: string): string {
  const name = id.slice(id.indexOf("-") + 1);
  const same = ids.filter((each) => each.endsWith(`-${name}`));
  return id === `${own}-${name}` || same.length === 1 ? name : id;
}

function amountOf(lot: Fields, n: number): { readonly n: number; readonly unit: string; readonly what: string } {
  const unit = text(lot, "unit_of_measure") ?? "each";
  return { n, unit: unit === "each" ? "" : ` ${unit}`, what: (text(lot, "kind") ?? "").replaceAll("_", " ") };
}
