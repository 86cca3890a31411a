// The desk: see, decide, send. Incidents by what needs a person, the map, the units as they stand
// on the ground, what is selected.

import { useConsole } from "../../shell/console.tsx";
import type { ScreenProps } from "../../shell/screens.ts";
import { IncidentList } from "./incident-list.tsx";
import { MapPane } from "./map-pane.tsx";
import { Selected } from "./selected.tsx";
import { UnitMatrix } from "./unit-matrix.tsx";
import "./desk.css";

export default function Desk(_: ScreenProps) {
  const { selection } = useConsole();
  return (
    <div className="desk" data-selected={selection.incident ? "" : undefined}>
      <div className="desk-list" data-pane="incidents">
        <IncidentList />
      </div>
      <div className="desk-map" data-pane="map">
        <MapPane />
      </div>
      <div className="desk-units" data-pane="units">
        <UnitMatrix />
      </div>
      <div className="desk-side" data-pane="plan">
        <Selected />
      </div>
    </div>
  );
}
