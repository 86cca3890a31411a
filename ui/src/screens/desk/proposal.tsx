// Who should go: a few options with their times, reasons and what they cost, and why not the others.
// It advises; a person sends. Where there is no advice it says so, and everything works without it.

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { advised, askWhy, onGiven, propose, show, stopAsking } from "../../act/advice.ts";
import type { Answer } from "../../act/door.ts";
import { look, lookAway } from "../../act/reach.ts";
import type { Advised, Proposed } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { KeyCap } from "../../parts/key-cap.tsx";
import { Panel } from "../../parts/panel.tsx";
import { useConsole, useLink } from "../../shell/console.tsx";
import { Bars, spanOf, step } from "./arrivals.tsx";
import { AsidePanel, because, reasonAt, useAside } from "./aside.tsx";
import { signOf, useLooked } from "./reach.tsx";

// News of units comes many times a second; advice that changes so often cannot be read.
const SETTLES_MS = 2_000;

export function Proposal({ id }: { readonly id: string }) {
  const console_ = useConsole();
  const { words, write, give, may, past } = console_;
  const [isAsked, setIsAsked] = useState(false);
  const whyNot = useRef<HTMLDetailsElement>(null);
  // What a key opens is under the eye, not under the fold.
  useEffect(() => {
    if (isAsked) whyNot.current?.scrollIntoView({ block: "start" });
  }, [isAsked]);
  const answer = useAdvice(id);
  const told = answer?.is === "done" && answer.body.incident === id ? answer.body : null;
  const options = told?.options ?? [];
  const aside = useAside(id);
  useEffect(() => {
    show(id, told?.basis ?? null);
    return () => show(id, null);
  }, [id, told?.basis]);
  const looked = useLooked();
  const see = (at: number) => {
    const option = options[at];
    if (told && option) look(id, told.position, at + 1, option);
  };
  useEffect(() => lookAway, []);
  const keepLooking = useEffectEvent(() => {
    if (looked?.incident !== id || !told) return;
    const at = options.findIndex((each) => each.units.join() === looked.option.units.join());
    if (at < 0) lookAway();
    else see(at);
  });
  useEffect(() => keepLooking(), [told]);
  const orElse = () => (aside ? stopAsking(id) : told && askWhy(id, [], told.basis));

  const pressed = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || (!told && !aside)) return;
    const digit = /^Digit[0-9]$/.test(event.code) ? Number(event.code.slice(5)) : null;
    const option = digit === null ? undefined : options[digit - 1];
    const reason = digit === null || !aside ? undefined : reasonAt(digit);
    if (event.code === "KeyW") setIsAsked((was) => !was);
    else if (digit === 0) orElse();
    else if (reason && aside) because(console_, id, aside, reason);
    else if (option && digit !== null) {
      // The line takes the focus, and with it the look at another.
      take(option, write);
      see(digit - 1);
    }
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);

  if (past || !may("DispatchUnit")) return null;
  return (
    <div data-advice={told ? "told" : "asked"}>
    <Panel name={words.say("proposal")} level={3} count={options.length || undefined}>
      {!told && <p className="empty-note" role="status">{saysOf(answer, words)}</p>}
      {told?.degraded.map((each) => <p key={each.code} className="empty-note">{each.says}.</p>)}
      {told && options.length === 0 && !told.degraded.some((each) => each.code === "no_plan_there") && (
        <p className="empty-note">{words.say(told.needs.length === 0 ? "nothing-needed" : "nobody-to-send")}</p>
      )}
      {aside && <AsidePanel id={id} aside={aside} />}
      <ol className="options">
        {options.map((option, at) => (
          <li
            key={option.units.join(" ")} tabIndex={at === 0 ? 0 : -1} data-looked={looked?.incident === id && looked.number === at + 1 ? "" : undefined}
            onPointerEnter={() => see(at)} onPointerLeave={(event) => !event.currentTarget.contains(document.activeElement) && lookAway()}
            onFocus={() => see(at)} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && lookAway()}
            onKeyDown={(event) => event.target === event.currentTarget && step(event)}
          >
            <p className="head">
              <KeyCap keys={`Alt ${at + 1}`} /> <strong dir="ltr">{option.sends.map(signOf).join(" + ")}</strong>
              <span className="end" dir="ltr">{spanOf(option.arrival_p50_s, option.arrival_p90_s) ?? words.say("time-unknown")}</span>
            </p>
            <Bars sends={option.sends} longest={Math.max(...options.map((each) => each.arrival_p90_s ?? 0), 1)} />
            <ul className="why">
              {option.reasons.map((each) => (
                <li key={each.code + each.says} data-for={each.is_for || undefined}>
                  <span aria-hidden="true">{each.is_for ? "+" : "−"}</span> {each.says}
                </li>
              ))}
            </ul>
            {option.requests.map((each) => <p key={each.town} className="request"><bdi>{each.words[words.language] ?? each.words.en}</bdi></p>)}
            {option.line && option.also.length > 0 && <p className="empty-note">{words.say("also-given")} <bdi className="mono">{option.also.join("; ")}</bdi></p>}
            <div className="acts">
              {option.line && (
                <Button kind={at === 0 ? "primary" : undefined} onPress={() => take(option, give, give)}>
                  {words.say("send-all", { count: option.sends.filter((each) => !each.aid).length })}
                </Button>
              )}
              {option.line && <Button onPress={() => take(option, write)}>{words.say("change-proposal")}</Button>}
            </div>
          </li>
        ))}
      </ol>
      {told && options.length > 0 && may("SetAdviceAside") && (
        <p className="or-else"><Button kind="bare" keyCap="Alt 0" onPress={orElse}>{words.say("something-else")}</Button></p>
      )}
      {told && told.why_not.length > 0 && (
        <details ref={whyNot} className="why-not" open={isAsked} onToggle={(event) => setIsAsked(event.currentTarget.open)}>
          <summary>{words.say("why-not")} <KeyCap keys="Alt W" /></summary>
          <ul>{told.why_not.filter((each) => each.is_of_use).map((each) => <li key={each.unit}>{each.says}</li>)}</ul>
          <OfNoUse stays={told.why_not.filter((each) => !each.is_of_use)} />
        </details>
      )}
    </Panel>
    </div>
  );
}

