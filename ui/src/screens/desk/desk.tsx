// The desk: see, decide, send. Incidents by what needs a person, the map, the units as they stand
// on the ground, what is selected.

import { useEffect, useRef, useState } from "react";
import { useConsole } from "../../shell/console.tsx";
import type { ScreenProps } from "../../shell/screens.ts";
import { IncidentList } from "./incident-list.tsx";
import { MapPane } from "./map-pane.tsx";
import { Selected } from "./selected.tsx";
import { Together, TogetherOffer, useTogetherKey } from "./together.tsx";
import { UnitMatrix } from "./unit-matrix.tsx";
import "./desk.css";

export default function Desk(_: ScreenProps) {
  const { selection, past } = useConsole();
  const [isTogether, setTogether] = useState(false);
  useTogetherKey(isTogether, () => setTogether((was) => !was));
  // Whoever turns to one incident, or looks back, has done with all of them; one that was just taken
  // from among them stands selected by that.
  const taken = useRef(new Set<string>());
  useEffect(() => {
    if (past || !taken.current.delete(selection.incident ?? "")) setTogether(false);
  }, [selection.incident, past]);
  return (
    <div className="desk" data-selected={selection.incident || isTogether ? "" : undefined}>
      <div className="desk-list" data-pane="incidents">
        <IncidentList />
        {!isTogether && <TogetherOffer onOpen={() => setTogether(true)} />}
      </div>
      <div className="desk-map" data-pane="map">
        <MapPane />
      </div>
      <div className="desk-units" data-pane="units">
        <UnitMatrix />
      </div>
      <div className="desk-side" data-pane="plan">
        {isTogether ? <Together onTake={(incident) => taken.current.add(incident)} onClose={() => setTogether(false)} /> : <Selected />}
      </div>
    </div>
  );
}
