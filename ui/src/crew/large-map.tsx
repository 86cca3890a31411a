import { useEffect, useRef, useState } from "react";
import { MapBox } from "./map-box.tsx";
import { usePage } from "./page.tsx";
import { GROUND } from "./phone.ts";
import type { IncidentSeen } from "./seen.ts";
import { useUnitSpot, useWay } from "./way.ts";

export default function LargeMap({ incident }: { readonly incident: IncidentSeen }) {
  const { words, job } = usePage();
  const from = useUnitSpot(job.unit);
  const way = useWay(incident, from);
  const map = useRef<{ zoom(by: number): void; fit(): void }>(null);
  const isKept = useIsKept();
  return (
    <div className="large-map">
      <div className="map-frame">
        <MapBox incident={incident} from={from} way={way} handle={map} />
        <div className="map-acts">
          <button type="button" className="press" aria-label={words.say("crew-zoom-in")} onClick={() => map.current?.zoom(1)}>+</button>
          <button type="button" className="press" aria-label={words.say("crew-zoom-out")} onClick={() => map.current?.zoom(-1)}>−</button>
          <button type="button" className="press" aria-label={words.say("crew-zoom-all")} onClick={() => map.current?.fit()}>⊡</button>
        </div>
        <p className="credit">{words.say("crew-credit")}{isKept && <> · {words.say("crew-map-kept")}</>}</p>
      </div>
      {way && (
        <section className="steps" aria-labelledby="way">
          <h2 id="way">{way.travel_s != null && way.distance_m != null
            ? words.say("crew-way", { minutes: Math.max(1, Math.round(way.travel_s / 60)), km: (way.distance_m / 1000).toFixed(1) })
            : words.say("crew-no-way")}</h2>
          <ol>{way.steps.map((each, at) => <li key={at}><bdi>{each.says}</bdi></li>)}</ol>
        </section>
      )}
    </div>
  );
}

// Whether pieces of the map lie on this phone.
function useIsKept(): boolean {
  const [isKept, setKept] = useState(false);
  useEffect(() => {
    if (!("caches" in window)) return;
    const look = () => void caches.open(GROUND).then((cache) => cache.keys()).then((keys) => setKept(keys.length > 2), () => undefined);
    look();
    const timer = setInterval(look, 4_000);
    return () => clearInterval(timer);
  }, []);
  return isKept;
}
