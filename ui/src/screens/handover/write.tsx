// The written summary: kept as an entry of the shift, and asked to be read by who takes over. Two
// orders, each asked again under its own key where no answer came, so that each happens once.

import { useState } from "react";
import { ask, freshKey, type Refusal as Refused } from "../../act/door.ts";
import { useDraft } from "../../act/drafts.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Select } from "../../parts/choose.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { handles } from "../../shell/lines.ts";

const ROLES = ["dispatcher", "duty_officer", "call_taker", "chief"];
const READ_WITHIN_MS = 3_600_000;

interface Granted {
  readonly subjects: readonly string[];
}

// What is under way: the first order until it is granted, then the second.
interface Sending {
  readonly keys: readonly [string, string];
  readonly text: string;
  readonly reader: string;
  readonly entry: string | null;
}

export function Write({ subject, stands }: { readonly subject: string; readonly stands: () => string }) {
  const { words, may, me, store } = useConsole();
  const { picture } = usePicture("people");
  const [text, setText] = useDraft(`handover-${subject}`);
  const [reader, choose] = useState("dispatcher");
  const [pending, wait] = useState(false);
  const [open, keep] = useState<Sending | null>(null);
  const [refusal, refuse] = useState<Refused | null>(null);
  const [done, tell] = useState(false);
  const send = async (sending: Sending) => {
    wait(true);
    refuse(null);
    tell(false);
    let { entry } = sending;
    if (entry === null) {
      const answer = await ask<Granted>("/v1/orders/AddRemark", { key: sending.keys[0], body: { subject, text: sending.text, flags: ["pinned"] } });
      if (answer.is !== "done") return ended(answer.is === "refused" ? answer.refusal : null, sending);
      entry = answer.body.subjects[0] ?? "";
      setText("");
    }
    const isRole = ROLES.includes(sending.reader);
    const asked = { subject, entry, [isRole ? "roles" : "people"]: [sending.reader], due_at: new Date(store.now() + READ_WITHIN_MS).toISOString() };
    const answer = await ask("/v1/orders/AskToRead", { key: sending.keys[1], body: asked });
    if (answer.is !== "done") return ended(answer.is === "refused" ? answer.refusal : null, { ...sending, entry });
    wait(false);
    keep(null);
    tell(true);
  };
  const ended = (why: Refused | null, sending: Sending) => {
    wait(false);
    refuse(why);
    // What was refused is not asked again by itself; what has no answer is.
    keep(why ? null : sending);
  };
  if (!may("AddRemark") || !may("AskToRead")) return null;
  const others = handles(picture).filter((each) => each.id !== me.person);
  return (
    <form
      className="write" aria-label={words.say("handover-write")}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() && !pending) void send({ keys: [freshKey(), freshKey()], text: text.trim(), reader, entry: null });
      }}
    >
      <TextArea label={words.say("handover-write")} value={text} onChange={setText} rows={7} maxLength={16_000} hint={words.say("handover-write-hint")} />
      <ButtonRow>
        <Button onPress={() => setText(text.trim() ? `${text.trimEnd()}\n${stands()}` : stands())}>{words.say("handover-begin")}</Button>
        <Select
          label={words.say("ask-whom")} bare chosen={reader} onChoose={choose} none={words.say("ask-whom")}
          choices={[...ROLES.map((each) => ({ key: each, name: words.code("who", each) })), ...others.map((each) => ({ key: each.id, name: each.handle }))]}
        />
        <Button kind="primary" type="submit" pending={pending} disabled={!text.trim() || open !== null}>{words.say("handover-send")}</Button>
      </ButtonRow>
      {open ? <p role="status">{words.say("handover-unanswered")} <Button onPress={() => void send(open)}>{words.say("send-it-now")}</Button></p> : null}
      {done ? <p role="status">{words.say("handover-sent")}</p> : null}
      {refusal ? <Refusal what={refusal.detail} next={refusal.next} acts={<Button onPress={() => refuse(null)}>{words.say("put-away")}</Button>} /> : null}
    </form>
  );
}
