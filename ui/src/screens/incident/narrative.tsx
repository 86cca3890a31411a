// What was said and decided, as people wrote it; and what happened, as the log has it. Writing is
// one field; nothing typed is lost.

import { useState } from "react";
import { useDraft } from "../../act/drafts.ts";
import { Button, ButtonRow, Toggle } from "../../parts/button.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import type { Note } from "../../picture/incident.ts";
import type { Picture } from "../../picture/picture.ts";
import { AskAct, Give, Shown, useEcho } from "../../shell/act.tsx";
import { useConsole } from "../../shell/console.tsx";
import { Happened, useTimeline } from "../../shell/happened.tsx";
import { entryName, plain, quoted } from "../../shell/lines.ts";
import { PaperMark } from "../../shell/paper-mark.tsx";
import { clockDay, clockTime } from "../../shell/time.ts";
import { people, type PanelProps } from "./command.tsx";

export function NarrativePanel({ page, name, picture }: PanelProps) {
  const { words } = useConsole();
  const notes = page.notes.toReversed();
  const sheets = useSheets(page.id);
  const top = notes.filter((each) => each.flags.length > 0 && !each.isCorrected);
  return (
    <div data-pane="log" className="narrative">
      <Panel name={words.say("narrative")} count={notes.length} keyCap="F7">
        <Write subject={name} draft={`note-${page.id}`} />
        <Tabs
          label={words.say("narrative")}
          leaves={[
            {
              key: "said", name: words.say("narrative-said"), count: notes.length,
              show: (
                <>
                  {top.length > 0 ? <ul className="notes top" aria-label={words.say("narrative-top")}>{top.map((each) => <NoteRow key={each.id} note={each} picture={picture} sheet={sheets.get(Math.trunc(each.at))} />)}</ul> : null}
                  {notes.length === 0 ? <p className="empty-note">{words.say("narrative-empty")}</p> : null}
                  <ul className="notes" aria-label={words.say("narrative-said")}>{notes.filter((each) => !top.includes(each)).map((each) => <NoteRow key={each.id} note={each} picture={picture} sheet={sheets.get(Math.trunc(each.at))} />)}</ul>
                </>
              ),
            },
            {
              key: "happened", name: words.say("narrative-happened"),
              show: <Happened kind="incidents" id={page.id} topics={[`incidents/${page.id}`, `narratives/incident/${page.id}`, `posts/${page.id}`, `runs/${page.id}`, "tasks"]} />,
            },
          ]}
        />
      </Panel>
    </div>
  );
}

const KINDS = ["remark", "radio", "decision"] as const;

export function Write({ subject, draft }: { readonly subject: string; readonly draft: string }) {
  const { words, may, give } = useConsole();
  const [text, setText] = useDraft(draft);
  const [kind, choose] = useState<(typeof KINDS)[number]>("remark");
  const [isSafety, setSafety] = useState(false);
  const line = plain(text) ? `Y ${subject}${kind === "remark" ? "" : ` ${kind}`}${isSafety ? " safety" : ""} ${quoted(text)}` : "";
  const echo = useEcho(line);
  if (!may("AddRemark")) return null;
  const send = () => {
    if (!line) return;
    give(line, echo?.says ?? "");
    setText("");
    setSafety(false);
  };
  return (
    <form
      className="write" aria-label={words.say("write-label")} onSubmit={(event) => (event.preventDefault(), send())}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
      }}
    >
      <TextArea label={words.say("write-label")} value={text} onChange={setText} rows={2} maxLength={16_000} />
      <ButtonRow>
        {KINDS.map((each) => <Toggle key={each} on={kind === each} onChange={() => choose(each)}>{words.code("entry", each)}</Toggle>)}
        <Toggle on={isSafety} onChange={setSafety}>{words.say("entry-safety")}</Toggle>
        <Button kind="primary" type="submit" disabled={!line} keyCap="Ctrl ↵">{words.say("write-down")}</Button>
      </ButtonRow>
      {line ? <Shown line={line} says={echo?.says ?? ""} wrong={echo?.wrong ?? ""} /> : null}
    </form>
  );
}

const ROLES = ["call_taker", "dispatcher", "duty_officer", "incident_commander", "chief"];

