// What a person can do on a page: a button that gives a line at once, or one that first asks for
// words and shows the line they make, and what the town says it would do, before it is sent.

import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { ask } from "../act/door.ts";
import { Button, ButtonRow } from "../parts/button.tsx";
import { Select, type Choice } from "../parts/choose.tsx";
import { TextArea, TextField } from "../parts/fields.tsx";
import { useConsole } from "./console.tsx";

interface GiveProps {
  readonly order: string;
  readonly line: string;
  readonly children: ReactNode;
  readonly says?: string | undefined;
  readonly kind?: "plain" | "primary" | "danger" | "bare" | undefined;
  // Put into the command line for a person to go on with, instead of sent.
  readonly begins?: boolean | undefined;
}

// Absent where the viewer may not. Its line is its description, for eyes and ears.
export function Give({ order, line, children, says, kind, begins = false }: GiveProps) {
  const { may, give, write } = useConsole();
  const own = useId();
  if (!may(order)) return null;
  return (
    <span className="give" title={line.trim()}>
      <Button kind={kind} says={says} describedBy={own} onPress={() => (begins ? write(line) : give(line))}>{children}</Button>
      <span hidden id={own}>{line.trim()}</span>
    </span>
  );
}

export interface Wanted {
  readonly name: string;
  readonly label: string;
  readonly is: "words" | "area" | "choice" | "time";
  readonly choices?: readonly Choice[] | undefined;
  readonly none?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly first?: string | undefined;
}

interface AskProps {
  readonly order: string;
  readonly children: ReactNode;
  readonly title: string;
  readonly wants: readonly Wanted[];
  readonly line: (said: Readonly<Record<string, string>>) => string;
  readonly send?: string | undefined;
  readonly kind?: "plain" | "primary" | "danger" | "bare" | undefined;
  // Names which one of many alike it is, for ears.
  readonly says?: string | undefined;
  readonly open?: boolean | undefined;
}

export function AskAct(props: AskProps) {
  const { may } = useConsole();
  const [isOpen, setOpen] = useState(props.open ?? false);
  const place = useRef<HTMLSpanElement>(null);
  if (!may(props.order)) return null;
  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => place.current?.querySelector("button")?.focus());
  };
  if (!isOpen) {
    return <span ref={place} className="give"><Button kind={props.kind} says={props.says} onPress={() => setOpen(true)}>{props.children}</Button></span>;
  }
  return <span ref={place} className="asking"><AskForm {...props} close={close} /></span>;
}

export function AskForm({ title, wants, line, send, close }: AskProps & { readonly close: () => void }) {
  const { give, words } = useConsole();
  const [said, setSaid] = useState<Record<string, string>>(() => Object.fromEntries(wants.map((each) => [each.name, each.first ?? ""])));
  const isWhole = wants.every((each) => each.optional || said[each.name]?.trim());
  const made = isWhole ? line(said) : "";
  const echo = useEcho(made);
  const own = useId();
  const submit = () => {
    if (!isWhole) return;
    give(made, echo?.says ?? "");
    close();
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  };
  return (
    <form
      className="ask-form" aria-labelledby={own} onKeyDown={pressed}
      onSubmit={(event) => (event.preventDefault(), submit())}
    >
      <p className="strong" id={own}>{title}</p>
      {wants.map((each, number) => {
        const told = { label: each.label, hint: each.hint, required: !each.optional };
        const change = (value: string) => setSaid((was) => ({ ...was, [each.name]: value }));
        const value = said[each.name] ?? "";
        if (each.is === "choice") {
          return <Select key={each.name} label={each.label} choices={each.choices ?? []} chosen={value || null} onChoose={change} none={each.none ?? words.say("choose-one")} hint={each.hint} />;
        }
        if (each.is === "area") return <TextArea key={each.name} {...told} value={value} onChange={change} autoFocus={number === 0} maxLength={16_000} />;
        return <TextField key={each.name} {...told} value={value} onChange={change} autoFocus={number === 0} mono={each.is === "time"} maxLength={200} />;
      })}
      <Shown line={made} says={echo?.says ?? ""} wrong={echo?.wrong ?? ""} />
      <ButtonRow>
        <Button kind="primary" type="submit" disabled={!isWhole}>{send ?? words.say("send")}</Button>
        <Button onPress={close}>{words.say("cancel")}</Button>
      </ButtonRow>
    </form>
  );
}

// The line as it will be sent, and what the town says of it.
export function Shown({ line, says, wrong }: { readonly line: string; readonly says: string; readonly wrong: string }) {
  const { words } = useConsole();
  return (
    <div className="line-shown">
      <p className="mono" dir="ltr">{line ? `› ${line}` : "›"}</p>
      <p role="status" data-wrong={wrong ? "" : undefined}>{wrong || says || words.say("line-unfinished")}</p>
    </div>
  );
}

interface Echoed {
  readonly says: string;
  readonly wrong: string;
}

interface Preview {
  readonly says: string;
  readonly would?: { readonly outcome: string; readonly why?: string; readonly next?: string };
}

const ECHO_MS = 150;

// What a line would do as things stand; nothing of the asking is on record.
export function useEcho(line: string): Echoed | null {
  const [echo, setEcho] = useState<Echoed | null>(null);
  useEffect(() => {
    setEcho(null);
    if (!line) return undefined;
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask<Preview>("/v1/line", { body: { line, is_dry_run: true }, signal: gone.signal });
      if (gone.signal.aborted || answer.is === "unknown") return;
      if (answer.is === "refused") setEcho({ says: "", wrong: `${answer.refusal.detail} ${answer.refusal.next}`.trim() });
      else {
        const { says, would } = answer.body;
        setEcho({ says, wrong: would?.outcome === "refused" ? `${would.why ?? ""} ${would.next ?? ""}`.trim() : "" });
      }
    }, ECHO_MS);
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [line]);
  return echo;
}
