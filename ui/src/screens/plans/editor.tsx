// Writes a new version of a plan: what would differ, and what somebody else has adopted meanwhile.

import { useRef, useState } from "react";
import { ask, freshKey, type Refusal } from "../../act/door.ts";
import { useDraft } from "../../act/drafts.ts";
import type { PlanContent, PlanShelf } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Notice, Refusal as Refused } from "../../parts/refusal.tsx";
import { useConsole } from "../../shell/console.tsx";
import { contentOf, diffOf, inForce, textOf } from "./plan-text.ts";

// What a new plan begins with, for a person to write over.
function begun(name: string, step: string): PlanContent {
  return { name, trigger: { types: ["fire.structure"] }, cards: [{ level: 1, needs: [{ kind: "engine", quantity: 2 }] }], steps: [{ id: "water", role: "dispatcher", text: step }] };
}

// The version that an editor was opened on: what is written is written against it, until the writer
// has seen what is newer.
interface Opened {
  readonly latest: number;
  readonly content: PlanContent | null;
}

function openedOn(shelf: PlanShelf | null): Opened {
  return { latest: shelf?.latest ?? 0, content: shelf ? (inForce(shelf)?.content ?? null) : null };
}

// Over a reload a draft keeps what it was begun on, too.
function useOpened(id: string, shelf: PlanShelf | null, isDraft: boolean): { readonly on: Opened; readonly take: (on: Opened) => void } {
  const [kept, keep] = useDraft(`plan-over-${id}`);
  const first = useRef<Opened>(kept ? (JSON.parse(kept) as Opened) : openedOn(shelf));
  const take = (on: Opened) => {
    first.current = on;
    keep(JSON.stringify(on));
  };
  // Who has written nothing yet reads what holds now.
  if (!isDraft && first.current.latest !== (shelf?.latest ?? 0)) first.current = openedOn(shelf);
  return { on: first.current, take };
}

export function Editor({ id, shelf }: { readonly id: string; readonly shelf: PlanShelf | null }) {
  const { words, may } = useConsole();
  const [draft, setDraft] = useDraft(`plan-${id}`);
  const { on, take } = useOpened(id, shelf, draft !== "");
  const [said, setSaid] = useState<Refusal | null>(null);
  const now = openedOn(shelf);
  const was = on.content ? textOf(on.content) : "";
  const text = draft || (shelf ? was : textOf(begun(id.replaceAll("_", " "), words.say("plan-first-step"))));
  const { content, faults } = contentOf(text, on.content);
  const differs = diffOf(was, text).some((each) => each.is !== "kept" && each.text.trim() !== "");
  const mayAdopt = may("AdoptPlan");
  const write = (next: string) => {
    if (!draft) take(on);
    setDraft(next);
  };
  const discard = () => {
    setDraft("");
    take(now);
  };
  const told = (answer: Awaited<ReturnType<typeof ask>>): boolean => {
    setSaid(answer.is === "done" ? null : answer.is === "refused" ? answer.refusal : { status: 0, code: "away", detail: words.say("town-does-not-answer"), next: "" });
    return answer.is === "done";
  };
  const adopt = async () => {
    if (told(await ask("/v1/orders/AdoptPlan", { key: freshKey(), body: { plan: id, over: on.latest, content } }))) setDraft("");
  };
  return (
    <Panel name={now.content?.name ?? id} count={shelf?.in_force ? words.say("plan-version", { n: shelf.in_force }) : words.say("not-adopted")} ends={draft ? words.say("draft-kept") : undefined} scrolls>
      <div className="editor">
        {said && <Refused what={said.detail} next={said.next} acts={<Button onPress={() => setSaid(null)}>{words.say("put-away")}</Button>} />}
        {draft && on.latest !== now.latest && (
          <Notice kind="warn" polite acts={<Button onPress={() => (take(now), setSaid(null))}>{words.say("plan-go-on-over", { n: now.latest })}</Button>}>
            <p>{words.say("plan-moved-on", { n: now.latest, over: on.latest })}</p>
            <Difference before={was} after={now.content ? textOf(now.content) : ""} />
          </Notice>
        )}
        <label>
          {words.say("plan-text")}
          <textarea className="mono" dir="ltr" spellCheck={false} rows={22} value={text} readOnly={!mayAdopt} aria-describedby="plan-faults" onChange={(event) => write(event.target.value)} />
        </label>
        <div>
          <h3>{words.say("plan-diff")}</h3>
          {differs ? <Difference before={was} after={text} /> : <p className="empty-note">{words.say("plan-same")}</p>}
        </div>
        <ul id="plan-faults" className="faults" aria-live="polite">
          {faults.map((each) => <li key={`${each.line}${each.expected}`}>{words.say("plan-fault", { line: each.line })} {words.code("expected", each.expected)}</li>)}
        </ul>
        {mayAdopt && (
          <div className="acts">
            <Button kind="primary" disabled={!content || !differs} onPress={() => void adopt()}>{words.say("plan-adopt", { n: on.latest + 1 })}</Button>
            {draft && <Button onPress={discard}>{words.say("plan-discard")}</Button>}
            {shelf?.in_force && <Withdraw id={id} over={on.latest} told={told} />}
          </div>
        )}
      </div>
    </Panel>
  );
}

function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <pre className="plan-diff" dir="ltr">
      {diffOf(before, after).map((each, at) => <span key={at} data-is={each.is}>{`${each.is === "new" ? "+ " : each.is === "gone" ? "− " : "  "}${each.text}\n`}</span>)}
    </pre>
  );
}

function Withdraw({ id, over, told }: { readonly id: string; readonly over: number; readonly told: (answer: Awaited<ReturnType<typeof ask>>) => boolean }) {
  const { words } = useConsole();
  const [reason, setReason] = useState("");
  const withdraw = async () => {
    if (told(await ask("/v1/orders/WithdrawPlan", { key: freshKey(), body: { plan: id, reason, over } }))) setReason("");
  };
  return (
    <>
      <label className="reason">{words.say("reason")}<input dir="auto" value={reason} onChange={(event) => setReason(event.target.value)} /></label>
      <Button kind="danger" disabled={!reason.trim()} onPress={() => void withdraw()}>{words.say("plan-withdraw")}</Button>
    </>
  );
}
