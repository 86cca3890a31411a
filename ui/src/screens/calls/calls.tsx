// Taking a call: the place first, then what; saved at every field; an incident exists after those
// two. Beside it what may be the same, and what the plan would ask.

import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Age } from "../../parts/age.tsx";
import { Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { Empty } from "../../parts/states.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import { callOf, isBack, stateOf } from "../../picture/calls-between.ts";
import { isWaiting } from "../../picture/needs.ts";
import { placeSeen, typeOf } from "../../picture/places.ts";
import { count, is, text, time, words as wordsIn } from "../../picture/read.ts";
import type { Fields } from "../../picture/picture.ts";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { go, usePath, useQuery } from "../../shell/route.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { CallForm } from "./call-form.tsx";
import { callsAside, FIELDS, freshCall, keep, kept, layAside, onAside, saveAside, takeUp, type Call, type Field } from "./draft.ts";
import { tongueName } from "../../words/tongues.ts";
import "./calls.css";

export default function Calls({ rest }: ScreenProps) {
  const { words, store, may, select, selection, past } = useConsole();
  const { picture } = usePicture("reports", "incidents", "call_transfers");
  // What a neighbour gave back stands on top.
  const back = (id: string) => {
    const call = callOf(picture, "report", id);
    return call !== null && isBack(picture, call);
  };
  const now = useNow();
  const [call, setCall] = useState<Call | null>(() => kept());
  const mayTake = may("ReceiveReport");
  const waiting = [...picture.of("reports")]
    .filter(([, report]) => isWaiting(report))
    .sort(([one, a], [other, b]) => Number(back(other)) - Number(back(one)) || Number(is(b, "is_danger")) - Number(is(a, "is_danger")) || (time(a, "arrived_at") ?? 0) - (time(b, "arrived_at") ?? 0));

  const aside = useSyncExternalStore(onAside, callsAside);
  useEffect(() => void saveAside(), []);

  const shown = useRef(call);
  // Another call comes before this one; what it lacks is not lost.
  const change = useCallback((next: Call | null) => {
    const before = shown.current;
    if (before && before.key !== next?.key) layAside(before);
    shown.current = next;
    keep(next);
    setCall(next);
  }, []);
  // A form that is gone says nothing more of the call before.
  const changeOf = (key: string) => (next: Call | null) => shown.current?.key === key && change(next);
  const finishOf = (key: string) => (incident: string | null) => {
    if (shown.current?.key !== key) return;
    shown.current = null;
    change(null);
    if (incident) select({ incident });
    go(incident ? "/desk" : "/calls");
  };
  const [path, query] = [usePath(), useQuery()];
  const isNew = query.startsWith("?new");
  const wanted = rest[0] ?? null;
  const handled = useRef("");
  const begin = useCallback(() => {
    // Who begins a call waits no more for the one that the address names.
    handled.current = `${path}${query}`;
    change(freshCall(store.now()));
  }, [change, store, path, query]);
  useEffect(() => {
    // As it was when this was drawn: an address that has come since is for the next drawing.
    const asked = `${path}${query}`;
    if (handled.current === asked) return;
    const report = wanted === null ? undefined : picture.of("reports").get(wanted);
    // The screen can be there before the picture is: then the call is taken up when it comes.
    if (wanted !== null && !isNew && !report) return;
    handled.current = asked;
    // A call in which nothing stands yet is gone on with: a key pressed twice begins one.
    const isUnderWay = call !== null && (call.report === null || call.report !== selection.report) && FIELDS.every((each) => call.text[each] === "");
    if (isNew && mayTake && !isUnderWay) begin();
    else if (wanted && report) {
      if (call?.report !== wanted) change(ofReport(wanted, report, store.now()));
      select({ report: wanted });
    }
    if (isNew) {
      handled.current = "/calls";
      go("/calls", "replace");
    }
  });

  return (
    <div className="calls">
      <Panel name={words.say("calls-queue")} count={waiting.length} keyCap="F2" scrolls>
        {mayTake && <button type="button" className="new-call" onClick={begin}>{words.say("calls-new")} <kbd className="key-cap">F1</kbd></button>}
        <ul className="queue" data-pane="incidents" aria-label={words.say("calls-queue")}>
          {aside.map((each) => (
            <li key={each.key}>
              <button type="button" onClick={() => (takeUp(each), change(each))}>
                <Severity level={levelOf(each.priority)} word="" />
                <span className="who"><strong>{each.text.where || each.text.what || each.text.callback}</strong> <span>{words.say("not-saved-yet")}</span></span>
                <span className="when"><Age seconds={secondsBetween(each.began, now)} /></span>
              </button>
            </li>
          ))}
          {waiting.map(([id, report]) => (
            <li key={id}>
              <button type="button" aria-current={call?.report === id} onClick={() => go(`/calls/${encodeURIComponent(id)}`)}>
                <Severity level={levelOf(count(report, "priority"))} word="" />
                <span className="who">
                  <strong>{text(report, "type") ? words.tell(typeOf(text(report, "type") ?? "")) : words.code("by", text(report, "channel") ?? "")}</strong>
                  <Where report={report} />
                  <Between id={id} />
                  {wordsIn(report, "words") && <span className="said">{wordsIn(report, "words")}</span>}
                </span>
                <span className="when">
                  <Age seconds={secondsBetween(time(report, "arrived_at") ?? now, now)} late={is(report, "is_danger") ? 1 : false} />
                  {text(report, "language") && <span className="tag">{tongueName(text(report, "language")!, words.language) ?? text(report, "language")}</span>}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {waiting.length === 0 && <Empty says={words.say("calls-none")} more={mayTake ? words.say("calls-none-next") : undefined} />}
      </Panel>
      {call && !past ? (
        <CallForm key={call.key} call={call} change={changeOf(call.key)} finished={finishOf(call.key)} />
      ) : (
        <Panel name={words.say("call")}>
          <Empty says={words.say("calls-choose")} more={mayTake ? words.say("calls-none-next") : words.say("calls-read-only")} />
        </Panel>
      )}
    </div>
  );
}

// A report that waits, as a call to go on with.
function ofReport(id: string, report: Fields, now: number): Call {
  const place = report["place"] as { words?: string; label?: string } | null | undefined;
  const answers = new Map(((report["answers"] ?? []) as readonly Fields[]).map((each) => [text(each, "question"), wordsIn(each, "words") ?? ""]));
  const said: Record<Field, string> = {
    where: place?.words ?? place?.label ?? "",
    what: wordsIn(report, "words") ?? "",
    hurt: answers.get("who_is_hurt") ?? "",
    danger: answers.get("danger_to_crews") ?? "",
    callback: wordsIn(report, "callback") ?? "",
    language: text(report, "language") ?? "",
  };
  const type = text(report, "type") ?? "";
  const priority = count(report, "priority");
  const own: Record<string, string> = {};
  for (const [question, words] of answers) if (question !== null && question !== "who_is_hurt" && question !== "danger_to_crews") own[question] = words;
  const isDanger = typeof report["is_danger"] === "boolean" ? report["is_danger"] : null;
  return {
    ...freshCall(time(report, "arrived_at") ?? now), report: id, text: said, saved: said, type, savedType: type, priority, savedPriority: priority,
    isDanger, savedDanger: isDanger, answers: own, savedAnswers: own,
  };
}

// From which town it comes, or to which it was passed and how that stands.
function Between({ id }: { readonly id: string }) {
  const { words } = useConsole();
  const { picture } = usePicture("call_transfers", "incidents", "reports");
  const call = callOf(picture, "report", id);
  if (call === null) return null;
  const town = text(call, is(call, "is_incoming") ? "by" : "to") ?? "?";
  const state = is(call, "is_incoming") ? "from" : stateOf(call);
  return <span className="tag" data-state={state}>{words.say(`calls-tag-${state}`, { town })}</span>;
}

function Where({ report }: { readonly report: Fields }) {
  const { words } = useConsole();
  const place = placeSeen(report);
  return place ? <span>{words.tell(place)}</span> : null;
}
