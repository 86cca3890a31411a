// Handing a desk over: what stands, what is owed, what nobody has read; a summary in the leaving
// person's words, kept as an entry of the shift, and the incoming person's word that it was read.

import { useMemo, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Select } from "../../parts/choose.tsx";
import { Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { Empty } from "../../parts/states.tsx";
import { Age } from "../../parts/age.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import { notesOf } from "../../picture/incident.ts";
import { told } from "../../picture/needs.ts";
import type { Picture } from "../../picture/picture.ts";
import type { Row } from "../../picture/rows.ts";
import { useBoard } from "../../shell/board.ts";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { clockDay, clockTime } from "../../shell/time.ts";
import { KEPT_IN, Rows } from "../due/due.tsx";
import { NoteRow } from "../incident/narrative.tsx";
import { leftOf, SHIFT, shiftAt, shifts, type Left } from "./summary.ts";
import { inWords } from "./told.ts";
import { Write } from "./write.tsx";
import "../pages.css";
import "../incident/incident.css";
import "../due/due.css";
import "./handover.css";

const KEPT = [...new Set([...KEPT_IN, "stations"])];

export default function Handover() {
  const { words, town, me } = useConsole();
  const { picture, version } = usePicture(...KEPT);
  const now = useNow();
  const board = useBoard();
  const ten = Math.floor(now / 10_000);
  const left = useMemo(() => leftOf(picture, ten * 10_000), [picture, version, ten]);
  const present = shiftAt(now, town.zone);
  const [chosen, choose] = useState<string | null>(null);
  const shift = chosen ?? present;
  const subject = `${SHIFT}${shift}`;
  const entries = notesOf(picture, subject).toReversed();
  return (
    <div className="page handover-page">
      <header className="page-head">
        <div>
          <h2>{words.say("handover-of", { town: town.name })}</h2>
          <p>{clockDay(now, town.zone, words.language)} <time dir="ltr">{clockTime(now, town.zone, false)}</time> · {me.name ?? me.handle}</p>
        </div>
        <div className="page-acts">
          <Select label={words.say("shift")} bare choices={shifts(picture, present).map((each) => ({ key: each, name: each === present ? words.say("shift-present", { name: each }) : each }))} chosen={shift} onChoose={choose} none={present} />
          <Button onPress={() => window.print()}>{words.say("print")}</Button>
        </div>
      </header>
      <div className="columns">
        <div className="column">
          <Open rows={board.needs} name={words.say("band-needs")} none={words.say("needs-empty")} now={now} whole />
          <Open rows={board.working} name={words.say("band-working")} none={words.say("handover-none-working")} now={now} />
          <Open rows={board.quiet} name={words.say("band-quiet")} none={words.say("handover-none-quiet")} now={now} />
        </div>
        <div className="column wide">
          <Panel name={words.say("handover-words")} count={entries.length} ends={shift}>
            <Write key={subject} subject={subject} stands={() => inWords(board, left, picture, now, town.zone, words)} />
            {entries.length === 0 ? <Empty says={words.say("handover-no-words")} more={words.say("handover-no-words-next")} /> : (
              <ul className="notes" data-is="shift">{entries.map((each) => <NoteRow key={each.id} note={each} picture={picture} />)}</ul>
            )}
          </Panel>
          <UnreadPanel left={left} picture={picture} subject={subject} />
        </div>
        <div className="column aside">
          <OutPanel left={left} />
          <ShutPanel left={left} />
          <Panel name={words.say("due-overdue")} count={left.overdue.length}>
            {left.overdue.length === 0 ? <p className="empty-note">{words.say("due-nothing-overdue")}</p> : <Rows rows={left.overdue} picture={picture} now={now} isLate />}
          </Panel>
          <Panel name={words.say("handover-coming")} count={left.coming.length}>
            {left.coming.length === 0 ? <p className="empty-note">{words.say("due-nothing-coming", { hours: 12 })}</p> : <Rows rows={left.coming} picture={picture} now={now} />}
          </Panel>
        </div>
      </div>
      <footer className="signatures">
        <p>{words.say("handed-over-by")}</p>
        <p>{words.say("taken-over-by")}</p>
      </footer>
    </div>
  );
}

interface OpenProps {
  readonly rows: readonly Row[];
  readonly name: string;
  readonly none: string;
  readonly now: number;
  // With the reasons under each.
  readonly whole?: boolean;
}

function Open({ rows, name, none, now, whole = false }: OpenProps) {
  const { words } = useConsole();
  return (
    <Panel name={name} count={rows.length}>
      {rows.length === 0 ? <p className="empty-note">{none}</p> : (
        <ul className="left-rows">
          {rows.map((each) => (
            <li key={`${each.kind}/${each.id}`}>
              <Severity level={levelOf(each.priority)} word={words.code("severity", String(levelOf(each.priority)))} size={14} />
              <span className="what">
                {each.kind === "incidents" ? <Linked to={`/incidents/${encodeURIComponent(each.id)}`}><span className="mono" dir="ltr">{each.number}</span> {words.tell(each.what)}</Linked>
                  : each.kind === "reports" ? <Linked to={`/calls/${encodeURIComponent(each.id)}`}>{words.tell(each.what)}</Linked> : <strong>{words.tell(each.what)}</strong>}
                {each.place ? <span className="quiet"> {words.tell(each.place)}</span> : null}
                {each.units.length > 0 ? <span className="quiet"> · {each.units.map((unit) => unit.callSign).join(" ")}</span> : null}
                {whole ? each.reasons.map((reason, number) => <span key={number} className="detail">{words.tell(told(reason, now))}</span>) : null}
              </span>
              <Age seconds={secondsBetween(each.since, now)} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function UnreadPanel({ left, picture, subject }: { readonly left: Left; readonly picture: Picture; readonly subject: string }) {
  const { words } = useConsole();
  const elsewhere = left.unread.filter((each) => each.subject !== subject);
  return (
    <Panel name={words.say("handover-unread")} count={elsewhere.length}>
      {elsewhere.length === 0 ? <p className="empty-note">{words.say("handover-all-read")}</p> : (
        <ul className="notes">{elsewhere.map((each) => <NoteRow key={each.note.id} note={each.note} picture={picture} />)}</ul>
      )}
    </Panel>
  );
}

function OutPanel({ left }: { readonly left: Left }) {
  const { words, town } = useConsole();
  return (
    <Panel name={words.say("handover-out")} count={left.out.length}>
      {left.out.length === 0 ? <p className="empty-note">{words.say("handover-none-out")}</p> : (
        <ul className="pairs">
          {left.out.map((each) => (
            <li key={each.unit}>
              <Linked to={`/units/${encodeURIComponent(each.unit)}`}><strong>{each.callSign}</strong></Linked> {each.because ?? words.say("out-unsaid")}
              {each.back === null ? "" : ` · ${words.say("back-at", { time: clockTime(each.back, town.zone, false) })}`}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function ShutPanel({ left }: { readonly left: Left }) {
  const { words, town } = useConsole();
  return (
    <Panel name={words.say("handover-closures")} count={left.closures.length}>
      {left.closures.length === 0 ? <p className="empty-note">{words.say("handover-none-closed")}</p> : (
        <ul className="pairs">
          {left.closures.map((each) => (
            <li key={each.id}>
              <strong>{words.tell(each.where)}</strong> <span className="quiet">{words.code("closure", each.kind)}</span>
              {each.ends === null ? "" : ` · ${words.say("until-time", { time: clockTime(each.ends, town.zone, false) })}`}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
