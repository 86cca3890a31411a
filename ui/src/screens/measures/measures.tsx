// How the town does, by the standards' definitions: spreads, not averages; the cases behind each.

import { useEffect, useState } from "react";
import { ask } from "../../act/door.ts";
import type { MeasureAnswer } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Loading } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { useConsole } from "../../shell/console.tsx";
import type { ScreenProps } from "../../shell/screens.ts";
import { clockDay, clockTime } from "../../shell/time.ts";
import { Advised } from "./advised.tsx";
import { LendingMeasure, RefusalsMeasure } from "./lending.tsx";
import { lasted, Tiles } from "./tiles.tsx";
import "./measures.css";

interface Spread {
  readonly key: string;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly n: number;
  readonly missing: number;
  readonly definition: string;
}

const SLICES = ["", "type", "hour", "weekday", "district"] as const;

export default function Measures(_: ScreenProps) {
  const { words } = useConsole();
  return (
    <Panel name={words.say("measures")} level={1} scrolls>
      <div className="measures">
        <Tiles />
        <Standards />
        <Advised />
        <LendingMeasure />
        <RefusalsMeasure />
      </div>
    </Panel>
  );
}

// The server's own measures over the whole record, finished incidents too.
function Standards() {
  const { words, past, town } = useConsole();
  const [by, setBy] = useState<string>("");
  const [answer, setAnswer] = useState<MeasureAnswer | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const until = past?.at ?? "";
  useEffect(() => {
    const gone = new AbortController();
    const query = new URLSearchParams({ ...(by ? { by } : {}), ...(until ? { until } : {}) });
    void ask<MeasureAnswer>(`/v1/measures/response-times?${query.toString()}`, { signal: gone.signal, patience_ms: 60_000 }).then((got) => {
      if (gone.signal.aborted) return;
      setAnswer(got.is === "done" ? got.body : null);
      setRefused(got.is === "refused" ? `${got.refusal.detail} ${got.refusal.next}` : got.is === "unknown" ? words.say("town-does-not-answer") : null);
    });
    return () => gone.abort();
  }, [by, until, words]);
  const spreads = spreadsOf(answer?.answer ?? {});
  const n = answer?.answer["n"];
  return (
    <section className="standards" aria-label={words.say("measures-whole")}>
      <h2>{words.say("measures-whole")}{typeof n === "number" && <span className="meta"> {words.say("measures-n", { n })}</span>}</h2>
      <p>{words.say("measures-says")}</p>
      {past && <p role="status"><strong>{words.say("measures-of-now", { time: clockTime(Date.parse(past.at), town.zone), day: clockDay(Date.parse(past.at), town.zone, words.language) })}</strong></p>}
      {answer && answer.left_out > 0 && <p>{words.say("measures-left-out", { count: answer.left_out })}</p>}
      <div className="slices" role="group" aria-label={words.say("measures-by")}>
        {SLICES.map((each) => <Button key={each} kind={each === by ? "primary" : "plain"} onPress={() => setBy(each)}>{words.code("slice", each || "all")}</Button>)}
      </div>
      {refused && <Refusal what={refused} />}
      {!answer && !refused && <Loading says={words.say("measures-asks")} />}
      {spreads.map(([group, rows]) => (
        <Table
          key={group}
          caption={group || words.say("measures")}
          showCaption={group !== ""}
          rows={rows}
          keyOf={(row) => row.key}
          columns={[
            { key: "name", name: words.say("measure-name"), show: (row) => <span title={row.definition}>{words.code("measure", row.key)}</span> },
            { key: "p50", name: words.say("measure-half"), end: true, show: (row) => lasted(row.p50) },
            { key: "p90", name: words.say("measure-nine"), end: true, show: (row) => lasted(row.p90) },
            { key: "n", name: words.say("measure-n"), end: true, show: (row) => row.n },
            { key: "missing", name: words.say("measure-missing"), end: true, show: (row) => row.missing },
          ]}
        />
      ))}
    </section>
  );
}

// The spreads of an answer; by group, where it was cut.
function spreadsOf(answer: Readonly<Record<string, unknown>>): readonly (readonly [string, readonly Spread[]])[] {
  const rowsOf = (from: Readonly<Record<string, unknown>>): Spread[] =>
    Object.entries(from)
      .filter(([key, value]) => key.endsWith("_s") && value !== null && typeof value === "object" && "p50" in value)
      .map(([key, value]) => ({ key, ...(value as Omit<Spread, "key">) }));
  const groups = answer["slices"];
  if (groups !== null && typeof groups === "object") {
    return Object.entries(groups as Readonly<Record<string, Readonly<Record<string, unknown>>>>).map(([name, each]) => [name, rowsOf(each)] as const);
  }
  const rows = rowsOf(answer);
  return rows.length > 0 ? [["", rows]] : [];
}
