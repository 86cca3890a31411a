// To ask for approval, to approve and to send take somebody who has just proved who they are. Where that
// is long ago, it is asked here, beside the act, and not after a refusal.

import { useState, type KeyboardEvent } from "react";
import { ask, type Answer } from "../../act/door.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { instant } from "../../picture/read.ts";
import { useConsole, useNow } from "../../shell/console.tsx";
import { passkeysWork, usePasskey } from "../sign-in/passkeys.ts";

const PRESENCE_MS = 300_000;

export interface Presence {
  // Whether the proof is good now; `left_s` of it are left.
  readonly isThere: boolean;
  readonly left_s: number;
  readonly proved: () => void;
}

// Sessions proven anew on this page, and when by the town's clock.
const PROVEN = new Map<string, number>();

// When this session was proven last; what was told of it when the page began may be older.
export function usePresence(): Presence {
  const { me } = useConsole();
  const now = useNow();
  const session = me.session?.id ?? "";
  const [, setAgain] = useState(0);
  const proven = Math.max(PROVEN.get(session) ?? 0, instant(me.session?.authenticated_at) ?? 0);
  // A program signs each request, and is always there.
  const left_s = me.session === null ? PRESENCE_MS / 1_000 : Math.floor((proven + PRESENCE_MS - now) / 1_000);
  return { isThere: left_s > 0, left_s, proved: () => (PROVEN.set(session, now), setAgain(now)) };
}

export function Prove({ presence }: { readonly presence: Presence }) {
  const { words, me } = useConsole();
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<{ readonly why: string; readonly next: string } | null>(null);
  const settled = (answer: Answer<unknown> | null) => {
    if (answer === null) return;
    if (answer.is === "done") presence.proved();
    setWrong(answer.is === "done" ? null : answer.is === "refused" ? { why: answer.refusal.detail, next: answer.refusal.next } : { why: words.say("town-does-not-answer"), next: "" });
  };
  const submit = async () => {
    if (password) settled(await ask("/v1/session/unlock", { body: { password } }));
    setPassword("");
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    event.stopPropagation();
    void submit();
  };
  if (presence.isThere) return <p className="quiet proven">{words.say("warn-proven", { name: me.name ?? me.handle ?? "", minutes: Math.ceil(presence.left_s / 60) })}</p>;
  return (
    // No form of its own: it stands in others, and a form in a form is none.
    <div className="prove" role="group" aria-label={words.say("warn-prove")} onKeyDown={pressed}>
      <p className="strong">{words.say("warn-prove")}</p>
      <TextField label={words.say("password")} type="password" autoComplete="current-password" value={password} onChange={setPassword} hint={words.say("warn-prove-hint")} />
      {wrong ? <Refusal what={words.say("warn-not-proven")} why={wrong.why} next={wrong.next} /> : null}
      <ButtonRow>
        <Button disabled={!password} onPress={() => void submit()}>{words.say("warn-prove-do")}</Button>
        {passkeysWork() ? <Button onPress={() => void usePasskey("/v1/session/unlock").then(settled)}>{words.say("with-passkey")}</Button> : null}
      </ButtonRow>
    </div>
  );
}
