// Everything that is known of an incident besides, as name and words; what is not known is not
// there. As `tocsin.views.incident_page`.

import { coded, said, type Argument, type Said } from "../words/said.ts";
import { handedOverTo } from "./needs.ts";
import type { Fields } from "./picture.ts";
import { byText, count, is, part, parts, text, texts, time, words } from "./read.ts";

// `at` is set instead of words where the fact is a time.
export interface Fact {
  readonly name: Said;
  readonly words: Argument;
  readonly at: number | null;
}

export function factsOf(incident: Fields): readonly Fact[] {
  const found: Fact[] = [];
  const fact = (name: string, told: Argument | null) => {
    if (told !== null && told !== "" && !(Array.isArray(told) && told.length === 0)) found.push({ name: said(`fact-${name}`), words: told, at: null });
  };
  const moment = (name: string, field: string) => {
    const at = time(incident, field);
    if (at !== null) found.push({ name: said(`fact-${name}`), words: "", at });
  };
  const level = count(incident, "alarm_level") ?? 1;
  fact("summary", words(incident, "summary"));
  fact("hazards", texts(incident, "hazards").map((each) => coded("hazard", each)));
  fact("alarm_level", level > 1 ? String(level) : null);
  fact("held", words(incident, "held_because"));
  fact("restricted", is(incident, "is_restricted") ? said("need-to-know") : null);
  fact("areas", areasOf(incident));
  fact("agencies", parts(incident, "agencies").map(agencyOf));
  fact("people", countsOf(incident));
  const reports = texts(incident, "reports").length;
  fact("reports", reports > 0 ? String(reports) : null);
  fact("merged_into", text(incident, "merged_into"));
  fact("absorbed", texts(incident, "absorbed"));
  fact("handed_over_to", handedOverTo(incident));
  moment("closed", "closed_at");
  const disposition = text(incident, "disposition");
  fact("disposition", disposition === null ? null : coded("disposition", disposition));
  fact("closing_words", words(incident, "closing_words"));
  fact("told_outside", words(incident, "public_words"));
  moment("last_listed", "listed_until");
  fact("source", text(part(incident, "source"), "source"));
  for (const link of parts(incident, "links")) {
    const name = coded("relation", text(link, "relation") ?? "");
    found.push({ name, words: text(link, "incident") ?? "", at: null });
  }
  const attributes = part(incident, "attributes") ?? {};
  for (const key of Object.keys(attributes).sort(byText)) {
    const value = text(attributes, key);
    if (value) found.push({ name: coded("attribute", key, key), words: value, at: null });
  }
  return found;
}

function areasOf(incident: Fields): readonly Said[] {
  const areas = part(part(incident, "place"), "areas") ?? {};
  return Object.keys(areas).sort(byText).map((kind) => said("place-area", { kind: coded("area", kind), name: text(areas, kind) ?? "" }));
}

function agencyOf(agency: Fields): string | Said {
  const code = text(agency, "agency") ?? "";
  const name = text(agency, "name") || coded("agency", code);
  const lead = text(agency, "lead");
  return lead ? said("fact-led", { agency: name, lead }) : name;
}

// Where each count stands in a triage and among the patients, in the order it is told.
const COUNTED = {
  triage: ["immediate", "delayed", "minor", "deceased", "missing", "trapped"],
  patients: ["on_scene", "transporting", "at_hospital", "released", "refused"],
} as const;

// Counts of people as they were last told, only those that are not nought.
function countsOf(incident: Fields): readonly Said[] {
  return Object.entries(COUNTED).flatMap(([group, names]) =>
    names
      .map((name) => ({ name, n: count(part(incident, group), name) ?? 0 }))
      .filter(({ n }) => n > 0)
      .map(({ name, n }) => said("fact-counted", { n, what: coded("counted", name) })),
  );
}
