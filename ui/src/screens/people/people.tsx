// People and access: who there is, what they may, who is signed in where; one's own ways in.

import { useCallback, useEffect, useState, type FormEvent } from "react";
import { ask, freshKey, type Answer } from "../../act/door.ts";
import type { OwnPasskeys, OwnSeat, Role, Seats } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Empty } from "../../parts/states.tsx";
import { Table } from "../../parts/table.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { part, text, texts, words as wordsIn } from "../../picture/read.ts";
import type { Fields } from "../../picture/picture.ts";
import { useConsole, useKind } from "../../shell/console.tsx";
import type { ScreenProps } from "../../shell/screens.ts";
import { clockDay, clockTime } from "../../shell/time.ts";
import { makePasskey, passkeysWork } from "../sign-in/passkeys.ts";
import "./people.css";

const ROLES: readonly Role[] = ["call_taker", "dispatcher", "duty_officer", "chief", "incident_commander", "crew", "planner", "clerk", "administrator", "observer", "watch_coordinator"];

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

// What came of an order given here: the refusal stays until it is put away.
function useOrders(): { readonly give: (name: string, body: object) => Promise<boolean>; readonly said: React.ReactNode; readonly told: (answer: Answer<unknown>) => boolean } {
  const { words } = useConsole();
  const [said, setSaid] = useState<{ what: string; next: string } | null>(null);
  const told = useCallback(
    (answer: Answer<unknown>) => {
      if (answer.is === "refused") setSaid({ what: answer.refusal.detail, next: answer.refusal.next });
      else if (answer.is === "unknown") setSaid({ what: words.say("town-does-not-answer"), next: "" });
      else setSaid(null);
      return answer.is === "done";
    },
    [words],
  );
  const give = useCallback(async (name: string, body: object) => told(await ask(`/v1/orders/${name}`, { key: freshKey(), body })), [told]);
  return { give, told, said: said && <Refusal what={said.what} next={said.next} acts={<Button onPress={() => setSaid(null)}>{words.say("put-away")}</Button>} /> };
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

function Person({ id, person, name }: { readonly id: string; readonly person: Fields; readonly name: string }) {
  const { words, may } = useConsole();
  const { give, said } = useOrders();
  const has = texts(person, "roles");
  const [roles, setRoles] = useState<readonly string[]>(has);
  const [reason, setReason] = useState("");
  const isActive = person["is_active"] !== false;
  const differs = roles.length !== has.length || roles.some((each) => !has.includes(each));
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      {said}
      <fieldset disabled={!may("SetRoles")}>
        <legend>{words.say("person-roles")}</legend>
        {ROLES.map((each) => (
          <label key={each}>
            <input type="checkbox" checked={roles.includes(each)} onChange={(event) => setRoles(event.target.checked ? [...roles, each] : roles.filter((role) => role !== each))} />
            {words.code("role", each)}
          </label>
        ))}
      </fieldset>
      {may("SetRoles") && <Button kind="primary" disabled={!differs} onPress={() => void give("SetRoles", { person: id, roles })}>{words.say("keep-roles")}</Button>}
      {may("DeactivatePerson") && isActive && (
        <form onSubmit={(event) => (event.preventDefault(), void give("DeactivatePerson", { person: id, reason }))}>
          <label>{words.say("reason")}<input value={reason} onChange={(event) => setReason(event.target.value)} required /></label>
          <Button type="submit" kind="danger">{words.say("person-leaves")}</Button>
        </form>
      )}
      {may("ReactivatePerson") && !isActive && <Button onPress={() => void give("ReactivatePerson", { person: id })}>{words.say("person-back")}</Button>}
      <p className="hint">{words.say("person-link-hint", { handle: text(person, "handle") ?? id })}</p>
    </section>
  );
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

function Own() {
  const { words, me, town } = useConsole();
  const { told, said } = useOrders();
  const [passkeys, setPasskeys] = useState<OwnPasskeys["passkeys"]>([]);
  const [old, setOld] = useState("");
  const [password, setPassword] = useState("");
  const look = useCallback(async () => {
    const answer = await ask<OwnPasskeys>("/v1/me/passkeys");
    if (answer.is === "done") setPasskeys(answer.body.passkeys);
  }, []);
  useEffect(() => void look(), [look]);
  const change = async (event: FormEvent) => {
    event.preventDefault();
    if (told(await ask("/v1/me/password", { body: { password, ...(old ? { old } : {}) } }))) {
      setOld("");
      setPassword("");
    }
  };
  const add = async () => {
    const answer = await makePasskey(navigator.platform);
    if (answer && told(answer)) void look();
  };
  const remove = async (id: string) => {
    if (told(await ask(`/v1/me/passkeys/${encodeURIComponent(id)}`, { method: "DELETE" }))) void look();
  };
  return (
    <div className="own">
      {said}
      <section>
        <h2>{words.say("passkeys")}</h2>
        {passkeys.length === 0 ? <p className="hint">{words.say("passkeys-none")}</p> : (
          <ul>
            {passkeys.map((each) => (
              <li key={each.id}>
                {each.name || words.say("passkey")} · {clockDay(Date.parse(each.made_at), town.zone, words.language)} <Button onPress={() => void remove(each.id)}>{words.say("passkey-remove")}</Button>
              </li>
            ))}
          </ul>
        )}
        {passkeysWork() ? <Button onPress={() => void add()}>{words.say("make-passkey")}</Button> : <p className="hint">{words.say("passkeys-not-here")}</p>}
      </section>
      <form onSubmit={(event) => void change(event)}>
        <h2>{words.say("password")}</h2>
        <label>{words.say("old-password")}<input type="password" autoComplete="current-password" value={old} onChange={(event) => setOld(event.target.value)} /></label>
        <label>{words.say("new-password")}<input type="password" autoComplete="new-password" minLength={12} value={password} onChange={(event) => setPassword(event.target.value)} required /></label>
        <Button type="submit">{words.say("keep-password")}</Button>
      </form>
      <section>
        <h2>{words.say("you-may", { count: me.orders.length })}</h2>
        <ul className="orders" dir="ltr">{me.orders.map((each) => <li key={each}>{each}</li>)}</ul>
      </section>
    </div>
  );
}
