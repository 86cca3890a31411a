// Pictures and papers put to an incident: shown where the town hands them out, and put to it.

import { useEffect, useRef, useState } from "react";
import { ask, freshKey, type Refusal as Refused } from "../../act/door.ts";
import { Button } from "../../parts/button.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import type { Note } from "../../picture/incident.ts";
import { useConsole } from "../../shell/console.tsx";
import { clockTime } from "../../shell/time.ts";

type Attached = Note & { readonly attachment: NonNullable<Note["attachment"]> };

export function AttachmentsRows({ all }: { readonly all: readonly Attached[] }) {
  return <ul className="attached">{all.map((each) => <Row key={each.id} note={each} />)}</ul>;
}

const SHOWN = ["image/jpeg", "image/png", "image/webp", "image/gif"];

function Row({ note }: { readonly note: Attached }) {
  const { words, town } = useConsole();
  const { digest, mediaType, bytes } = note.attachment;
  const [failed, fail] = useState(false);
  const address = `/v1/attachments/${digest}`;
  const called = note.words ?? words.say("attachment-unnamed");
  return (
    <li>
      {SHOWN.includes(mediaType) && !failed ? <a href={address} target="_blank" rel="noreferrer"><img src={address} alt={called} loading="lazy" onError={() => fail(true)} /></a> : null}
      <p><a href={address} target="_blank" rel="noreferrer">{called}</a></p>
      <p className="meta">{mediaType} · {words.say("kilobytes", { n: Math.max(1, Math.round(bytes / 1_000)) })} · {note.by} <time dir="ltr">{clockTime(note.at, town.zone, false)}</time></p>
      {failed ? <p className="meta">{words.say("attachment-away")}</p> : null}
    </li>
  );
}

const KINDS = "image/jpeg,image/png,image/webp";

// A picture goes up as it is; asked again under the same key it is put there once.
export function Upload({ subject }: { readonly subject: string }) {
  const { words, may } = useConsole();
  const [sending, send] = useState(false);
  const [refusal, refuse] = useState<Refused | null>(null);
  const [unanswered, wait] = useState<{ readonly key: string; readonly file: File } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const gone = useRef<AbortController | null>(null);
  useEffect(() => () => gone.current?.abort(), []);
  if (!may("AttachBlob")) return null;
  const put = async (file: File, key: string) => {
    gone.current = new AbortController();
    send(true);
    refuse(null);
    const answer = await ask(`/v1/attachments?about=${encodeURIComponent(subject)}&caption=${encodeURIComponent(file.name)}`, { key, body: file, patience_ms: 60_000, signal: gone.current.signal });
    send(false);
    wait(answer.is === "unknown" ? { key, file } : null);
    if (answer.is === "refused") refuse(answer.refusal);
  };
  return (
    <div className="acts-in">
      <input
        ref={input} type="file" accept={KINDS} hidden aria-label={words.say("attach")}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) void put(file, freshKey());
        }}
      />
      <Button pending={sending} onPress={() => input.current?.click()}>{words.say(sending ? "attaching" : "attach")}</Button>
      {unanswered ? <Button kind="primary" onPress={() => void put(unanswered.file, unanswered.key)}>{words.say("send-it-now")}</Button> : null}
      {unanswered ? <p role="status" className="meta">{words.say("attach-unanswered")}</p> : null}
      {refusal ? <Refusal what={refusal.detail} next={refusal.next} acts={<Button onPress={() => refuse(null)}>{words.say("put-away")}</Button>} /> : null}
    </div>
  );
}
