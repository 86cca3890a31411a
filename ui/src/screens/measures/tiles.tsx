// One tile a measure: how its cases are spread, against its goal; the chosen one shows its plot and
// the cases behind it.

import { useMemo, useState } from "react";
import { Plot } from "../../parts/plot.tsx";
import { Empty } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { casesOf, GOALS, histogram, MEASURES, percentile, SHARE, TIME_STEPS, withinGoal, type Case, type Measure } from "../../picture/measures.ts";
import { callSign, numberOf, typeOf } from "../../picture/places.ts";
import { text } from "../../picture/read.ts";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { go } from "../../shell/route.ts";
import { age } from "../../shell/time.ts";

const SHOWN = 60;
const BEAT_MS = 10_000;

export function lasted(seconds: number | null): string {
  return seconds === null ? "–" : age(seconds);
}

export function Tiles() {
  const { words } = useConsole();
  const { picture, version } = usePicture("incidents");
  const beat = Math.floor(useNow() / BEAT_MS) * BEAT_MS;
  const [chosen, choose] = useState<Measure>("first_sent");
  const all = useMemo(() => new Map(MEASURES.map((each) => [each, casesOf(each, picture, beat)] as const)), [picture, version, beat]);
  return (
    <section className="measure-tiles" aria-label={words.say("measures-in-sight")}>
      <h2>{words.say("measures-in-sight")}</h2>
      <ul>
        {MEASURES.map((each) => <li key={each}><Tile measure={each} cases={all.get(each) ?? []} isChosen={each === chosen} choose={() => choose(each)} /></li>)}
      </ul>
      <Behind key={chosen} measure={chosen} cases={all.get(chosen) ?? []} />
    </section>
  );
}

interface TileProps {
  readonly measure: Measure;
  readonly cases: readonly Case[];
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function Tile({ measure, cases, isChosen, choose }: TileProps) {
  const { words } = useConsole();
  return (
    <button type="button" aria-pressed={isChosen} onClick={choose}>
      <strong>{words.code("tile", measure)}</strong>
      <span className="half"><b className="mono">{lasted(percentile(cases, 0.5))}</b> {words.say("measure-half")}</span>
      <span className="nine"><b className="mono">{lasted(percentile(cases, SHARE))}</b> {words.say("measure-nine")}</span>
      <span className="meta">{goalTold(measure, cases, words.say) ?? words.say("measures-n", { n: cases.length })}</span>
    </button>
  );
}

// "12 of 14 within 1:00; the goal is 90 %", where there is a goal and a case.
function goalTold(measure: Measure, cases: readonly Case[], say: (id: string, args?: Readonly<Record<string, string | number>>) => string): string | null {
  const [goal, within] = [GOALS[measure], withinGoal(measure, cases)];
  if (goal === undefined || within === null || cases.length === 0) return null;
  return say(within / cases.length >= SHARE ? "goal-met" : "goal-missed", { within, n: cases.length, goal: lasted(goal) });
}

function Behind({ measure, cases }: { readonly measure: Measure; readonly cases: readonly Case[] }) {
  const { words } = useConsole();
  const { picture } = usePicture("incidents");
  if (cases.length === 0) return <Empty says={words.say("measures-none")} />;
  const name = words.code("tile", measure);
  const goal = GOALS[measure];
  const spread = words.say("spread-told", { n: cases.length, half: lasted(percentile(cases, 0.5)), nine: lasted(percentile(cases, SHARE)) });
  const incidentOf = (each: Case) => picture.of("incidents").get(each.incident) ?? {};
  return (
    <>
      <Plot
        title={name}
        says={[spread, goalTold(measure, cases, words.say)].filter(Boolean).join(" ")}
        kind="bars"
        series={[{ name, points: histogram(cases) }]}
        xName={words.say("minutes")}
        yName={words.say("measure-n")}
        x={lasted}
        xSteps={TIME_STEPS}
        {...(goal === undefined ? {} : { target: { x: goal, says: words.say("goal-line", { goal: lasted(goal) }) } })}
        showTable={words.say("show-table")}
      />
      <Table
        caption={words.say("cases")}
        showCaption
        rows={[...cases].sort((a, b) => b.seconds - a.seconds).slice(0, SHOWN)}
        keyOf={(row) => `${row.incident}/${row.unit ?? ""}/${row.seconds}`}
        onOpen={(row) => go(`/incidents/${encodeURIComponent(row.incident)}`)}
        sorted={{ key: "seconds", down: true }}
        columns={[
          { key: "number", name: words.say("screen-incidents"), show: (row) => <span dir="ltr">{numberOf(incidentOf(row))}</span> },
          { key: "type", name: words.say("call-type"), show: (row) => words.tell(typeOf(text(incidentOf(row), "type") ?? "")) },
          ...(cases.every((each) => each.unit === null) ? [] : [{ key: "unit", name: words.say("units"), show: (row: Case) => <bdi>{row.unit === null ? "" : callSign(row.unit)}</bdi> }]),
          { key: "seconds", name, end: true, show: (row) => lasted(row.seconds), order: (a, b) => a.seconds - b.seconds },
        ]}
      />
      {cases.length > SHOWN && <p className="meta">{words.say("cases-more", { n: cases.length - SHOWN })}</p>}
    </>
  );
}
