// Response plans: which there are, what each says, write a new version, see what would differ, adopt.

import { useState } from "react";
import { ask, freshKey, type Refusal } from "../../act/door.ts";
import { useDraft } from "../../act/drafts.ts";
import type { Plan, PlanContent, PlanShelf } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal as Refused } from "../../parts/refusal.tsx";
import { Empty } from "../../parts/states.tsx";
import { useConsole, useKind } from "../../shell/console.tsx";
import { go } from "../../shell/route.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { contentOf, diffOf, textOf } from "./plan-text.ts";
import "./plans.css";

// What a new plan begins with, for a person to write over.
function begun(name: string, step: string): PlanContent {
  return { name, trigger: { types: ["fire.structure"] }, cards: [{ level: 1, needs: [{ kind: "engine", quantity: 2 }] }], steps: [{ id: "water", role: "dispatcher", text: step }] };
}

export default function Plans({ rest }: ScreenProps) {
  const { words, may } = useConsole();
  const shelves = useKind("plans") as ReadonlyMap<string, unknown> as ReadonlyMap<string, PlanShelf>;
  const chosen = rest[0] ?? [...shelves.keys()][0] ?? null;
  const shelf = chosen ? shelves.get(chosen) : undefined;
  const [name, setName] = useState("");
  const isNew = chosen !== null && !shelf;
  return (
    <div className="plans">
      <Panel name={words.say("screen-plans")} count={shelves.size} level={1} scrolls>
        <ul className="plan-list">
          {[...shelves.values()].map((each) => (
            <li key={each.id}>
              <a href={`/plans/${encodeURIComponent(each.id)}`} aria-current={each.id === chosen ? "page" : undefined} onClick={(event) => (event.preventDefault(), go(`/plans/${encodeURIComponent(each.id)}`))}>
                <strong>{inForce(each)?.content.name ?? each.id}</strong>
                <span>{each.in_force ? words.say("plan-version", { n: each.in_force }) : words.say("plan-withdrawn")}</span>
              </a>
            </li>
          ))}
        </ul>
        {shelves.size === 0 && <Empty says={words.say("plans-none")} more={may("AdoptPlan") ? words.say("plans-none-next") : undefined} />}
        {may("AdoptPlan") && (
          <form className="new-plan" onSubmit={(event) => (event.preventDefault(), name && go(`/plans/${encodeURIComponent(name)}`))}>
            <label>{words.say("plan-id")}<input className="mono" dir="ltr" value={name} pattern="[a-z][a-z0-9_\-]*" onChange={(event) => setName(event.target.value)} placeholder="river_flood" /></label>
            <Button type="submit">{words.say("plan-new")}</Button>
          </form>
        )}
      </Panel>
      {chosen ? <Editor key={chosen} id={chosen} shelf={shelf ?? null} isNew={isNew} /> : <Panel name={words.say("plan")}><Empty says={words.say("plans-none")} /></Panel>}
    </div>
  );
}

function inForce(shelf: PlanShelf): Plan | undefined {
  return shelf.versions?.find((each) => each.version === (shelf.in_force ?? shelf.latest));
}

function Editor({ id, shelf, isNew }: { readonly id: string; readonly shelf: PlanShelf | null; readonly isNew: boolean }) {
  const { words, may } = useConsole();
  const before = shelf ? (inForce(shelf)?.content ?? null) : null;
  const was = before ? textOf(before) : "";
  const [draft, setDraft] = useDraft(`plan-${id}`);
  const [said, setSaid] = useState<Refusal | null>(null);
  const [reason, setReason] = useState("");
  const text = draft || (isNew ? textOf(begun(id.replaceAll("_", " "), words.say("plan-first-step"))) : was);
  const { content, faults } = contentOf(text, before);
  const differs = diffOf(was, text).filter((each) => each.is !== "kept" && each.text.trim() !== "").length > 0;
  const mayAdopt = may("AdoptPlan");
  const told = (answer: Awaited<ReturnType<typeof ask>>) => {
    if (answer.is === "done") {
      setSaid(null);
      setDraft("");
    } else setSaid(answer.is === "refused" ? answer.refusal : { status: 0, code: "away", detail: words.say("town-does-not-answer"), next: "" });
  };
  const adopt = async () => told(await ask("/v1/orders/AdoptPlan", { key: freshKey(), body: { plan: id, over: shelf?.latest ?? 0, content } }));
  const withdraw = async () => told(await ask("/v1/orders/WithdrawPlan", { key: freshKey(), body: { plan: id, reason } }));
  return (
    <Panel name={before?.name ?? id} count={shelf?.in_force ? words.say("plan-version", { n: shelf.in_force }) : words.say("not-adopted")} ends={draft ? words.say("draft-kept") : undefined} scrolls>
      <div className="editor">
        {said && <Refused what={said.detail} next={said.next} acts={<Button onPress={() => setSaid(null)}>{words.say("put-away")}</Button>} />}
        <label>
          {words.say("plan-text")}
          <textarea className="mono" dir="ltr" spellCheck={false} rows={22} value={text} readOnly={!mayAdopt} aria-describedby="plan-faults" onChange={(event) => setDraft(event.target.value)} />
        </label>
        <div>
          <h3>{words.say("plan-diff")}</h3>
          {!differs ? <p className="empty-note">{words.say("plan-same")}</p> : (
            <pre className="plan-diff" dir="ltr">
              {diffOf(was, text).map((each, at) => <span key={at} data-is={each.is}>{`${each.is === "new" ? "+ " : each.is === "gone" ? "− " : "  "}${each.text}\n`}</span>)}
            </pre>
          )}
        </div>
        <ul id="plan-faults" className="faults" aria-live="polite">
          {faults.map((each) => <li key={`${each.line}${each.expected}`}>{words.say("plan-fault", { line: each.line })} {words.code("expected", each.expected)}</li>)}
        </ul>
        {mayAdopt && (
          <div className="acts">
            <Button kind="primary" disabled={!content || !differs} onPress={() => void adopt()}>{words.say("plan-adopt", { n: (shelf?.latest ?? 0) + 1 })}</Button>
            {draft && <Button onPress={() => setDraft("")}>{words.say("plan-discard")}</Button>}
            {shelf?.in_force && (
              <>
                <label className="reason">{words.say("reason")}<input value={reason} onChange={(event) => setReason(event.target.value)} /></label>
                <Button kind="danger" disabled={!reason.trim()} onPress={() => void withdraw()}>{words.say("plan-withdraw")}</Button>
              </>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}
