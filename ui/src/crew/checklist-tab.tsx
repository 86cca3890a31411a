// The plan's steps: ours first, each ticked by one touch; others' to read.

import { clockTime } from "../shell/time.ts";
import { tick } from "./orders.ts";
import { usePage } from "./page.tsx";
import { isOurs, ticksOf, type TickSeen } from "./seen.ts";

export function ChecklistTab() {
  const { store, job, words, me } = usePage();
  const ticks = job.incident ? ticksOf(store.picture, job.incident.id) : [];
  const ours = ticks.filter((each) => isOurs(each, job.unit, me));
  const others = ticks.filter((each) => !isOurs(each, job.unit, me));
  if (ticks.length === 0) {
    return <section className="no-job"><h2>{words.say("crew-no-plan")}</h2><p>{words.say("crew-no-plan-says")}</p></section>;
  }
  return (
    <div className="checklist">
      <h2>{words.say("crew-steps-ours", { count: ours.filter((each) => (each.state ?? "open") === "open").length })}</h2>
      <ul>{ours.map((each) => <Step key={each.id} step={each} />)}</ul>
      {others.length > 0 && (
        <>
          <h2>{words.say("crew-steps-others")}</h2>
          <ul>{others.map((each) => <Step key={each.id} step={each} isTheirs />)}</ul>
        </>
      )}
    </div>
  );
}

function Step({ step, isTheirs = false }: { readonly step: TickSeen; readonly isTheirs?: boolean }) {
  const { words, job, give, listed, town } = usePage();
  const waits = listed.some((each) => each.sort === "step" && each.incident === job.incident?.id && each.state !== "refused"
    && each.steps.some((order) => order.is === "order" && order.fields["step"] === step.id));
  const isDone = (step.state ?? "open") !== "open" || waits;
  const when = step.at ?? step.due_at;
  return (
    <li>
      <button
        type="button" className="press step" role="checkbox" aria-checked={isDone} disabled={isTheirs}
        onClick={() => isDone || void give(tick(job, step.id, step.text))}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true"><rect x="2" y="2" width="20" height="20" rx="3" />{isDone && <path d="m6 12 4.5 4.5L18 8" />}</svg>
        <span><bdi>{step.text}</bdi></span>
        <span className="when">
          {isTheirs && <>{words.code("role", step.role)} </>}
          {when && <time dir="ltr">{clockTime(Date.parse(when), town.zone, false)}</time>}
        </span>
      </button>
    </li>
  );
}
