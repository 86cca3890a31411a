// Sixty incidents and eighty units at once, without a map and without scrolling; as a wall display
// twice as large, with nothing that only some may read.

import { useEffect } from "react";
import { Panel } from "../../parts/panel.tsx";
import type { Row } from "../../picture/rows.ts";
import { useBoard } from "../../shell/board.ts";
import { useConsole } from "../../shell/console.tsx";
import { go } from "../../shell/route.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { Matrix } from "../../parts/matrix.tsx";
import { Station, unitsTold } from "../desk/unit-matrix.tsx";
import { BoardRows, type Banded } from "./rows.tsx";
import "../desk/desk.css";
import "./board.css";

const SHOWN = 60;

export default function BoardScreen(_: ScreenProps) {
  return <Board isWall={false} />;
}

export function Board({ isWall }: { readonly isWall: boolean }) {
  const { words, select } = useConsole();
  const board = useBoard();
  const read = (row: Row) => (isWall ? { ...row, summary: "" } : row);
  const all: readonly Banded[] = [
    ...board.needs.map((row) => [read(row), "needs"] as const),
    ...board.working.map((row) => [read(row), "working"] as const),
    ...board.quiet.map((row) => [read(row), "quiet"] as const),
  ];
  const shown = all.slice(0, SHOWN);
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
          <BoardRows shown={shown} choose={choose} />
        )}
      </Panel>
      <Panel name={words.say("units")} count={unitsTold(board, words)}>
        <div data-pane="units">
          <Matrix label={words.say("units")}>
            {board.groups.map((each) => <Station key={each.station} group={each} />)}
          </Matrix>
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
