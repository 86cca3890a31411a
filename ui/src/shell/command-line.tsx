// The command line: always there. What Enter will do stands beside it before Enter; a refusal
// stays at it until it is answered; nothing that was typed is lost.

import { useCallback, useEffect, useId, useImperativeHandle, useRef, useState, useSyncExternalStore, type KeyboardEvent, type Ref } from "react";
import { ask, type Refusal } from "../act/door.ts";
import { useDraft } from "../act/drafts.ts";
import type { Sent } from "../act/outbox.ts";
import { Button } from "../parts/button.tsx";
import { KeyCap } from "../parts/key-cap.tsx";
import { useConsole } from "./console.tsx";
import { SHEET } from "./keys.ts";
import { go } from "./route.ts";
import { located } from "./locate.ts";
import { age } from "./time.ts";
import { momentOf } from "./moment.ts";

export interface CommandLineHandle {
  focus(): void;
  // Puts a line there, for a person to look at and send.
  write(line: string): void;
  // A letter was typed where nothing takes letters.
  begin(letter: string): void;
  give(line: string, says: string): void;
}

interface Preview {
  readonly says: string;
  readonly commands?: readonly string[];
  readonly view?: string;
  readonly would?: { readonly outcome: string; readonly why?: string; readonly next?: string; readonly is_soft?: boolean };
}

interface Choice {
  readonly text: string;
  readonly label: string;
  readonly detail: string;
  readonly kind: string;
  readonly is_allowed: boolean;
  readonly why?: string;
}

type Echo =
  | { readonly is: "nothing" }
  | { readonly is: "says"; readonly preview: Preview }
  | { readonly is: "wrong"; readonly refusal: Refusal }
  | { readonly is: "away" };

const ECHO_MS = 60;
const HISTORY = 200;

