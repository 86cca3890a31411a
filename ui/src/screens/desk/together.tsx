// Who should go to all that wait, chosen together, so that nobody is proposed twice: one share for each
// incident, taken, changed or left by itself. It stands still until it is asked for anew.

import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from "react";
import { advisedTogether, propose } from "../../act/advice.ts";
import type { Answer } from "../../act/door.ts";
import type { AdvisedShare, AdvisedTogether } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { KeyCap } from "../../parts/key-cap.tsx";
import { Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { numberOf, placeSeen, typeOf } from "../../picture/places.ts";
import { count, text } from "../../picture/read.ts";
import { chips, type Row } from "../../picture/rows.ts";
import { useBoard } from "../../shell/board.ts";
import { useConsole, useSubject } from "../../shell/console.tsx";
import { Bars, spanOf, step } from "./arrivals.tsx";
import { signOf } from "./reach.tsx";

// Incidents that want somebody still, as far as the board can tell: by the run card, else those to which nobody goes.
export function useWaiting(): number {
  const { may, past } = useConsole();
  const { needs, working } = useBoard();
  if (past || !may("DispatchUnit")) return 0;
  return [...needs, ...working].filter(isWaiting).length;
}

function isWaiting(row: Row): boolean {
  if (row.kind !== "incidents") return false;
  return row.needed === null ? row.units.length === 0 : (row.assigned ?? 0) < row.needed;
}

// Below the list, so that nothing in it moves.
export function TogetherOffer({ onOpen }: { readonly onOpen: () => void }) {
  const { words } = useConsole();
  const waiting = useWaiting();
  if (waiting < 2) return null;
  return (
    <p className="together-offer">
      <span>{words.say("together-wait", { count: waiting })}</span>
      <Button keyCap="Alt A" onPress={onOpen}>{words.say("together-ask")}</Button>
    </p>
  );
}

export function Together({ onTake, onClose }: { readonly onTake: (incident: string) => void; readonly onClose: () => void }) {
  const { words } = useConsole();
  const [asked, setAsked] = useState(0);
  const answer = useTogether(asked);
  const told = answer?.is === "done" ? answer.body : null;
  const list = useRef<HTMLOListElement>(null);
  const shares = told?.shares ?? [];
  const longest = Math.max(1, ...shares.flatMap((each) => each.sends.map((sent) => sent.arrival_p90_s ?? 0)));
  // The first that can be taken has the focus, so that Enter takes it.
  useEffect(() => {
    if (told) next(list.current?.firstElementChild ?? null);
  }, [told]);
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onClose();
  };
  return (
    <div className="together" onKeyDown={pressed}>
      <Panel
        name={words.say("together")} count={told ? shares.length : undefined}
        ends={<><Button kind="bare" onPress={() => setAsked((was) => was + 1)}>{words.say("together-again")}</Button><Button kind="bare" onPress={onClose}>{words.say("together-close")} <KeyCap keys="Esc" /></Button></>}
      >
        {!told && <p className="empty-note" role="status">{saysOf(answer, words)}</p>}
        {told && <p className="empty-note" role="status">{gapOf(told, words)}</p>}
        {told?.degraded.map((each) => <p key={each.code} className="empty-note">{each.says}.</p>)}
        <ol className="options" ref={list}>
          {shares.map((each, at) => <ShareOf key={each.incident} share={each} longest={longest} isFirst={at === 0} onTake={onTake} onOther={onClose} />)}
        </ol>
      </Panel>
    </div>
  );
}

interface ShareProps {
  readonly share: AdvisedShare;
  readonly longest: number;
  readonly isFirst: boolean;
  readonly onTake: (incident: string) => void;
  readonly onOther: () => void;
}

