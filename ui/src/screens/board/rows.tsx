// A list of incidents that is drawn whole: one stop of Tab, and the one way through it by keys.

import { useRef, useState, type KeyboardEvent } from "react";
import { Spelling, spells, step } from "../../parts/walk.ts";
import type { Row } from "../../picture/rows.ts";
import { useConsole } from "../../shell/console.tsx";
import { RowLine } from "../desk/incident-list.tsx";

export type Banded = readonly [row: Row, band: "needs" | "working" | "quiet"];

const PAGE = 12;

export function BoardRows({ shown, choose }: { readonly shown: readonly Banded[]; readonly choose: (row: Row) => void }) {
  const { words, selection } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  const [spelling] = useState(() => new Spelling());
  // What is selected, or the first.
  const stop = (shown.find(([row]) => row.id === selection.incident) ?? shown[0])?.[0];
  const textOf = (index: number) => `${shown[index]![0].number} ${words.tell(shown[index]![0].what)}`;
  const onKeyDown = (event: KeyboardEvent) => {
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const [row] = shown[at] ?? [];
    const led = step(event.key, at, rows.length, PAGE)?.to ?? (spells(event) ? spelling.find(event.key, at, rows.length, textOf, performance.now()) : null);
    if (led !== null) rows[led]?.focus();
    else if ((event.key === "Enter" || event.key === " ") && row) choose(row);
    else if (!spells(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="board-rows" role="listbox" aria-label={words.say("incidents")} ref={box} onKeyDown={onKeyDown} data-pane="incidents">
      {shown.map(([row, band]) => (
        <div key={`${row.kind}/${row.id}`} role="option" tabIndex={row === stop ? 0 : -1} aria-selected={row.id === selection.incident} onClick={() => choose(row)}>
          <RowLine row={row} needs={band === "needs"} quiet={band === "quiet"} selected={row.id === selection.incident} />
        </div>
      ))}
    </div>
  );
}
