// Units and crews: who is where, with how many on board, fit for what; or one of them with what
// happened to it last.

import { useMemo, useState } from "react";
import { Toggle } from "../../parts/button.tsx";
import { SearchField } from "../../parts/fields.tsx";
import { Band, Panel } from "../../parts/panel.tsx";
import { Empty } from "../../parts/states.tsx";
import { Toolbar } from "../../parts/toolbar.tsx";
import { UnitStatus } from "../../parts/unit.tsx";
import { Age } from "../../parts/age.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import { Look } from "../../picture/limits.ts";
import { limitsOf } from "../../shell/board.ts";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import type { ScreenProps } from "../../shell/screens.ts";
import { clockTime } from "../../shell/time.ts";
import { homes, STATES, type Listed, type State } from "./list.ts";
import { UnitActs } from "./acts.tsx";
import { UnitPage } from "./unit.tsx";
import "../pages.css";
import "./units.css";

export default function Units({ rest }: ScreenProps) {
  return rest[0] ? <UnitPage key={rest[0]} id={rest[0]} /> : <All />;
}

function All() {
  const { words, town, may } = useConsole();
  const { picture, version } = usePicture("units", "stations", "incidents");
  const now = useNow();
  const [typed, type] = useState("");
  const [state, choose] = useState<State>("all");
  const ten = Math.floor(now / 10_000);
  const found = useMemo(
    () => homes(picture, new Look(ten * 10_000, limitsOf(town)), town.code, typed, state),
    [picture, version, ten, town, typed, state],
  );
  const all = picture.of("units").size;
  const shown = found.reduce((sum, each) => sum + each.rows.length, 0);
  // Of whom nothing but the name is in sight, nobody can say that they are not free.
  const isTold = [...picture.of("units")].some(([, unit]) => typeof unit["status"] === "string");
  const free = found.reduce((sum, each) => sum + each.free, 0);
  return (
    <div className="page units-page" data-pane="units">
      <Panel name={words.say("units-and-crews")} level={2} count={isTold || all === 0 ? words.say("units-told", { units: shown, free }) : shown} keyCap="F3">
        <Toolbar label={words.say("units-narrow")}>
          <SearchField label={words.say("units-search")} bare placeholder={words.say("units-search")} clear={words.say("clear")} value={typed} onChange={type} />
          {STATES.map((each) => <Toggle key={each} on={state === each} onChange={() => choose(each)}>{words.code("units-are", each)}</Toggle>)}
        </Toolbar>
        {all === 0 ? <Empty says={words.say("no-units")} more={may("RegisterUnit") ? words.say("no-units-next") : words.say("no-units-other")} /> : null}
        {all > 0 && shown === 0 ? <Empty says={words.say("units-none-so")} more={words.say("units-none-so-next", { all })} /> : null}
        {found.map((home) => (
          <section key={home.station} aria-label={home.name || words.say("no-station")}>
            <Band name={home.name || words.say("no-station")} count={home.rows.length} ends={words.say("free-told", { count: home.free })} />
            <ul className="unit-rows">
              {home.rows.map((each) => <Row key={each.cell.id} row={each} now={now} />)}
            </ul>
          </section>
        ))}
      </Panel>
    </div>
  );
}

function Row({ row, now }: { readonly row: Listed; readonly now: number }) {
  const { words } = useConsole();
  const { cell } = row;
  return (
    <li className="unit-row" data-unit={cell.callSign} data-status={cell.status}>
      <span className="who">
        <UnitStatus status={cell.lent ? "lent" : cell.status} word="" heard={!cell.isSilent} />
        <Linked to={`/units/${encodeURIComponent(cell.id)}`}><strong>{cell.callSign}</strong></Linked>
        <span className="quiet">{words.code("unit-kind", cell.kind)}</span>
        {cell.borrowed || cell.lent ? <span className="tag">{cell.borrowed ? `← ${cell.borrowed}` : `→ ${cell.lent}`}</span> : null}
      </span>
      <span className="state">
        {words.code("status", cell.status || "unknown")}{" "}
        {cell.since === null ? null : <Age seconds={secondsBetween(cell.since, now)} late={cell.isLate || cell.isSilent} />}
        <Where row={row} />
      </span>
      <span className="crew"><Crew row={row} /></span>
      <span className="fit"><Fit row={row} /></span>
      <span className="acts"><UnitActs row={row} /></span>
    </li>
  );
}

export function Where({ row }: { readonly row: Listed }) {
  const { words } = useConsole();
  const { picture } = usePicture("stations");
  const { where } = row.cell;
  if (where?.is === "incident") return <> · <Linked to={`/incidents/${encodeURIComponent(where.id)}`}>{words.say("at-incident", { number: where.number })}</Linked></>;
  if (where?.is === "elsewhere") return <> · {words.say("elsewhere")}</>;
  if (where?.is === "post") return <> · {words.say("posted-at", { station: String(picture.of("stations").get(where.station)?.["name"] ?? where.station) })}</>;
  return null;
}

export function Crew({ row }: { readonly row: Listed }) {
  const { words, town } = useConsole();
  if (row.crew === null) return <span className="quiet">{words.say("crew-unsaid")}</span>;
  return (
    <>
      <span data-short={row.cell.crewIsShort ? "" : undefined}>{words.say(row.cell.crewIsShort ? "crew-short" : "crew-of", { crew: row.crew, minimum: row.minimum })}</span>
      {row.crewUntil === null ? null : <span className="quiet"> {words.say("until-time", { time: clockTime(row.crewUntil, town.zone, false) })}</span>}
    </>
  );
}

export function Fit({ row }: { readonly row: Listed }) {
  const { words, town } = useConsole();
  const out = row.cell.status === "out_of_service";
  return (
    <>
      {row.capabilities.map((each) => <span key={each} className="tag plain">{words.code("can", each)}</span>)}
      {row.condition === "sound" ? null : <strong>{words.code("condition", row.condition)}</strong>}
      {row.without.length > 0 ? <span> {words.say("without", { things: row.without.map((each) => words.code("can", each)) })}</span> : null}
      {out ? <span> {row.outBecause ?? words.say("out-unsaid")}{row.back === null ? "" : ` · ${words.say("back-at", { time: clockTime(row.back, town.zone, false) })}`}</span> : null}
    </>
  );
}
