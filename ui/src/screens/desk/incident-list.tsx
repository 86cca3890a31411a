// Incidents in three bands: what needs a person, with the reason in a sentence; what is being
// worked; what is quiet, folded and counted. Nothing moves under a hand.

import { useCallback, useEffect, useMemo, useState } from "react";
import { Age } from "../../parts/age.tsx";
import { Button } from "../../parts/button.tsx";
import { Line, lineHeight } from "../../parts/line.tsx";
import { Band, Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { Empty } from "../../parts/states.tsx";
import { VirtualRows } from "../../parts/virtual-rows.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import { told, type Reason } from "../../picture/needs.ts";
import type { Row } from "../../picture/rows.ts";
import { useBoard } from "../../shell/board.ts";
import { useConsole, useNow } from "../../shell/console.tsx";
import { NEXT_NEEDING } from "../../shell/keys.ts";
import { go } from "../../shell/route.ts";
import { DropRow } from "./drop-row.tsx";

type Band_ = "needs" | "working" | "quiet";

interface Title {
  readonly title: Band_;
  readonly count: number;
}

type Item = Title | { readonly row: Row; readonly band: Band_ };

const isTitle = (item: Item): item is Title => "title" in item;
const keyOf = (item: Item): string => (isTitle(item) ? `title-${item.title}` : `${item.row.kind}/${item.row.id}`);
const heightOf = (item: Item, narrow: boolean): number =>
  isTitle(item) ? 22 : lineHeight({ says: item.band === "needs" && item.row.reasons.length > 0, narrow });

export function IncidentList() {
  const { words, selection, select, store } = useConsole();
  const board = useBoard();
  const [isOpen, setOpen] = useState(false);
  const items = useItems(board.needs, board.working, isOpen ? board.quiet : NOTHING, board.quiet.length);
  const choose = useCallback(
    (key: string) => {
      const [kind = "", ...rest] = key.split("/");
      const id = rest.join("/");
      if (kind === "incidents") select({ incident: id });
      else if (kind === "reports") go(`/calls/${encodeURIComponent(id)}`);
      else go("/due");
    },
    [select],
  );
  useEffect(() => {
    const next = () => {
      const at = board.needs.findIndex((each) => each.kind === "incidents" && each.id === selection.incident);
      const found = board.needs[(at + 1) % Math.max(1, board.needs.length)];
      if (found) choose(keyOf({ row: found, band: "needs" }));
    };
    window.addEventListener(NEXT_NEEDING, next);
    return () => window.removeEventListener(NEXT_NEEDING, next);
  }, [board, selection.incident, choose]);
  const textOf = useCallback((item: Item) => (isTitle(item) ? "" : `${item.row.number} ${words.tell(item.row.what)}`), [words]);
  const render = useCallback(
    (item: Item, { selected }: { readonly selected: boolean }) =>
      isTitle(item)
        ? <BandTitle title={item} />
        : <RowLine row={item.row} needs={item.band === "needs"} quiet={item.band === "quiet"} selected={selected} />,
    [],
  );
  return (
    <Panel
      name={words.say("incidents")}
      count={words.say("open-told", { count: board.counts.open })}
      ends={board.quiet.length > 0 ? <Button kind="bare" onPress={() => setOpen(!isOpen)}>{words.say(isOpen ? "quiet-fold" : "quiet-show", { count: board.quiet.length })}</Button> : words.say("incidents-order")}
      keyCap="F2"
    >
      <VirtualRows
        label={words.say("incidents")}
        items={items}
        keyOf={keyOf}
        heightOf={heightOf}
        render={render}
        isTitle={isTitle}
        textOf={textOf}
        selected={selection.incident === null ? null : `incidents/${selection.incident}`}
        onSelect={choose}
        waiting={(count) => words.say("changes-wait", { count })}
        onKey={(_, event) => event.key === " " && setOpen(!isOpen)}
      />
      {board.counts.open === 0 && board.needs.length === 0 && store.opened && <Empty says={words.say("no-incidents")} more={words.say("no-incidents-next")} />}
    </Panel>
  );
}

const NOTHING: readonly Row[] = [];

// The same objects for the rows that are the same, so that only those are drawn that changed.
function useItems(needs: readonly Row[], working: readonly Row[], quiet: readonly Row[], quietCount: number): readonly Item[] {
  const [kept] = useState(() => new WeakMap<Row, { row: Row; band: Band_ }>());
  return useMemo(() => {
    const of = (rows: readonly Row[], band: Band_): Item[] =>
      rows.map((row) => {
        const found = kept.get(row);
        if (found?.band === band) return found;
        const made = { row, band };
        kept.set(row, made);
        return made;
      });
    return [
      { title: "needs", count: needs.length }, ...of(needs, "needs"),
      { title: "working", count: working.length }, ...of(working, "working"),
      { title: "quiet", count: quietCount }, ...of(quiet, "quiet"),
    ];
  }, [needs, working, quiet, quietCount, kept]);
}

function BandTitle({ title }: { readonly title: Title }) {
  const { words } = useConsole();
  return <Band name={words.code("band", title.title)} count={title.count} level={0} />;
}

// One row; its age and its reasons go on by themselves.
export function RowLine({ row, needs, quiet, selected }: { readonly row: Row; readonly needs: boolean; readonly quiet: boolean; readonly selected: boolean }) {
  const { words } = useConsole();
  const level = levelOf(row.priority);
  const isBare = row.kind === "incidents" && row.units.length === 0;
  const line = (
    <Line
      mark={<Severity level={level} word={words.code("severity", level === "unknown" ? "unknown" : String(level))} size={18} />}
      id={row.kind === "incidents" ? row.number : ""}
      name={words.tell(row.what)}
      place={row.place ? words.tell(row.place) : row.summary}
      count={row.needed === null ? (row.units.length > 0 ? String(row.units.length) : "") : `${row.assigned ?? 0}/${row.needed}`}
      age={<RowAge since={row.since} late={needs && isBare ? (row.priority === 1 ? 1 : true) : false} />}
      says={needs && row.reasons.length > 0 ? <Reasons reasons={row.reasons} /> : undefined}
      needs={needs}
      quiet={quiet}
      selected={selected}
    />
  );
  return row.kind === "incidents" ? <DropRow incident={row.id}>{line}</DropRow> : <div data-row={row.id}>{line}</div>;
}

function RowAge({ since, late }: { readonly since: number; readonly late: boolean | 1 }) {
  return <Age seconds={secondsBetween(since, useNow())} late={late} />;
}

function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { words } = useConsole();
  const now = useNow();
  const all = reasons.map((each) => words.tell(told(each, now)));
  return <span title={all.join(" ")}><strong>{all[0]}</strong> {all.slice(1).join(" ")}</span>;
}
