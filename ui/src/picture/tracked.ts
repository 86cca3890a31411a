// Where a unit is by its tracker.

import type { Shown } from "../api/types.ts";
import type { Fields } from "./picture.ts";
import { instant, part, time } from "./read.ts";

export interface Tracked {
  // Microdegrees.
  readonly lat: number;
  readonly lon: number;
  // When it was there; ms since 1970.
  readonly at: number;
}

// Null where there is none, or what was said of the unit itself is newer.
export function tracked(unit: Fields, shown: Shown | undefined): Tracked | null {
  const at = instant(shown?.observed_at);
  if (!shown || at === null || shown.lat_udeg == null || shown.lon_udeg == null) return null;
  const said = time(part(unit, "position"), "at");
  return said !== null && said > at ? null : { lat: shown.lat_udeg, lon: shown.lon_udeg, at };
}
