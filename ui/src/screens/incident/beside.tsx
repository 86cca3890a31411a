// Beside the narrative: who works there since when, what is owed, what is known besides, who is
// involved, which reports it came from, closures near, attachments.

import { Age } from "../../parts/age.tsx";
import { Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { UnitStatus } from "../../parts/unit.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import type { Note, Page, Work } from "../../picture/incident.ts";
import type { Picture } from "../../picture/picture.ts";
import { text } from "../../picture/read.ts";
import { answersOf } from "../../picture/questions.ts";
import { AskAct, Give } from "../../shell/act.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { plain, quoted } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";
import type { Argument } from "../../words/said.ts";
import type { Words } from "../../words/words.ts";
import { Rows } from "../due/due.tsx";
import { AttachmentsRows, Upload } from "./attachments.tsx";

export function WorkPanel({ page }: { readonly page: Page }) {
  const { words } = useConsole();
  const working = page.work.filter((each) => each.isWorking).length;
  return (
    <div data-pane="units">
      <Panel name={words.say("responses-here")} count={words.say("responses-told", { working, all: page.work.length })} keyCap="F3">
        {page.work.length === 0 ? <p className="empty-note">{words.say("responses-none")}</p> : null}
        <ul className="responses">{page.work.map((each, number) => <Response key={`${each.unit} ${number}`} work={each} />)}</ul>
      </Panel>
    </div>
  );
}

const NEXT: Readonly<Record<string, readonly [verb: string, order: string]>> = {
  committed: ["E", "ReportEnRoute"], en_route: ["A", "ReportOnScene"], staged: ["A", "ReportOnScene"],
  on_scene: ["F", "ClearUnit"], transporting: ["H", "ReportAtHospital"], at_hospital: ["F", "ClearUnit"],
};

function Response({ work }: { readonly work: Work }) {
  const { words, town } = useConsole();
  const { picture } = usePicture(`custody/${work.unit}`);
  // Another town's, which works here: there is a loan to tell of.
  const home = text(picture.of("custody").get(work.unit), "home");
  const isAbroad = home !== null && home !== town.code;
  const last = work.steps.at(-1);
  const next = work.isWorking ? NEXT[last?.status ?? "committed"] : undefined;
  return (
    <li data-over={work.isWorking ? undefined : ""}>
      <p className="who">
        <UnitStatus status={work.isWorking ? (last?.status ?? "committed") : "available"} word="" />
        <Linked to={`/units/${encodeURIComponent(work.unit)}`}><strong>{work.callSign}</strong></Linked>
        {isAbroad ? <Linked to={`/neighbours/loans/${encodeURIComponent(work.unit)}`} says={`${words.say("loan-page")}, ${work.callSign}`}>{words.say("loan-page")}</Linked> : null}
        {work.isWorking ? words.code("status", last?.status ?? "committed") : words.tell(work.outcome ?? { id: "outcome-cleared" })}
        {work.destination ? <span className="quiet">→ {work.destination}</span> : null}
        {next ? <span className="apart"><Give order={next[1]} line={`${next[0]} ${work.callSign}`} says={`${words.code("next", next[0])}, ${work.callSign}`}>{words.code("next", next[0])}</Give></span> : null}
      </p>
      <ol className="chain" aria-label={words.say("times-of", { unit: work.callSign })}>
        {work.steps.map((each, number) => (
          <li key={number}>
            <span>{words.code("status", each.status)}</span>{" "}
            <time dir="ltr">{each.after === null ? "" : `${clockTime(each.after, town.zone)}–`}{clockTime(each.at, town.zone)}</time>
          </li>
        ))}
        {work.observed.map((each, number) => <li key={`o${number}`}><span>{each.mark.replaceAll("_", " ")}</span> <time dir="ltr">{clockTime(each.at, town.zone)}</time></li>)}
        {work.ended === null ? null : <li><span>{words.say("ended")}</span> <time dir="ltr">{clockTime(work.ended, town.zone)}</time></li>}
      </ol>
    </li>
  );
}

export function DuePanel({ page, picture, now }: { readonly page: Page; readonly picture: Picture; readonly now: number }) {
  const { words } = useConsole();
  if (page.due.length === 0) return null;
  return (
    <Panel name={words.say("screen-due")} count={page.due.length}>
      <Rows rows={page.due.filter((each) => each.due <= now)} picture={picture} now={now} isLate />
      <Rows rows={page.due.filter((each) => each.due > now)} picture={picture} now={now} />
    </Panel>
  );
}

function told(words: Words, what: Argument): string {
  if (Array.isArray(what)) return (what as readonly Argument[]).map((each) => told(words, each)).join(", ");
  return typeof what === "object" && "id" in what ? words.tell(what) : String(what);
}

export function FactsPanel({ page }: { readonly page: Page }) {
  const { words, town } = useConsole();
  if (page.facts.length === 0) return null;
  return (
    <Panel name={words.say("known-besides")}>
      <dl className="pairs">
        {page.facts.map((each, number) => (
          <div key={number}><dt>{words.tell(each.name)}</dt><dd>{each.at === null ? told(words, each.words) : <time dir="ltr">{clockTime(each.at, town.zone)}</time>}</dd></div>
        ))}
      </dl>
    </Panel>
  );
}

const ROLES = ["caller", "patient", "witness", "missing"];

export function PeoplePanel({ page, name }: { readonly page: Page; readonly name: string }) {
  const { words } = useConsole();
  return (
    <Panel name={words.say("involved")} count={page.people.length}>
      {page.people.length === 0 ? <p className="empty-note">{words.say("involved-none")}</p> : null}
      <ul className="pairs">
        {page.people.map((each) => (
          <li key={each.person}>
            <strong>{each.name ?? words.say("name-unknown")}</strong> <span className="quiet">{words.tell(each.role)}</span>
            {each.triage ? <span className="tag warns">{words.code("counted", each.triage)}</span> : null}
            {each.contact ? <span className="whole" dir="ltr"> {each.contact}</span> : null}
            {each.destination ? <span className="quiet"> → {each.destination}</span> : null}
          </li>
        ))}
      </ul>
      {page.status === "closed" ? null : (
        <p className="acts-in">
          <AskAct
            order="InvolvePerson" title={words.say("involve")}
            wants={[
              { name: "role", label: words.say("involved-as"), is: "choice", choices: ROLES.map((each) => ({ key: each, name: words.code("involved", each) })), first: "patient" },
              { name: "name", label: words.say("name"), is: "words", optional: true },
            ]}
            line={(said) => `INV ${name} ${said["role"]}${said["name"]?.trim() ? ` ${quoted(said["name"])}` : ""}`}
          >{words.say("involve")}</AskAct>
          <AskAct
            order="ReportTriage" title={words.say("settle-count")} wants={[{ name: "counts", label: words.say("triage-counts"), is: "words", hint: words.say("triage-hint") }]}
            line={(said) => `REC ${name} ${plain(said["counts"] ?? "")}`}
          >{words.say("settle-count")}</AskAct>
        </p>
      )}
    </Panel>
  );
}

// What was answered to the plan's questions, as they are asked now.
function Answers({ report }: { readonly report: string }) {
  const { words } = useConsole();
  const { picture } = usePicture("reports", "plans");
  const answers = answersOf(picture.of("reports").get(report) ?? {}, picture).filter((each) => each.answer !== "");
  if (answers.length === 0) return null;
  return (
    <dl className="answers" aria-label={words.say("answers")}>
      {answers.map((each) => (
        <div key={each.question}>
          <dt><bdi>{each.asked ?? words.code("question", each.question)}</bdi></dt>
          <dd><bdi>{each.answer ?? words.say("words-gone")}</bdi></dd>
        </div>
      ))}
    </dl>
  );
}

export function ReportsPanel({ page, now }: { readonly page: Page; readonly now: number }) {
  const { words } = useConsole();
  if (page.reports.length === 0) return null;
  return (
    <Panel name={words.say("reports")} count={page.reports.length}>
      <ul className="pairs">
        {page.reports.map((each) => (
          <li key={each.id}>
            <Severity level={levelOf(each.priority)} word={words.code("severity", String(each.priority ?? "unknown"))} size={14} /> <strong>{words.tell(each.what)}</strong>{" "}
            {each.place ? <span className="quiet">{words.tell(each.place)}</span> : null} <Age seconds={secondsBetween(each.since, now)} />
            {each.summary ? <p className="meta">{each.summary}</p> : null}
            <Answers report={each.id} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function NearPanel({ page }: { readonly page: Page }) {
  const { words, town } = useConsole();
  if (page.closures.length === 0) return null;
  return (
    <Panel name={words.say("closures-near")} count={page.closures.length}>
      <ul className="pairs">
        {page.closures.map((each) => (
          <li key={each.id}>
            <strong>{words.tell(each.where)}</strong> <span className="quiet">{words.code("closure", each.kind)}</span>
            {each.distance_m === null ? null : <span className="quiet"> · {words.say("same-metres", { m: Math.round(each.distance_m) })}</span>}
            {each.ends === null ? null : <span className="quiet"> · {words.say("until-time", { time: clockTime(each.ends, town.zone, false) })}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function AttachmentsPanel({ page }: { readonly page: Page }) {
  const { words } = useConsole();
  const all = page.notes.filter((each): each is Note & { readonly attachment: NonNullable<Note["attachment"]> } => each.attachment !== null);
  return (
    <Panel name={words.say("attachments")} count={all.length}>
      {all.length === 0 ? <p className="empty-note">{words.say("attachments-none")}</p> : <AttachmentsRows all={all} />}
      {page.status === "closed" ? null : <Upload subject={`incident/${page.id}`} />}
    </Panel>
  );
}
