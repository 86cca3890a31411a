// How the town does, from what is in sight: each measure as all its cases, never as one average.
// Of a picture of another time it says what held then.
//
// Source: NFPA 1225 (2022) 15.4 (60 s from answering to the first unit, 90 %), NFPA 1710 (2020)
// 4.1.2.1 (80 s turnout, 240 s travel, 90 %).

import type { Fields, Picture } from "./picture.ts";
import { byText, parts, text, time } from "./read.ts";

export const MEASURES = ["first_sent", "turnout", "travel", "total", "on_scene", "open_age"] as const;
export type Measure = (typeof MEASURES)[number];

export const GOALS: Readonly<Partial<Record<Measure, number>>> = { first_sent: 60, turnout: 80, travel: 240 };
// Of ten cases nine are to keep to the goal.
export const SHARE = 0.9;

export interface Case {
  readonly incident: string;
  // None where it is a time of the incident.
  readonly unit: string | null;
  readonly seconds: number;
}

export function casesOf(measure: Measure, picture: Picture, now: number): readonly Case[] {
  const found: Case[] = [];
  const add = (incident: string, unit: string | null, from: number | null, to: number | null) => {
    if (from !== null && to !== null && to >= from) found.push({ incident, unit, seconds: (to - from) / 1_000 });
  };
  for (const [id, incident] of [...picture.of("incidents")].sort(([a], [b]) => byText(a, b))) {
    if (text(incident, "merged_into") !== null) continue;
    const opened = time(incident, "opened_at");
    const responses = parts(incident, "responses");
    if (measure === "first_sent") add(id, null, opened, least(responses.map((each) => mark(each, "committed"))));
    else if (measure === "open_age") add(id, null, opened, isOpen(incident) ? now : null);
    else {
      for (const each of responses) {
        const [from, to] = ends(measure, each, opened);
        add(id, text(each, "unit"), from, to);
      }
    }
  }
  return found;
}

function ends(measure: Measure, response: Fields, opened: number | null): readonly [number | null, number | null] {
  const at = (status: string) => mark(response, status);
  if (measure === "turnout") return [at("committed"), at("en_route")];
  if (measure === "travel") return [at("en_route"), at("on_scene")];
  if (measure === "total") return [opened, at("on_scene")];
  return [at("on_scene"), at("transporting") ?? time(response, "ended_at")];
}

function mark(response: Fields, status: string): number | null {
  const found = parts(response, "marks").find((each) => text(each, "status") === status);
  return found ? time(found, "at") : null;
}

function least(times: readonly (number | null)[]): number | null {
  const found = times.filter((each) => each !== null);
  return found.length > 0 ? Math.min(...found) : null;
}

function isOpen(incident: Fields): boolean {
  return time(incident, "closed_at") === null && !["closed", "archived"].includes(text(incident, "status") ?? "");
}

// Linear interpolation, as the server's own measures (type 7; Hyndman & Fan 1996).
export function percentile(cases: readonly Case[], share: number): number | null {
  if (cases.length === 0) return null;
  const ordered = cases.map((each) => each.seconds).sort((a, b) => a - b);
  const place = (ordered.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, ordered.length - 1);
  return ordered[below]! + (place - below) * (ordered[above]! - ordered[below]!);
}

// How many keep to the goal; null where there is none.
export function withinGoal(measure: Measure, cases: readonly Case[]): number | null {
  const goal = GOALS[measure];
  return goal === undefined ? null : cases.filter((each) => each.seconds <= goal).length;
}

// Steps of time that people reckon in; seconds.
export const TIME_STEPS = [5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 172_800, 604_800, 2_419_200];
const MOST_BARS = 30;

// Cases by equal steps of time from nought, each by where it begins.
export function histogram(cases: readonly Case[]): readonly (readonly [number, number])[] {
  const most = Math.max(...cases.map((each) => each.seconds), 1);
  const step = TIME_STEPS.find((each) => most / each <= MOST_BARS) ?? TIME_STEPS.at(-1)!;
  const counts = new Map<number, number>();
  for (const each of cases) {
    const bin = Math.floor(each.seconds / step) * step;
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => [at * step, counts.get(at * step) ?? 0] as const);
}
