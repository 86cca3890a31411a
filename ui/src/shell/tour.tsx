// The first minutes, in a drill: seven things, each done by doing it. It can be left and taken up
// again, and never comes back by itself once it was left.

import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "../parts/button.tsx";
import { useConsole } from "./console.tsx";
import { SHEET } from "./keys.ts";
import { usePath } from "./route.ts";

export const TOUR = "tocsin:tour";
const SHELF = "tocsin-tour";
const STEPS = ["select", "call", "send", "refused", "back", "now", "keys"] as const;
type Step = (typeof STEPS)[number];

export function Tour() {
  const { words, town, me, selection, outbox, past } = useConsole();
  const [isOpen, setOpen] = useState(() => town.kind === "exercise" && me.orders.includes("DispatchUnit") && !isOver());
  const [done, setDone] = useState<ReadonlySet<Step>>(doneBefore);
  const path = usePath();
  const sent = useSyncExternalStore(outbox.on, () => outbox.all);
  const tick = (step: Step) => setDone((was) => (was.has(step) ? was : new Set([...was, step])));

  useEffect(() => {
    const again = () => {
      setDone(new Set());
      setOpen(true);
    };
    const keys = () => tick("keys");
    window.addEventListener(TOUR, again);
    window.addEventListener(SHEET, keys);
    return () => {
      window.removeEventListener(TOUR, again);
      window.removeEventListener(SHEET, keys);
    };
  }, []);
  useEffect(() => keep(done), [done]);
  useEffect(() => {
    if (selection.incident) tick("select");
    if (path.startsWith("/calls")) tick("call");
    if (sent.some((each) => each.state === "done" && /^\s*D\b/i.test(each.line))) tick("send");
    if (sent.some((each) => each.state === "refused")) tick("refused");
    if (past) tick("back");
    if (!past && done.has("back")) tick("now");
  }, [selection.incident, path, sent, past, done]);

  if (!isOpen) return null;
  const next = STEPS.find((each) => !done.has(each));
  const leave = () => {
    setOpen(false);
    over();
  };
  return (
    <aside className="tour" aria-label={words.say("tour")}>
      <h2>{words.say("tour")} <small>{words.say("of-told", { done: done.size, all: STEPS.length })}</small></h2>
      <ol>
        {STEPS.map((each) => (
          <li key={each} data-done={done.has(each) ? "" : undefined} aria-current={each === next ? "step" : undefined}>
            <span aria-hidden="true">{done.has(each) ? "✓" : "○"}</span> {words.code("tour", each)}
          </li>
        ))}
      </ol>
      <p role="status">{next === undefined ? words.say("tour-over") : ""}</p>
      <Button onPress={leave}>{words.say(next === undefined ? "tour-close" : "tour-leave")}</Button>
    </aside>
  );
}

function isOver(): boolean {
  try {
    return localStorage.getItem(SHELF) !== null;
  } catch {
    return true;
  }
}

// As far as it was got to on this page, over a reload.
function doneBefore(): ReadonlySet<Step> {
  try {
    const kept = (sessionStorage.getItem(SHELF) ?? "").split(" ");
    return new Set(STEPS.filter((each) => kept.includes(each)));
  } catch {
    return new Set();
  }
}

function keep(done: ReadonlySet<Step>): void {
  try {
    sessionStorage.setItem(SHELF, [...done].join(" "));
  } catch {
    // Then it begins anew.
  }
}

function over(): void {
  try {
    localStorage.setItem(SHELF, "over");
  } catch {
    // Then it comes again.
  }
}
