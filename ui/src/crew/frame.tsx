// The page around the job: who and when above, the link where it fails, danger and the tabs below.

import { useEffect, useState } from "react";
import { ModeFrame } from "../parts/mode.tsx";
import { clockTime } from "../shell/time.ts";
import { Alarm } from "./alarm.tsx";
import { ChecklistTab } from "./checklist-tab.tsx";
import { CrewTab } from "./crew-tab.tsx";
import { DangerButton } from "./danger.tsx";
import { JobTab } from "./job-tab.tsx";
import { LinkBand } from "./link-band.tsx";
import { MapTab } from "./map-tab.tsx";
import { OrderScreen } from "./order-screen.tsx";
import { useModed, useNow, usePage } from "./page.tsx";
import { isOurs, ticksOf } from "./seen.ts";

const TABS = ["job", "checklist", "map", "crew"] as const;
type Tab = (typeof TABS)[number];

export function Frame() {
  const { words, job, town } = usePage();
  const [tab, setTab] = useState<Tab>("job");
  const moded = useModed();
  useEffect(() => {
    const title = `${job.unit.call_sign} · ${words.say("crew-page")}`;
    document.title = moded.word ? `${moded.word.toUpperCase()} · ${title}` : title;
  }, [job.unit.call_sign, words, moded.word]);
  return (
    <ModeFrame {...moded} says={town.kind === "actual" ? undefined : words.say(`mode-${town.kind}-says`)}>
      <div className="crew">
        <Header />
        <LinkBand />
        <main id="screen" data-tab={tab}>
          {tab === "job" && <JobTab openMap={() => setTab("map")} />}
          {tab === "checklist" && <ChecklistTab />}
          {tab === "map" && <MapTab />}
          {tab === "crew" && <CrewTab />}
        </main>
        <footer>
          <DangerButton />
          <Tabs tab={tab} go={setTab} />
        </footer>
      </div>
      <OrderScreen />
      <Alarm />
    </ModeFrame>
  );
}

function Header() {
  const { job, words, town } = usePage();
  const { mode } = useModed();
  const now = useNow();
  return (
    <header>
      <h1><bdi>{job.unit.call_sign}</bdi></h1>
      <span className="tag mode-tag" data-mode={mode}>{words.say(`mode-${town.kind}`)}</span>
      <time className="clock" dir="ltr">{clockTime(now, town.zone, false)}</time>
    </header>
  );
}

function Tabs({ tab, go }: { readonly tab: Tab; readonly go: (tab: Tab) => void }) {
  const { words, store, job, me } = usePage();
  const ticks = job.incident ? ticksOf(store.picture, job.incident.id).filter((each) => isOurs(each, job.unit, me)) : [];
  const done = ticks.filter((each) => (each.state ?? "open") !== "open").length;
  return (
    <nav aria-label={words.say("crew-tabs")}>
      {TABS.map((each) => (
        <button key={each} type="button" aria-current={each === tab ? "page" : undefined} onClick={() => go(each)}>
          <span>{words.say(`crew-tab-${each}`)}</span>
          {each === "checklist" && ticks.length > 0 && <span className="count" dir="ltr">{done}/{ticks.length}</span>}
        </button>
      ))}
    </nav>
  );
}
