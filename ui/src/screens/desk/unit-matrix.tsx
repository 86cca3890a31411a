// Units under their stations, stations laid out as they stand on the ground.

import { memo, useCallback, useEffectEvent, useState } from "react";
import { useDrag } from "react-aria-components";
import { Matrix } from "../../parts/matrix.tsx";
import { Panel } from "../../parts/panel.tsx";
import { UnitChip } from "../../parts/unit.tsx";
import { isToldOf, type Cell, type Group } from "../../picture/matrix.ts";
import type { Board } from "../../picture/board.ts";
import { secondsBetween } from "../../picture/ages.ts";
import { useBoard } from "../../shell/board.ts";
import { isOpen } from "../../picture/concerns.ts";
import { useBeat, useClock, useConsole } from "../../shell/console.tsx";
import type { Words } from "../../words/words.ts";
import { UNIT_DRAGGED } from "./drop-row.tsx";

// How many there are, and how many of them are free where that is in sight.
export function unitsTold({ groups, counts }: Board, words: Words): string {
  const isTold = counts.units === 0 || groups.some((each) => isToldOf(each.cells));
  return isTold ? words.say("units-told", { units: counts.units, free: counts.free }) : String(counts.units);
}

export function UnitMatrix() {
  const { words } = useConsole();
  const board = useBoard();
  const { groups, counts } = board;
  return (
    <Panel name={words.say("units")} count={unitsTold(board, words)} ends={words.say("units-order")} keyCap="F3">
      {counts.units === 0 ? <p className="empty-note">{words.say("units-empty")}</p> : (
        <Matrix label={words.say("units")}>
          {groups.map((each) => <Station key={each.station} group={each} />)}
        </Matrix>
      )}
    </Panel>
  );
}

// Drawn anew when one of its units reads otherwise; of its units only that one is.
export const Station = memo(function Station({ group }: { readonly group: Group }) {
  const { words, selection, write, give, may, past, store } = useConsole();
  const clock = useClock();
  // A press on who is free writes the line that sends them to what is selected; the others are located.
  const pressed = useEffectEvent((cell: Cell) => {
    const selected = (past?.picture ?? store.picture).of("incidents").get(selection.incident ?? "");
    if (cell.status === "available" && isOpen(selected) && may("DispatchUnit")) write(`D ${cell.callSign} .`);
    else give(`L ${cell.callSign}`);
  });
  const [press] = useState(() => (cell: Cell) => pressed(cell));
  return (
    <section aria-label={group.name || words.say("no-station")}>
      <h3>{group.name || words.say("no-station")} {isToldOf(group.cells) && <span>{words.say("free-told", { count: group.free })}</span>}</h3>
      <ul className="chips">
        {group.cells.map((each) => <Unit key={each.id} cell={each} words={words} clock={clock} press={press} sends={may("DispatchUnit")} />)}
      </ul>
    </section>
  );
});

interface UnitProps {
  readonly cell: Cell;
  readonly words: Words;
  readonly clock: () => number;
  readonly press: (cell: Cell) => void;
  // Whether units can be sent from here: then it can be dragged onto an incident.
  readonly sends: boolean;
}

const Unit = memo(function Unit({ cell, words, clock, press, sends }: UnitProps) {
  const from = ranFrom(cell);
  // Only what tells minutes looks at the clock, and only once they are others.
  const minutes = useBeat(() => (from === null ? 0 : Math.floor(secondsBetween(from, clock()) / 60)));
  const onPress = useCallback(() => press(cell), [press, cell]);
  // Keys have the line for it: no second way.
  const { dragProps, isDragging } = useDrag({
    hasDragButton: true, isDisabled: !sends, getItems: () => [{ [UNIT_DRAGGED]: cell.callSign, "text/plain": cell.callSign }],
  });
  return (
    <li {...dragProps} data-dragging={isDragging ? "" : undefined}>
      <UnitChip
        id={cell.callSign}
        status={cell.lent ? "lent" : cell.status}
        code={from === null ? cell.code : shortly(minutes)}
        says={cellSays(cell, minutes, words)}
        town={cell.borrowed || cell.lent}
        team={cell.team || undefined}
        late={cell.isLate || cell.isSilent}
        heard={!cell.isSilent}
        inMatrix
        onPress={onPress}
      />
    </li>
  );
});

// What fits in a chip: minutes of two figures, then hours, then days.
function shortly(minutes: number): string {
  if (minutes < 100) return `${minutes}m`;
  return minutes < 100 * 60 ? `${Math.floor(minutes / 60)}h` : `${Math.floor(minutes / 1_440)}d`;
}

// What its minutes run from: where a timer of it ran out, they stand in place of the two letters.
function ranFrom(cell: Cell): number | null {
  if (cell.isSilent && cell.heard !== null) return cell.heard;
  return cell.isLate ? cell.since : null;
}

function cellSays(cell: Cell, minutes: number, words: Words): string {
  const state = words.code("status", cell.status || "unknown");
  const where = cell.where?.is === "incident" ? words.say("at-incident", { number: cell.where.number }) : cell.where?.is === "elsewhere" ? words.say("elsewhere") : "";
  const silent = cell.isSilent && cell.heard !== null ? words.say("not-heard-for", { minutes }) : "";
  const team = cell.team ? words.say("in-team", { team: cell.team }) : "";
  return [cell.callSign, state, where, team, silent].filter(Boolean).join(", ");
}
