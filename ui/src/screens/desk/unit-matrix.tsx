// Units under their stations, stations laid out as they stand on the ground.

import { Panel } from "../../parts/panel.tsx";
import { UnitChip } from "../../parts/unit.tsx";
import type { Cell, Group } from "../../picture/matrix.ts";
import { secondsBetween } from "../../picture/ages.ts";
import { useBoard } from "../../shell/board.ts";
import { isOpen } from "../../picture/concerns.ts";
import { useConsole, useNow, useSubject } from "../../shell/console.tsx";
import type { Words } from "../../words/words.ts";

export function UnitMatrix() {
  const { words } = useConsole();
  const { groups, counts } = useBoard();
  return (
    <Panel name={words.say("units")} count={words.say("units-told", { units: counts.units, free: counts.free })} ends={words.say("units-order")} keyCap="F3">
      {counts.units === 0 ? <p className="empty-note">{words.say("units-empty")}</p> : (
        <div className="matrix">
          {groups.map((each) => <Station key={each.station} group={each} />)}
        </div>
      )}
    </Panel>
  );
}

export function Station({ group }: { readonly group: Group }) {
  const { words, selection, write, give, may } = useConsole();
  const selected = useSubject("incidents", selection.incident);
  const sends = isOpen(selected ?? undefined) && may("DispatchUnit");
  const now = useNow();
  return (
    <section aria-label={group.name || words.say("no-station")}>
      <h3>{group.name || words.say("no-station")} <span>{words.say("free-told", { count: group.free })}</span></h3>
      <ul className="chips">
        {group.cells.map((each) => (
          <li key={each.id}>
            <UnitChip
              id={each.callSign}
              status={each.lent ? "lent" : each.status}
              code={codeOf(each, now)}
              says={cellSays(each, now, words)}
              town={each.borrowed || each.lent}
              late={each.isLate || each.isSilent}
              heard={!each.isSilent}
              // A press on who is free writes the line that sends them to what is selected; the others are located.
              onPress={() => {
                if (each.status === "available" && sends) write(`D ${each.callSign} .`);
                else give(`L ${each.callSign}`);
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

// Two letters; minutes where a timer of it ran out or where it is under way.
export function codeOf(cell: Cell, now: number): string {
  if (cell.isSilent && cell.heard !== null) return `${Math.floor(secondsBetween(cell.heard, now) / 60)}m`;
  if (cell.isLate && cell.since !== null) return `${Math.floor(secondsBetween(cell.since, now) / 60)}m`;
  return cell.code;
}

export function cellSays(cell: Cell, now: number, words: Words): string {
  const state = words.code("status", cell.status || "unknown");
  const where = cell.where?.is === "incident" ? words.say("at-incident", { number: cell.where.number }) : cell.where?.is === "elsewhere" ? words.say("elsewhere") : "";
  const silent = cell.isSilent && cell.heard !== null ? words.say("not-heard-for", { minutes: Math.floor(secondsBetween(cell.heard, now) / 60) }) : "";
  return [cell.callSign, state, where, silent].filter(Boolean).join(", ");
}
