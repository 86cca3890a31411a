// The small marks: severity, unit status, chips, ages, keys.

import { useState } from "react";
import { Age } from "../parts/age.tsx";
import { KeyCap } from "../parts/key-cap.tsx";
import { Matrix } from "../parts/matrix.tsx";
import { Panel } from "../parts/panel.tsx";
import { Severity, type Level } from "../parts/severity.tsx";
import { StatusDot } from "../parts/status-dot.tsx";
import { Chips, UnitChip, UnitStatus } from "../parts/unit.tsx";
import { SEVERITIES, STATIONS, type Text } from "./town.ts";

const LEVELS: readonly Level[] = [1, 2, 3, 4, "unknown"];
const SIZES = [14, 18, 24, 48] as const;
const STATUSES = ["available", "committed", "en_route", "staged", "on_scene", "transporting", "at_hospital", "returning", "out_of_service", "lent"];

export function Marks({ text }: { readonly text: Text }) {
  return (
    <>
      <Panel name="Severity" count="five levels, four sizes" padded>
        <div className="stack">
          {SIZES.map((size) => (
            <div className="row" key={size}>
              {LEVELS.map((level) => <Severity key={level} level={level} size={size} word={SEVERITIES[text][level]} />)}
            </div>
          ))}
          <p className="row">{LEVELS.map((level) => <span className="row" key={level}><Severity level={level} word="" /> {SEVERITIES[text][level]}</span>)}</p>
        </div>
      </Panel>
      <Panel name="Unit status" padded>
        <div className="row">
          {STATUSES.map((status) => <span className="row" key={status}><UnitStatus status={status} word="" /> <span className="dense">{status.replaceAll("_", " ")}</span></span>)}
          <UnitStatus status="available" word="free, not heard" heard={false} />
          <UnitStatus status="on_scene" word="on scene" />
        </div>
      </Panel>
      <Panel name="Ages, keys, links" padded>
        <div className="row">
          <Age seconds={38} says="38 seconds" /> <Age seconds={763} /> <Age seconds={3725} />
          <Age seconds={72} late={1} says="1 minute 12 seconds, late" /> <Age seconds={296} late />
          <KeyCap keys="F3" /> <KeyCap keys="Alt" /> <KeyCap keys="?" /> <KeyCap keys="Space" />
          <StatusDot state="live" says="live, 0.1 s behind" /> <StatusDot state="behind" says="9 s behind" /> <StatusDot state="off" says="no link since 14:20" />
          <span className="count-mark">2</span>
        </div>
      </Panel>
      <Units />
    </>
  );
}

function Units() {
  const [chosen, choose] = useState("A22");
  return (
    <Panel name="Units" count="18 · 5 free · laid out as on the ground" keyCap="F3" padded>
      <Matrix label="Units">
        {STATIONS.map(([name, units]) => (
          <section key={name} className="stack">
            <h3 className="meta">{name}</h3>
            <Chips label={name}>
              {units.map((unit) => (
                <UnitChip key={unit.id} {...unit} says={`${unit.id}, ${unit.status.replaceAll("_", " ")}, ${unit.code}`} chosen={unit.id === chosen} inMatrix onPress={() => choose(unit.id)} />
              ))}
            </Chips>
          </section>
        ))}
      </Matrix>
      <p>In a sentence: <UnitChip id="B1" status="available" code="AV" says="B1, free" /> goes to 0417.</p>
    </Panel>
  );
}
