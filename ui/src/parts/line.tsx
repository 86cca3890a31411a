// A dense row: mark, id, name, place, count, age; under it, where a person is needed, the reason.

import type { ReactNode } from "react";

// Below this width of its pane a row puts the place under the name (look/lines.css has the same).
export const NARROW_REM = 24;

let known: number | null = null;

// The size of type a person chose, in pixels. Asked of the page once for all that is laid out
// together: a list asks it for each of its thousands of rows.
export function rem(): number {
  if (known === null) {
    known = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    queueMicrotask(() => (known = null));
  }
  return known;
}

// How high a row is in a list of fixed heights, in pixels.
export function lineHeight(told: { readonly says: boolean; readonly narrow: boolean }): number {
  return Math.round(rem() * ((told.narrow ? 2.625 : 1.4375) + (told.says ? 0.9375 : 0)));
}

interface LineProps {
  readonly mark?: ReactNode;
  readonly id?: string | undefined;
  readonly name: ReactNode;
  readonly place?: ReactNode;
  readonly count?: ReactNode;
  // An <Age>, or words.
  readonly age?: ReactNode;
  readonly says?: ReactNode;
  readonly needs?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly selected?: boolean | undefined;
  // Changed in the last eight seconds.
  readonly changed?: boolean | undefined;
}

export function Line({ mark, id, name, place, count, age, says, needs = false, quiet = false, selected = false, changed = false }: LineProps) {
  const flag = (set: boolean) => (set ? "" : undefined);
  return (
    <div className="line" data-needs={flag(needs)} data-quiet={flag(quiet)} data-selected={flag(selected)} data-changed={flag(changed)}>
      <span className="mark">{mark}</span>
      <span className="id" dir="ltr">{id}</span>
      <span className="name cut">{name}</span>
      <span className="place cut">{place}</span>
      <span className="tally" dir="ltr">{count}</span>
      <span className="when">{age}</span>
      {says ? <span className="says">{says}</span> : null}
    </div>
  );
}
