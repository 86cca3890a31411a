// One unit: where it is and how far, who rides on it, what it is fit for, and what happened last.

import { Panel } from "../../parts/panel.tsx";
import { Empty } from "../../parts/states.tsx";
import { UnitStatus } from "../../parts/unit.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import { heardAt } from "../../picture/matrix.ts";
import { Look } from "../../picture/limits.ts";
import type { Fields } from "../../picture/picture.ts";
import { callSign, numberOf, who } from "../../picture/places.ts";
import { count, parts, text, texts, time, words as wordsIn } from "../../picture/read.ts";
import { notesOf } from "../../picture/incident.ts";
import { teamOf } from "../../picture/teams.ts";
import { AskAct } from "../../shell/act.tsx";
import { limitsOf } from "../../shell/board.ts";
import { useConsole, useNow, usePicture, useSubject } from "../../shell/console.tsx";
import { Happened } from "../../shell/happened.tsx";
import { Linked } from "../../shell/linked.tsx";
import { quoted } from "../../shell/lines.ts";
import { age, clockTime } from "../../shell/time.ts";
import { UnitActs } from "./acts.tsx";
import { listedOf, positionOf, type Listed } from "./list.ts";
import { Crew, Fit, Where } from "./units.tsx";

const LAST = 40;

export function UnitPage({ id }: { readonly id: string }) {
  const { words, town } = useConsole();
  const unit = useSubject("units", id);
  const { picture } = usePicture("stations", "incidents", "teams", `custody/${id}`);
  const team = text(teamOf(picture, id), "name");
  const now = useNow();
  if (!unit) {
    return (
      <div className="page">
        <Empty says={words.say("unit-not-here", { unit: callSign(id) })} more={words.say("unit-not-here-next")} acts={<Linked to="/units">{words.say("all-units")}</Linked>} />
      </div>
    );
  }
  const row = listedOf(id, unit, picture, new Look(now, limitsOf(town)), town.code);
  const station = text(unit, "station");
  const home = station === null ? words.say("no-station") : (text(picture.of("stations").get(station), "name") ?? station);
  return (
    <div className="page unit-page" data-unit={row.cell.callSign}>
      <header className="page-head">
        <UnitStatus status={row.cell.lent ? "lent" : row.cell.status} word="" heard={!row.cell.isSilent} />
        <div>
          <h2>{row.cell.callSign} <span className="quiet">{words.code("unit-kind", row.cell.kind)}</span></h2>
          <p><strong>{words.code("status", row.cell.status || "unknown")}</strong><Where row={row} /> · {home}{team ? <> · {words.say("in-team", { team })}</> : null}</p>
        </div>
        <nav className="page-links" aria-label={words.say("see-also")}>
          {wasLent(picture.of("custody").get(id)) ? <Linked to={`/neighbours/loans/${encodeURIComponent(id)}`}>{words.say("loan-page")}</Linked> : null}
          <Linked to="/units">{words.say("all-units")}</Linked>
        </nav>
      </header>
      <div className="page-acts" role="group" aria-label={words.say("acts-of", { name: row.cell.callSign })}><UnitActs row={row} /></div>
      <div className="columns">
        <div className="column">
          <Standing row={row} id={id} now={now} />
          <Riders id={id} row={row} />
        </div>
        <div className="column wide">
          <Written id={id} sign={row.cell.callSign} />
          <Panel name={words.say("facts-last")}>
            <Happened kind="units" id={id} topics={[`units/${id}`]} most={LAST} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

// Whether it ever changed hands: there is a loan to tell of.
function wasLent(custody: Fields | undefined): boolean {
  return parts(custody, "entries").some((each) => ["released", "accepted"].includes(text(each, "kind") ?? ""));
}

function Standing({ row, id, now }: { readonly row: Listed; readonly id: string; readonly now: number }) {
  const { words, town } = useConsole();
  const unit = useSubject("units", id)!;
  const { picture } = usePicture("incidents");
  const heard = heardAt(unit);
  const position = positionOf(unit);
  const stack = texts(unit, "stack");
  const remark = wordsIn(unit, "condition_remark");
  return (
    <Panel name={words.say("how-it-is")}>
      <dl className="pairs">
        <div><dt>{words.say("since")}</dt><dd>{row.cell.since === null ? words.say("unknown") : <time dir="ltr">{clockTime(row.cell.since, town.zone)}</time>}</dd></div>
        <div><dt>{words.say("heard")}</dt><dd>{heard === null ? words.say("never") : words.say("ago", { age: age(secondsBetween(heard, now)) })}</dd></div>
        {position ? <div><dt>{words.say("located-at")}</dt><dd>{words.say("ago", { age: age(secondsBetween(position.at, now)) })} {position.source ? `(${position.source.replaceAll("_", " ")})` : ""}</dd></div> : null}
        <div><dt>{words.say("fit-for")}</dt><dd className="tags"><Fit row={row} /></dd></div>
        <div><dt>{words.say("condition")}</dt><dd>{words.code("condition", row.condition)}{remark ? ` · ${remark}` : ""}</dd></div>
        {stack.length > 0 ? (
          <div><dt>{words.say("stacked")}</dt><dd>{stack.map((each) => {
            const incident = picture.of("incidents").get(each);
            return <Linked key={each} to={`/incidents/${encodeURIComponent(each)}`}>{incident ? numberOf(incident) : words.say("elsewhere")} </Linked>;
          })}</dd></div>
        ) : null}
      </dl>
    </Panel>
  );
}

function Riders({ id, row }: { readonly id: string; readonly row: Listed }) {
  const { words, town } = useConsole();
  const unit = useSubject("units", id)!;
  const { picture } = usePicture("people");
  const seats = parts(unit, "seats");
  const since = time(unit, "crew_since");
  const shared = texts(unit, "shares_crew_with").map(callSign);
  return (
    <Panel name={words.say("crew")} count={count(unit, "crew_count") ?? undefined}>
      <p className="padded"><Crew row={row} />{since === null ? "" : ` · ${words.say("aboard-since", { time: clockTime(since, town.zone, false) })}`}</p>
      {shared.length > 0 ? <p className="padded">{words.say("crew-shared", { units: shared })}</p> : null}
      <ul className="pairs">
        {seats.map((each) => {
          const role = text(each, "role");
          return <li key={text(each, "person")}><strong>{who(text(each, "person") ?? "", picture)}</strong> {role ? <span className="quiet">{role.replaceAll("_", " ")}</span> : null}</li>;
        })}
      </ul>
    </Panel>
  );
}

function Written({ id, sign }: { readonly id: string; readonly sign: string }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("narratives", "people");
  const notes = notesOf(picture, `unit/${id}`).toReversed();
  return (
    <Panel
      name={words.say("written")} count={notes.length}
      ends={<AskAct order="AddRemark" title={words.say("write-about", { name: sign })} wants={[{ name: "words", label: words.say("words"), is: "area" }]} line={(said) => `Y ${sign} ${quoted(said["words"] ?? "")}`}>{words.say("write")}</AskAct>}
    >
      {notes.length === 0 ? <p className="empty-note">{words.say("written-none")}</p> : (
        <ul className="happened">
          {notes.map((each) => <li key={each.id}><time dir="ltr">{clockTime(each.at, town.zone)}</time><span className="said">{each.words ?? words.say("words-gone")}</span><span className="by">{each.by}</span></li>)}
        </ul>
      )}
    </Panel>
  );
}
