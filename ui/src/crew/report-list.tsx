// What was pressed here, when, and whether the town has it.

import { UnitStatus } from "../parts/unit.tsx";
import { clockTime } from "../shell/time.ts";
import type { Words } from "../words/words.ts";
import { isRead } from "../picture/mayday.ts";
import { usePage } from "./page.tsx";
import type { Report } from "./report.ts";
import { entriesOf } from "./seen.ts";

interface ReportListProps {
  // How many are shown at least; what is not received is always shown.
  readonly most: number;
}

export function ReportList({ most }: ReportListProps) {
  const { listed, words } = usePage();
  const open = listed.filter((each) => each.state !== "received");
  const over = listed.filter((each) => each.state === "received").slice(-Math.max(1, most - open.length));
  const shown = [...over, ...open].sort((a, b) => a.order - b.order);
  if (shown.length === 0) return null;
  return (
    <ol className="reports" aria-label={words.say("crew-reports")} aria-live="polite">
      {shown.map((each) => <Line key={each.key} report={each} />)}
    </ol>
  );
}

export function toldOf(words: Words, { id, args }: Report["says"]): string {
  const coded = { ...args };
  if (args?.["status"]) coded["status"] = words.code("crew-act", String(args["status"]));
  if (args?.["what"]) coded["what"] = words.code("crew-help", String(args["what"]));
  if (args?.["why"]) coded["why"] = words.code("crew-cannot", String(args["why"]));
  return words.say(id, coded);
}

function Line({ report }: { readonly report: Report }) {
  const { words, town, reports } = usePage();
  const word = useStateWord(report);
  return (
    <li data-state={report.state} data-sort={report.sort}>
      {report.status ? <UnitStatus status={report.status} word="" /> : <Mark sort={report.sort} />}
      <span className="told"><bdi>{toldOf(words, report.says)}</bdi></span>
      <span className="when"><time dir="ltr" dateTime={new Date(report.at).toISOString()}>{clockTime(report.at, town.zone, false)}</time> · <span>{word}</span></span>
      {report.state === "waiting" && !report.isTried && (
        <button type="button" className="press" onClick={() => void reports.cancel(report.key)}>{words.say("crew-take-back")}</button>
      )}
      {report.state === "refused" && (
        <div className="refused" role="alert">
          <p>{report.refusal?.detail || words.say("crew-not-taken")} <strong>{report.refusal?.next || words.say("crew-tell-by-radio")}</strong></p>
          <button type="button" className="press" onClick={() => void reports.putAway(report.key)}>{words.say("put-away")}</button>
        </div>
      )}
    </li>
  );
}

// A word, or a thing that was done.
function Mark({ sort }: { readonly sort: Report["sort"] }) {
  const isWord = sort === "note" || sort === "help" || sort === "danger" || sort === "safe" || sort === "cannot";
  return (
    <svg className="status" viewBox="0 0 12 12" aria-hidden="true">
      <path className="ring" d={isWord ? "M1 2h10v6.6H5.6L3 11V8.6H1z" : sort === "photo" ? "M1 3.4h2.4l1-1.6h3.2l1 1.6H11v6.8H1zM6 8.4a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z" : "m1.6 6.4 3 3L10.4 3"} />
    </svg>
  );
}

// Received is not read: what asks somebody at the desk says when one of them has.
function useStateWord(report: Report): string {
  const { words, store } = usePage();
  const entry = report.found["entry"];
  if (report.state === "received" && report.steps.some((each) => each.is === "order" && each.name === "AskToRead")) {
    const subject = report.incident ? `incident/${report.incident}` : `unit/${report.unit}`;
    const found = entriesOf(store.picture, subject).find((each) => each.id === entry);
    if (found && isRead(found)) return words.say("crew-state-read");
  }
  return words.code("crew-state", report.state);
}
