// The small map on the job: where it is and how one gets there; pressed, it fills the screen.

import { MapBox } from "./map-box.tsx";
import { usePage } from "./page.tsx";
import type { IncidentSeen } from "./seen.ts";
import { useUnitSpot, useWay } from "./way.ts";

export default function SmallMap({ incident, open }: { readonly incident: IncidentSeen; readonly open: () => void }) {
  const { words, job } = usePage();
  const from = useUnitSpot(job.unit);
  const way = useWay(incident, from);
  const told = way?.travel_s != null && way.distance_m != null
    ? words.say("crew-way", { minutes: Math.max(1, Math.round(way.travel_s / 60)), km: (way.distance_m / 1000).toFixed(1) })
    : words.say("crew-map-open");
  return (
    <button type="button" className="small-map" onClick={open}>
      <MapBox incident={incident} from={from} way={way} isSmall />
      <span className="way">{told}</span>
      {told !== words.say("crew-map-open") && <span className="visually-hidden">{words.say("crew-map-open")}</span>}
    </button>
  );
}
