// Places at facilities that one town keeps for another: what follows from what both count. Pure.

import { said, type Said } from "../words/said.ts";
import type { Fields, Picture } from "./picture.ts";
import { byText, count, is, part, text, time } from "./read.ts";

export interface PlacesStanding {
  readonly asked: boolean;
  readonly wanted: number;
  readonly reserved: number;
  readonly here: number;
  readonly offered: number;
  readonly onTheWay: number;
  readonly unannounced: number;
}

export function placesOf(loan: Fields): PlacesStanding {
  const [keeper, borrower] = [part(loan, "keeper_says"), part(loan, "borrower_says")];
  const k = (name: string): number => count(keeper, name) ?? 0;
  const b = (name: string): number => count(borrower, name) ?? 0;
  const promised = Math.max(0, k("granted") - k("taken_back") - b("refused") - b("given_back"));
  const declined = (text(keeper, "because") ?? "") !== "";
  return {
    wanted: count(loan, "wanted") ?? 0,
    asked: (count(loan, "wanted") ?? 0) > 0 && k("granted") === 0 && !declined && !is(borrower ?? {}, "is_settled"),
    reserved: Math.max(0, promised - k("arrived")),
    here: Math.max(0, k("arrived") - k("left")),
    offered: Math.max(0, k("granted") - b("accepted") - b("refused") - k("taken_back")),
    onTheWay: Math.max(0, b("sent") - b("turned") - k("arrived")),
    unannounced: Math.max(0, k("arrived") - promised),
  };
}

export interface PlaceRow {
  readonly key: string;
  readonly first: Said;
  readonly second: Said;
  // Wanted back by then.
  readonly back: number | null;
  readonly waits: boolean;
  // This town keeps them; else it has asked for them.
  readonly ours: boolean;
  readonly stands: PlacesStanding;
  // Whether what stands empty may be opened again without the borrower's word.
  readonly isOver: (now: number) => boolean;
}

// What is not over: what waits for this town first.
export function placeRows(picture: Picture, own: string): readonly PlaceRow[] {
  const found: PlaceRow[] = [];
  for (const [id, loan] of [...picture.of("place_loans")].sort(([a], [b]) => byText(a, b))) {
    const stands = placesOf(loan);
    if (!stands.asked && stands.reserved === 0 && stands.here === 0) continue;
    const keeper = part(loan, "keeper_says");
    const ours = text(loan, "keeper") === own;
    const args = {
      id, kind: (text(loan, "kind") ?? "").replaceAll("_", " "), keeper: text(loan, "keeper") ?? "?", borrower: text(loan, "borrower") ?? "?",
      at: text(keeper, "name") ?? text(keeper, "facility") ?? "",
    };
    const numbers = { reserved: stands.reserved, here: stands.here, way: stands.onTheWay, extra: stands.unannounced, wanted: stands.wanted };
    found.push({
      key: id,
      first: said(args.at === "" ? "place-between" : "place-at", args),
      second: said(stands.asked ? "place-asked" : stands.offered > 0 ? "place-offered" : "place-stands", { ...numbers, offered: stands.offered }),
      back: stands.reserved > 0 ? time(keeper, "recall_by") : null,
      waits: ours ? stands.asked : stands.offered > 0,
      ours,
      stands,
      isOver: (now) => ours && stands.reserved > 0 && ends(loan, stands).some((each) => each <= now),
    });
  }
  return [...found.filter((each) => each.waits), ...found.filter((each) => !each.waits)];
}

// The end, the recall's time; of what is not taken yet, the time until which it was offered.
function ends(loan: Fields, stands: PlacesStanding): readonly number[] {
  const keeper = part(loan, "keeper_says");
  const found = [time(loan, "until"), time(keeper, "recall_by"), stands.offered === stands.reserved ? time(keeper, "expires_at") : null];
  return found.filter((each) => each !== null);
}