export function CommandLine({ ref }: { readonly ref: Ref<CommandLineHandle> }) {
  const console_ = useConsole();
  const { words, selection, outbox, past, town, boards } = console_;
  const [text, setText] = useDraft("line");
  const [echo, setEcho] = useState<Echo>({ is: "nothing" });
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  // Where in the line a choice goes.
  const begins = useRef(0);
  const [chosen, setChosen] = useState(-1);
  const [told, setTold] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const history = useRef<{ lines: string[]; at: number; draft: string }>({ lines: [], at: 0, draft: "" });
  const listId = useId();
  const standing = { selected: selection.incident ?? undefined, report: selection.report ?? undefined };
  const standingKey = `${standing.selected ?? ""} ${standing.report ?? ""}`;

  // What it would do, and what could stand next.
  useEffect(() => {
    setChosen(-1);
    if (!text.trim()) {
      setEcho({ is: "nothing" });
      setChoices([]);
      return;
    }
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const body = { line: text, ...standing };
      const [preview, complete] = await Promise.all([
        ask<Preview>("/v1/line", { body: { ...body, is_dry_run: true }, signal: gone.signal }),
        ask<{ readonly start: number; readonly choices: readonly Choice[] }>("/v1/line/complete", { body, signal: gone.signal }),
      ]);
      if (gone.signal.aborted) return;
      if (preview.is === "done") setEcho({ is: "says", preview: preview.body });
      else if (preview.is === "refused") setEcho({ is: "wrong", refusal: preview.refusal });
      else setEcho({ is: "away" });
      if (complete.is === "done") begins.current = complete.body.start;
      setChoices(complete.is === "done" ? complete.body.choices : []);
    }, ECHO_MS);
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
    // The standing is told by its key.
    // eslint-disable-next-line
  }, [text, standingKey]);

  const write = useCallback(
    (line: string) => {
      setText(line);
      input.current?.focus();
      // At the end of what stands there then: a fast hand has typed on.
      requestAnimationFrame(() => input.current?.setSelectionRange(input.current.value.length, input.current.value.length));
    },
    [setText],
  );

  const send = useCallback(
    async (line: string, says: string) => {
      const trimmed = line.trim();
      if (!trimmed) return;
      const { lines } = history.current;
      if (lines.at(-1) !== trimmed) lines.push(trimmed);
      history.current = { lines: lines.slice(-HISTORY), at: Math.min(lines.length, HISTORY), draft: "" };
      setTold(null);
      const looked = await lookedAt(trimmed);
      // A time that is none stays in the line, to be put right.
      if (looked !== "not") {
        setText(looked === "wrong" ? trimmed : "");
        return;
      }
      if (past) {
        setTold(words.say("past-no-orders"));
        return;
      }
      setText("");
      const answer = await outbox.give(trimmed, says, standing);
      if (answer.is === "done") {
        const view = answer.body.facts?.["view"];
        if (view !== undefined) setTold(answer.body.says);
        const incident = answer.body.facts?.subjects?.find((each) => console_.store.picture.of("incidents").has(each));
        if (incident) console_.select({ incident });
      } else if (answer.is === "refused") {
        // The line comes back, unless something else is being typed already.
        if (input.current && input.current.value === "") setText(trimmed);
      }
    },
    // eslint-disable-next-line
    [past, outbox, words, setText, standingKey, console_],
  );

  // Lines that only change what this screen shows.
  const lookedAt = useCallback(
    async (line: string): Promise<"looked" | "wrong" | "not"> => {
      const [verb = "", ...rest] = line.split(/\s+/);
      const upper = verb.toUpperCase();
      if (upper === "?" && rest.length === 0) {
        window.dispatchEvent(new Event(SHEET));
        return "looked";
      }
      if (upper === "AT" && rest.length > 0) {
        const at = momentOf(rest.join(" "), console_.store.now(), town.zone);
        if (at === null) setTold(words.say("at-not-understood"));
        else {
          setTold(words.say("past-asks"));
          setTold(await console_.lookBack({ question: "known_at", at }));
        }
        return at !== null ? "looked" : "wrong";
      }
      if (upper === "L" && rest.length === 1) {
        const name = rest[0]!.toUpperCase();
        const cell = boards.now().groups.flatMap((each) => each.cells).find((each) => each.callSign.toUpperCase() === name);
        if (!cell) return "not";
        setTold(located(cell, console_));
        return "looked";
      }
      const screen = SCREEN_VERBS[upper];
      if (screen && rest.length === 0) {
        go(screen);
        return "looked";
      }
      return "not";
    },
    [console_, town, words, boards],
  );

  useImperativeHandle(ref, () => ({
    focus: () => input.current?.focus(),
    write,
    begin: (letter) => write(text + letter),
    give: (line, says) => void send(line, says),
  }), [write, send, text]);

  const take = (choice: Choice) => {
    write(`${text.slice(0, begins.current)}${choice.text} `);
  };

  const undo = async () => {
    const last = outbox.all.findLast((each) => each.state === "done");
    if (!last) return setTold(words.say("undo-nothing"));
    const answer = await ask<{ readonly line: string | null; readonly why: string }>("/v1/line/undo", { body: { command_id: last.key } });
    if (answer.is === "done" && answer.body.line) write(answer.body.line);
    else if (answer.is === "done") setTold(answer.body.why);
    else if (answer.is === "refused") setTold(`${answer.refusal.detail} ${answer.refusal.next}`);
  };

  const pressed = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (chosen >= 0 && choices[chosen]?.is_allowed) take(choices[chosen]);
      else void send(text, echo.is === "says" ? echo.preview.says : "");
    } else if (event.key === "Tab" && !event.shiftKey && choices.length > 0 && text.trim()) {
      const wanted = choices[Math.max(0, chosen)];
      if (wanted?.is_allowed) {
        event.preventDefault();
        take(wanted);
      }
    } else if (event.key === "ArrowDown" && choices.length > 0) {
      event.preventDefault();
      setChosen((was) => (was + 1) % choices.length);
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      if (chosen > 0) setChosen(chosen - 1);
      else if (chosen === 0) setChosen(-1);
      else recall(-1);
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      recall(1);
    } else if (event.key.toLowerCase() === "z" && event.ctrlKey && !text) {
      event.preventDefault();
      void undo();
    } else if (event.key === "Escape") {
      if (chosen >= 0) setChosen(-1);
    }
  };

  const recall = (step: number) => {
    const kept = history.current;
    const at = kept.at + step;
    if (at < 0 || at > kept.lines.length) return;
    if (kept.at === kept.lines.length) kept.draft = text;
    kept.at = at;
    write(at === kept.lines.length ? kept.draft : kept.lines[at]!);
  };

  const open = hasFocus && choices.length > 0 && text.trim() !== "";
  return (
    <section className="command" aria-label={words.say("command-line")} data-past={past ? "" : undefined}>
      <Unanswered />
      {told && (
        <div className="told" role="status">
          <p>{told}</p>
          <button type="button" onClick={() => setTold(null)} aria-label={words.say("put-away")}>×</button>
        </div>
      )}
      {open && (
        <ul className="choices" id={listId} role="listbox" aria-label={words.say("choices")}>
          {choices.map((each, number) => (
            <li
              key={`${each.kind}/${each.text}`}
              id={`${listId}-${number}`}
              role="option"
              aria-selected={number === chosen}
              aria-disabled={!each.is_allowed}
              onPointerDown={(event) => {
                event.preventDefault();
                if (each.is_allowed) take(each);
              }}
            >
              <span className="mono">{each.is_allowed ? each.label : <s>{each.label}</s>}</span>
              <span>{each.is_allowed ? each.detail : each.why}</span>
              {number === Math.max(0, chosen) && <KeyCap keys="Tab" />}
            </li>
          ))}
        </ul>
      )}
      <div className="line">
        <span aria-hidden="true" className="prompt">›</span>
        <input
          ref={input}
          className="mono"
          value={text}
          dir={text ? "ltr" : words.direction}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={pressed}
          onFocus={() => setHasFocus(true)}
          onBlur={() => setHasFocus(false)}
          role="combobox"
          aria-label={words.say("command-line")}
          aria-expanded={open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
          aria-describedby={`${listId}-echo`}
          placeholder={words.say(past ? "past-read-only" : "command-hint")}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={2_000}
          data-pane="command"
        />
        <output className="echo" id={`${listId}-echo`} aria-live="polite" data-is={toneOf(echo)}>
          <EchoTold echo={echo} />
        </output>
        {text.trim() !== "" && !past && (
          <Button kind="primary" onPress={() => void send(text, echo.is === "says" ? echo.preview.says : "")}>{words.say("send")}</Button>
        )}
      </div>
    </section>
  );
}

