// Strike teams and task forces: who is in them, who leads, where they are called; and how far a team
// has come between two towns. As `docs/operating/lending.md`.

import { loanOf, type Loan, type LoanState } from "./loans.ts";
import type { Fields, Picture } from "./picture.ts";
import { callSign } from "./places.ts";
import { byText, text, texts } from "./read.ts";

// Where a team stands: `partly` where its units do not stand alike.
export type TeamState = "held" | "offered" | "ready" | "limbo" | "lent" | "here" | "partly";

// `name` is how a line calls it; `town` the other one that the state speaks of; `silent` are units
// whose crews have not answered; `leader` a person, `leads` a unit's call sign.
export interface TeamSeen {
  readonly id: string;
  readonly name: string;
  readonly says: string;
  readonly kind: string;
  readonly by: string;
  readonly channel: string;
  readonly leader: string | null;
  readonly leads: string | null;
  readonly signs: readonly string[];
  readonly state: TeamState;
  readonly town: string;
  readonly silent: readonly string[];
  readonly leadsIsReady: boolean;
}

const AS_TEAM: Readonly<Partial<Record<LoanState, TeamState>>> = { held: "held", offered: "offered", ready: "ready", limbo: "limbo", lent: "lent", here: "here" };

export function teamsOf(picture: Picture, own: string): readonly TeamSeen[] {
  return [...picture.of("teams")].map(([id, team]) => seen(id, team, picture, own)).sort((a, b) => byText(a.says, b.says));
}

// The team that a unit belongs to.
export function teamOf(picture: Picture, unit: string): Fields | undefined {
  for (const [, team] of picture.of("teams")) if (texts(team, "units").includes(unit)) return team;
  return undefined;
}

function seen(id: string, team: Fields, picture: Picture, own: string): TeamSeen {
  const units = texts(team, "units");
  const life = text(picture.of("log_lives").get("log"), "life");
  const loans = units.map((unit) => loanIn(unit, picture, own, life));
  const says = text(team, "name") ?? id;
  const by = text(team, "by") ?? own;
  const leads = text(team, "leader_unit");
  return {
    id, says, by, name: by === own ? says : id, kind: text(team, "kind") ?? "", channel: text(team, "channel") ?? "", leader: text(team, "leader"),
    leads: leads && signOf(leads, picture), signs: units.map((unit) => signOf(unit, picture)), ...standing(loans),
    silent: loans.filter((each) => each?.state === "offered").map((each) => each!.name),
    leadsIsReady: leads === null || loans[units.indexOf(leads)]?.state === "ready",
  };
}

function loanIn(unit: string, picture: Picture, own: string, life: string | null): Loan | null {
  const custody = picture.of("custody").get(unit);
  return custody ? loanOf(unit, custody, picture, own, life) : null;
}

function standing(loans: readonly (Loan | null)[]): Pick<TeamSeen, "state" | "town"> {
  const states = new Set(loans.map((each) => each?.state ?? "held"));
  const town = loans.find((each) => each && each.state !== "held")?.town ?? "";
  const isAsked = [...states].every((each) => each === "offered" || each === "ready");
  if (isAsked) return { state: states.has("offered") ? "offered" : "ready", town };
  const [only] = states;
  return { state: (states.size === 1 && only && AS_TEAM[only]) || "partly", town };
}

function signOf(unit: string, picture: Picture): string {
  return text(picture.of("units").get(unit), "call_sign") ?? callSign(unit);
}
