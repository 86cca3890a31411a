// Which picture this is, and the frame that says so: exercise, test and past cannot be mistaken for
// actual (CONSOLE, principle 10).

import type { ReactNode } from "react";
import { Button } from "../parts/button.tsx";
import { KeyCap } from "../parts/key-cap.tsx";
import { ModeFrame as Frame, type Moded } from "../parts/mode.tsx";
import { useConsole, useNow } from "./console.tsx";
import { clockDay, clockTime } from "./time.ts";

export function useModed(): Moded {
  const { town, past, words } = useConsole();
  const kind = words.say(`mode-${town.kind}`);
  if (!past) return { mode: town.kind, word: kind };
  const then = `${words.say("mode-past")} ${clockTime(Date.parse(past.at), town.zone, false)}`;
  return { mode: "past", word: town.kind === "actual" ? then : `${kind} · ${then}`, of: town.kind };
}

export function ModeFrame({ children }: { readonly children: ReactNode }) {
  const { mode, word, of } = useModed();
  const { past, lookBack, words, town } = useConsole();
  return (
    <Frame
      mode={mode}
      word={word}
      of={of}
      says={past ? <PastSays /> : mode === "actual" ? null : <DrillSays />}
      leave={past ? <Button onPress={() => void lookBack(null)}>{words.say("past-back")} <KeyCap keys="Esc" /></Button> : undefined}
    >
      <div className="console" data-mode={mode} data-kind={town.kind}>{children}</div>
    </Frame>
  );
}

function DrillSays() {
  const { words, town, store } = useConsole();
  const now = useNow();
  const says = words.say(`mode-${town.kind}-says`);
  if (store.rate === 1) return <>{says}</>;
  const clocks = { drill: clockTime(now, town.zone), rate: store.rate, wall: clockTime(Date.now(), town.zone, false) };
  return <>{says} · {words.say("mode-clock", clocks)}</>;
}

function PastSays() {
  const { words, town, past, store } = useConsole();
  useNow();
  const at = Date.parse(past!.at);
  const minutes = Math.max(0, Math.round((store.now() - at) / 60_000));
  const when = { time: clockTime(at, town.zone), day: clockDay(at, town.zone, words.language) };
  return <><strong>{words.say(past!.question === "known_at" ? "past-known" : "past-happened", when)}</strong> · {words.say("past-says", { minutes })}</>;
}
