// Two panes and the grip between them: dragged by hand, or with the arrows; where it was left is
// remembered in this browser. A double press or Enter brings back the usual width.

import { useCallback, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from "react";

interface SplitProps {
  // Under which the width is remembered.
  readonly name: string;
  readonly label: string;
  readonly way?: "across" | "down" | undefined;
  // Which pane has the width; the other fills.
  readonly sized?: "first" | "second" | undefined;
  readonly usual: number;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  readonly first: ReactNode;
  readonly second: ReactNode;
}

const STEP = 16;

export function Split({ name, label, way = "across", sized = "first", usual, least = 120, most = 900, first, second }: SplitProps) {
  const shelf = `tocsin-split-${name}`;
  const [size, setSize] = useState(() => held(remembered(shelf) ?? usual, least, most));
  const [grabbed, grab] = useState(false);
  const from = useRef({ at: 0, size: 0 });
  const set = useCallback(
    (next: number) => {
      const kept = held(next, least, most);
      setSize(kept);
      remember(shelf, kept);
    },
    [shelf, least, most],
  );
  // Which way is "wider" on screen.
  const turn = (target: Element) => (sized === "second" ? -1 : 1) * (way === "across" && getComputedStyle(target).direction === "rtl" ? -1 : 1);
  const along = (event: PointerEvent) => (way === "across" ? event.clientX : event.clientY);

  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = way === "across" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const step = event.key === more ? STEP : event.key === less ? -STEP : 0;
    if (step !== 0) set(size + step * turn(event.currentTarget));
    else if (event.key === "Home") set(least);
    else if (event.key === "End") set(most);
    else if (event.key === "Enter") set(usual);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const grip = (
    <div
      className="grip" role="separator" tabIndex={0} aria-label={label} aria-orientation={way === "across" ? "vertical" : "horizontal"}
      aria-valuenow={Math.round(size)} aria-valuemin={least} aria-valuemax={most} data-held={grabbed || undefined}
      onKeyDown={onKeyDown} onDoubleClick={() => set(usual)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: along(event), size };
        grab(true);
      }}
      onPointerMove={(event) => grabbed && set(from.current.size + (along(event) - from.current.at) * turn(event.currentTarget))}
      onPointerUp={() => grab(false)} onPointerCancel={() => grab(false)}
    />
  );
  const wide = { flexBasis: `${size}px`, flexGrow: 0, flexShrink: 1 };
  return (
    <div className="split" data-way={way}>
      <div className="pane" {...(sized === "first" ? { style: wide } : { "data-fills": "" })}>{first}</div>
      {grip}
      <div className="pane" {...(sized === "second" ? { style: wide } : { "data-fills": "" })}>{second}</div>
    </div>
  );
}

function held(size: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, size));
}

function remembered(shelf: string): number | null {
  try {
    const kept = Number(localStorage.getItem(shelf) ?? "");
    return kept > 0 ? kept : null;
  } catch {
    return null;
  }
}

function remember(shelf: string, size: number): void {
  try {
    localStorage.setItem(shelf, String(Math.round(size)));
  } catch {
    // Not kept: it holds until the page is left.
  }
}
