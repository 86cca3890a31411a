// What is due: overdue first, then what is coming; whose it is, what about, and the act that
// settles it.

import { useMemo, useState } from "react";
import { Age } from "../../parts/age.tsx";
import { Toggle } from "../../parts/button.tsx";
import { SearchField } from "../../parts/fields.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Empty } from "../../parts/states.tsx";
import { Toolbar } from "../../parts/toolbar.tsx";
import { howLong, secondsBetween } from "../../picture/ages.ts";
import { dueOf, type Deadline } from "../../picture/due.ts";
import type { Picture } from "../../picture/picture.ts";
import { Give } from "../../shell/act.tsx";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { clockDay, clockTime } from "../../shell/time.ts";
import type { Argument } from "../../words/said.ts";
import type { Words } from "../../words/words.ts";
import { aboutOf, escalatedTo, isMine, ownerOf, settlings } from "./settling.ts";
import "../pages.css";
import "./due.css";

export const KEPT_IN = [
  "obligations", "timers", "units", "facilities", "closures", "records_requests", "incidents", "narratives", "tasks", "runs", "posts", "people",
];
const WITHIN = [1, 8, 24] as const;

export default function Due() {
  const { words, me } = useConsole();
  const { picture, version } = usePicture(...KEPT_IN);
  const now = useNow();
  const [hours, within] = useState<number>(8);
  const [mine, onlyMine] = useState(false);
  const [typed, type] = useState("");
  const second = Math.floor(now / 1_000);
  const { overdue, coming } = useMemo(() => dueOf(picture, second * 1_000, hours * 3_600), [picture, version, second, hours]);
  const meant = (each: Deadline) => (!mine || isMine(each, me.person, me.roles)) && isNamed(each, typed, picture, words);
  const [late, soon] = [overdue.filter(meant), coming.filter(meant)];
  const all = overdue.length + coming.length;
  return (
    <div className="page due-page">
      <Toolbar label={words.say("due-narrow")}>
        <SearchField label={words.say("due-search")} bare placeholder={words.say("due-search")} clear={words.say("clear")} value={typed} onChange={type} />
        <Toggle on={mine} onChange={onlyMine}>{words.say("due-mine")}</Toggle>
        {WITHIN.map((each) => <Toggle key={each} on={hours === each} onChange={() => within(each)}>{words.say("due-within", { hours: each })}</Toggle>)}
      </Toolbar>
      <Panel name={words.say("due-overdue")} count={late.length} ends={late.length > 0 ? words.say("due-longest-first") : undefined}>
        {late.length === 0 ? <Empty says={words.say(all > 0 && overdue.length > 0 ? "due-none-so" : "due-nothing-overdue")} /> : <Rows rows={late} picture={picture} now={now} isLate />}
      </Panel>
      <Panel name={words.say("due-coming")} count={soon.length} ends={soon.length > 0 ? words.say("due-soonest-first") : undefined}>
        {soon.length === 0 ? <Empty says={words.say("due-nothing-coming", { hours })} more={words.say("due-teaches")} /> : <Rows rows={soon} picture={picture} now={now} />}
      </Panel>
    </div>
  );
}

function isNamed(owed: Deadline, typed: string, picture: Picture, words: Words): boolean {
  const said = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (said.length === 0) return true;
  const { what, detail, name } = aboutOf(owed, picture);
  const known = [what, detail ?? "", name, ownerOf(owed, picture)].map((each) => tell(words, each)).join(" ").toLocaleLowerCase();
  return said.every((each) => known.includes(each));
}

export function tell(words: Words, told: Argument): string {
  return typeof told === "object" && "id" in told ? words.tell(told) : String(told);
}

interface RowsProps {
  readonly rows: readonly Deadline[];
  readonly picture: Picture;
  readonly now: number;
  readonly isLate?: boolean;
}

export function Rows({ rows, picture, now, isLate = false }: RowsProps) {
  return (
    <ul className="due-rows">
      {rows.map((each) => <Row key={`${each.kind} ${each.subject} ${each.id} ${each.due} ${each.person ?? each.role}`} owed={each} picture={picture} now={now} isLate={isLate} />)}
    </ul>
  );
}

function Row({ owed, picture, now, isLate }: { readonly owed: Deadline; readonly picture: Picture; readonly now: number; readonly isLate: boolean }) {
  const { words, town } = useConsole();
  const { what, detail, name, to } = aboutOf(owed, picture);
  const told = escalatedTo(owed);
  const called = tell(words, name);
  return (
    <li className="due-row" data-kind={owed.kind}>
      <span className="when">
        {isLate ? <Age seconds={secondsBetween(owed.due, now)} late /> : <span className="quiet">{words.say("due-in", { for: howLong(secondsBetween(now, owed.due)) })}</span>}
        <time dir="ltr" className="meta" dateTime={new Date(owed.due).toISOString()} title={clockDay(owed.due, town.zone, words.language)}>{clockTime(owed.due, town.zone, false)}</time>
      </span>
      <span className="what">
        <strong>{words.tell(what)}</strong>{" · "}
        {to ? <Linked to={to}>{called}</Linked> : called}
        {detail ? <span className="detail">{detail}</span> : null}
      </span>
      <span className="whose">{tell(words, ownerOf(owed, picture))}{told ? <span className="meta"> {words.say("due-told", { who: told })}</span> : null}</span>
      <span className="acts">
        {settlings(owed, picture).map((each) => (
          <Give key={each.key} order={each.order} line={each.line} begins={each.begins} says={`${words.code("settle", each.key)}, ${called}`}>{words.code("settle", each.key)}</Give>
        ))}
      </span>
    </li>
  );
}
