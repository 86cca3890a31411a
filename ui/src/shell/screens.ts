// All screens: their path, key, name, and the module that is loaded when one is shown.

import { lazy, type ComponentType, type LazyExoticComponent } from "react";

export interface Screen {
  readonly name: string;
  // The digit that goes there; none: from the menu, the command line or a link.
  readonly digit: string | null;
  // An order of which the viewer must be allowed some for the screen to be of use; none: anybody.
  readonly needs: readonly string[];
  readonly show: LazyExoticComponent<ComponentType<ScreenProps>>;
  // The load is begun when a hand is near.
  readonly load: () => Promise<unknown>;
}

export interface ScreenProps {
  // What stands in the path behind the screen's name.
  readonly rest: readonly string[];
}

type Module = { readonly default: ComponentType<ScreenProps> };

function screen(name: string, digit: string | null, load: () => Promise<Module>, needs: readonly string[] = []): Screen {
  return { name, digit, needs, load, show: lazy(load) };
}

export const SCREENS: readonly Screen[] = [
  screen("desk", "1", () => import("../screens/desk/desk.tsx")),
  screen("calls", "2", () => import("../screens/calls/calls.tsx")),
  screen("board", "3", () => import("../screens/board/board.tsx")),
  screen("plans", "4", () => import("../screens/plans/plans.tsx")),
  screen("warn", "5", () => import("../screens/warn/warn.tsx")),
  // Who only looks is told nothing of neighbours: the rules of sight.
  screen("neighbours", "7", () => import("../screens/neighbours/neighbours.tsx"), ["OpenFromReport", "OfferUnit", "ReadyCrew", "CutNeighbour", "ProposeAgreement", "RecordAgreementPaper", "SendNotice"]),
  screen("timeline", "8", () => import("../screens/timeline/timeline.tsx")),
  screen("measures", "9", () => import("../screens/measures/measures.tsx")),
  screen("incidents", null, () => import("../screens/incident/incident.tsx")),
  screen("units", null, () => import("../screens/units/units.tsx")),
  screen("due", null, () => import("../screens/due/due.tsx")),
  screen("handover", null, () => import("../screens/handover/handover.tsx")),
  screen("people", null, () => import("../screens/people/people.tsx")),
  screen("health", null, () => import("../screens/health/health.tsx")),
  screen("officials", null, () => import("../screens/officials/officials.tsx")),
  screen("wall", null, () => import("../screens/board/wall.tsx")),
];

export const FIRST = "desk";
