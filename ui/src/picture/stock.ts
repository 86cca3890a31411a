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

// What home asks back of a lot, as either town has it.
export interface RecallRow {
  readonly key: string;
  readonly says: Said;
  readonly by: number | null;
  // What the borrower has said to it.
  readonly answer: Said | null;
  // What is to come back still.
  readonly wanted: number;
  // We have it and are asked for it.
  readonly isAsked: boolean;
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
  readonly recalls: readonly RecallRow[];
  // Towns that have some of it, as far as is known here.
  readonly out: readonly string[];
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
      const n = outstanding(each);
      const used = count(part(each, "told"), "used") ?? 0;
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
      recalls: recallsOf(picture, id, lot, own),
      out: parts(lot, "lent").filter((each) => outstanding(each) > 0).map((each) => text(each, "town") ?? "?"),
    };
  });
  const isHere = (id: string) => text(picture.of("lots").get(id), "retired_at") === null;
  return [...rows.filter((each) => each.isOurs && (each.quantity !== 0 || isHere(each.id))), ...rows.filter((each) => !each.isOurs && (each.quantity > 0 || each.abroad.length > 0))];
}

function recallsOf(picture: Picture, lot: string, row: Fields, own: string): readonly RecallRow[] {
  const found: RecallRow[] = [];
  for (const [key, each] of picture.of("lot_recalls")) {
    if (text(each, "lot") !== lot || time(each, "closed_at") !== null) continue;
    const answer = part(each, "answer");
    const quantity = count(each, "quantity") ?? 0;
    const gives = answer ? (count(answer, "gives") ?? 0) : quantity;
    const isAsked = text(each, "home") !== own;
    const to = (isAsked ? text(each, "home") : text(each, "to")) ?? "?";
    found.push({
      key,
      says: said(isAsked ? "stock-asked-of-us" : "stock-asked-back", { ...amountOf(row, quantity), town: to, back: count(each, "moved") ?? 0 }),
      by: time(each, "by_at"),
      answer: answer ? said("stock-answered", { town: isAsked ? own : to, gives, because: text(answer, "because") ?? "" }) : null,
      wanted: Math.max(0, Math.min(quantity, gives) - (count(each, "moved") ?? 0)),
      isAsked,
    });
  }
  return found;
}

function outstanding(lent: Fields): number {
  const told = part(lent, "told");
  return (count(lent, "released") ?? 0) - (count(lent, "returned") ?? 0) - (count(told, "used") ?? 0) - (count(told, "lost") ?? 0) + (count(told, "found") ?? 0);
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
