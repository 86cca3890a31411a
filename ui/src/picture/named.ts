// Ids as people say them: a person's handle, a unit's call sign, an incident's number. What is not
// in sight stays as it stands.

import { coded, type Said } from "../words/said.ts";
import type { Picture } from "./picture.ts";
import { callSign, numberOf, who } from "./places.ts";
import { split, text } from "./read.ts";

const ID = /\b[A-Z][A-Z0-9]*-[A-Za-z0-9](?:[\w.-]*\w)?/g;

// The name of one id.
export function nameOf(id: string, picture: Picture): string {
  const incident = picture.of("incidents").get(id);
  if (incident) return numberOf(incident) || id;
  if (picture.of("units").has(id)) return callSign(id);
  if (picture.of("people").has(id)) return who(id, picture);
  const other = picture.of("stations").get(id) ?? picture.of("facilities").get(id) ?? picture.of("groups").get(id);
  // Whom one may not see is called by what their id says of them.
  return text(other, "name") ?? (split(id, "-p-")[1] || id);
}

// A sentence with the ids in it as people say them.
export function named(told: string, picture: Picture): string {
  return told.replaceAll(ID, (id) => nameOf(id, picture));
}

// Whoever did something: a person, or a part of the town itself.
export function actor(id: string, picture: Picture): Said | string {
  const [system, part] = split(id);
  return system === "system" ? coded("system", part) : nameOf(id, picture);
}
