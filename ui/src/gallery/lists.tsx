// Rows, bands and the list that draws only what is seen.

import { useState } from "react";
import { Age } from "../parts/age.tsx";
import { Line } from "../parts/line.tsx";
import { Band, Panel } from "../parts/panel.tsx";
import { Severity } from "../parts/severity.tsx";
import { INCIDENTS, SEVERITIES, type Text, type Told } from "./town.ts";

export function Lists({ text }: { readonly text: Text }) {
  const [open, fold] = useState(false);
  const all = INCIDENTS[text];
  const needing = all.filter((each) => each.says);
  const working = all.filter((each) => !each.says);
  return (
    <Panel name="Incidents" count="60 open" ends="sorted by what needs a person ·" keyCap="F2">
      <Band name="Needs a person" count={needing.length} ends="oldest 12:40" />
      {needing.map((each, at) => <Row key={each.key} told={each} text={text} selected={at === 0} />)}
      <Band name="Working" count={working.length} ends="no timer running out" />
      {working.map((each, at) => <Row key={each.key} told={each} text={text} changed={at === 1} />)}
      <Band name="Quiet" count={36} ends="no alarms hidden" open={open} onFold={fold} />
    </Panel>
  );
}

export function Row({ told, text, selected = false, changed = false }: { readonly told: Told; readonly text: Text; readonly selected?: boolean; readonly changed?: boolean }) {
  return (
    <Line
      mark={<Severity level={told.level} word={SEVERITIES[text][told.level]} />} id={told.key} name={told.name} place={told.place} count={told.count}
      age={<Age seconds={told.age} late={told.key === "0417" ? 1 : false} />}
      says={told.says ? <><strong>{told.says[0]}</strong> {told.says[1]}</> : undefined}
      needs={told.says !== undefined} selected={selected} changed={changed}
    />
  );
}
