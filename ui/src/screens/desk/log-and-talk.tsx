// What happened at the selected incident, and apart from it what people there said to each other and
// to this desk: what is new is marked until it was looked at.

import { useEffect, useMemo, useState } from "react";
import { haveSeen, seenUntil } from "../../act/seen.ts";
import type { FactTold } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { notesOf, type Note } from "../../picture/incident.ts";
import { who } from "../../picture/places.ts";
import { isUnseen, talkOf, waitsFor } from "../../picture/talk.ts";
import { Give } from "../../shell/act.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { FactRow, thenOf, useTimeline } from "../../shell/happened.tsx";
import { useWindowEvent, TALK } from "../../shell/keys.ts";
import { entryName } from "../../shell/lines.ts";
import { go } from "../../shell/route.ts";
import { clockTime } from "../../shell/time.ts";
import "../pages.css";

const MOST = 12;
// A glance in passing is no look.
const LOOKED_MS = 2_000;

export function LogAndTalk({ id, number }: { readonly id: string; readonly number: string }) {
  const { picture, version } = usePicture(`narratives/incident/${id}`, "people");
  const talk = useMemo(() => talkOf(notesOf(picture, `incident/${id}`)), [picture, version, id]);
  return (
    <>
      <Log key={`log ${id}`} id={id} talk={talk} />
      <Talk key={id} id={id} number={number} talk={talk} />
    </>
  );
}

function Log({ id, talk }: { readonly id: string; readonly talk: readonly Note[] }) {
  const { words, past } = useConsole();
  const [asked, again] = useTimeline("incidents", id, [`incidents/${id}`, `narratives/incident/${id}`, `posts/${id}`, `runs/${id}`]);
  const spoken = new Set(talk.map((each) => Math.trunc(each.at)));
  const isSpoken = (fact: FactTold) => fact.event.startsWith("remark_added") && spoken.has(Date.parse(fact.occurred_at));
  const facts = asked.is === "there" ? thenOf(asked.facts, past).filter((each) => !isSpoken(each)).toReversed() : [];
  const says = asked.is === "there" ? (facts.length === 0 ? words.say("log-empty") : "") : asked.is === "asking" ? words.say("facts-come") : asked.is === "away" ? words.say("facts-away") : asked.refusal.detail;
  return (
    <Panel name={words.say("log")} count={asked.is === "there" ? facts.length : undefined} level={3}>
      {says ? <p className="empty-note">{says} {asked.is === "away" ? <Button onPress={again}>{words.say("try-again")}</Button> : null}</p> : null}
      {facts.length > 0 ? <ol className="happened" aria-label={words.say("facts-label")}>{facts.slice(0, MOST).map((each) => <FactRow key={each.id} fact={each} />)}</ol> : null}
      {facts.length > MOST ? <p className="empty-note"><Button kind="bare" onPress={() => go(`/incidents/${encodeURIComponent(id)}`)}>{words.say("facts-more", { count: facts.length - MOST })}</Button></p> : null}
    </Panel>
  );
}

function Talk({ id, number, talk }: { readonly id: string; readonly number: string; readonly talk: readonly Note[] }) {
  const { words, me, past, write, may } = useConsole();
  const { picture } = usePicture("people");
  const [seen, setSeen] = useState(() => seenUntil(id));
  const own = who(me.person, picture);
  const newest = talk[0]?.at ?? 0;
  const unseen = past ? 0 : talk.filter((each) => isUnseen(each, seen, own)).length;
  const look = () => {
    if (past || newest <= seen) return;
    setSeen(newest);
    haveSeen(id, newest);
  };
  // What stood here for a while was seen when the next incident is looked at.
  useEffect(() => {
    if (past || newest === 0) return undefined;
    const since = Date.now();
    return () => {
      if (Date.now() - since >= LOOKED_MS && !document.hidden) haveSeen(id, newest);
    };
  }, [id, newest, past]);
  useWindowEvent(TALK, look);
  return (
    <div data-pane="log" onClick={look}>
      <Panel
        name={words.say("talk")} count={unseen > 0 ? words.say("talk-unseen", { count: unseen }) : talk.length} level={3} keyCap="F7"
        ends={may("AddRemark") ? <Button kind="bare" onPress={() => write(`Y ${number} radio "`)}>{words.say("talk-say")}</Button> : undefined}
      >
        {talk.length === 0 ? <p className="empty-note">{words.say("talk-empty")}</p> : (
          <ul className="talk" aria-label={words.say("talk")} tabIndex={0} data-begin="">
            {talk.slice(0, MOST).map((each) => <Said key={each.id} note={each} isNew={!past && isUnseen(each, seen, own)} />)}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function Said({ note, isNew }: { readonly note: Note; readonly isNew: boolean }) {
  const { words, me, town, store } = useConsole();
  const said = note.words ?? words.say("words-gone");
  return (
    <li data-new={isNew ? "" : undefined} data-flag={note.flags.includes("safety") ? "safety" : undefined}>
      <time dir="ltr">{clockTime(note.at, town.zone, false)}</time>
      <span className="by"><bdi>{note.by}</bdi></span>
      <span className="words">{isNew ? <strong className="visually-hidden">{words.say("talk-new")} </strong> : null}<bdi>{said}</bdi></span>
      {waitsFor(note, me.person, me.roles) ? (
        <span className="end"><Give order="AcknowledgeEntry" line={`ACK ${entryName(store.picture, note.id)}`} kind="primary" says={`${words.say("settle-read")}: ${said.slice(0, 40)}`}>{words.say("settle-read")}</Give></span>
      ) : null}
    </li>
  );
}
