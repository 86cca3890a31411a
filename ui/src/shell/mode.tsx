// Exercise, test and past cannot be mistaken for actual: band, frame, a word in every crop, the
// title, the panel titles (CONSOLE, principle 10).

import type { ReactNode } from "react";
import { useConsole, useNow } from "./console.tsx";
import { clockTime, clockDay } from "./time.ts";

export type Mode = "actual" | "exercise" | "test" | "past";

export function useMode(): Mode {
  const { town, past } = useConsole();
  return past ? "past" : town.kind;
}

// The word that stands in titles and is tiled over the page; empty for the actual picture.
export function useModeWord(): string {
  const { town, past, words } = useConsole();
  const mode = useMode();
  if (mode === "actual") return "";
  if (mode !== "past") return words.say(`mode-${mode}`);
  const then = clockTime(Date.parse(past!.at), town.zone, false);
  const kind = town.kind === "actual" ? "" : `${words.say(`mode-${town.kind}`)} · `;
  return `${kind}${words.say("mode-past")} ${then}`;
}

export function ModeFrame({ children }: { readonly children: ReactNode }) {
  const mode = useMode();
  const { town } = useConsole();
  return (
    <div className="console" data-mode={mode} data-kind={town.kind}>
      {mode === "past" ? <PastBand /> : mode === "actual" ? null : <ModeBand mode={mode} />}
      {children}
      <Watermark />
    </div>
  );
}

function ModeBand({ mode }: { readonly mode: "exercise" | "test" }) {
  const { words, town, store } = useConsole();
  const now = useNow();
  const word = words.say(`mode-${mode}`);
  return (
    <div className="mode-band" role="note" aria-label={words.say(`mode-${mode}-says`)}>
      <span className="mode-word" aria-hidden="true">{`${word} ${word} ${word}`}</span>
      <span>{words.say(`mode-${mode}-says`)}</span>
      {store.rate !== 1 && (
        <span className="mode-clock">
          {words.say("mode-clock", { drill: clockTime(now, town.zone), rate: store.rate, wall: clockTime(Date.now(), town.zone, false) })}
        </span>
      )}
    </div>
  );
}

function PastBand() {
  const { words, town, past, lookBack, store } = useConsole();
  const ago = Math.max(0, Math.round((store.now() - Date.parse(past!.at)) / 60_000));
  const at = Date.parse(past!.at);
  return (
    <div className="past-band" role="note">
      <strong>{words.say(past!.question === "known_at" ? "past-known" : "past-happened", { time: clockTime(at, town.zone), day: clockDay(at, town.zone, words.language) })}</strong>
      <span>{words.say("past-says", { minutes: ago })}</span>
      <button type="button" className="past-back" onClick={() => void lookBack(null)}>
        {words.say("past-back")} <kbd>Esc</kbd>
      </button>
    </div>
  );
}

// One faint word, tiled, over everything and under no pointer: whatever is cut out of a screenshot
// still says what it is. The tile is an image made here, in the colour of the mode.
function Watermark() {
  const word = useModeWord();
  const { town } = useConsole();
  if (!word) return null;
  const colour = town.kind === "actual" ? "128,128,128" : "176,84,214";
  const wide = Math.max(150, word.length * 11);
  const text = word.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const tile =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="110"><text x="${wide / 2}" y="62" text-anchor="middle"` +
    ` transform="rotate(-18 ${wide / 2} 55)" font-family="sans-serif" font-size="15" font-weight="700" letter-spacing="2"` +
    ` fill="rgba(${colour},0.34)">${text}</text></svg>`;
  return <div className="watermark" aria-hidden="true" style={{ backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(tile)}")` }} />;
}
