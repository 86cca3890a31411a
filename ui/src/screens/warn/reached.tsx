// How far the messages of a warning came: on each channel whom they reached, whom not, and why.

import type { HowFar, Message, NotReached } from "../../api/types.ts";
import { useEffect, useState } from "react";
import { ask } from "../../act/door.ts";
import { Panel } from "../../parts/panel.tsx";
import { Notice } from "../../parts/refusal.tsx";
import { instant } from "../../picture/read.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { clockTime } from "../../shell/time.ts";

export function ReachedPanel({ id }: { readonly id: string }) {
  const { words, town, past } = useConsole();
  const { version } = usePicture("deliveries");
  const [far, tell] = useState<readonly Message[] | null>(null);
  useEffect(() => {
    if (past) return undefined;
    const gone = new AbortController();
    void ask<HowFar>(`/v1/warning-deliveries/${encodeURIComponent(id)}`, { signal: gone.signal }).then((answer) => {
      if (!gone.signal.aborted && answer.is !== "unknown") tell(answer.is === "done" ? answer.body.messages : []);
    });
    return () => gone.abort();
  }, [id, version, past, words]);
  if (far === null) return null;
  const own = far.filter((each) => each.message === id);
  return (
    <Panel name={words.say("warn-reached")}>
      {own.length === 0 ? <div className="padded"><Notice kind="warn">{words.say(town.kind === "actual" ? "warn-reached-nobody" : "warn-reached-drill")}</Notice></div> : null}
      {own.map((message) => (
        <div key={message.message} className="reached">
          {message.channels.map((each) => (
            <p key={each.delivery} data-delivery={each.delivery}>
              <strong>{each.channel}</strong>{" "}
              {words.say("warn-reached-of", { reached: each.reached, all: each.receivers })}
              {each.waiting > 0 ? <span className="quiet"> · {words.say("warn-reached-waiting", { count: each.waiting })}</span> : null}
            </p>
          ))}
          {message.not_reached.length > 0 ? <p className="strong">{words.say("warn-not-reached", { count: message.not_reached.length })}</p> : <p className="good">✓ {words.say("warn-everywhere")}</p>}
          <ul className="asked">{message.not_reached.map((each) => <li key={`${each.channel} ${each.receiver}`}>{missedSaid(each, words, town.zone)}</li>)}</ul>
        </div>
      ))}
    </Panel>
  );
}

function missedSaid(missed: NotReached, words: ReturnType<typeof useConsole>["words"], zone: string): string {
  const again = instant(missed.again_at);
  return [
    `${missed.channel} ${missed.receiver}: ${words.code("warn-reach-state", missed.state)}`,
    missed.cause ? words.code("warn-reach-cause", missed.cause) : "",
    again === null ? (missed.is_over ? words.say("warn-reach-over") : "") : words.say("warn-reach-again", { at: clockTime(again, zone) }),
  ].filter(Boolean).join(", ");
}
