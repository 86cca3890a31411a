// Rows, bands and the list that draws only what is seen.

import { useMemo, useState } from "react";
import { Age } from "../parts/age.tsx";
import { Button } from "../parts/button.tsx";
import { Line, lineHeight } from "../parts/line.tsx";
import { Band, Panel } from "../parts/panel.tsx";
import { Severity } from "../parts/severity.tsx";
import { VirtualRows } from "../parts/virtual-rows.tsx";
import { INCIDENTS, SEVERITIES, type Text, type Told } from "./town.ts";

export function Lists({ text }: { readonly text: Text }) {
  const [open, fold] = useState(false);
  const all = INCIDENTS[text];
  const needing = all.filter((each) => each.says);
  const working = all.filter((each) => !each.says);
  return (
    <>
      <Panel name="Incidents" count="60 open" ends="sorted by what needs a person ·" keyCap="F2">
        <Band name="Needs a person" count={needing.length} ends="oldest 12:40" />
        {needing.map((each, at) => <Row key={each.key} told={each} text={text} selected={at === 0} />)}
        <Band name="Working" count={working.length} ends="no timer running out" />
        {working.map((each, at) => <Row key={each.key} told={each} text={text} changed={at === 1} />)}
        <Band name="Quiet" count={36} ends="no alarms hidden" open={open} onFold={fold} />
        {open ? working.map((each) => <Row key={each.key} told={each} text={text} quiet />) : null}
      </Panel>
      <Thousands text={text} />
    </>
  );
}

interface RowProps {
  readonly told: Told;
  readonly text: Text;
  readonly selected?: boolean;
  readonly changed?: boolean;
  readonly quiet?: boolean;
}

function Row({ told, text, selected = false, changed = false, quiet = false }: RowProps) {
  return (
    <Line
      mark={<Severity level={told.level} word={SEVERITIES[text][told.level]} />} id={told.key} name={told.name} place={told.place} count={told.count}
      age={<Age seconds={told.age} late={told.key === "0417" ? 1 : false} />}
      says={told.says ? <><strong>{told.says[0]}</strong> {told.says[1]}</> : undefined}
      needs={told.says !== undefined} selected={selected} changed={changed} quiet={quiet}
    />
  );
}

const ALL = 4000;
const keyOf = (told: Told) => told.key;
const textOf = (told: Told) => told.name;
const isTitle = (told: Told) => told.key === "title";
const heightOf = (told: Told, narrow: boolean) => (isTitle(told) ? 22 : lineHeight({ says: told.says !== undefined, narrow }));

// Four thousand, of which some come, go and are sorted anew when it is asked for.
function Thousands({ text }: { readonly text: Text }) {
  const [turn, again] = useState(0);
  const [selected, select] = useState<string | null>(null);
  const items = useMemo(() => {
    const kinds = INCIDENTS[text];
    const rows = Array.from({ length: ALL }, (_, at) => ({ ...kinds[at % kinds.length]!, key: String(1000 + at) }));
    const fresh = Array.from({ length: turn }, (_, at) => ({ ...kinds[0]!, key: `N${at + 1}` }));
    return [...fresh, { ...kinds[0]!, key: "title", name: "Working" }, ...rows.slice(turn)];
  }, [turn, text]);
  return (
    <Panel name="A long list" count={`${ALL} rows, ${turn} new`} ends={<Button onPress={() => again(turn + 1)}>One comes, one goes</Button>}>
      <div className="gallery-rows">
        <VirtualRows
          label="Incidents of a bad day" items={items} keyOf={keyOf} heightOf={heightOf} textOf={textOf} isTitle={isTitle} selected={selected} onSelect={select}
          waiting={(count) => `${count} changes wait · show`}
          render={(told, row) => (isTitle(told) ? <Band name={told.name} level={0} /> : <Row told={told} text={text} selected={row.selected} />)}
        />
      </div>
    </Panel>
  );
}