// Remarks that were written on paper, by when: an entry itself does not say how it came.
function useSheets(id: string): ReadonlyMap<number, string> {
  const [asked] = useTimeline("incidents", id, [`narratives/incident/${id}`]);
  const facts = asked.is === "there" ? asked.facts : [];
  return new Map(facts.flatMap((each) => (each.sheet && each.event.startsWith("remark_added") ? [[Date.parse(each.occurred_at), each.sheet] as const] : [])));
}

interface NoteProps {
  readonly note: Note;
  readonly picture: Picture;
  readonly sheet?: string | undefined;
}

export function NoteRow({ note, picture, sheet }: NoteProps) {
  const { words, town, me } = useConsole();
  const entry = entryName(picture, note.id);
  const called = note.words ?? words.say("words-gone");
  const some = called.slice(0, 40);
  const mine = note.asked.some((each) => each.read === null && (each.isFor === me.person || me.roles.includes(each.isFor)));
  return (
    <li data-kind={note.kind} data-flag={note.flags[0]} data-corrected={note.isCorrected ? "" : undefined}>
      <p className="meta">
        <time dir="ltr" dateTime={new Date(note.at).toISOString()} title={clockDay(note.at, town.zone, words.language)}>{clockTime(note.at, town.zone)}</time> {note.by}
        {note.kind === "remark" ? null : <span className="tag">{words.code("entry", note.kind)}</span>}
        {note.flags.map((each) => <span key={each} className="tag warns">{words.code("entry", each)}</span>)}
        <PaperMark sheet={sheet} />
        {note.corrects ? <span className="tag">{words.say("is-correction")}</span> : null}
      </p>
      <p className="words">{note.isCorrected ? <><s>{called}</s> <span className="meta">{words.say("was-corrected")}</span></> : called}</p>
      {note.asked.length > 0 ? (
        <ul className="asked">
          {note.asked.map((each, number) => (
            <li key={number} data-unread={each.read === null ? "" : undefined}>
              {typeof each.who === "string" ? each.who : words.tell(each.who)}:{" "}
              {each.read === null ? words.say("not-read-yet") : words.say("read-at", { time: clockTime(each.read, town.zone, false) })}
              {each.read === null && each.due !== null ? ` · ${words.say("due-at", { time: clockTime(each.due, town.zone, false) })}` : ""}
            </li>
          ))}
        </ul>
      ) : null}
      {note.isCorrected ? null : (
        <div className="acts-in">
          {note.asked.some((each) => each.read === null) ? <Give order="AcknowledgeEntry" line={`ACK ${entry}`} kind={mine ? "primary" : "plain"} says={`${words.say("settle-read")}: ${some}`}>{words.say("settle-read")}</Give> : null}
          <AskAct
            order="AskToRead" kind="bare" title={words.say("ask-to-read")} says={`${words.say("ask-to-read")}: ${some}`}
            wants={[
              { name: "who", label: words.say("ask-whom"), is: "choice", choices: [...ROLES.map((each) => ({ key: each, name: words.code("who", each) })), ...people(picture)] },
              { name: "by", label: words.say("task-by"), is: "time", optional: true, hint: words.say("time-hint") },
            ]}
            line={(said) => `RD ${entry} ${said["who"]}${said["by"]?.trim() ? ` by ${plain(said["by"])}` : ""}`}
          >{words.say("ask-to-read")}</AskAct>
          <AskAct
            order="CorrectEntry" kind="bare" title={words.say("correct")} says={`${words.say("correct")}: ${some}`}
            wants={[{ name: "words", label: words.say("correct-words"), is: "area", first: note.words ?? "" }, { name: "because", label: words.say("because"), is: "words" }]}
            line={(said) => `YC ${entry} ${quoted(said["words"] ?? "")} ! ${plain(said["because"] ?? "")}`}
          >{words.say("correct")}</AskAct>
          {note.flags.includes("pinned") ? null : <Give order="FlagEntry" kind="bare" line={`FL ${entry} pinned`} says={`${words.say("pin")}: ${some}`}>{words.say("pin")}</Give>}
        </div>
      )}
    </li>
  );
}
