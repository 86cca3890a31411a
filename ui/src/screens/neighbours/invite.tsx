// A town is invited, or an invitation is taken up: then both ends show digits that people read to each
// other by telephone.

import { useState, type FormEvent } from "react";
import { ask, type Answer } from "../../act/door.ts";
import type { Invited, Joined } from "../../api/types.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { Notice, Refusal } from "../../parts/refusal.tsx";
import { useConsole } from "../../shell/console.tsx";

const PATIENCE_MS = 60_000;

export function Invite() {
  const { words, may } = useConsole();
  const [open, show] = useState<"invite" | "join" | null>(null);
  return (
    <div className="panel-acts">
      {may("InviteNeighbour") ? <Button onPress={() => show(open === "invite" ? null : "invite")}>{words.say("invite-town")}</Button> : null}
      {may("MeetNeighbour") ? <Button onPress={() => show(open === "join" ? null : "join")}>{words.say("join-town")}</Button> : null}
      {open === "invite" ? <InviteForm close={() => show(null)} /> : null}
      {open === "join" ? <JoinForm close={() => show(null)} /> : null}
    </div>
  );
}

function InviteForm({ close }: { readonly close: () => void }) {
  const { words } = useConsole();
  const [code, setCode] = useState("");
  const [url, setUrl] = useState(window.location.origin);
  const [answer, tell] = useState<Answer<Invited> | null>(null);
  const [pending, wait] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    wait(true);
    tell(await ask<Invited>("/v1/neighbours/invitations", { body: { neighbour: code.trim(), url: url.trim(), hours: 24 } }));
    wait(false);
  };
  if (answer?.is === "done") {
    return (
      <div className="ask-form">
        <p className="strong">{words.say("invited-town", { town: answer.body.neighbour })}</p>
        <TextArea label={words.say("invitation")} value={answer.body.invitation} onChange={() => undefined} readOnly rows={4} hint={words.say("invitation-once")} />
        <ButtonRow><Button onPress={close}>{words.say("put-away")}</Button></ButtonRow>
      </div>
    );
  }
  return (
    <form className="ask-form" aria-label={words.say("invite-town")} onSubmit={(event) => void send(event)}>
      <p className="strong">{words.say("invite-town")}</p>
      <TextField label={words.say("invite-code")} value={code} onChange={setCode} mono required autoFocus maxLength={4} />
      <TextField label={words.say("own-door")} value={url} onChange={setUrl} mono required hint={words.say("own-door-hint")} maxLength={200} />
      <Trouble answer={answer} />
      <ButtonRow><Button kind="primary" type="submit" pending={pending}>{words.say("invite-town")}</Button><Button onPress={close}>{words.say("cancel")}</Button></ButtonRow>
    </form>
  );
}

function JoinForm({ close }: { readonly close: () => void }) {
  const { words } = useConsole();
  const [text, setText] = useState("");
  const [url, setUrl] = useState(window.location.origin);
  const [answer, tell] = useState<Answer<Joined> | null>(null);
  const [pending, wait] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    wait(true);
    tell(await ask<Joined>("/v1/neighbours/meetings", { body: { invitation: text, url: url.trim() }, patience_ms: PATIENCE_MS }));
    wait(false);
  };
  if (answer?.is === "done") {
    return (
      <div className="ask-form">
        <Notice>{words.say("joined-town", { town: answer.body.name || answer.body.neighbour })} <strong className="mono" dir="ltr">{answer.body.code}</strong></Notice>
        <p>{words.say("joined-then")}</p>
        <ButtonRow><Button onPress={close}>{words.say("put-away")}</Button></ButtonRow>
      </div>
    );
  }
  return (
    <form className="ask-form" aria-label={words.say("join-town")} onSubmit={(event) => void send(event)}>
      <p className="strong">{words.say("join-town")}</p>
      <TextArea label={words.say("invitation")} value={text} onChange={setText} rows={4} required autoFocus maxLength={10_000} />
      <TextField label={words.say("own-door")} value={url} onChange={setUrl} mono required hint={words.say("own-door-hint")} maxLength={200} />
      <Trouble answer={answer} />
      <ButtonRow><Button kind="primary" type="submit" pending={pending}>{words.say("join-town")}</Button><Button onPress={close}>{words.say("cancel")}</Button></ButtonRow>
    </form>
  );
}

function Trouble({ answer }: { readonly answer: Answer<unknown> | null }) {
  const { words } = useConsole();
  if (answer?.is === "refused") return <Refusal what={answer.refusal.detail} next={answer.refusal.next} />;
  return answer?.is === "unknown" ? <Notice kind="warn">{words.say("town-does-not-answer")}</Notice> : null;
}
