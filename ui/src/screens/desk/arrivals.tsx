// When those who are proposed would be there: as a span, and as bars one below the other.

import type { KeyboardEvent } from "react";
import type { Sent } from "../../api/types.ts";
import { clock } from "../../picture/ages.ts";
import { useConsole } from "../../shell/console.tsx";
import { signOf } from "./reach.tsx";

// Half of the times, and nine in ten; null where nobody can say.
export function spanOf(half: number | null, most: number | null): string | null {
  return half === null || most === null ? null : `${clock(half)}–${clock(most)}`;
}

// Up and down from one option to the next.
export function step(event: KeyboardEvent<HTMLElement>): void {
  const next = event.key === "ArrowDown" ? event.currentTarget.nextElementSibling : event.key === "ArrowUp" ? event.currentTarget.previousElementSibling : null;
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

// When each is there: half of the times at the mark, nine in ten at the end of the bar.
export function Bars({ sends, longest }: { readonly sends: readonly Sent[]; readonly longest: number }) {
  const { words } = useConsole();
  return (
    <ul className="arrivals" dir="ltr">
      {sends.map((each) => (
        <li key={each.unit}>
          <span className="mono">{signOf(each)}</span>
          <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect className="range" x={share(each.arrival_p50_s, longest)} width={Math.max(0, share(each.arrival_p90_s, longest) - share(each.arrival_p50_s, longest))} y="1" height="6" />
            <rect className="half" x={Math.max(0, share(each.arrival_p50_s, longest) - 1)} width="2" y="0" height="8" />
          </svg>
          <span className="end">{each.arrival_p50_s === null ? words.say("time-unknown") : clock(each.arrival_p50_s)} <bdi>{each.fills.join(", ")}</bdi></span>
        </li>
      ))}
    </ul>
  );
}

function share(seconds: number | null, longest: number): number {
  return seconds === null ? 0 : (100 * seconds) / longest;
}
