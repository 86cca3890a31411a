// What happened: the town's log in words with both times, the picture at any instant by either
// question of time, what differs between two instants, and why something is as it is.

import { useCallback, useEffect, useState, type FormEvent } from "react";
import { ask } from "../../act/door.ts";
import type { FactTold, Recent } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { actor, named } from "../../picture/named.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { momentOf } from "../../shell/moment.ts";
import { PaperMark } from "../../shell/paper-mark.tsx";
import type { ScreenProps } from "../../shell/screens.ts";
import { clockDay, clockTime } from "../../shell/time.ts";
import { Diff } from "./diff.tsx";
import type { Question } from "./question.ts";
import "./timeline.css";

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

// The newest facts first. What comes in while one reads is counted, and shown when one asks for it:
// nothing moves under the eye.
function Facts() {
  const { words, town, store } = useConsole();
  const { picture } = usePicture("people", "incidents", "units", "stations");
  const said = (told: ReturnType<typeof actor>) => (typeof told === "string" ? told : words.tell(told));
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
                <bdi>{named(each.words, picture) || words.code("event", each.event)}</bdi>
                {each.sheet ? <> <PaperMark sheet={each.sheet} /></> : null}
                {known - happened > 60_000 && <em> {words.say("known-later", { time: clockTime(known, town.zone), day: clockDay(known, town.zone, words.language) })}</em>}
              </span>
              <bdi className="who">{said(actor(each.who, picture))}</bdi>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
