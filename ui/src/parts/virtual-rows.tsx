// A list of thousands that draws only what is seen. One stop of the tabulator; arrows, Home, End,
// Page keys and the first letters of a row move in it. Its rows never move under a hand.

import { memo, useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { NARROW_REM, rem } from "./line.tsx";
import { useHold, type HeldRow } from "./hold.ts";
import { Spelling, spells, step } from "./walk.ts";

interface RowsProps<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  // In pixels; rows with a reason under them are taller, and all are in a narrow pane: `lineHeight`.
  readonly heightOf: (item: T, narrow: boolean) => number;
  readonly render: (item: T, told: { readonly selected: boolean; readonly gone: boolean }) => ReactNode;
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
  // By this a row is found when its first letters are typed.
  readonly textOf: (item: T) => string;
  // Not a row but a title between rows: it is passed over.
  readonly isTitle?: ((item: T) => boolean) | undefined;
  // "3 changes wait: show"
  readonly waiting: (count: number) => string;
  readonly onKey?: ((key: string, event: KeyboardEvent) => void) | undefined;
  readonly patience?: number | undefined;
  readonly none?: ReactNode;
}

const SPARE = 8;

export function VirtualRows<T>(props: RowsProps<T>) {
  const { label, items, keyOf, heightOf, render, selected, onSelect, textOf, isTitle, waiting, onKey, patience = 20_000, none } = props;
  const hold = useHold(items, keyOf, patience);
  const box = useRef<HTMLDivElement>(null);
  const [seen, see] = useState({ top: 0, height: 600, narrow: false });
  const [here, goTo] = useState<string | null>(null);
  const [spelling] = useState(() => new Spelling());
  const own = useId();
  const { rows } = hold;
  const tops = useMemo(() => topsOf(rows, (item) => heightOf(item, seen.narrow)), [rows, heightOf, seen.narrow]);
  const first = Math.max(0, indexAt(tops, seen.top) - SPARE);
  const last = Math.min(rows.length, indexAt(tops, seen.top + seen.height) + SPARE);
  const at = rows.findIndex((each) => each.key === here);
  // A list box without a choice in it is none.
  const isEmpty = rows.every((each) => isTitle?.(each.row));

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = () => see({ top: element.scrollTop, height: element.clientHeight, narrow: element.clientWidth <= NARROW_REM * rem() });
    const watch = new ResizeObserver(look);
    watch.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  useEffect(() => {
    if (selected !== null) goTo(selected);
  }, [selected]);

  const move = (to: number, way: 1 | -1) => {
    let next = Math.min(rows.length - 1, Math.max(0, to));
    while (rows[next] && isTitle?.(rows[next]!.row)) next += way;
    const row = rows[next];
    if (!row) return;
    goTo(row.key);
    show(box.current, tops[next]!, tops[next + 1]!);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(seen.height / 24) - 1);
    const row = rows[at];
    hold.stir();
    const led = step(event.key, at, rows.length, page);
    if (led) move(led.to, led.way);
    else if (event.key === "Enter" && row && !row.gone) onSelect(row.key);
    else if (spells(event)) spell(event.key);
    else return void (row && onKey?.(row.key, event));
    event.preventDefault();
    event.stopPropagation();
  };
  const spell = (letter: string) => {
    const found = spelling.find(letter, at, rows.length, (index) => (isTitle?.(rows[index]!.row) ? null : textOf(rows[index]!.row)), performance.now());
    if (found !== null) move(found, 1);
  };
  const drawn = rows.slice(first, last);
  return (
    <div className="rows-box">
      {hold.waiting > 0 ? <div className="rows-waiting"><Button onPress={hold.release}>{waiting(hold.waiting)}</Button></div> : null}
      <div
        ref={box} className="rows" role={isEmpty ? "group" : "listbox"} tabIndex={0} aria-label={label} onKeyDown={onKeyDown}
        aria-activedescendant={at >= first && at < last ? `${own}${here}` : undefined}
        onPointerMove={hold.stir} onPointerLeave={hold.release} onFocus={hold.stir} onBlur={hold.release}
      >
        <div className="length" role="presentation" style={{ blockSize: tops[rows.length] }}>
          {drawn.map((each, index) => (isTitle?.(each.row)
            ? <Title key={each.key} top={tops[first + index]!} height={tops[first + index + 1]! - tops[first + index]!}>{render(each.row, { selected: false, gone: each.gone })}</Title>
            : (
              <Held
                key={each.key} id={`${own}${each.key}`} held={each} top={tops[first + index]!} height={tops[first + index + 1]! - tops[first + index]!}
                place={first + index + 1} of={rows.length} selected={each.key === selected} here={each.key === here} onSelect={onSelect} onHere={goTo} render={render}
              />
            )))}
        </div>
      </div>
      {rows.length === 0 ? none : null}
    </div>
  );
}

interface HeldProps<T> {
  readonly id: string;
  readonly held: HeldRow<T>;
  readonly top: number;
  readonly height: number;
  readonly place: number;
  readonly of: number;
  readonly selected: boolean;
  readonly here: boolean;
  readonly onSelect: (key: string) => void;
  readonly onHere: (key: string) => void;
  readonly render: RowsProps<T>["render"];
}

// Drawn anew only when its own row, place or marks change.
const Held = memo(HeldRowShown, (was, is) =>
  was.held.row === is.held.row && was.held.gone === is.held.gone && was.top === is.top && was.height === is.height && was.place === is.place
  && was.of === is.of && was.selected === is.selected && was.here === is.here && was.render === is.render && was.onSelect === is.onSelect) as typeof HeldRowShown;

function HeldRowShown<T>({ id, held, top, height, place, of, selected, here, onSelect, onHere, render }: HeldProps<T>) {
  const press = () => {
    onHere(held.key);
    if (!held.gone) onSelect(held.key);
  };
  return (
    <div
      id={id} className="held-row" role="option" aria-selected={selected} aria-setsize={of} aria-posinset={place} aria-disabled={held.gone || undefined}
      data-key={held.key} data-here={here ? "" : undefined} data-gone={held.gone ? "" : undefined} style={{ transform: `translateY(${top}px)`, blockSize: height }} onClick={press}
    >
      {render(held.row, { selected, gone: held.gone })}
    </div>
  );
}

function Title({ top, height, children }: { readonly top: number; readonly height: number; readonly children: ReactNode }) {
  return <div className="held-title" role="presentation" style={{ transform: `translateY(${top}px)`, blockSize: height }}>{children}</div>;
}

// Where each row begins; one more than there are rows, the last being the length of all.
function topsOf<T>(rows: readonly HeldRow<T>[], heightOf: (item: T) => number): Float64Array {
  const tops = new Float64Array(rows.length + 1);
  for (let at = 0; at < rows.length; at += 1) tops[at + 1] = tops[at]! + heightOf(rows[at]!.row);
  return tops;
}

// The row that stands at this height.
function indexAt(tops: Float64Array, height: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tops[middle + 1]! <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}

function show(box: HTMLElement | null, top: number, end: number): void {
  if (!box) return;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (end > box.scrollTop + box.clientHeight) box.scrollTop = end - box.clientHeight;
}
