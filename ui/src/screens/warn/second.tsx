// The second person: sees what is sent and where, answers each question by its name, types the area's
// name. Whoever wrote it or asked for it is told by the town that they are not that person.

import { useState, type FormEvent, type KeyboardEvent } from "react";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Checkbox } from "../../parts/choose.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Notice } from "../../parts/refusal.tsx";
import type { Fields } from "../../picture/picture.ts";
import { part, parts, text, texts } from "../../picture/read.ts";
import { areaName, hasPart, isTyped, typedName } from "../../picture/warnings.ts";
import { AskAct, Give, Shown, useEcho } from "../../shell/act.tsx";
import { useConsole } from "../../shell/console.tsx";
import { plain, quoted } from "../../shell/lines.ts";
import { Prove, type Presence } from "./prove.tsx";
import { Refused } from "./refused.tsx";
import { questionSaid } from "./questions.ts";

interface SecondProps {
  readonly id: string;
  readonly fields: Fields;
  readonly presence: Presence;
}

const DIGITS = 12;

// As much of the digest of what is on the screen as a line carries.
export function digits(fields: Fields): string {
  return (text(fields, "digest") ?? "").slice(0, DIGITS);
}

export function Second({ id, fields, presence }: SecondProps) {
  const { words, me, may } = useConsole();
  if (!may("ApproveWarning")) return <Panel name={words.say("warn-second")} padded><p className="quiet">{words.say("warn-second-others")}</p></Panel>;
  if (hasPart(fields, me.person)) return <NotYou id={id} fields={fields} presence={presence} />;
  // Written anew, it is another thing to say yes to: nothing that was answered stands.
  return <Form key={digits(fields)} id={id} fields={fields} presence={presence} />;
}

function Form({ id, fields, presence }: SecondProps) {
  const { words, give } = useConsole();
  const asked = parts(fields, "questions").map((each) => [text(each, "question") ?? "", texts(each, "about")] as const);
  const [answered, answer] = useState<ReadonlySet<string>>(new Set());
  const [typed, type] = useState("");
  const mark = (name: string) => (on: boolean) => answer((was) => new Set(on ? [...was, name] : [...was].filter((each) => each !== name)));
  const all = ["area", "act", ...asked.map(([name]) => name)];
  const isNamed = isTyped(typed, fields);
  const left = all.filter((each) => !answered.has(each)).length;
  const isWhole = left === 0 && isNamed && presence.isThere;
  const line = ["WY", id, digits(fields), ...asked.map(([name]) => name), quoted(typedName(fields))].join(" ");
  const echo = useEcho(isWhole ? line : "");
  const submit = () => {
    if (isWhole) give(line, echo?.says ?? "");
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) (event.preventDefault(), submit());
  };
  const what = [text(parts(fields, "texts")[0], "headline") ?? ""];
  return (
    <Panel name={words.say("warn-second-you")} id="second">
      <form className="second" onKeyDown={pressed} onSubmit={(event: FormEvent) => (event.preventDefault(), submit())} aria-label={words.say("warn-second-you")}>
        <p>{words.say("warn-second-says")}</p>
        <fieldset>
          <legend>{words.say("warn-answer-each", { left })}</legend>
          <Checkbox on={answered.has("area")} onChange={mark("area")}>{words.say("warn-right-area", { area: areaName(fields) })}</Checkbox>
          <Checkbox on={answered.has("act")} onChange={mark("act")}>{words.say("warn-right-act", { what })}</Checkbox>
          {asked.map(([name, about]) => <Checkbox key={name} on={answered.has(name)} onChange={mark(name)}>{questionSaid(name, about, words)}</Checkbox>)}
        </fieldset>
        <TextField
          label={words.say("warn-type-area")} value={typed} onChange={type} required maxLength={400} placeholder=""
          hint={words.say("warn-type-area-hint")} wrong={typed !== "" && !isNamed && !typedName(fields).toLowerCase().startsWith(typed.trim().toLowerCase()) ? words.say("warn-not-its-name") : undefined}
        />
        <Prove presence={presence} />
        {isWhole ? <Shown line={line} says={echo?.says ?? ""} wrong={echo?.wrong ?? ""} /> : null}
        <Refused id={id} verbs={["WY"]} />
        <ButtonRow>
          <Button kind="primary" type="submit" disabled={!isWhole}>{words.say(isWhole ? "warn-approve" : left > 0 ? "warn-approve-questions" : isNamed ? "warn-approve-proof" : "warn-approve-name")}</Button>
        </ButtonRow>
      </form>
      <div className="padded acts">
        <AskAct order="WithdrawWarning" kind="danger" title={words.say("warn-stop-title")} wants={[{ name: "why", label: words.say("reason"), is: "words" }]} line={(said) => `WX ${id} ! ${plain(said["why"] ?? "")}`}>{words.say("warn-stop")}</AskAct>
      </div>
    </Panel>
  );
}

// What the town says to the author who would approve: asked of it, not made up here.
function NotYou({ id, fields, presence }: SecondProps) {
  const { words } = useConsole();
  const asked = parts(fields, "questions").map((each) => text(each, "question") ?? "");
  const line = ["WY", id, digits(fields), ...asked, quoted(typedName(fields))].join(" ");
  const echo = useEcho(line);
  return (
    <Panel name={words.say("warn-second")} id="second">
      <div className="second">
        <Notice kind="warn">{echo?.wrong || words.say("warn-not-you")}</Notice>
        <p>{words.say("warn-not-you-next")}</p>
        <ul className="asked" aria-label={words.say("warn-asked")}>
          {parts(fields, "questions").map((each) => <li key={text(each, "question")}>{questionSaid(text(each, "question") ?? "", texts(each, "about"), words)}</li>)}
        </ul>
        <Refused id={id} verbs={["WK", "WX"]} />
        <AskAgain id={id} fields={fields} presence={presence} />
      </div>
    </Panel>
  );
}

// An asking is good for half an hour; whoever may ask, asks again.
export function AskAgain({ id, fields, presence }: SecondProps) {
  const { words, may } = useConsole();
  if (!may("CheckWarning")) return null;
  const isFirst = part(fields, "checked") === undefined;
  return (
    <>
      <Prove presence={presence} />
      <ButtonRow>
        {presence.isThere ? <Give order="CheckWarning" line={`WK ${id}`} kind={isFirst ? "primary" : "plain"}>{words.say(isFirst ? "warn-ask" : "warn-ask-again")}</Give> : null}
      </ButtonRow>
    </>
  );
}
