// The unit matrix: one stop of the tabulator; arrows go from chip to chip as they stand on the page,
// over the borders of the stations, Home and End to the first and the last.

import { useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from "react";

const CHIPS = "button.unit-chip:not(:disabled)";

export function Matrix({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  // Of the chips one is a stop: the one that had the focus last, else the first. Which one it is stands on
  // the chips alone, so that no other is drawn anew when it is another.
  useLayoutEffect(() => {
    if (box.current && !box.current.querySelector('.unit-chip[tabindex="0"]')) stop(box.current, box.current.querySelector<HTMLElement>(CHIPS));
  });
  return (
    <div ref={box} className="matrix" role="toolbar" aria-label={label} onKeyDown={move} onFocus={arrive}>
      {children}
    </div>
  );
}

function arrive(event: FocusEvent<HTMLElement>): void {
  if (event.target.matches(CHIPS)) stop(event.currentTarget, event.target);
}

function stop(box: HTMLElement, chip: HTMLElement | null): void {
  for (const each of box.querySelectorAll<HTMLElement>('.unit-chip[tabindex="0"]')) if (each !== chip) each.tabIndex = -1;
  if (chip) chip.tabIndex = 0;
}

function move(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget: box } = event;
  if (!(target instanceof HTMLElement) || !target.matches(CHIPS) || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = led(event.key, target, [...box.querySelectorAll<HTMLElement>(CHIPS)]);
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

// The chip that a key leads to; null: there is none; undefined: the key leads nowhere.
function led(key: string, here: HTMLElement, chips: readonly HTMLElement[]): HTMLElement | null | undefined {
  const isLeftward = getComputedStyle(here).direction === "rtl";
  const at = chips.indexOf(here);
  if (key === "Home") return chips[0] ?? null;
  if (key === "End") return chips.at(-1) ?? null;
  if (key === "ArrowRight" || key === "ArrowLeft") return chips[at + ((key === "ArrowRight") === isLeftward ? -1 : 1)] ?? null;
  if (key === "ArrowDown" || key === "ArrowUp") return nearest(here, chips, key === "ArrowDown" ? 1 : -1);
  return undefined;
}

function nearest(here: HTMLElement, chips: readonly HTMLElement[], way: 1 | -1): HTMLElement | null {
  const box = here.getBoundingClientRect();
  const middle = box.left + box.width / 2;
  let found: HTMLElement | null = null;
  let least = Infinity;
  for (const each of chips) {
    const there = each.getBoundingClientRect();
    const away = way * (there.top - box.top);
    const aside = Math.abs(there.left + there.width / 2 - middle);
    if (away > box.height / 2 && away + 2 * aside < least) [found, least] = [each, away + 2 * aside];
  }
  return found;
}
