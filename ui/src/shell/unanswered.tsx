// Orders without an answer, and refusals nobody has put away.

import { useEffect, useState, useSyncExternalStore } from "react";
import type { Sent } from "../act/outbox.ts";
import { named } from "../picture/named.ts";
import type { Picture } from "../picture/picture.ts";
import type { Words } from "../words/words.ts";
import { useConsole } from "./console.tsx";
import { age } from "./time.ts";

export function Unanswered() {
  const { outbox, words, write, store } = useConsole();
  const all = useSyncExternalStore(outbox.on, () => outbox.all);
  const [, setTick] = useState(0);
  const waits = all.some((each) => each.state === "unknown" || each.state === "kept" || each.state === "sending");
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => setTick((was) => was + 1), 1_000);
    return () => clearInterval(timer);
  }, [waits]);
  const shown = all.filter((each) => each.state !== "done" && !(each.state === "sending" && Date.now() - each.at < 700));
  if (shown.length === 0) return null;
  return (
    <ul className="unanswered" aria-live="polite">
      {shown.map((each) => (
        <li key={each.key} data-state={each.state}>
          <span className="mono">{each.line}</span>
          <span>{saidOf(each, words, store.picture)}</span>
          {each.state === "refused" ? (
            <>
              {each.refusal?.isSoft && (
                <button type="button" onClick={() => (outbox.dismiss(each.key), write(`${each.line} ! `))}>{words.say("with-a-reason")}</button>
              )}
              <button type="button" onClick={() => (outbox.dismiss(each.key), write(each.line))}>{words.say("change-the-line")}</button>
              <button type="button" onClick={() => outbox.dismiss(each.key)}>{words.say("put-away")}</button>
            </>
          ) : (
            <>
              {each.state === "kept" && <button type="button" onClick={() => outbox.resend(each.key)}>{words.say("send-it-now")}</button>}
              <button type="button" onClick={() => outbox.cancel(each.key)}>{words.say("cancel")}</button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function saidOf(sent: Sent, words: Words, picture: Picture): string {
  const old = age((Date.now() - sent.at) / 1_000);
  if (sent.state === "refused") return named(`${sent.refusal?.detail ?? ""} ${sent.refusal?.next ?? ""}`.trim(), picture);
  if (sent.state === "kept") return words.say("sent-kept", { age: old });
  return words.say("sent-unknown", { age: old });
}
