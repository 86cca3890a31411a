// All of one incident: what and where it is, who leads it, what is to be done and was, what was
// said, who works and is involved there. Without an id: incidents, open and over, to be found.

import { useEffect, useMemo, useState } from "react";
import { ask } from "../../act/door.ts";
import { Button } from "../../parts/button.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { Age } from "../../parts/age.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import { incidentPage, type Page } from "../../picture/incident.ts";
import { told } from "../../picture/needs.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { count, is, text, texts } from "../../picture/read.ts";
import { AskAct, Give } from "../../shell/act.tsx";
import { limitsOf } from "../../shell/board.ts";
import { ConsoleContext, useConsole, useNow, usePicture, useSubject } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { incidentName, quoted } from "../../shell/lines.ts";
import { useRegion } from "../../shell/region.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { clockDay, clockTime } from "../../shell/time.ts";
import { PassIncident } from "../calls/pass-act.tsx";
import { LinkAct, RegionalOf } from "../neighbours/regional.tsx";
import { AdvicePage } from "./advice-page.tsx";
import { CommandPanel } from "./command.tsx";
import { Find } from "./find.tsx";
import { ChecklistPanel } from "./checklist.tsx";
import { NarrativePanel } from "./narrative.tsx";
import { ObjectivesPanel, TasksPanel } from "./tasks.tsx";
import { AttachmentsPanel, DuePanel, FactsPanel, NearPanel, PeoplePanel, ReportsPanel, WorkPanel } from "./beside.tsx";
import "../pages.css";
import "./incident.css";

const KEPT_IN = [
  "incidents", "units", "reports", "people", "posts", "tasks", "objectives", "runs", "plans", "narratives", "closures", "obligations", "timers", "stations",
];

export default function Incident({ rest }: ScreenProps) {
  const [id, part, advice] = rest;
  if (id && part === "advice") return <AdvicePage key={id} id={id} advice={advice ?? null} />;
  return id ? <One key={id} id={id} /> : <Find />;
}

function One({ id }: { readonly id: string }) {
  const { select, past, words } = useConsole();
  const standing = useSubject("incidents", id);
  const [archived, over] = useArchived(id, standing === null && past === null);
  const incident = standing ?? archived;
  // The line's `.` means what is looked at.
  const isThere = standing !== null;
  useEffect(() => {
    if (isThere) select({ incident: id });
  }, [id, isThere, select]);
  if (!incident) {
    if (over === "asking" && past === null) return <div className="page"><Loading says={words.say("incident-asked")} rows={8} /></div>;
    return (
      <div className="page">
        <Empty
          says={words.say(past ? "incident-not-then" : over === "away" ? "incident-away" : "incident-not-here", { id })}
          more={words.say("incident-not-here-next")} acts={<Linked to="/incidents">{words.say("find-incidents")}</Linked>}
        />
      </div>
    );
  }
  return <Whole id={id} incident={incident} isOver={standing === null} />;
}

// What left the picture with a finished incident is asked for: the fields as the viewer may see them.
function useArchived(id: string, wanted: boolean): readonly [Fields | null, "asking" | "there" | "none" | "away"] {
  const [found, tell] = useState<readonly [Fields | null, "asking" | "there" | "none" | "away"]>([null, "asking"]);
  useEffect(() => {
    if (!wanted) return undefined;
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask<{ readonly fields: Fields }>(`/v1/picture/incidents/${encodeURIComponent(id)}`, { signal: gone.signal });
      if (gone.signal.aborted) return;
      tell(answer.is === "done" ? [answer.body.fields, "there"] : [null, answer.is === "refused" ? "none" : "away"]);
    }, 300);
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [id, wanted]);
  return found;
}

// What can still be done about an incident that is closed: writing down, reading, what is owed, and
// to open it again.
const AFTER_CLOSE: ReadonlySet<string> = new Set([
  "AddRemark", "CorrectEntry", "FlagEntry", "UnflagEntry", "AskToRead", "AcknowledgeEntry", "AttachBlob", "MeetObligation", "WaiveObligation", "PostponeObligation",
  "ReopenIncident",
]);

function Whole(props: WholeProps) {
  const console_ = useConsole();
  const isClosed = text(props.incident, "status") === "closed";
  const offered = useMemo(() => (isClosed ? { ...console_, may: (order: string) => AFTER_CLOSE.has(order) && console_.may(order) } : console_), [console_, isClosed]);
  return <ConsoleContext value={offered}><WholePage {...props} /></ConsoleContext>;
}

interface WholeProps {
  readonly id: string;
  readonly incident: Fields;
  readonly isOver: boolean;
}

function WholePage({ id, incident, isOver }: WholeProps) {
  const { town } = useConsole();
  const { picture, version } = usePicture(...KEPT_IN);
  const now = useNow();
  const second = Math.floor(now / 1_000);
  const page = useMemo(
    () => incidentPage(picture, id, incident, second * 1_000, limitsOf(town)),
    // The picture is the same object for ever; its version is not.
    [picture, version, id, incident, second, town],
  );
  const name = incidentName(picture, id);
  return (
    <div className="page incident-page" data-incident={id}>
      <Head page={page} incident={incident} now={now} />
      {isOver ? null : <Acts page={page} name={name} picture={picture} />}
      <div className="columns">
        <div className="column">
          <CommandPanel page={page} name={name} picture={picture} now={now} />
          <ChecklistPanel page={page} name={name} now={now} />
          <ObjectivesPanel page={page} name={name} picture={picture} />
          <TasksPanel page={page} name={name} picture={picture} now={now} />
        </div>
        <div className="column wide"><NarrativePanel page={page} name={name} picture={picture} now={now} /></div>
        <div className="column aside">
          <WorkPanel page={page} />
          <DuePanel page={page} picture={picture} now={now} />
          <FactsPanel page={page} />
          <PeoplePanel page={page} name={name} />
          <ReportsPanel page={page} now={now} />
          {isOver ? null : <Elsewhere id={id} />}
          <NearPanel page={page} />
          <AttachmentsPanel page={page} />
        </div>
      </div>
    </div>
  );
}