// Whoever brings nothing that is needed is counted, and named when that is opened.
function OfNoUse({ stays }: { readonly stays: Advised["why_not"] }) {
  const { words } = useConsole();
  if (stays.length === 0) return null;
  return (
    <details className="why-not">
      <summary>{words.say("why-not-rest", { count: stays.length })}</summary>
      <p>{stays.map((each) => <bdi key={each.unit}>{each.town === null ? each.call_sign : `${each.call_sign} (${each.town})`} </bdi>)}</p>
    </details>
  );
}

// Who works yet has it as its next by a line of its own: given with the first, or left when that is to be changed.
function take(option: Proposed, how: (line: string) => void, also?: (line: string) => void): void {
  for (const line of [option.line, ...option.also]) propose(line, option.basis);
  if (option.line) how(option.line);
  if (also) for (const line of option.also) also(line);
}

function saysOf(answer: Answer<Advised> | null, words: { say: (name: string) => string }): string {
  if (answer?.is === "refused") return `${answer.refusal.detail} ${answer.refusal.next}`;
  return words.say(answer?.is === "unknown" ? "advice-away" : "advice-asked");
}

// The advice on an incident: asked anew after news of units, of it or of closures, but never while
// an answer is still to come, and not before the last one could be read.
function useAdvice(id: string): Answer<Advised> | null {
  const { may, past, store } = useConsole();
  const isLive = useLink().link.is === "live";
  const [answer, setAnswer] = useState<Answer<Advised> | null>(null);
  const isOn = !past && isLive && may("DispatchUnit");
  useEffect(() => {
    if (!isOn) return undefined;
    const gone = new AbortController();
    let isNews = true;
    let isResting = true;
    let isOurs = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const go = async () => {
      if (!isNews || !isResting) return;
      isNews = isResting = isOurs = false;
      const found = await advised(id, gone.signal);
      if (gone.signal.aborted) return;
      setAnswer(found);
      timer = setTimeout(rested, isOurs ? 0 : SETTLES_MS);
    };
    const rested = () => {
      timer = undefined;
      isResting = true;
      void go();
    };
    const heard = () => {
      isNews = true;
      void go();
    };
    // After an order of one's own nobody reads what was advised before it.
    const given = (incident: string) => {
      if (incident !== id) return;
      isNews = isOurs = true;
      if (timer === undefined) return void go();
      clearTimeout(timer);
      rested();
    };
    const off = [onGiven(given), ...[`incidents/${id}`, "units", "closures", "plans"].map((topic) => store.on(topic, heard))];
    void go();
    return () => {
      gone.abort();
      clearTimeout(timer);
      for (const each of off) each();
    };
  }, [id, isOn, store]);
  return answer;
}
