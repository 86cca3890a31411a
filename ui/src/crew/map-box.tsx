// The box that a map is drawn in; where it cannot be drawn it says so in words.

import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import { JobMap } from "./ground.ts";
import { usePage } from "./page.tsx";
import type { IncidentSeen, Spot } from "./seen.ts";
import type { Way } from "./way.ts";

interface MapBoxProps {
  readonly incident: IncidentSeen;
  readonly from: Spot | null;
  readonly way: Way | null;
  readonly isSmall?: boolean;
  readonly handle?: Ref<{ zoom(by: number): void; fit(): void }>;
}

export function MapBox({ incident, from, way, isSmall = false, handle }: MapBoxProps) {
  const { words } = usePage();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<JobMap | null>(null);
  const [trouble, setTrouble] = useState(false);
  const job = incident.place?.point ?? null;
  // What is known by the time the map can be drawn.
  const newest = useRef({ from, way });
  newest.current = { from, way };
  useImperativeHandle(handle, () => ({ zoom: (by) => map.current?.zoom(by), fit: () => map.current?.fit() }));
  useEffect(() => {
    let isGone = false;
    if (!box.current || !job) return;
    const look = (document.documentElement.dataset["look"] ?? "dark") as "dark" | "light" | "contrast";
    JobMap.on(box.current, { job, unit: from, way: way?.line ?? [] }, isSmall, words.say("crew-map-label"), look).then(
      (drawn) => {
        if (isGone) {
          drawn.remove();
          return;
        }
        map.current = drawn;
        drawn.show({ job, unit: newest.current.from, way: newest.current.way?.line ?? [] });
      },
      () => setTrouble(true),
    );
    return () => {
      isGone = true;
      map.current?.remove();
      map.current = null;
    };
  }, [incident.id, isSmall]);
  useEffect(() => {
    if (job) map.current?.show({ job, unit: from, way: way?.line ?? [] });
  }, [job?.lat_udeg, job?.lon_udeg, from?.lat_udeg, from?.lon_udeg, way]);
  return (
    <>
      <div ref={box} className="map-box" hidden={trouble} {...(isSmall ? { inert: true } : {})} />
      {trouble && <p className="no-map">{words.say("crew-no-map")}</p>}
    </>
  );
}
