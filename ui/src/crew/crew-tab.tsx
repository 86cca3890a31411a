// Who is on board, whether they are well, and this phone.

import { age, clockTime } from "../shell/time.ts";
import { welfare } from "./orders.ts";
import { useNow, usePage } from "./page.tsx";
import { PhoneSettings } from "./phone-settings.tsx";
import { ReportList } from "./report-list.tsx";
import { owedOf } from "./seen.ts";

export function CrewTab() {
  return (
    <div className="crew-tab">
      <Welfare />
      <OnBoard />
      <Said />
      <PhoneSettings />
    </div>
  );
}

function Welfare() {
  const { words, job, give, store, town, listed } = usePage();
  const now = useNow();
  const due = owedOf(store.picture, `unit/${job.unit.id}`).find((each) => each.kind === "welfare");
  const heard = job.unit.welfare_at ? Date.parse(job.unit.welfare_at) : null;
  const waits = listed.some((each) => each.sort === "welfare" && each.state === "waiting");
  return (
    <section aria-labelledby="welfare">
      <h2 id="welfare">{words.say("crew-welfare")}</h2>
      <p>{heard === null ? words.say("crew-welfare-never") : words.say("crew-welfare-at", { time: clockTime(heard, town.zone, false), age: age((now - heard) / 1000) })}</p>
      {due && <p className="due"><strong>{words.say("crew-welfare-due", { time: clockTime(Date.parse(due.due_at), town.zone, false) })}</strong></p>}
      <button type="button" className="press" data-kind="main" disabled={waits} onClick={() => void give(welfare(job))}>{words.say("crew-all-well")}</button>
    </section>
  );
}

// All that was pressed here today.
function Said() {
  const { words, listed } = usePage();
  if (listed.length === 0) return null;
  return (
    <section aria-labelledby="said">
      <h2 id="said">{words.say("crew-reports")}</h2>
      <ReportList most={40} />
    </section>
  );
}

function OnBoard() {
  const { words, job, store, town } = usePage();
  const seats = job.unit.seats ?? [];
  const people = store.picture.of("people");
  return (
    <section aria-labelledby="on-board">
      <h2 id="on-board">{words.say("crew-on-board", { count: job.unit.crew_count ?? seats.length })}</h2>
      {seats.length === 0 && <p>{words.say("crew-nobody-named")}</p>}
      <ul className="seats">
        {seats.map((each) => (
          <li key={each.person}>
            <strong><bdi>{String(people.get(each.person)?.["name"] ?? people.get(each.person)?.["handle"] ?? each.person)}</bdi></strong>
            <span>{each.role ? words.code("crew-seat", each.role) : ""}</span>
          </li>
        ))}
      </ul>
      {job.unit.crew_until && <p>{words.say("crew-until", { time: clockTime(Date.parse(job.unit.crew_until), town.zone, false) })}</p>}
    </section>
  );
}
