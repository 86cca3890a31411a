// What happened to a subject, in words, with both times where they differ and who said so; kept up
// while the page is open, and of a time that is looked back at no more than belongs to it.

import { useEffect, useState } from "react";
import { ask, type Refusal as Refused } from "../act/door.ts";
import type { FactTold, Timeline } from "../api/types.ts";
import { Button } from "../parts/button.tsx";
import { Empty, Failed, Loading, NotAllowed } from "../parts/states.tsx";
import { secondsBetween } from "../picture/ages.ts";
import { actor, named } from "../picture/named.ts";
import { useConsole, usePicture, type PastTold } from "./console.tsx";
import { Linked } from "./linked.tsx";
import { PaperMark } from "./paper-mark.tsx";
import { clockDay, clockTime } from "./time.ts";

type Asked =
  | { readonly is: "asking" }
  | { readonly is: "there"; readonly facts: readonly FactTold[] }
  | { readonly is: "refused"; readonly refusal: Refused }
  | { readonly is: "away" };

const SETTLES_MS = 400;
const APART_S = 60;

// Asked for anew when the subject reads otherwise; what was there stays until the answer.
export function useTimeline(kind: string, id: string, topics: readonly string[]): readonly [Asked, () => void] {
  const { version } = usePicture(...topics);
  const [asked, tell] = useState<Asked>({ is: "asking" });
  const [turn, again] = useState(0);
  useEffect(() => {
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask<Timeline>(`/v1/timeline/${kind}/${encodeURIComponent(id)}`, { signal: gone.signal });
      if (gone.signal.aborted) return;
      if (answer.is === "done") tell({ is: "there", facts: answer.body.facts });
      else if (answer.is === "refused") tell({ is: "refused", refusal: answer.refusal });
      else tell((was) => (was.is === "there" ? was : { is: "away" }));
    }, SETTLES_MS);
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [kind, id, version, turn]);
  return [asked, () => again(turn + 1)];
}

// Of what is told today, what belongs to that time.
export function thenOf(facts: readonly FactTold[], past: PastTold | null): readonly FactTold[] {
  if (!past) return facts;
  const at = Date.parse(past.at);
  return facts.filter((each) => Date.parse(past.question === "known_at" ? each.recorded_at : each.occurred_at) <= at);
}

interface HappenedProps {
  readonly kind: string;
  readonly id: string;
  readonly topics: readonly string[];
  readonly most?: number | undefined;
}

export function Happened({ kind, id, topics, most }: HappenedProps) {
  const { words, past } = useConsole();
  const [asked, again] = useTimeline(kind, id, topics);
  if (asked.is === "asking") return <Loading says={words.say("facts-come")} rows={6} />;
  if (asked.is === "away") return <Failed says={words.say("facts-away")} next={words.say("facts-away-next")} acts={<Button onPress={again}>{words.say("try-again")}</Button>} />;
  if (asked.is === "refused") return <NotAllowed says={`${asked.refusal.detail} ${asked.refusal.next}`.trim()} />;
  const facts = thenOf(asked.facts, past).toReversed();
  if (facts.length === 0) return <Empty says={words.say("facts-none-then")} />;
  return (
    <>
      <ol className="happened" aria-label={words.say("facts-label")}>
        {facts.slice(0, most ?? facts.length).map((each) => <FactRow key={each.id} fact={each} />)}
      </ol>
      {most !== undefined && facts.length > most ? <p className="meta padded">{words.say("facts-more", { count: facts.length - most })}</p> : null}
    </>
  );
}

// One fact: when, what, who says so.
export function FactRow({ fact }: { readonly fact: FactTold }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("people", "incidents", "units", "stations");
  const by = actor(fact.who, picture);
  const [occurred, recorded] = [Date.parse(fact.occurred_at), Date.parse(fact.recorded_at)];
  return (
    <li>
      <time dir="ltr" dateTime={fact.occurred_at} title={clockDay(occurred, town.zone, words.language)}>{clockTime(occurred, town.zone)}</time>
      <span className="said">
        <bdi>{named(fact.words, picture)}</bdi>
        {fact.advice ? <> <Linked to={`/incidents/${encodeURIComponent(fact.advice.incident)}/advice/${fact.advice.id}`}>{words.say("advice-why")}</Linked></> : null}
        {fact.sheet ? <> <PaperMark sheet={fact.sheet} /></> : null}
        {Math.abs(secondsBetween(occurred, recorded)) > APART_S ? <span className="meta"> {words.say("known-at", { time: clockTime(recorded, town.zone) })}</span> : null}
      </span>
      <bdi className="by">{typeof by === "string" ? by : words.tell(by)}</bdi>
    </li>
  );
}
