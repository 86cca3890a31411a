// One's own ways in: passkeys, the password, and what one may.

import { useCallback, useEffect, useState, type FormEvent } from "react";
import { ask, type Answer } from "../../act/door.ts";
import type { OwnOrders, OwnPasskeys } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { TextField } from "../../parts/fields.tsx";
import { useConsole } from "../../shell/console.tsx";
import { clockDay } from "../../shell/time.ts";
import { SHORTEST, strengthOf } from "../sign-in/password.ts";
import { makePasskey, passkeysWork } from "../sign-in/passkeys.ts";
import { useOrders } from "./orders.tsx";

export function Own() {
  const { words, town } = useConsole();
  const { told, said } = useOrders();
  const [passkeys, setPasskeys] = useState<OwnPasskeys["passkeys"]>([]);
  const look = useCallback(async () => {
    const answer = await ask<OwnPasskeys>("/v1/me/passkeys");
    if (answer.is === "done") setPasskeys(answer.body.passkeys);
  }, []);
  useEffect(() => void look(), [look]);
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
      <NewPassword told={told} />
      <Orders />
    </div>
  );
}

// As the town calls them; until it has said so, by their names.
function Orders() {
  const { words, me } = useConsole();
  const [called, setCalled] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const gone = new AbortController();
    void ask<OwnOrders>("/v1/me/orders", { signal: gone.signal }).then((answer) => {
      if (answer.is === "done") setCalled(new Map(answer.body.orders.map((each) => [each.name, each.says])));
    });
    return () => gone.abort();
  }, [me.orders, words.language]);
  const all = me.orders.map((name) => ({ name, says: called.get(name) ?? name })).sort((a, b) => a.says.localeCompare(b.says, words.language));
  return (
    <section>
      <h2>{words.say("you-may", { count: all.length })}</h2>
      <ul className="orders">{all.map((each) => <li key={each.name} title={each.name}>{each.says}</li>)}</ul>
    </section>
  );
}

// Typed twice, as nobody sees what they type; how strong it is stands in words under it.
function NewPassword({ told }: { readonly told: (answer: Answer<unknown>) => boolean }) {
  const { words, me } = useConsole();
  const [old, setOld] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [isKept, setKept] = useState(false);
  const differs = again !== "" && again !== password;
  const change = async (event: FormEvent) => {
    event.preventDefault();
    if (password !== again || password.length < SHORTEST) return;
    if (told(await ask("/v1/me/password", { body: { password, ...(old ? { old } : {}) } }))) {
      for (const empty of [setOld, setPassword, setAgain]) empty("");
      setKept(true);
    }
  };
  const strength = strengthOf(password, [me.handle, me.name]);
  return (
    <form onSubmit={(event) => void change(event)} aria-label={words.say("password")}>
      <h2>{words.say("password")}</h2>
      <TextField label={words.say("old-password")} type="password" autoComplete="current-password" value={old} onChange={setOld} />
      <TextField label={words.say("own-new-password")} type="password" autoComplete="new-password" value={password} onChange={(next) => (setPassword(next), setKept(false))} required hint={strength && words.say(`strength-${strength}`)} />
      <TextField label={words.say("password-again")} type="password" autoComplete="new-password" value={again} onChange={setAgain} required wrong={differs ? words.say("password-differs") : undefined} />
      <Button type="submit" disabled={password.length < SHORTEST || again !== password}>{words.say("keep-password")}</Button>
      {isKept && <p role="status">{words.say("password-kept")}</p>}
    </form>
  );
}
