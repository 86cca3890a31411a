// The unit matrix: one stop of the tabulator; left and right go from chip to chip, up and down to
// the nearest one there, over the borders of the stations.

import type { KeyboardEvent, ReactNode } from "react";
import { Toolbar } from "react-aria-components";

export function Matrix({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div onKeyDown={toNearest}>
      <Toolbar className="matrix" aria-label={label}>{children}</Toolbar>
    </div>
  );
}

function toNearest(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  const here = (event.target as HTMLElement).getBoundingClientRect();
  const way = event.key === "ArrowDown" ? 1 : -1;
  const middle = here.left + here.width / 2;
  let nearest: HTMLElement | null = null;
  let least = Infinity;
  for (const each of event.currentTarget.querySelectorAll<HTMLElement>("button:not(:disabled)")) {
    const there = each.getBoundingClientRect();
    const away = way * (there.top - here.top);
    const aside = Math.abs(there.left + there.width / 2 - middle);
    if (away > here.height / 2 && away + 2 * aside < least) [nearest, least] = [each, away + 2 * aside];
  }
  if (!nearest) return;
  nearest.focus();
  event.preventDefault();
  event.stopPropagation();
}
