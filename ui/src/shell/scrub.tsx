// The scrubber of all screens: where it stands is the time of the picture. At its end it is now.

import { useEffect, useRef, useState } from "react";
import { time } from "../picture/read.ts";
import { useConsole, useNow } from "./console.tsx";
import { clockTime } from "./time.ts";

const LEAST_MS = 2 * 3_600_000;
const MOST_MS = 24 * 3_600_000;
const STEP_MS = 10_000;
const SETTLE_MS = 250;

export function Scrub() {
  const { words, town, store, past, lookBack } = useConsole();
  useNow();
  const now = Math.floor(store.now() / STEP_MS) * STEP_MS;
  const from = now - Math.min(MOST_MS, Math.max(LEAST_MS, now - earliest(store.picture.of("incidents").values(), now)));
  const [held, setHeld] = useState<number | null>(null);
  const [says, setSays] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const at = held ?? (past ? Date.parse(past.at) : now);
  useEffect(() => {
    if (!past) setHeld(null);
  }, [past]);

  const moved = (to: number) => {
    setHeld(to);
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const asked = to >= now - STEP_MS ? null : { question: past?.question ?? ("known_at" as const), at: new Date(to).toISOString() };
      void lookBack(asked).then((why) => {
        setSays(why);
        setHeld(null);
      });
    }, SETTLE_MS);
  };
  const told = at >= now - STEP_MS && !past ? words.say("scrub-now") : clockTime(at, town.zone);
  return (
    <div className="scrub" dir="ltr">
      <input
        type="range"
        min={from}
        max={now}
        step={STEP_MS}
        value={Math.min(now, Math.max(from, at))}
        aria-label={words.say("scrub")}
        aria-valuetext={told}
        onChange={(event) => moved(Number(event.target.value))}
      />
      <output>{says ?? told}</output>
    </div>
  );
}

function earliest(incidents: Iterable<Readonly<Record<string, unknown>>>, now: number): number {
  let found = now;
  for (const each of incidents) found = Math.min(found, time(each, "opened_at") ?? found);
  return found;
}
