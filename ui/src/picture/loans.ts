// Units between towns: what each town may do with them, and what comes next. As `docs/operating/lending.md`.

import { said, type Said } from "../words/said.ts";
import type { Fields, Picture } from "./picture.ts";
import { callSign } from "./places.ts";
import { byText, count, is, part, parts, text, texts, time } from "./read.ts";

export type LoanState =
  | "unknown" | "limbo" | "ready" | "ready-own" | "override" | "override-answer" | "ready-us" | "offered" | "offered-own" | "offered-us"
  | "lent" | "here" | "elsewhere" | "held";

// What presses most comes first.
const ORDER: readonly LoanState[] = [
  "limbo", "override", "override-answer", "unknown", "ready", "ready-own", "ready-us", "offered", "offered-own", "offered-us", "lent", "here", "elsewhere", "held",
];

export interface ConflictSeen {
  readonly epoch: string;
  readonly loser: string;
  readonly assignments: readonly string[];
  readonly owner: string | null;
}

// `name` is how a line calls the unit; `town` the other one of the two that the state speaks of;
// `since` an instant; `due` when it is to be back.
export interface Loan {
  readonly id: string;
  readonly name: string;
  readonly sign: string;
  readonly kind: string;
  readonly home: string;
  readonly town: string;
  readonly state: LoanState;
  readonly epoch: string;
  readonly since: number | null;
  readonly due: number | null;
  readonly expires: number | null;
  readonly recalled: number | null;
  readonly nonce: string;
  readonly opened: string | null;
  readonly second: string | null;
  readonly conflicts: readonly ConflictSeen[];
  // The team that it is offered or let go of with, by its name; "" by itself.
  readonly team: string;
}

const RELEASED = 1;

// Every unit that is between towns, or about which two of them differ; what presses most first.
export function loansOf(picture: Picture, own: string): readonly Loan[] {
  const life = text(picture.of("log_lives").get("log"), "life");
  const found: Loan[] = [];
  for (const [id, custody] of picture.of("custody")) {
    const loan = loanOf(id, custody, picture, own, life);
    if (loan.state !== "held" || loan.conflicts.length > 0) found.push(loan);
  }
  return found.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || byText(a.id, b.id));
}

// Those that were released so long ago that somebody has to call the other town.
export function inLimbo(loans: readonly Loan[]): readonly Loan[] {
  return loans.filter((each) => each.state === "limbo");
}

export function loanOf(id: string, custody: Fields, picture: Picture, own: string, life: string | null): Loan {
  const unit = picture.of("units").get(id);
  const vehicle = part(custody, "vehicle");
  const home = text(custody, "home") ?? own;
  const sign = text(unit, "call_sign") ?? text(vehicle, "call_sign") ?? callSign(id);
  const told = standing(custody, own, life);
  const limits = part(part(custody, "offer"), "limits") ?? part(custody, "limits");
  const override = part(custody, "override");
  return {
    id, sign, home, ...told, name: home === own ? sign : id, kind: text(unit, "kind") ?? text(vehicle, "kind") ?? "",
    team: text(part(limits, "team"), "name") ?? "", due: time(limits, "until"), expires: time(limits, "expires_at"), recalled: time(custody, "recalled_at"),
    nonce: text(override, "nonce") ?? "", opened: text(override, "opened_by"), second: text(override, "confirmed_by"),
    conflicts: parts(custody, "conflicts").filter((each) => !text(each, "closed_at")).map((each) => ({
      epoch: epochOf(part(each, "winning")), loser: text(each, "loser") ?? "", assignments: texts(each, "assignments"), owner: text(each, "owner"),
    })),
  };
}

function standing(custody: Fields, own: string, life: string | null): Pick<Loan, "state" | "town" | "epoch" | "since"> {
  const claim = part(custody, "claim");
  const [holder, hold] = [text(claim, "town") ?? "", count(claim, "hold") ?? 0];
  const [epoch, since] = [epochOf(part(claim, "epoch")), time(custody, "since")];
  // Kept under an id of ours, or let go of: nothing is done with it as a guest any more.
  if (text(custody, "kept_at")) return { state: "held", town: holder, epoch, since };
  const offer = part(custody, "offer");
  const offered = offer && { town: text(offer, "to") ?? "", epoch: epochOf(part(offer, "epoch")), since: time(offer, "at") };
  if (life !== null && (text(custody, "life") ?? "") !== life) return { state: "unknown", town: holder, epoch, since };
  const override = part(custody, "override");
  if (override) return { state: text(override, "confirmed_by") ? "override-answer" : "override", town: holder, epoch: epochOf(part(override, "epoch")), since };
  if (hold === RELEASED) return { state: "limbo", town: holder, epoch, since };
  if (holder === own && offered) {
    const state = is(offer, "is_ready") ? "ready" : "offered";
    return { ...offered, state: offered.town === own ? `${state}-own` : state };
  }
  const heard = parts(custody, "heard").at(-1);
  if (heard && holder !== own) {
    return { state: is(heard, "is_ready") ? "ready-us" : "offered-us", town: text(heard, "by") ?? "", epoch: epochOf(part(heard, "epoch")), since: time(heard, "at") };
  }
  const home = text(custody, "home") ?? own;
  if (home === own) return { state: holder === own ? "held" : "lent", town: holder, epoch, since };
  return { state: holder === own ? "here" : "elsewhere", town: holder === own ? home : holder, epoch, since };
}

// As a crew hears it: 2.0. What stands at its default is left out: 1.0 is the first.
export function epochOf(epoch: Fields | undefined): string {
  return `${count(epoch, "generation") ?? 1}.${count(epoch, "hop") ?? 0}`;
}

// Where a unit stands, as a sentence; the other town, `at` and `lasts` as they are told.
export function loanSaid(loan: Loan, town: string, at: string, lasts: Said, people: (id: string) => string): Said {
  return said(`loan-${loan.state}`, {
    town, epoch: loan.epoch, at, for: lasts, nonce: loan.nonce,
    who: loan.opened ? people(loan.opened) : "?", second: loan.second ? people(loan.second) : "?",
  });
}
