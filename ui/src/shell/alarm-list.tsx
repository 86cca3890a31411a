// The list of alarms: what is to be done about each, heard, put aside with a reason and an end. When
// there are too many the first of each kind stands, and the rest is counted.

import { useRef, useState } from "react";
import { Button, ButtonRow } from "../parts/button.tsx";
import { Select } from "../parts/choose.tsx";
import { TextField } from "../parts/fields.tsx";
import { ModeWord } from "../parts/mode.tsx";
import type { Standing } from "../picture/alarm-book.ts";
import type { Alarm } from "../picture/alarms.ts";
import { secondsBetween } from "../picture/ages.ts";
import { told } from "../picture/needs.ts";
import { AskAct, Give } from "./act.tsx";
import { lineOf, showOf } from "./alarm-acts.ts";
import { useAlarms } from "./alarms.ts";
import { useConsole, useNow } from "./console.tsx";
import { entryName, plain } from "./lines.ts";
import { age, clockTime } from "./time.ts";

export function AlarmList({ close }: { readonly close: () => void }) {
  const { words, alarms, town, store } = useConsole();
  const { shown } = useAlarms();
  const week = alarms.week();
  const all = [...shown.danger, ...shown.listed];
  return (
    <section
      className="alarm-list" id="alarm-list" aria-label={words.say("alarms")}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <header>
        <ModeWord />
        <h2>{words.say("alarms")}</h2>
        {shown.unheard > 1 ? <Button onPress={() => alarms.hearAll()}>{words.say("alarms-hear-all")}</Button> : null}
        <Button kind="bare" onPress={close} autoFocus>{words.say("close")}</Button>
      </header>
      {shown.isFlood ? <p className="flood" role="status">{words.say("alarms-flood", { count: shown.more })}</p> : null}
      {all.length === 0 ? <p className="empty-note">{words.say("alarms-none")}</p> : (
        <ul>{all.map((each) => <AlarmRow key={each.alarm.key} standing={each} close={close} />)}</ul>
      )}
      {shown.shelved.length > 0 ? (
        <>
          <h3>{words.say("alarms-shelved")} <span className="tally">{shown.shelved.length}</span></h3>
          <ul>
            {shown.shelved.map(({ alarm, shelf }) => (
              <li key={alarm.key} data-level={alarm.level}>
                <p><strong><bdi>{alarm.number}</bdi> {words.tell(alarm.what)}</strong> <bdi>{shelf!.reason}</bdi> · {words.say("alarm-until", { time: clockTime(store.then(shelf!.until), town.zone, false) })}</p>
                <Button says={`${words.say("alarm-unshelve")}: ${alarm.number}`} onPress={() => alarms.unshelve(alarm.key)}>{words.say("alarm-unshelve")}</Button>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <footer className="meta">{words.say("alarms-week", { came: week.came, chattered: week.chattered, stood: week.stood })} {words.say("alarms-own")}</footer>
    </section>
  );
}

function AlarmRow({ standing, close }: { readonly standing: Standing; readonly close: () => void }) {
  const console_ = useConsole();
  const { words, alarms, town, store } = console_;
  const { alarm, heard } = standing;
  const now = useNow();
  const [isShelving, setShelving] = useState(false);
  const box = useRef<HTMLLIElement>(null);
  const done = () => {
    setShelving(false);
    requestAnimationFrame(() => box.current?.querySelector("button")?.focus());
  };
  const name = alarm.number || words.tell(alarm.what);
  return (
    <li ref={box} data-level={alarm.level} data-heard={heard === null ? undefined : ""} data-alarm={alarm.kind}>
      <p>
        <span className="level" role="img" aria-label={words.code("alarm-level", String(alarm.level))}>{"▮".repeat(alarm.level)}</span>{" "}
        <strong><bdi>{alarm.number}</bdi> {words.tell(alarm.what)}</strong>{alarm.place ? <> · <bdi>{words.tell(alarm.place)}</bdi></> : null}{" "}
        <span className="when" dir="ltr">{age(secondsBetween(alarm.since, now))}</span>
      </p>
      <p><bdi>{words.tell(told(alarm.says, now))}</bdi></p>
      {heard === null ? null : <p className="meta">{words.say("alarm-heard-at", { time: clockTime(store.then(heard), town.zone, false) })}</p>}
      <ButtonRow>
        {alarm.act === "over" && alarm.entry !== null ? (
          <AskAct
            order="UnflagEntry" title={words.say("alarm-over-title")} wants={[{ name: "because", label: words.say("because"), is: "words" }]}
            line={(said) => `FL ${entryName(store.picture, alarm.entry ?? "")} safety ! ${plain(said["because"] ?? "")}`}
          >{words.code("alarm-act", "over")}</AskAct>
        ) : null}
        {alarm.level === 3 && heard === null ? <Give order={alarm.act === "ask-desk" ? "AskToRead" : "AcknowledgeEntry"} line={lineOf(alarm, store.picture)} kind="primary">{words.code("alarm-act", alarm.act)}</Give> : null}
        {alarm.level === 3
          ? <Button onPress={() => (showOf(alarm, console_), close())}>{words.say("alarm-show")}</Button>
          : <Button kind="primary" says={`${words.code("alarm-act", alarm.act)}: ${name}`} onPress={() => (showOf(alarm, console_), close())}>{words.code("alarm-act", alarm.act)}</Button>}
        {alarm.level < 3 && heard === null ? <Button says={`${words.say("alarm-hear")}: ${name}`} onPress={() => alarms.hear(alarm.key)}>{words.say("alarm-hear")}</Button> : null}
        {alarm.level < 3 && !isShelving ? <Button kind="bare" says={`${words.say("alarm-shelve")}: ${name}`} onPress={() => setShelving(true)}>{words.say("alarm-shelve")}</Button> : null}
      </ButtonRow>
      {isShelving ? <ShelfForm alarm={alarm} done={done} /> : null}
    </li>
  );
}

const MINUTES = [15, 30, 60, 240] as const;

function ShelfForm({ alarm, done }: { readonly alarm: Alarm; readonly done: () => void }) {
  const { words, alarms } = useConsole();
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState<number>(MINUTES[0]);
  const isWhole = reason.trim() !== "";
  const shelve = () => {
    if (!isWhole) return;
    alarms.shelve(alarm.key, minutes, reason);
    done();
  };
  return (
    <form
      className="shelf-form" aria-label={words.say("alarm-shelve")} onSubmit={(event) => (event.preventDefault(), shelve())}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        event.stopPropagation();
        done();
      }}
    >
      <TextField label={words.say("because")} value={reason} onChange={setReason} required autoFocus maxLength={200} />
      <Select
        label={words.say("alarm-for")} none="" chosen={String(minutes)} onChoose={(key) => setMinutes(Number(key))}
        choices={MINUTES.map((each) => ({ key: String(each), name: words.say("alarm-minutes", { count: each }) }))}
      />
      <ButtonRow>
        <Button kind="primary" type="submit" disabled={!isWhole}>{words.say("alarm-shelve")}</Button>
        <Button onPress={done}>{words.say("cancel")}</Button>
      </ButtonRow>
    </form>
  );
}
