// The job in one screen: what, where, how bad; dangers before anything else; the one next act.

import { lazy, Suspense, useState } from "react";
import { levelOf, Severity } from "../parts/severity.tsx";
import { age } from "../shell/time.ts";
import { Acts, OtherActs } from "./acts.tsx";
import { Commanded } from "./commanded.tsx";
import { HelpSheet } from "./help-sheet.tsx";
import { warningsOf } from "./job.ts";
import { outOfService } from "./orders.ts";
import { useNow, usePage } from "./page.tsx";
import { ReportList } from "./report-list.tsx";
import { SaySheet } from "./say-sheet.tsx";
import { placeOf, unitsOf, type IncidentSeen } from "./seen.ts";
import { TeamOf } from "./team.tsx";

const SmallMap = lazy(() => import("./small-map.tsx"));

export function JobTab({ openMap }: { readonly openMap: () => void }) {
  const { job, words } = usePage();
  const [sheet, setSheet] = useState<"say" | "help" | null>(null);
  return (
    <div className="job">
      <Commanded />
      <TeamOf />
      {job.incident ? <JobHead incident={job.incident} openMap={openMap} /> : <NoJob />}
      <Acts />
      <ReportList most={2} />
      <div className="pair">
        <OtherActs />
        <button type="button" className="press" onClick={() => setSheet("help")} disabled={!job.incident}>{words.say("crew-more-help")}</button>
        <button type="button" className="press" onClick={() => setSheet("say")}>{words.say("crew-say")}</button>
      </div>
      {sheet === "say" && <SaySheet close={() => setSheet(null)} />}
      {sheet === "help" && <HelpSheet close={() => setSheet(null)} />}
    </div>
  );
}

function JobHead({ incident, openMap }: { readonly incident: IncidentSeen; readonly openMap: () => void }) {
  const { words } = usePage();
  const now = useNow();
  const level = levelOf(incident.priority);
  const areas = Object.entries(incident.place?.areas ?? {}).filter(([kind]) => kind !== "jurisdiction").map(([, name]) => name);
  return (
    <>
      <Dangers incident={incident} />
      <section className="what" aria-label={words.say("crew-job")}>
        <Severity level={level} word={words.code("severity", String(level))} size={48} />
        <div>
          <h2><bdi>{words.code("type", incident.type)}</bdi></h2>
          <p className="where">
            <strong><bdi>{placeOf(incident) || words.say("crew-no-place")}</bdi></strong>
            {areas.length > 0 && <span>, <bdi>{areas.join(", ")}</bdi></span>}
          </p>
          {incident.summary && <p className="known"><bdi>{incident.summary}</bdi></p>}
          <p className="meta">
            <bdi dir="ltr">{incident.number}</bdi> · {words.say("crew-since", { age: age((now - Date.parse(incident.opened_at)) / 1000) })}
          </p>
        </div>
      </section>
      {incident.place?.point && (
        <Suspense fallback={<div className="small-map" />}>
          <SmallMap incident={incident} open={openMap} />
        </Suspense>
      )}
      <Others incident={incident} />
    </>
  );
}

function Dangers({ incident }: { readonly incident: IncidentSeen }) {
  const { words, store } = usePage();
  const warnings = warningsOf(store.picture, incident.id).slice(0, 2);
  const hazards = incident.hazards ?? [];
  if (hazards.length === 0 && warnings.length === 0) return null;
  return (
    <section className="dangers" aria-label={words.say("crew-dangers")}>
      {hazards.length > 0 && <p><strong>{hazards.map((each) => words.code("crew-hazard", each)).join(", ")}.</strong></p>}
      {warnings.map((each) => <p key={each.id}><bdi>{each.text}</bdi></p>)}
    </section>
  );
}

function Others({ incident }: { readonly incident: IncidentSeen }) {
  const { words, store, job } = usePage();
  const others = unitsOf(store.picture).filter((each) => each.incident === incident.id && each.id !== job.unit.id);
  if (others.length === 0) return null;
  return (
    <p className="others">
      {words.say("crew-others")} {others.map((each, at) => (
        <span key={each.id}>{at > 0 && ", "}<bdi><strong>{each.call_sign}</strong></bdi> {words.code("status", each.status)}</span>
      ))}
    </p>
  );
}

const OUT_REASONS = ["vehicle", "crew", "supplies"] as const;

function NoJob() {
  const { words, job, give } = usePage();
  return (
    <section className="no-job">
      <h2>{words.say("crew-no-job")}</h2>
      <p>{words.say("crew-no-job-says", { status: words.code("status", job.status) })}</p>
      {job.status === "available" && (
        <fieldset className="choices">
          <legend>{words.say("crew-out-of-service")}</legend>
          {OUT_REASONS.map((each) => (
            <button key={each} type="button" className="press" onClick={() => void give(outOfService(job, each))}>{words.code("crew-cannot", each)}</button>
          ))}
        </fieldset>
      )}
    </section>
  );
}