const SCREEN_VERBS: Readonly<Record<string, string>> = { DESK: "/desk", CALLS: "/calls", BOARD: "/board", UNITS: "/units", DUE: "/due", HANDOVER: "/handover" };

function toneOf(echo: Echo): string {
  if (echo.is === "says") return echo.preview.would?.outcome === "refused" ? "refused" : "says";
  return echo.is;
}

function EchoTold({ echo }: { readonly echo: Echo }) {
  const { words } = useConsole();
  if (echo.is === "nothing") return null;
  if (echo.is === "away") return words.say("echo-away");
  if (echo.is === "wrong") return echo.refusal.detail;
  const { says, would } = echo.preview;
  if (would?.outcome === "refused") {
    return (
      <>
        {says} <strong>{would.why}</strong> {would.next}
      </>
    );
  }
  return (
    <>
      <KeyCap keys="↵" /> {says}
    </>
  );
}

// Orders without an answer, and refusals nobody has put away.
function Unanswered() {
  const { outbox, words, write } = useConsole();
  const all = useSyncExternalStore(outbox.on, () => outbox.all);
  const [, setTick] = useState(0);
  const waits = all.some((each) => each.state === "unknown" || each.state === "kept" || each.state === "sending");
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => setTick((was) => was + 1), 1_000);
    return () => clearInterval(timer);
  }, [waits]);
  const shown = all.filter((each) => each.state !== "done" && !(each.state === "sending" && Date.now() - each.at < 700));
  if (shown.length === 0) return null;
  return (
    <ul className="unanswered" aria-live="polite">
      {shown.map((each) => (
        <li key={each.key} data-state={each.state}>
          <span className="mono">{each.line}</span>
          <span>{saidOf(each, words)}</span>
          {each.state === "refused" ? (
            <>
              {each.refusal?.isSoft && (
                <button type="button" onClick={() => (outbox.dismiss(each.key), write(`${each.line} ! `))}>{words.say("with-a-reason")}</button>
              )}
              <button type="button" onClick={() => (outbox.dismiss(each.key), write(each.line))}>{words.say("change-the-line")}</button>
              <button type="button" onClick={() => outbox.dismiss(each.key)}>{words.say("put-away")}</button>
            </>
          ) : (
            <>
              {each.state === "kept" && <button type="button" onClick={() => outbox.resend(each.key)}>{words.say("send-it-now")}</button>}
              <button type="button" onClick={() => outbox.cancel(each.key)}>{words.say("cancel")}</button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function saidOf(sent: Sent, words: ReturnType<typeof useConsole>["words"]): string {
  const old = age((Date.now() - sent.at) / 1_000);
  if (sent.state === "refused") return `${sent.refusal?.detail ?? ""} ${sent.refusal?.next ?? ""}`.trim();
  if (sent.state === "kept") return words.say("sent-kept", { age: old });
  return words.say("sent-unknown", { age: old });
}
