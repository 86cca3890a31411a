// A new order, or another one in place of the job: it fills the screen, calls, and waits for a word.

import { useEffect, useRef, useState } from "react";
import { levelOf, Severity } from "../parts/severity.tsx";
import { warningsOf } from "./job.ts";
import { cannot, take } from "./orders.ts";
import { useAlarm, usePage } from "./page.tsx";
import { placeOf } from "./seen.ts";
import { Sheet } from "./sheet.tsx";

const AGAIN_MS = 4_000;
const REASONS = ["vehicle", "crew", "road", "patient", "busy"] as const;

export function OrderScreen() {
  const { job, words } = usePage();
  const before = useJobBefore();
  const { untaken, incident } = job;
  const rings = useAlarm("order", untaken !== null, AGAIN_MS);
  const [isRefusing, setRefusing] = useState(false);
  useEffect(() => setRefusing(false), [untaken]);
  if (!untaken) return null;
  const place = incident ? placeOf(incident) || words.say("crew-no-place") : "";
  const name = before ? words.say("crew-order-instead", { before, place }) : words.say("crew-order-new", { place });
  return (
    <Sheet key={untaken} name={name} kind="order" rings={rings}>
      {incident && (
        <>
          <p className="order-what">
            <Severity level={levelOf(incident.priority)} word={words.code("severity", String(levelOf(incident.priority)))} size={48} />
            <strong><bdi>{words.code("type", incident.type)}</bdi></strong>
          </p>
          {incident.summary && <p><bdi>{incident.summary}</bdi></p>}
          <Warned incident={incident.id} hazards={incident.hazards ?? []} />
        </>
      )}
      {isRefusing ? <Reasons untaken={untaken} back={() => setRefusing(false)} /> : <Answer untaken={untaken} refuse={() => setRefusing(true)} />}
    </Sheet>
  );
}

function Warned({ incident, hazards }: { readonly incident: string; readonly hazards: readonly string[] }) {
  const { words, store } = usePage();
  const texts = [hazards.map((each) => words.code("crew-hazard", each)).join(", "), ...warningsOf(store.picture, incident).slice(0, 1).map((each) => each.text ?? "")];
  const told = texts.filter(Boolean);
  return told.length === 0 ? null : <div className="dangers">{told.map((each) => <p key={each}><strong><bdi>{each}</bdi></strong></p>)}</div>;
}

function Answer({ untaken, refuse }: { readonly untaken: string; readonly refuse: () => void }) {
  const { words, job, give, logWords, take: taken } = usePage();
  return (
    <div className="answer">
      <button type="button" className="press" data-kind="main" autoFocus onClick={() => {
        taken(untaken);
        void give(take(job, logWords));
      }}>{words.say("crew-take")}</button>
      <button type="button" className="press" onClick={refuse}>{words.say("crew-cannot")}</button>
    </div>
  );
}

function Reasons({ untaken, back }: { readonly untaken: string; readonly back: () => void }) {
  const { words, job, give, logWords, take: taken } = usePage();
  return (
    <fieldset className="choices">
      <legend>{words.say("crew-cannot-why")}</legend>
      {REASONS.map((each) => (
        <button key={each} type="button" className="press" onClick={() => {
          taken(untaken);
          void give(cannot(job, each, logWords));
        }}>{words.code("crew-cannot", each)}</button>
      ))}
      <button type="button" className="press" data-kind="quiet" onClick={back}>{words.say("crew-back")}</button>
    </fieldset>
  );
}

// The place that the unit was at work for until this order came.
function useJobBefore(): string | null {
  const { job } = usePage();
  const last = useRef<{ incident: string; place: string; isWorking: boolean } | null>(null);
  const [before, setBefore] = useState<string | null>(null);
  const { incident, status, untaken } = job;
  useEffect(() => {
    if (!incident) {
      last.current = null;
      return;
    }
    if (last.current && last.current.incident !== incident.id) setBefore(last.current.place);
    else if (!untaken) setBefore(null);
    last.current = { incident: incident.id, place: placeOf(incident) || incident.number, isWorking: status !== "committed" };
  }, [incident?.id, status, untaken]);
  return before;
}
