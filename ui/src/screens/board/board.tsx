// Sixty incidents and eighty units at once, without a map and without scrolling; as a wall display
// twice as large, with nothing that only some may read.

import { useEffect, useState } from "react";
import { Panel } from "../../parts/panel.tsx";
import type { Row } from "../../picture/rows.ts";
import { useBoard } from "../../shell/board.ts";
import { useConsole } from "../../shell/console.tsx";
import { go } from "../../shell/route.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { BoardRow, rove } from "../desk/incident-list.tsx";
import { Station } from "../desk/unit-matrix.tsx";
import "../desk/desk.css";
import "./board.css";

const SHOWN = 60;

export default function BoardScreen(_: ScreenProps) {
  return <Board isWall={false} />;
}

export function Board({ isWall }: { readonly isWall: boolean }) {
  const { words, selection, select } = useConsole();
  const board = useBoard();
  const [list, setList] = useState<HTMLElement | null>(null);
  const all: readonly (readonly [Row, "needs" | "working" | "quiet"])[] = [
    ...board.needs.map((row) => [row, "needs"] as const),
    ...board.working.map((row) => [row, "working"] as const),
    ...board.quiet.map((row) => [row, "quiet"] as const),
  ];
  const shown = all.slice(0, SHOWN);
  // One stop of Tab: what is selected, or the first.
  const stop = (shown.find(([row]) => row.id === selection.incident) ?? shown[0])?.[0];
  const choose = (row: Row) => {
    if (row.kind === "incidents") {
      select({ incident: row.id });
      if (!isWall) go("/desk");
    }
  };
  return (
    <div className="big-board" data-wall={isWall ? "" : undefined}>
      <Panel
        name={words.say("incidents")}
        count={words.say("board-told", { needs: board.needs.length, working: board.counts.working, quiet: board.counts.quiet })}
        ends={all.length > SHOWN ? words.say("board-more", { count: all.length - SHOWN }) : undefined}
      >
        {shown.length === 0 ? <p className="empty-note">{words.say("no-incidents")}</p> : (
          <div className="board-rows" role="listbox" aria-label={words.say("incidents")} ref={setList} onKeyDown={(event) => rove(event, list)} data-pane="incidents">
            {shown.map(([row, band]) => (
              <BoardRow key={`${row.kind}/${row.id}`} row={isWall ? { ...row, summary: "" } : row} needs={band === "needs"} quiet={band === "quiet"} selected={row.id === selection.incident} isStop={row === stop} choose={choose} />
            ))}
          </div>
        )}
      </Panel>
      <Panel name={words.say("units")} count={words.say("units-told", { units: board.counts.units, free: board.counts.free })}>
        <div className="matrix" data-pane="units">
          {board.groups.map((each) => <Station key={each.station} group={each} />)}
        </div>
      </Panel>
    </div>
  );
}

// A screen that nobody touches does not go dark.
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    const ask = () => {
      if (document.visibilityState === "visible") void navigator.wakeLock?.request("screen").then((got) => (lock = got)).catch(() => undefined);
    };
    ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
}
