// Crew in danger: held for two seconds, or pressed and then confirmed (holding must not be the only
// way). Goes before everything that waits; repeated here until the desk has read it.

import { useEffect, useRef, useState } from "react";
import { Severity } from "../parts/severity.tsx";
import { clockTime } from "../shell/time.ts";
import { isRead } from "../picture/mayday.ts";
import { danger, safe } from "./orders.ts";
import { useAlarm, usePage } from "./page.tsx";
import type { Report } from "./report.ts";
import { entriesOf } from "./seen.ts";
import { Sheet } from "./sheet.tsx";

const HOLD_MS = 2_000;
const AGAIN_MS = 10_000;
// The second press is one of its own, not the bounce of the first.
const BOUNCE_MS = 500;

export function DangerButton() {
  const { words, give, job, logWords, listed } = usePage();
  const [isHeld, setHeld] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const open = openDanger(listed);
  const send = () => {
    setHeld(false);
    setAsking(false);
    void give(danger(job, logWords));
  };
  const begin = () => {
    setHeld(true);
    timer.current = setTimeout(send, HOLD_MS);
  };
  const end = () => {
    if (timer.current) clearTimeout(timer.current);
    setHeld(false);
  };
  useEffect(() => end, []);
  if (open) return <Sent report={open} />;
  return (
    <>
      <button
        type="button" className="press danger" data-kind="danger" data-held={isHeld || undefined}
        onPointerDown={begin} onPointerUp={end} onPointerLeave={end} onPointerCancel={end}
        onContextMenu={(event) => event.preventDefault()}
        onClick={() => setAsking(true)}
      >
        <Severity level={1} word="" size={24} />
        <span>{words.say(isHeld ? "crew-danger-holding" : "crew-danger-hold")}</span>
      </button>
      {isAsking && <Confirm send={send} close={() => setAsking(false)} />}
    </>
  );
}

function Confirm({ send, close }: { readonly send: () => void; readonly close: () => void }) {
  const { words } = usePage();
  const opened = useRef(Date.now());
  return (
    <Sheet name={words.say("crew-danger-ask")} kind="danger">
      <p>{words.say("crew-danger-says")}</p>
      <div className="answer">
        <button type="button" className="press" data-kind="alarm" onClick={() => Date.now() - opened.current > BOUNCE_MS && send()}>{words.say("crew-danger-send")}</button>
        <button type="button" className="press" onClick={close}>{words.say("crew-danger-no")}</button>
      </div>
    </Sheet>
  );
}

// The last call for help that was not taken back by "safe again".
export function openDanger(listed: readonly Report[]): Report | null {
  const last = listed.findLast((each) => each.sort === "danger" || each.sort === "safe");
  return last?.sort === "danger" ? last : null;
}

function Sent({ report }: { readonly report: Report }) {
  const { words, town, store, give, job, logWords, reports } = usePage();
  const subject = report.incident ? `incident/${report.incident}` : `unit/${report.unit}`;
  const entry = entriesOf(store.picture, subject).find((each) => each.id === report.found["entry"]);
  const read = entry !== undefined && isRead(entry);
  const rings = useAlarm("danger", !read && report.state !== "refused", AGAIN_MS);
  const state = read ? "read" : report.state;
  return (
    <section className="danger-sent" role="alert" data-state={state} data-rings={rings}>
      <Severity level={1} word="" size={24} />
      <p>
        <strong>{words.say("crew-danger-sent", { time: clockTime(report.at, town.zone, false) })}</strong>{" "}
        {report.state === "refused" ? `${report.refusal?.detail ?? ""} ${report.refusal?.next ?? ""}` : words.code("crew-danger-is", state)}
      </p>
      {report.state === "refused"
        ? <button type="button" className="press" onClick={() => void reports.putAway(report.key)}>{words.say("put-away")}</button>
        : <button type="button" className="press" onClick={() => void give(safe(job, logWords))}>{words.say("crew-safe-again")}</button>}
    </section>
  );
}
