// The running plan as a checklist: tick with how one knows, skip with a reason, climb a level.

import { Panel } from "../../parts/panel.tsx";
import type { Line } from "../../picture/checklist.ts";
import type { Page } from "../../picture/incident.ts";
import { AskAct, Give } from "../../shell/act.tsx";
import { useConsole } from "../../shell/console.tsx";
import { plain, quoted } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";

interface ChecklistProps {
  readonly page: Page;
  readonly name: string;
  readonly now: number;
}

export function ChecklistPanel({ page, name }: ChecklistProps) {
  const { words } = useConsole();
  const { plan } = page;
  const because = { name: "because", label: words.say("because"), is: "words" } as const;
  return (
    <div data-pane="plan">
      <Panel
        name={plan ? words.say("plan-named", { name: plan.name }) : words.say("plan")} keyCap="F6"
        count={plan?.isRunning ? words.say("of-told", { done: plan.done, all: plan.all }) : undefined}
        ends={plan?.isRunning ? words.say("plan-level", { level: plan.level }) : undefined}
      >
        {plan === null ? <p className="empty-note">{words.say("plan-none-fits")}</p> : null}
        {plan && !plan.isRunning ? (
          <>
            <p className="empty-note">{words.say("plan-fits", { steps: plan.all })}</p>
            <p className="acts-in"><Give order="StartPlan" line={`PL ${plan.plan} ${name}`} kind="primary">{words.say("plan-start")}</Give></p>
          </>
        ) : null}
        {plan?.isWithdrawn ? <p className="padded warns">{words.say("plan-is-withdrawn")}</p> : null}
        {plan?.offered != null ? (
          <div className="offer">
            <p><strong>{words.say("plan-newer", { version: plan.offered })}</strong></p>
            <p className="acts-in">
              <Give order="AcceptPlanChange" line={`PY ${name}`} kind="primary">{words.say("plan-take-over")}</Give>
              <AskAct order="DeclinePlanChange" title={words.say("plan-decline")} wants={[because]} line={(said) => `PN ${name} ! ${plain(said["because"] ?? "")}`}>{words.say("plan-decline")}</AskAct>
            </p>
          </div>
        ) : null}
        {plan?.isRunning ? (
          <>
            <ol className="checklist">
              {plan.lines.filter((each) => !each.isRetired).map((each) => <Step key={each.id} step={each} name={name} />)}
            </ol>
            <p className="acts-in">
              <Give order="RaiseAlarm" line={`PL ${plan.plan} ${name} ${plan.level + 1}`}>{words.say("plan-climb", { level: plan.level + 1 })}</Give>
              <AskAct order="StopPlan" title={words.say("plan-stop")} wants={[because]} line={(said) => `PLX ${name} ! ${plain(said["because"] ?? "")}`}>{words.say("plan-stop")}</AskAct>
            </p>
          </>
        ) : null}
      </Panel>
    </div>
  );
}

function Step({ step, name }: { readonly step: Line; readonly name: string }) {
  const { words, town } = useConsole();
  const isOpen = step.state === "open";
  const because = { name: "because", label: words.say("because"), is: "words" } as const;
  return (
    <li data-state={step.state} data-late={step.isLate ? "" : undefined}>
      <svg className="tick-mark" viewBox="0 0 14 14" role="img" aria-label={words.code("step-is", step.state)}>
        <rect x="1" y="1" width="12" height="12" rx="2" />
        {isOpen ? null : <path d={step.state === "done" ? "m3.5 7.2 2.5 2.6L10.6 4" : "M3.5 7h7"} />}
      </svg>
      <div className="step">
        <p>{step.words}</p>
        <p className="meta">
          {words.tell(step.role)}
          {step.due === null || !isOpen ? null : <span data-late={step.isLate ? "" : undefined}> · {words.say(step.isLate ? "was-due-at" : "due-at", { time: clockTime(step.due, town.zone, false) })}</span>}
          {step.by === null ? null : <> · {step.by}{step.at === null ? "" : ` ${clockTime(step.at, town.zone, false)}`}</>}
          {step.proof ? ` · ${step.proof}` : ""}
        </p>
      </div>
      <div className="acts-in">
        {isOpen ? (
          <>
            <Give order="TickStep" line={`K ${name} ${step.id} done`} says={`${words.say("step-tick")}: ${step.words}`}>{words.say("step-tick")}</Give>
            <AskAct
              order="TickStep" title={step.words} says={`${words.say("step-proof")}: ${step.words}`} wants={[{ name: "proof", label: words.say("step-how-known"), is: "words" }]}
              line={(said) => `K ${name} ${step.id} done ${quoted(said["proof"] ?? "")}`}
            >{words.say("step-proof")}</AskAct>
            <AskAct order="SkipStep" title={step.words} says={`${words.say("step-skip")}: ${step.words}`} wants={[because]} line={(said) => `KS ${name} ${step.id} ! ${plain(said["because"] ?? "")}`}>{words.say("step-skip")}</AskAct>
          </>
        ) : (
          <AskAct order="UntickStep" kind="bare" title={step.words} says={`${words.say("step-untick")}: ${step.words}`} wants={[because]} line={(said) => `KU ${name} ${step.id} ! ${plain(said["because"] ?? "")}`}>{words.say("step-untick")}</AskAct>
        )}
      </div>
    </li>
  );
}
