// What happened: the town's log in words with both times, the picture at any instant by either
// question of time, what differs between two instants, and why something is as it is.

import { useCallback, useEffect, useState, type FormEvent } from "react";
import { ask } from "../../act/door.ts";
import type { Differences, FactTold, Recent } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { numberOf } from "../../picture/places.ts";
import { callSign } from "../../picture/places.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { momentOf } from "../../shell/moment.ts";
import { go } from "../../shell/route.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { clockDay, clockTime } from "../../shell/time.ts";
import "./timeline.css";

type Question = "known_at" | "time";
const MOST = 200;

export default function Timeline(_: ScreenProps) {
  const { words } = useConsole();
  const [question, setQuestion] = useState<Question>("known_at");
  return (
    <div className="timeline">
      <div className="asks">
        <fieldset>
          <legend>{words.say("which-question")}</legend>
          {(["known_at", "time"] as const).map((each) => (
            <label key={each}>
              <input type="radio" name="question" checked={question === each} onChange={() => setQuestion(each)} />
              <span><strong>{words.code("question", each)}</strong> {words.code("question-says", each)}</span>
            </label>
          ))}
        </fieldset>
        <LookBack question={question} />
        <Diff question={question} />
      </div>
      <Facts />
    </div>
  );
}

function LookBack({ question }: { readonly question: Question }) {
  const { words, store, town, past, lookBack } = useConsole();
  const [text, setText] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const look = async (event: FormEvent) => {
    event.preventDefault();
    const at = momentOf(text, store.now(), town.zone);
    if (!at) return setSaid(words.say("at-not-understood"));
    setBusy(true);
    setSaid(await lookBack({ question, at }));
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void look(event)} aria-label={words.say("look-back")}>
      <label>
        {words.say("look-back")}
        <input className="mono" dir="ltr" value={text} onChange={(event) => setText(event.target.value)} placeholder="14:02" required />
      </label>
      <Button type="submit" kind="primary" pending={isBusy}>{words.say("show-picture")}</Button>
      {past && <Button onPress={() => void lookBack(null)}>{words.say("past-back")}</Button>}
      {said && <p role="alert">{said}</p>}
    </form>
  );
}

function Diff({ question }: { readonly question: Question }) {
  const { words, store, town } = useConsole();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [found, setFound] = useState<Differences | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const compare = async (event: FormEvent) => {
    event.preventDefault();
    const now = store.now();
    const [a, b] = [momentOf(from, now, town.zone), to.trim() ? momentOf(to, now, town.zone) : new Date(now - 1_000).toISOString()];
    if (!a || !b) return setSaid(words.say("at-not-understood"));
    const answer = await ask<Differences>(`/v1/differences?${new URLSearchParams({ from: a, to: b, question }).toString()}`, { patience_ms: 60_000 });
    setFound(answer.is === "done" ? answer.body : null);
    setSaid(answer.is === "refused" ? `${answer.refusal.detail} ${answer.refusal.next}` : answer.is === "unknown" ? words.say("town-does-not-answer") : null);
  };
  return (
    <>
      <form onSubmit={(event) => void compare(event)} aria-label={words.say("diff")}>
        <label>{words.say("diff-from")}<input className="mono" dir="ltr" value={from} onChange={(event) => setFrom(event.target.value)} placeholder="14:02" required /></label>
        <label>{words.say("diff-to")}<input className="mono" dir="ltr" value={to} onChange={(event) => setTo(event.target.value)} placeholder={words.say("scrub-now")} /></label>
        <Button type="submit">{words.say("diff")}</Button>
        {said && <p role="alert">{said}</p>}
      </form>
      {found && (
        <section className="diff" aria-label={words.say("diff")}>
          <h3>{words.say("diff-told", { count: found.total })}</h3>
          <ul>
            {found.subjects.map((each) => (
              <li key={`${each.kind}/${each.id}`}>
                <strong><Name kind={each.kind} id={each.id} /></strong>
                <dl>
                  {each.fields.map((field) => (
                    <div key={field.field}>
                      <dt>{field.field.replaceAll("_", " ")}</dt>
                      <dd><s>{shown(field.was)}</s> → {shown(field.now)}</dd>
                    </div>
                  ))}
                </dl>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "–";
  return typeof value === "object" ? JSON.stringify(value).slice(0, 160) : String(value);
}

function Name({ kind, id }: { readonly kind: string; readonly id: string }) {
  const { picture } = usePicture("incidents", "units");
  const incident = kind === "incidents" ? picture.of("incidents").get(id) : undefined;
  const name = incident ? numberOf(incident) : kind === "units" ? callSign(id) : id;
  if (kind !== "incidents") return <span dir="ltr">{name}</span>;
  return <a href={`/incidents/${encodeURIComponent(id)}`} dir="ltr" onClick={(event) => (event.preventDefault(), go(`/incidents/${encodeURIComponent(id)}`))}>{name}</a>;
}

// The newest facts first. What comes in while one reads is counted, and shown when one asks for it:
// nothing moves under the eye.
function Facts() {
  const { words, town, store } = useConsole();
  const [facts, setFacts] = useState<readonly FactTold[] | null>(null);
  const [fresh, setFresh] = useState(0);
  const [refused, setRefused] = useState<string | null>(null);
  const read = useCallback(async () => {
    const answer = await ask<Recent>(`/v1/recent?limit=${MOST}`);
    if (answer.is === "done") {
      setFacts(answer.body.facts.toReversed());
      setFresh(0);
      setRefused(null);
    } else setRefused(answer.is === "refused" ? `${answer.refusal.detail} ${answer.refusal.next}` : words.say("town-does-not-answer"));
  }, [words]);
  useEffect(() => void read(), [read]);
  useEffect(() => store.hear(() => setFresh((was) => was + 1)), [store]);
  return (
    <Panel
      name={words.say("what-happened")}
      count={facts?.length}
      ends={fresh > 0 ? <Button onPress={() => void read()}>{words.say("facts-fresh")}</Button> : undefined}
      scrolls
    >
      {refused && <Refusal what={refused} acts={<Button onPress={() => void read()}>{words.say("try-again")}</Button>} />}
      {facts === null && !refused && <Loading says={words.say("reading-log")} />}
      {facts?.length === 0 && <Empty says={words.say("facts-none")} />}
      <ol className="fact-list">
        {facts?.map((each) => {
          const happened = Date.parse(each.occurred_at);
          const known = Date.parse(each.recorded_at);
          return (
            <li key={each.id}>
              <time dir="ltr" dateTime={each.occurred_at}>{clockTime(happened, town.zone)}</time>
              <span>
                {each.words || each.event.replace(/\.\d+$/, "").replaceAll("_", " ")}
                {known - happened > 60_000 && <em> {words.say("known-later", { time: clockTime(known, town.zone), day: clockDay(known, town.zone, words.language) })}</em>}
              </span>
              <span className="who">{each.who.split("-p-").at(-1)}</span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
