// Tables, plots, the scrubber, progress, panes.

import { useState } from "react";
import { Age } from "../parts/age.tsx";
import { Line } from "../parts/line.tsx";
import { Hatch } from "../parts/mode.tsx";
import { Panel } from "../parts/panel.tsx";
import { Plot } from "../parts/plot.tsx";
import { ProgressBar } from "../parts/progress.tsx";
import { Scrubber } from "../parts/scrubber.tsx";
import { Severity } from "../parts/severity.tsx";
import { Split } from "../parts/split.tsx";
import { Empty } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { INCIDENTS, SEVERITIES, type Text, type Told } from "./town.ts";

const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(Math.round(minutes) % 60).padStart(2, "0")}`;
const LEVEL = Array.from({ length: 25 }, (_, at) => [720 + at * 6, 1.4 + 0.9 / (1 + Math.exp((12 - at) / 3))] as const);
const FORECAST = LEVEL.map(([at, level]) => [at, level + 0.15 * Math.sin(at / 20)] as const);
const TIMES = [2, 5, 11, 18, 21, 16, 9, 6, 3, 2, 1, 1].map((count, at) => [at, count] as const);

export function Graphs({ text }: { readonly text: Text }) {
  const [at, move] = useState(842);
  const [open, choose] = useState("0409");
  const rank = (told: Told) => (told.level === "unknown" ? 5 : told.level);
  return (
    <>
      <Panel name="Table" count="can be sorted">
        <Table
          caption="Open incidents" rows={INCIDENTS[text].slice(0, 6)} keyOf={(told) => told.key} onOpen={(told) => choose(told.key)} selected={open}
          columns={[
            { key: "id", name: "Number", show: (told) => told.key, order: (a, b) => a.key.localeCompare(b.key) },
            { key: "level", name: "Severity", show: (told) => <span className="row"><Severity level={told.level} word="" size={14} /> {SEVERITIES[text][told.level]}</span>, order: (a, b) => rank(a) - rank(b) },
            { key: "name", name: "What", show: (told) => told.name, order: (a, b) => a.name.localeCompare(b.name) },
            { key: "age", name: "Age", show: (told) => <Age seconds={told.age} />, end: true, order: (a, b) => a.age - b.age },
          ]}
        />
      </Panel>
      <Panel name="Empty table"><Table caption="Borrowed units" rows={[]} keyOf={String} columns={[{ key: "a", name: "Unit", show: String }]} none={<Empty says="Nothing is borrowed." />} /></Panel>
      <Panel name="Plots" padded>
        <div className="stack">
          <Plot title="Gauge at Mill bridge" says="The level rose from 1.4 m to 2.3 m between 12:00 and 14:24, as forecast." kind="lines" xName="Time" yName="m" x={clock} y={(m) => m.toFixed(1)} showTable="Show the numbers"
            series={[{ name: "read", points: LEVEL }, { name: "forecast", points: FORECAST }]} />
          <Plot title="Call answered to first unit sent" says="Of 95 calls, 77 had a unit sent within 6 minutes; the slowest took 12." kind="bars" xName="Minutes" yName="Calls" showTable="Show the numbers"
            series={[{ name: "Calls", points: TIMES }]} target={{ x: 6, says: "target 6 min" }} />
        </div>
      </Panel>
      <Panel name="Time and progress" padded>
        <div className="stack">
          <Scrubber label="Picture at" from={720} to={864} at={at} onMove={move} step={1} says={`${clock(at)}:00`} previous="Previous mark" next="Next mark"
            marks={[{ at: 735, kind: "send", says: "B1 sent" }, { at: 780, kind: "refusal", says: "R1 refused" }, { at: 800, kind: "loss", says: "link lost" }, { at: 838, kind: "warning", says: "warning sent" }, { at: 850, kind: "send", says: "A22 sent" }]} />
          <ProgressBar label="Reading the log" done={38} of={48} says="38 of 48 thousand" />
        </div>
      </Panel>
      <Panel name="Panes" count="the grip moves by hand and by arrows">
        <div className="gallery-split">
          <Split name="gallery" label="Width of the incidents" usual={190} least={120} most={320}
            first={<Panel name="Left" level={3}><Line name="Water rescue" place="Mill Lane 14" /></Panel>}
            second={<Split name="gallery-down" label="Height of the map" way="down" sized="second" usual={70} least={40} most={120} first={<Panel name="Above" level={3}>{null}</Panel>} second={<Panel name="Below" level={3}>{null}</Panel>} />} />
        </div>
      </Panel>
      <Panel name="A card taken out of a drill" padded><Hatch mode="exercise"><p className="gallery-leaf"><strong className="tag mode-word" data-mode="exercise">EXERCISE</strong> Leave Riverside zone B now.</p></Hatch></Panel>
    </>
  );
}
