// What is selected: what and where, who works there, what can be done, what the plan wants, what
// was written.

import { Button } from "../../parts/button.tsx";
import { Age } from "../../parts/age.tsx";
import { Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { Empty } from "../../parts/states.tsx";
import { UnitStatus } from "../../parts/unit.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import type { Fields } from "../../picture/picture.ts";
import { told } from "../../picture/needs.ts";
import { numberOf, placeSeen, typeOf } from "../../picture/places.ts";
import { count, parts, text, time, words as wordsIn } from "../../picture/read.ts";
import { chips, type Row } from "../../picture/rows.ts";
import { useBoard } from "../../shell/board.ts";
import { useConsole, useNow, useSubject } from "../../shell/console.tsx";
import { go } from "../../shell/route.ts";
import { clockTime } from "../../shell/time.ts";
import { LogAndTalk } from "./log-and-talk.tsx";
import { Proposal } from "./proposal.tsx";

export function Selected() {
  const { words, selection } = useConsole();
  const incident = useSubject("incidents", selection.incident);
  if (!selection.incident || !incident) {
    return (
      <Panel name={words.say("selected")}>
        <Empty says={words.say("nothing-selected")} more={words.say("nothing-selected-next")} />
      </Panel>
    );
  }
  return (
    <div className="selected">
      <What id={selection.incident} incident={incident} />
      {text(incident, "status") !== "closed" && <Proposal key={selection.incident} id={selection.incident} />}
      <Units incident={incident} />
      <PlanSteps id={selection.incident} />
      <LogAndTalk id={selection.incident} number={numberOf(incident)} />
    </div>
  );
}

function What({ id, incident }: { readonly id: string; readonly incident: Fields }) {
  const { words, write, may } = useConsole();
  const board = useBoard();
  const now = useNow();
  const is = (each: Row) => each.id === id;
  const row = board.needs.find(is) ?? board.working.find(is) ?? board.quiet.find(is);
  const level = levelOf(count(incident, "priority"));
  const number = numberOf(incident);
  const place = placeSeen(incident);
  const summary = wordsIn(incident, "summary");
  const isClosed = text(incident, "status") === "closed";
  return (
    <section aria-labelledby="selected-name">
      <div className="what">
        <Severity level={level} word={words.code("severity", String(level))} size={24} />
        <h2 id="selected-name"><span className="mono" dir="ltr">{number}</span> {words.tell(typeOf(text(incident, "type") ?? ""))}</h2>
        {place || summary ? <p>{place ? <strong>{words.tell(place)}</strong> : null}{place && summary ? " · " : ""}{summary}</p> : null}
        {isClosed && <p>{words.say("is-closed")}</p>}
        {row?.reasons.map((each) => <p key={each.id}><strong>{words.tell(told(each, now))}</strong></p>)}
      </div>
      <div className="acts">
        {may("DispatchUnit") && !isClosed && <Button onPress={() => write("D ")}>{words.say("act-send")}</Button>}
        {may("SetPriority") && !isClosed && <Button onPress={() => write(`P ${number} `)}>{words.say("act-priority")}</Button>}
        {may("AddRemark") && <Button onPress={() => write(`Y ${number} "`)}>{words.say("act-note")}</Button>}
        {may("CloseIncident") && !isClosed && <Button onPress={() => write(`CL ${number}`)}>{words.say("act-close")}</Button>}
        <Button onPress={() => go(`/incidents/${encodeURIComponent(id)}`)}>{words.say("act-open")}</Button>
        <Button onPress={() => window.dispatchEvent(new CustomEvent("tocsin:locate", { detail: { kind: "incidents", id } }))}>{words.say("act-on-map")}</Button>
      </div>
    </section>
  );
}

function Units({ incident }: { readonly incident: Fields }) {
  const { words, give, write, may } = useConsole();
  const now = useNow();
  const working = chips(incident);
  return (
    <Panel name={words.say("units-here")} count={working.length} level={3}>
      {working.length === 0 ? <p className="empty-note">{words.say("units-here-none")}</p> : (
        <ul className="facts">
          {working.map((each) => (
            <li key={each.unit}>
              <span><UnitStatus status={each.status} word="" /> <strong>{each.callSign}</strong></span>
              <span>{words.code("status", each.status)} <Age seconds={secondsBetween(each.since, now)} /></span>
              <span className="end">
                {NEXT[each.status] && may(NEXT[each.status]!.order) && (
                  <Button onPress={() => give(`${NEXT[each.status]!.verb} ${each.callSign}`)}>{words.code("next", NEXT[each.status]!.verb)}</Button>
                )}
                {may("ClearUnit") && each.status !== "committed" && <Button onPress={() => give(`F ${each.callSign}`)}>{words.code("next", "F")}</Button>}
                {may("CancelUnit") && each.status === "committed" && <Button onPress={() => write(`CU ${each.callSign} ! `)}>{words.code("next", "CU")}</Button>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const NEXT: Readonly<Record<string, { readonly verb: string; readonly order: string }>> = {
  committed: { verb: "E", order: "ReportEnRoute" },
  en_route: { verb: "A", order: "ReportOnScene" },
};

function PlanSteps({ id }: { readonly id: string }) {
  const { words, give, may, town } = useConsole();
  const run = useSubject("runs", id);
  const incident = useSubject("incidents", id);
  const ticks = parts(run ?? undefined, "ticks").filter((each) => each["is_retired"] !== true);
  if (!run || ticks.length === 0) {
    return (
      <Panel name={words.say("plan")} level={3} keyCap="F6">
        <p className="empty-note">{words.say("plan-none")}</p>
      </Panel>
    );
  }
  const done = ticks.filter((each) => text(each, "state") === "done").length;
  const isClosed = text(incident ?? undefined, "status") === "closed";
  return (
    <Panel name={words.say("plan-named", { name: text(run, "plan") ?? "" })} count={words.say("of-told", { done, all: ticks.length })} level={3} keyCap="F6">
      <ul className="facts">
        {ticks.map((each, number) => {
          const isDone = text(each, "state") === "done";
          const due = time(each, "due_at");
          return (
            <li key={text(each, "id") ?? number}>
              <input
                type="checkbox"
                checked={isDone}
                disabled={isDone || isClosed || !may("TickStep")}
                aria-label={text(each, "text") ?? ""}
                onChange={() => give(`K ${incident ? numberOf(incident) : "."} ${number + 1} done`)}
              />
              <span>{text(each, "text")}</span>
              <span className="end">{due === null ? "" : words.say("due-at", { time: clockTime(due, town.zone, false) })}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
