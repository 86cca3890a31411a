// People and access: who there is, what they may, who is signed in where; one's own ways in.

import { useCallback, useEffect, useState, type FormEvent } from "react";
import { ask } from "../../act/door.ts";
import type { OwnSeat, Seats } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Empty } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { part, text, texts, words as wordsIn } from "../../picture/read.ts";
import type { Fields } from "../../picture/picture.ts";
import { useConsole, useKind } from "../../shell/console.tsx";
import type { ScreenProps } from "../../shell/screens.ts";
import { clockDay, clockTime } from "../../shell/time.ts";
import { useOrders } from "./orders.tsx";
import { Own } from "./own.tsx";
import { Person } from "./person.tsx";
import "./people.css";

export default function People(_: ScreenProps) {
  const { words } = useConsole();
  return (
    <Panel name={words.say("screen-people")} level={1} scrolls>
      <Tabs
        label={words.say("screen-people")}
        leaves={[
          { key: "people", name: words.say("people-all"), show: <All /> },
          { key: "sessions", name: words.say("people-sessions"), show: <Sessions /> },
          { key: "own", name: words.say("people-own"), show: <Own /> },
        ]}
      />
    </Panel>
  );
}

function All() {
  const { words, may, town } = useConsole();
  const people = useKind("people");
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = [...people].map(([id, each]) => ({ id, each }));
  const found = chosen === null ? undefined : people.get(chosen);
  const nameOf = (each: Fields, id: string) => wordsIn(each, "name") ?? text(each, "handle") ?? id;
  return (
    <div className="people">
      <Table
        caption={words.say("people-all")}
        rows={rows}
        keyOf={(row) => row.id}
        onOpen={(row) => setChosen(row.id)}
        {...(chosen ? { selected: chosen } : {})}
        none={<Empty says={words.say("people-none")} />}
        columns={[
          { key: "name", name: words.say("person-name"), show: (row) => nameOf(row.each, row.id), order: (a, b) => nameOf(a.each, a.id).localeCompare(nameOf(b.each, b.id)) },
          { key: "handle", name: words.say("person-handle"), show: (row) => <span dir="ltr">{text(row.each, "handle")}</span> },
          { key: "roles", name: words.say("person-roles"), show: (row) => texts(row.each, "roles").map((each) => words.code("role", each)).join(", ") },
          { key: "duty", name: words.say("person-duty"), show: (row) => dutyOf(row.each, town.zone, words.say) },
          { key: "state", name: words.say("person-state"), show: (row) => words.say(row.each["is_active"] === false ? "person-away" : "person-active") },
        ]}
      />
      <div className="person-pane">
        {found && chosen ? <Person key={chosen} id={chosen} person={found} name={nameOf(found, chosen)} /> : <Empty says={words.say("person-choose")} />}
        {may("RegisterPerson") && <NewPerson />}
      </div>
    </div>
  );
}

function dutyOf(person: Fields, zone: string, say: (id: string, args?: Readonly<Record<string, string>>) => string): string {
  const duty = part(person, "duty");
  const until = text(duty, "until");
  if (!duty) return "";
  return until ? say("until", { time: clockTime(Date.parse(until), zone, false) }) : say("on-duty");
}

function NewPerson() {
  const { words, town } = useConsole();
  const { give, said } = useOrders();
  const [name, setName] = useState("");
  const [handle, setHandle] = useState("");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (await give("RegisterPerson", { id: `${town.code}-p-${handle.toLowerCase()}`, name: name || null, handle, roles: [] })) {
      setName("");
      setHandle("");
    }
  };
  return (
    <form className="new-person" onSubmit={(event) => void add(event)} aria-label={words.say("person-new")}>
      <h2>{words.say("person-new")}</h2>
      {said}
      <label>{words.say("person-name")}<input value={name} onChange={(event) => setName(event.target.value)} /></label>
      <label>{words.say("person-handle")}<input dir="ltr" value={handle} onChange={(event) => setHandle(event.target.value)} required pattern="[A-Za-z0-9][A-Za-z0-9_\-]*" /></label>
      <Button type="submit">{words.say("person-add")}</Button>
    </form>
  );
}

function Sessions() {
  const { words, town } = useConsole();
  const { told, said } = useOrders();
  const [seats, setSeats] = useState<readonly OwnSeat[] | null>(null);
  const look = useCallback(async () => {
    const answer = await ask<Seats>("/v1/sessions");
    if (told(answer) && answer.is === "done") setSeats(answer.body.sessions);
  }, [told]);
  useEffect(() => void look(), [look]);
  const end = async (id: string) => {
    if (told(await ask(`/v1/sessions/${encodeURIComponent(id)}`, { method: "DELETE" }))) void look();
  };
  const when = (at: string) => `${clockDay(Date.parse(at), town.zone, words.language)} ${clockTime(Date.parse(at), town.zone, false)}`;
  return (
    <div className="sessions">
      {said}
      <Table
        caption={words.say("people-sessions")}
        rows={seats ?? []}
        keyOf={(row) => row.seat.id}
        none={<Empty says={words.say("sessions-none")} />}
        columns={[
          { key: "who", name: words.say("person-name"), show: (row) => <>{row.handle ?? row.person}{row.is_this ? ` · ${words.say("session-this")}` : ""}</> },
          { key: "how", name: words.say("session-how"), show: (row) => words.code("method", row.seat.method) },
          { key: "since", name: words.say("session-since"), show: (row) => when(row.seat.began_at) },
          { key: "state", name: words.say("person-state"), show: (row) => words.say(row.seat.is_locked ? "locked" : "session-open") },
          { key: "end", name: words.say("session-end"), show: (row) => <Button onPress={() => void end(row.seat.id)}>{words.say("session-end")}</Button> },
        ]}
      />
    </div>
  );
}
