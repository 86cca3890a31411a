// The way to the job by the roads of today, as the town found it; kept for when there is no link.

import { useEffect, useState, useSyncExternalStore } from "react";
import { ask } from "../act/door.ts";
import { tracked } from "../picture/tracked.ts";
import { usePage } from "./page.tsx";
import type { IncidentSeen, Spot, UnitSeen } from "./seen.ts";

export interface Way {
  readonly line: readonly (readonly [number, number])[];
  readonly travel_s: number | null;
  readonly distance_m: number | null;
  readonly steps: readonly { readonly says: string; readonly distance_m: number }[];
  // Where it begins; found again when the unit is far from there.
  readonly from: Spot;
}

const FAR_UDEG = 3_000;
const CLASSES: Readonly<Record<string, string>> = { ambulance: "ambulance", medic: "ambulance", ladder: "ladder", patrol: "police" };

// Where the unit is: as tracked or as it said, the newer of the two, or its station.
export function useUnitSpot(unit: UnitSeen): Spot | null {
  const { store } = usePage();
  const key = `unit/${unit.id}`;
  const shown = useSyncExternalStore((listener) => store.on("positions", listener), () => store.track.all.get(key));
  const moved = tracked({ position: unit.position }, shown);
  const station = unit.station ? (store.picture.of("stations").get(unit.station)?.["point"] as Spot | null | undefined) : null;
  return moved ? { lat_udeg: moved.lat, lon_udeg: moved.lon } : (unit.position?.point ?? station ?? null);
}

export function useWay(incident: IncidentSeen, from: Spot | null): Way | null {
  const { shelf, job } = usePage();
  const [way, setWay] = useState<Way | null>(null);
  const to = incident.place?.point;
  const isFar = !from || !way || Math.max(Math.abs(from.lat_udeg - way.from.lat_udeg), Math.abs(from.lon_udeg - way.from.lon_udeg)) > FAR_UDEG;
  useEffect(() => {
    const name = `way/${incident.id}`;
    void shelf.kept<Way>(name).then((kept) => kept && setWay((now) => now ?? kept));
  }, [shelf, incident.id]);
  useEffect(() => {
    if (!from || !to || !isFar) return;
    const point = (spot: Spot) => `${spot.lat_udeg / 1e6},${spot.lon_udeg / 1e6}`;
    const query = new URLSearchParams({ from: point(from), to: point(to), class: CLASSES[job.unit.kind] ?? "engine" });
    void ask<Omit<Way, "from">>(`/v1/ground/route?${query}`).then((answer) => {
      if (answer.is !== "done") return;
      const { line, travel_s, distance_m, steps } = answer.body;
      const found = { line, travel_s, distance_m, steps, from };
      setWay(found);
      void shelf.keep(`way/${incident.id}`, found);
    });
  }, [shelf, incident.id, from?.lat_udeg, from?.lon_udeg, to?.lat_udeg, to?.lon_udeg, isFar, job.unit.kind]);
  return way;
}
