// Where a unit is: shown on the map, where it is known, and told in words in any case.

import type { Cell } from "../picture/matrix.ts";
import { placeSeen } from "../picture/places.ts";
import { text } from "../picture/read.ts";
import { secondsBetween } from "../picture/ages.ts";
import type { Console } from "./console.tsx";
import { age } from "./time.ts";

export function located(cell: Cell, { store, past, words }: Console): string {
  window.dispatchEvent(new CustomEvent("tocsin:locate", { detail: { kind: "units", id: cell.id } }));
  const picture = past?.picture ?? store.picture;
  const unit = picture.of("units").get(cell.id);
  const station = text(picture.of("stations").get(text(unit, "station") ?? ""), "name");
  const incident = cell.where?.is === "incident" ? picture.of("incidents").get(cell.where.id) : undefined;
  const place = incident && placeSeen(incident);
  const where =
    cell.where?.is === "elsewhere" ? words.say("elsewhere")
    : incident ? [cell.where?.is === "incident" ? cell.where.number : "", place ? words.tell(place) : ""].filter(Boolean).join(", ")
    : cell.where?.is === "post" ? cell.where.station
    : (station ?? words.say("no-station"));
  const since = cell.since === null ? "" : age(secondsBetween(cell.since, past ? Date.parse(past.at) : store.now()));
  return words.say("located", { unit: cell.callSign, state: words.code("status", cell.status || "unknown"), where, since });
}