function ShareOf({ share, longest, isFirst, onTake, onOther }: ShareProps) {
  const { words, give, write, select } = useConsole();
  const incident = useSubject("incidents", share.incident);
  if (!incident || text(incident, "status") === "closed") return null;
  const own = share.sends.filter((each) => !each.aid);
  // Who works yet comes when that is done.
  const ours = own.filter((each) => (each.clears_s ?? null) === null);
  const there = chips(incident).map((each) => each.unit);
  const isSent = ours.length > 0 && ours.every((each) => there.includes(each.unit));
  const canTake = share.line !== "" && !isSent;
  const take = () => {
    onTake(share.incident);
    for (const line of [share.line, ...share.also]) {
      propose(line, share.basis);
      give(line);
    }
  };
  const change = () => {
    propose(share.line, share.basis);
    write(share.line);
  };
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key !== "Enter") return step(event);
    event.preventDefault();
    // A key that is held takes one.
    if (event.repeat || !canTake) return;
    const after = event.currentTarget.nextElementSibling;
    take();
    next(after);
  };
  const half = share.sends.map((each) => each.arrival_p50_s);
  const most = share.sends.map((each) => each.arrival_p90_s);
  const level = levelOf(count(incident, "priority"));
  const place = placeSeen(incident);
  return (
    <li tabIndex={isFirst ? 0 : -1} data-share={share.incident} data-sent={isSent ? "" : undefined} data-can={canTake ? "" : undefined} onKeyDown={pressed}>
      <p className="head">
        <Severity level={level} word={words.code("severity", String(level))} size={18} />
        <strong><span className="mono" dir="ltr">{numberOf(incident)}</span> {words.tell(typeOf(text(incident, "type") ?? ""))}</strong>
        {place && <span>{words.tell(place)}</span>}
      </p>
      <p className="head">
        <strong dir="ltr">{share.sends.map(signOf).join(" + ") || "–"}</strong>
        {share.sends.length > 0 && <span className="end" dir="ltr">{spanOf(last(half), last(most)) ?? words.say("time-unknown")}</span>}
      </p>
      <Bars sends={share.sends} longest={longest} />
      {share.missing.length > 0 && <p className="lacks"><span aria-hidden="true">−</span> {words.say("together-lacks", { needs: share.missing.join(", ") })}</p>}
      {share.requests.map((each) => <p key={each.town} className="request"><bdi>{each.words[words.language] ?? each.words.en}</bdi></p>)}
      {canTake && share.also.length > 0 && <p className="empty-note">{words.say("also-given")} <bdi className="mono">{share.also.join("; ")}</bdi></p>}
      <div className="acts">
        {isSent && <span role="status">{words.say("together-sent")}</span>}
        {canTake && <Button kind="primary" keyCap="Enter" onPress={take}>{words.say("send-all", { count: own.length })}</Button>}
        {canTake && <Button onPress={change}>{words.say("change-proposal")}</Button>}
        <Button onPress={() => { select({ incident: share.incident }); onOther(); }}>{words.say("together-other")}</Button>
      </div>
    </li>
  );
}

// To the next that can be taken; where there is none, nothing moves.
function next(from: Element | null): void {
  for (let each = from; each; each = each.nextElementSibling) {
    if (each instanceof HTMLElement && each.dataset["can"] !== undefined) return each.focus();
  }
}

function last(seconds: readonly (number | null)[]): number | null {
  return seconds.reduce<number | null>((most, each) => (most === null || each === null ? null : Math.max(most, each)), 0);
}

interface Says {
  readonly say: (name: string, what?: Readonly<Record<string, number>>) => string;
}

function gapOf({ gap, shares }: AdvisedTogether, words: Says): string {
  if (shares.length === 0) return words.say("together-none");
  if (gap === null) return words.say("together-gap-unknown");
  return gap === 0 ? words.say("together-least") : words.say("together-gap", { gap });
}

function saysOf(answer: Answer<AdvisedTogether> | null, words: Says): string {
  if (answer?.is === "refused") return `${answer.refusal.detail} ${answer.refusal.next}`;
  return words.say(answer?.is === "unknown" ? "advice-away" : "advice-asked");
}

function useTogether(asked: number): Answer<AdvisedTogether> | null {
  const [answer, setAnswer] = useState<Answer<AdvisedTogether> | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    setAnswer(null);
    void advisedTogether(gone.signal).then((found) => !gone.signal.aborted && setAnswer(found));
    return () => gone.abort();
  }, [asked]);
  return answer;
}

// Alt A opens it where it is offered, and closes it.
export function useTogetherKey(isOpen: boolean, toggle: () => void): void {
  const waiting = useWaiting();
  const pressed = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyA" || (!isOpen && waiting < 2)) return;
    event.preventDefault();
    toggle();
  });
  useEffect(() => {
    const listener = (event: globalThis.KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
