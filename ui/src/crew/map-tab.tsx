// The map as large as the phone, the way there in words below it.

import { lazy, Suspense } from "react";
import { usePage } from "./page.tsx";

const LargeMap = lazy(() => import("./large-map.tsx"));

export function MapTab() {
  const { job, words } = usePage();
  if (!job.incident?.place?.point) {
    return <section className="no-job"><h2>{words.say("crew-map-nowhere")}</h2><p>{words.say("crew-map-nowhere-says")}</p></section>;
  }
  return (
    <Suspense fallback={<p role="status">{words.say("screen-opens")}</p>}>
      <LargeMap incident={job.incident} />
    </Suspense>
  );
}
