// How the town does, by the standards' definitions: spreads, not averages; the cases behind each.

import { useEffect, useState } from "react";
import { ask } from "../../act/door.ts";
import type { MeasureAnswer } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Plot } from "../../parts/plot.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { numberOf, typeOf } from "../../picture/places.ts";
import { parts, text, time } from "../../picture/read.ts";
import type { Picture } from "../../picture/picture.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { go } from "../../shell/route.ts";
import type { ScreenProps } from "../../shell/screens.ts";
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
const STEP_S = 60;

export default function Measures(_: ScreenProps) {
  const { words } = useConsole();
  const { picture } = usePicture("incidents");
  const [by, setBy] = useState<string>("");
  const [answer, setAnswer] = useState<MeasureAnswer | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    void ask<MeasureAnswer>(`/v1/measures/response-times${by ? `?by=${by}` : ""}`, { signal: gone.signal, patience_ms: 60_000 }).then((got) => {
      if (gone.signal.aborted) return;
      setAnswer(got.is === "done" ? got.body : null);
      setRefused(got.is === "refused" ? `${got.refusal.detail} ${got.refusal.next}` : got.is === "unknown" ? words.say("town-does-not-answer") : null);
    });
    return () => gone.abort();
  }, [by, words]);
  const spreads = spreadsOf(answer?.answer ?? {});
  const cases = casesOf(picture);
  const minutes = (seconds: number | null) => (seconds === null ? "–" : `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`);
  return (
    <Panel name={words.say("measures")} count={typeof answer?.answer["n"] === "number" ? words.say("measures-n", { n: answer.answer["n"] }) : undefined} level={1} scrolls>
      <div className="measures">
        <p>{words.say("measures-says")}</p>
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
              { key: "p50", name: words.say("measure-half"), end: true, show: (row) => minutes(row.p50) },
              { key: "p90", name: words.say("measure-nine"), end: true, show: (row) => minutes(row.p90) },
              { key: "n", name: words.say("measure-n"), end: true, show: (row) => row.n },
              { key: "missing", name: words.say("measure-missing"), end: true, show: (row) => row.missing },
            ]}
          />
        ))}
        {cases.length === 0 ? <Empty says={words.say("measures-none")} /> : (
          <>
            <Plot
              title={words.say("spread-title")}
              says={words.say("spread-says", { n: cases.length, over: cases.filter((each) => each.seconds > 480).length })}
              kind="bars"
              series={[{ name: words.say("spread-title"), points: histogram(cases.map((each) => each.seconds)) }]}
              xName={words.say("minutes")}
              yName={words.say("responses")}
              x={(value) => String(Math.round(value / 60))}
              target={{ x: 480, says: words.say("target-8") }}
              showTable={words.say("show-table")}
            />
            <Table
              caption={words.say("cases")}
              showCaption
              rows={cases.slice(0, 60)}
              keyOf={(row) => `${row.incident}/${row.unit}`}
              onOpen={(row) => go(`/incidents/${encodeURIComponent(row.incident)}`)}
              sorted={{ key: "seconds", down: true }}
              columns={[
                { key: "number", name: words.say("screen-incidents"), show: (row) => <span dir="ltr">{row.number}</span> },
                { key: "type", name: words.say("call-type"), show: (row) => words.tell(typeOf(row.type)) },
                { key: "unit", name: words.say("units"), show: (row) => <span dir="ltr">{row.unit}</span> },
                { key: "seconds", name: words.say("spread-title"), end: true, show: (row) => minutes(row.seconds), order: (a, b) => a.seconds - b.seconds },
              ]}
            />
          </>
        )}
      </div>
    </Panel>
  );
}

interface Case {
  readonly incident: string;
  readonly number: string;
  readonly type: string;
  readonly unit: string;
  // From the call to this unit on scene.
  readonly seconds: number;
}

// Responses of incidents in sight, open and lately closed.
function casesOf(picture: Picture): readonly Case[] {
  const found: Case[] = [];
  for (const [id, incident] of picture.of("incidents")) {
    const opened = time(incident, "opened_at");
    if (opened === null) continue;
    for (const response of parts(incident, "responses")) {
      const there = parts(response, "marks").find((each) => text(each, "status") === "on_scene");
      const at = there ? time(there, "at") : null;
      if (at === null || at < opened) continue;
      found.push({ incident: id, number: numberOf(incident), type: text(incident, "type") ?? "", unit: (text(response, "unit") ?? "").split("-").slice(1).join("-"), seconds: (at - opened) / 1_000 });
    }
  }
  return found;
}

function histogram(seconds: readonly number[]): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const each of seconds) {
    const bin = Math.floor(each / STEP_S) * STEP_S;
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const last = Math.max(...counts.keys());
  return Array.from({ length: last / STEP_S + 1 }, (_, at) => [at * STEP_S, counts.get(at * STEP_S) ?? 0] as const);
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
