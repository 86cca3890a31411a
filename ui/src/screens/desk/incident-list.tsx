// Incidents in three bands: what needs a person, with the reason in a sentence; what is being
// worked; what is quiet, folded and counted.

import { useEffect, useRef, useState } from "react";
import { Age } from "../../parts/age.tsx";
import { Line } from "../../parts/line.tsx";
import { Band, Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { Empty } from "../../parts/states.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import type { Board } from "../../picture/board.ts";
import { told } from "../../picture/needs.ts";
import type { Row } from "../../picture/rows.ts";
import { useBoard } from "../../shell/board.ts";
import { useConsole, useNow } from "../../shell/console.tsx";
import { NEXT_NEEDING } from "../../shell/keys.ts";
import { go } from "../../shell/route.ts";

export function IncidentList() {
  const { words, selection, select, store } = useConsole();
  const board = useBoard();
  const now = useNow();
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const shown = useHeld(board, list);
  const oldest = shown.needs.reduce((least, each) => Math.min(least, each.since), Infinity);

  const choose = (row: Row) => {
    if (row.kind === "incidents") select({ incident: row.id });
    else if (row.kind === "reports") go(`/calls/${encodeURIComponent(row.id)}`);
    else go("/due");
  };
  useEffect(() => {
    const next = () => {
      const needing = shown.needs.filter((each) => each.kind === "incidents");
      const at = needing.findIndex((each) => each.id === selection.incident);
      const found = needing[(at + 1) % Math.max(1, needing.length)];
      if (!found) return;
      select({ incident: found.id });
      list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(found.id)}"]`)?.focus();
    };
    window.addEventListener(NEXT_NEEDING, next);
    return () => window.removeEventListener(NEXT_NEEDING, next);
  }, [shown, selection.incident, select]);

  const rows = (of: readonly Row[], band: keyof Pick<Board, "needs" | "working" | "quiet">) =>
    of.map((row) => (
      <BoardRow key={`${row.kind}/${row.id}`} row={row} now={now} needs={band === "needs"} quiet={band === "quiet"} selected={row.id === selection.incident} choose={choose} />
    ));
  return (
    <Panel name={words.say("incidents")} count={words.say("open-told", { count: board.counts.open })} ends={words.say("incidents-order")} keyCap="F2">
      <div className="board-list" ref={list} role="listbox" aria-label={words.say("incidents")} onKeyDown={(event) => rove(event, list.current)}>
        <Band name={words.say("band-needs")} count={shown.needs.length} ends={oldest < Infinity ? words.say("oldest", { age: ageOf(oldest, now) }) : undefined} />
        {shown.needs.length > 0 ? rows(shown.needs, "needs") : <p className="empty-note">{words.say("needs-empty")}</p>}
        <Band name={words.say("band-working")} count={shown.working.length} ends={words.say("no-timer")} />
        {rows(shown.working, "working")}
        <Band name={words.say("band-quiet")} count={shown.quiet.length} open={isOpen} onFold={setOpen} />
        {isOpen && rows(shown.quiet, "quiet")}
        {board.counts.open === 0 && store.opened && <Empty says={words.say("no-incidents")} more={words.say("no-incidents-next")} />}
      </div>
    </Panel>
  );
}

interface BoardRowProps {
  readonly row: Row;
  readonly now: number;
  readonly needs: boolean;
  readonly quiet: boolean;
  readonly selected: boolean;
  readonly choose: (row: Row) => void;
}

export function BoardRow({ row, now, needs, quiet, selected, choose }: BoardRowProps) {
  const { words } = useConsole();
  const level = levelOf(row.priority);
  const severity = words.code("severity", level === "unknown" ? "unknown" : String(level));
  const reasons = row.reasons.map((each) => words.tell(told(each, now)));
  const seconds = secondsBetween(row.since, now);
  const isBare = row.kind === "incidents" && row.units.length === 0;
  return (
    <div
      role="option"
      tabIndex={selected ? 0 : -1}
      aria-selected={selected}
      data-row={row.id}
      aria-label={[row.number, severity, words.tell(row.what), row.place && words.tell(row.place), ...reasons].filter(Boolean).join(", ")}
      onClick={() => choose(row)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose(row);
      }}
    >
      <Line
        mark={<Severity level={level} word="" size={18} />}
        id={row.kind === "incidents" ? row.number : ""}
        name={words.tell(row.what)}
        place={row.place ? words.tell(row.place) : row.summary}
        count={row.needed === null ? (row.units.length > 0 ? String(row.units.length) : "") : `${row.assigned ?? 0}/${row.needed}`}
        age={<Age seconds={seconds} late={needs && isBare ? (row.priority === 1 ? 1 : true) : false} />}
        says={needs && reasons.length > 0 ? <><strong>{reasons[0]}</strong> {reasons.slice(1).join(" ")}</> : undefined}
        needs={needs}
        quiet={quiet}
        selected={selected}
      />
    </div>
  );
}

function ageOf(since: number, now: number): string {
  const s = secondsBetween(since, now);
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

// Nothing moves under a hand: while a row has the pointer or the focus the order of before stands,
// with each row's newest content; what is new comes at the end of its band.
function useHeld(board: Board, list: React.RefObject<HTMLDivElement | null>): Board {
  const [isHeld, setHeld] = useState(false);
  const order = useRef<Board>(board);
  useEffect(() => {
    const box = list.current;
    if (!box) return;
    const look = () => setHeld(box.matches(":hover") || box.contains(document.activeElement));
    for (const each of ["pointerenter", "pointerleave", "focusin", "focusout"]) box.addEventListener(each, look);
    return () => {
      for (const each of ["pointerenter", "pointerleave", "focusin", "focusout"]) box.removeEventListener(each, look);
    };
  }, [list]);
  if (!isHeld) {
    order.current = board;
    return board;
  }
  const kept = (was: readonly Row[], is: readonly Row[]): Row[] => {
    const left = new Map(is.map((each) => [`${each.kind}/${each.id}`, each]));
    const found: Row[] = [];
    for (const each of was) {
      const key = `${each.kind}/${each.id}`;
      const now = left.get(key);
      if (now) found.push(now);
      left.delete(key);
    }
    return [...found, ...left.values()];
  };
  const { needs, working, quiet } = order.current;
  return { ...board, needs: kept(needs, board.needs), working: kept(working, board.working), quiet: kept(quiet, board.quiet) };
}

// Arrows and type-ahead inside the list; one stop for Tab.
export function rove(event: React.KeyboardEvent, box: HTMLElement | null): void {
  if (!box || event.ctrlKey || event.altKey || event.metaKey) return;
  const rows = [...box.querySelectorAll<HTMLElement>('[role="option"]')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const to = (n: number) => {
    event.preventDefault();
    rows[Math.min(rows.length - 1, Math.max(0, n))]?.focus();
  };
  if (event.key === "ArrowDown") to(at + 1);
  else if (event.key === "ArrowUp") to(at < 0 ? rows.length - 1 : at - 1);
  else if (event.key === "Home") to(0);
  else if (event.key === "End") to(rows.length - 1);
  else if (event.key === "PageDown") to(at + 12);
  else if (event.key === "PageUp") to(at - 12);
}