// The same incident in other towns; where there are no neighbours nobody is asked.
function Elsewhere({ id }: { readonly id: string }) {
  const { picture } = usePicture("neighbours", "regional_incidents");
  const { region } = useRegion(undefined, picture.of("neighbours").size > 0);
  return <RegionalOf incident={id} region={region} />;
}

function Head({ page, incident, now }: { readonly page: Page; readonly incident: Fields; readonly now: number }) {
  const { words, town } = useConsole();
  const level = levelOf(page.priority);
  const alarm = count(incident, "alarm_level") ?? 1;
  const hazards = texts(incident, "hazards");
  return (
    <header className="page-head">
      <Severity level={level} word={words.code("severity", String(level))} size={24} />
      <div>
        <h2><span className="mono" dir="ltr">{page.number}</span> {words.tell(page.what)}</h2>
        <p>{page.place ? <><strong>{words.tell(page.place)}</strong> · </> : null}{words.code("severity", String(level))} · {words.code("incident-is", page.status)}</p>
        <p className="marks">
          {alarm > 1 ? <span className="tag warns">{words.say("mark-alarm", { level: alarm })}</span> : null}
          {is(incident, "is_restricted") ? <span className="tag warns">{words.say("mark-restricted")}</span> : null}
          {page.status === "held" ? <span className="tag">{words.say("mark-held")}</span> : null}
          {hazards.map((each) => <span key={each} className="tag warns">{words.code("hazard", each)}</span>)}
        </p>
        {page.reasons.map((each, number) => <p key={`${each.id} ${number}`} className="reason"><strong>{words.tell(told(each, now))}</strong></p>)}
      </div>
      <div className="page-when">
        <Age seconds={secondsBetween(page.opened, page.closed ?? now)} />
        <span className="meta">{words.say("opened-at", { time: clockTime(page.opened, town.zone, false), day: clockDay(page.opened, town.zone, words.language) })}</span>
        {page.closed === null ? null : <span className="meta">{words.say("closed-at", { time: clockTime(page.closed, town.zone, false) })}</span>}
        <Linked to="/desk">{words.say("to-the-desk")}</Linked>
      </div>
    </header>
  );
}

const SEVERITIES = ["1", "2", "3", "4"] as const;

function Acts({ page, name, picture }: { readonly page: Page; readonly name: string; readonly picture: Picture }) {
  const { words } = useConsole();
  const isClosed = page.status === "closed";
  const because = { name: "because", label: words.say("because"), is: "words" } as const;
  if (isClosed) {
    return (
      <div className="page-acts" role="group" aria-label={words.say("acts-of", { name: page.number })}>
        <AskAct order="ReopenIncident" title={words.say("act-reopen")} wants={[because]} line={(said) => `RO ${name} ! ${said["because"]}`}>{words.say("act-reopen")}</AskAct>
      </div>
    );
  }
  const hazards = texts(picture.of("incidents").get(page.id), "hazards");
  const alarm = count(picture.of("incidents").get(page.id), "alarm_level") ?? 1;
  return (
    <div className="page-acts" role="group" aria-label={words.say("acts-of", { name: page.number })}>
      <Give order="DispatchUnit" line={`D  ${name}`} begins kind="primary">{words.say("act-send")}</Give>
      <AskAct
        order="SetPriority" title={words.say("act-priority")} line={(said) => `P ${name} ${said["level"]}`}
        wants={[{ name: "level", label: words.say("act-priority"), is: "choice", choices: SEVERITIES.map((each) => ({ key: each, name: words.code("severity", each) })), first: String(page.priority ?? "") }]}
      >{words.say("act-priority")}</AskAct>
      <AskAct order="RelocateIncident" title={words.say("act-place")} wants={[{ name: "place", label: words.say("call-where"), is: "words" }]} line={(said) => `PLACE ${name} @${said["place"]}`}>{words.say("act-place")}</AskAct>
      <AskAct
        order="NameHazards" title={words.say("act-hazards")} line={(said) => `HAZ ${name} ${said["hazards"]}`}
        wants={[{ name: "hazards", label: words.say("fact-hazards"), is: "words", hint: words.say("hazards-hint"), first: hazards.join(" ") }]}
      >{words.say("act-hazards")}</AskAct>
      <Give order="RaiseAlarm" line={`AL ${name} ${alarm + 1}`}>{words.say("act-alarm", { level: alarm + 1 })}</Give>
      {page.status === "held"
        ? <Give order="ResumeIncident" line={`RS ${name}`}>{words.say("act-resume")}</Give>
        : <AskAct order="HoldIncident" title={words.say("act-hold")} wants={[because]} line={(said) => `HO ${name} ! ${said["because"]}`}>{words.say("act-hold")}</AskAct>}
      <AskAct
        order="CloseIncident" title={words.say("act-close")} line={(said) => `CL ${name} ${quoted(said["words"] ?? "")}`}
        wants={[{ name: "words", label: words.say("closing-words"), is: "words", hint: words.say("closing-hint") }]}
      >{words.say("act-close")}</AskAct>
      <PassIncident id={page.id} name={name} />
      <LinkAct incident={page.id} />
      <Button onPress={() => window.print()}>{words.say("print")}</Button>
    </div>
  );
}
