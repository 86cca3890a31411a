// A desk that nobody was at: the picture stays, orders wait for the person to come back.

import { useState, type FormEvent } from "react";
import { ask, type Answer } from "../act/door.ts";
import { passkeysWork, usePasskey } from "../screens/sign-in/passkeys.ts";
import { Button } from "../parts/button.tsx";
import { useConsole } from "./console.tsx";
import { go } from "./route.ts";

export function LockBar({ unlocked }: { readonly unlocked: () => void }) {
  const { words, me } = useConsole();
  const [password, setPassword] = useState("");
  const [said, setSaid] = useState("");
  const settled = (answer: Answer<unknown> | null) => {
    if (answer === null) return;
    if (answer.is === "done") unlocked();
    else setSaid(answer.is === "refused" ? `${answer.refusal.detail} ${answer.refusal.next}` : words.say("town-does-not-answer"));
  };
  const open = async (event: FormEvent) => {
    event.preventDefault();
    settled(await ask("/v1/session/unlock", { body: { password } }));
    setPassword("");
  };
  return (
    <section className="lock-bar" aria-label={words.say("locked")}>
      <strong>{words.say("locked")}</strong>
      <span>{words.say("locked-says", { name: me.name ?? me.handle ?? me.person })}</span>
      {passkeysWork() && <Button onPress={() => void usePasskey("/v1/session/unlock").then(settled)}>{words.say("with-passkey")}</Button>}
      <form onSubmit={(event) => void open(event)}>
        <label className="visually-hidden" htmlFor="unlock">{words.say("password")}</label>
        <input id="unlock" type="password" autoComplete="current-password" placeholder={words.say("password")} value={password} onChange={(event) => setPassword(event.target.value)} />
        <Button type="submit">{words.say("unlock")}</Button>
      </form>
      <Button onPress={() => go("/sign-in?switch")}>{words.say("switch-person")}</Button>
      {said && <p role="alert">{said}</p>}
    </section>
  );
}
