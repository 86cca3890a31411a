// Alarms as they are seen and heard of: a band for a crew in danger, a button with the count, the
// list behind it, and what screen readers say. Nothing of it flashes or takes the focus.

import { useEffect, useRef, useState } from "react";
import { Button } from "../parts/button.tsx";
import { KeyCap } from "../parts/key-cap.tsx";
import { Severity } from "../parts/severity.tsx";
import type { Standing } from "../picture/alarm-book.ts";
import type { Alarm } from "../picture/alarms.ts";
import { secondsBetween } from "../picture/ages.ts";
import { told } from "../picture/needs.ts";
import type { Words } from "../words/words.ts";
import { AlarmList } from "./alarm-list.tsx";
import { lineOf, showOf } from "./alarm-acts.ts";
import { useAlarms } from "./alarms.ts";
import { useConsole, useNow } from "./console.tsx";
import { ALARMS, useWindowEvent } from "./keys.ts";
import { age } from "./time.ts";
import { useSoundReady } from "./use-sound.ts";
import "./alarms.css";

// A crew calls for help: over everything, until somebody says that they have it.
export function DangerBand() {
  const { shown } = useAlarms();
  if (shown.danger.length === 0) return null;
  return <div className="danger-bands" data-pane="danger">{shown.danger.map((each) => <Danger key={each.alarm.key} standing={each} />)}</div>;
}

function Danger({ standing: { alarm } }: { readonly standing: Standing }) {
  const console_ = useConsole();
  const { words, past, lookBack, give, may, store } = console_;
  const now = useNow();
  const line = lineOf(alarm, store.picture);
  return (
    <section className="danger-band" aria-label={words.say("alarm-danger")}>
      <Severity level={1} word="" size={24} />
      <p>
        <strong>{words.say("alarm-danger")}</strong> <strong><bdi>{alarm.number}</bdi> {words.tell(alarm.what)}</strong>
        {alarm.place ? <> · <bdi>{words.tell(alarm.place)}</bdi></> : null} · <bdi>{words.tell(told(alarm.says, now))}</bdi> · <span dir="ltr">{age(secondsBetween(alarm.since, past ? store.now() : now))}</span>
      </p>
      <span className="acts">
        {past ? <Button onPress={() => void lookBack(null)}>{words.say("past-back")}</Button> : null}
        {may(alarm.act === "ask-desk" ? "AskToRead" : "AcknowledgeEntry") ? (
          <span title={line}><Button kind="primary" onPress={() => give(line)}>{words.code("alarm-act", alarm.act)} <KeyCap keys="⇧F8" /></Button></span>
        ) : null}
        <Button onPress={() => showOf(alarm, console_)}>{words.say("alarm-show")}</Button>
      </span>
    </section>
  );
}

// How many were not heard yet, and the list.
export function AlarmButton() {
  const { words, alarms } = useConsole();
  const { shown } = useAlarms();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLSpanElement>(null);
  const close = () => {
    setOpen(false);
    button.current?.querySelector("button")?.focus();
  };
  // To what is gravest: the crew's call if there is one, else the list.
  useWindowEvent(ALARMS, () => {
    const danger = document.querySelector<HTMLElement>(".danger-band .acts button[data-kind=primary]");
    if (danger) danger.focus();
    else setOpen(true);
  });
  if (!alarms.isOfUse) return null;
  const most = Math.max(0, ...[...shown.danger, ...shown.listed].filter((each) => each.heard === null).map((each) => each.alarm.level));
  return (
    <span className="alarms" ref={button}>
      <SoundOff />
      <button
        type="button" className="alarm-button" aria-expanded={isOpen} aria-controls="alarm-list" data-level={shown.unheard > 0 ? most : 0}
        onClick={() => setOpen(!isOpen)}
      >
        <Bell /> {words.say("alarms")} {shown.unheard > 0 ? <><span className="count">{shown.unheard}</span> <span className="visually-hidden">{words.say("alarms-unheard")}</span></> : null}
      </button>
      {isOpen ? <AlarmList close={close} /> : null}
    </span>
  );
}

function Bell() {
  return <svg className="bell" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 2a4 4 0 0 1 4 4v3l1.5 2.5h-11L4 9V6a4 4 0 0 1 4-4zM6.5 13a1.5 1.5 0 0 0 3 0" /></svg>;
}

// Browsers let nothing be heard before the first key: that is said, not hidden.
function SoundOff() {
  const { words } = useConsole();
  const isReady = useSoundReady();
  if (isReady) return null;
  return <span className="sound-off">{words.say("sound-off")}</span>;
}

// For screen readers. A crew in danger breaks in; all else is said when there is room.
export function AlarmVoice() {
  const { words, store } = useConsole();
  const { danger, news } = useAlarms();
  const now = store.now();
  const spoken = useSpoken(danger, (alarms) => alarms.map((each) => sentenceOf(each, now, words)).join(" "));
  const calm = useSpoken(news, (alarms) => {
    const first = sentenceOf(alarms[0]!, now, words);
    return alarms.length === 1 ? first : words.say("alarms-new", { count: alarms.length, first });
  });
  return (
    <div className="visually-hidden" data-live-announcer="true">
      <div aria-live="assertive" aria-atomic="true" data-voice="danger">{spoken}</div>
      <div aria-live="polite" aria-atomic="true" data-voice="calm">{calm}</div>
    </div>
  );
}

// Said once, in the words of when it came.
function useSpoken(alarms: readonly Alarm[], say: (alarms: readonly Alarm[]) => string): string {
  const [spoken, speak] = useState("");
  useEffect(() => {
    if (alarms.length > 0) speak(say(alarms));
    // Another language says nothing anew.
    // eslint-disable-next-line
  }, [alarms]);
  return spoken;
}

export function sentenceOf(alarm: Alarm, now: number, words: Words): string {
  const what = `${alarm.number} ${words.tell(alarm.what)}`.trim();
  const where = alarm.place ? `, ${words.tell(alarm.place)}` : "";
  return `${alarm.level === 3 ? `${words.say("alarm-danger")} ` : ""}${what}${where}. ${words.tell(told(alarm.says, now))} ${words.code("alarm-act", alarm.act)}.`;
}
