// The command line: always there. What Enter will do stands beside it before Enter; a refusal
// stays at it until it is answered; nothing that was typed is lost.

import { useCallback, useEffect, useId, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from "react";
import { ask } from "../act/door.ts";
import { useDraft } from "../act/drafts.ts";
import { Button } from "../parts/button.tsx";
import { useConsole, type Console } from "./console.tsx";
import { Choices, EchoTold, toneOf } from "./line-told.tsx";
import { lookedAt } from "./line-looks.ts";
import { useAnswers, type Choice } from "./line-answers.ts";
import { Unanswered } from "./unanswered.tsx";

export interface CommandLineHandle {
  focus(): void;
  // Puts a line there, for a person to look at and send.
  write(line: string): void;
  // A letter was typed where nothing takes letters.
  begin(letter: string): void;
  give(line: string, says: string): void;
}

const HISTORY = 200;

export function CommandLine({ ref }: { readonly ref: Ref<CommandLineHandle> }) {
  const console_ = useConsole();
  const { words, selection, outbox, past } = console_;
  const [text, setText] = useDraft("line");
  const [told, setTold] = useState<string | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const history = useRef<{ lines: string[]; at: number; draft: string }>({ lines: [], at: 0, draft: "" });
  const listId = useId();
  const standing = { selected: selection.incident ?? undefined, report: selection.report ?? undefined };
  const standingKey = `${standing.selected ?? ""} ${standing.report ?? ""}`;
  const { echo, choices, begins } = useAnswers(text, standing, standingKey);
  const [chosen, setChosen] = useState(-1);
  useEffect(() => setChosen(-1), [text, standingKey]);

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
      const looked = await lookedAt(trimmed, console_, setTold);
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
        selectWhenTold(console_, answer.body.facts?.subjects ?? []);
      } else if (answer.is === "refused") {
        // The line comes back, unless something else is being typed already.
        if (input.current && input.current.value === "") setText(trimmed);
      }
    },
    // eslint-disable-next-line
    [past, outbox, words, setText, standingKey, console_],
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
        <Choices id={listId} choices={choices} chosen={chosen} take={take} />
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

const TOLD_WITHIN_MS = 5_000;

// What a line was about stands selected; a new incident as soon as the picture tells of it.
function selectWhenTold({ store, select }: Console, subjects: readonly string[]): void {
  const choose = (): boolean => {
    const incident = subjects.find((each) => store.picture.of("incidents").has(each));
    if (incident) select({ incident });
    return incident !== undefined;
  };
  if (subjects.length === 0 || choose()) return;
  const off = store.on("incidents", () => choose() && off());
  setTimeout(off, TOLD_WITHIN_MS);
}
