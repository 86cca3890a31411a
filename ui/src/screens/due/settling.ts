// What something owed is about and what settles it: pure, from the picture.

import { coded, said, type Said } from "../../words/said.ts";
import { owedKind } from "../../picture/concerns.ts";
import type { Deadline } from "../../picture/due.ts";
import type { Picture } from "../../picture/picture.ts";
import { callSign, numberOf, placeWords, role, typeOf, who } from "../../picture/places.ts";
import { part, parts, split, text, words } from "../../picture/read.ts";
import { entryName, incidentName, shortName } from "../../shell/lines.ts";

// `what` is its kind, `detail` what it says of itself; `to` is where it is dealt with.
export interface About {
  readonly what: Said;
  readonly detail: string | null;
  readonly name: string | Said;
  readonly to: string | null;
}

export function aboutOf(owed: Deadline, picture: Picture): About {
  return { what: whatOf(owed), detail: detailOf(owed, picture), ...subjectOf(owed.subject, picture) };
}

function whatOf(owed: Deadline): Said {
  if (owed.kind === "task") return said("due-task");
  if (owed.kind === "plan_step") return said("due-step");
  return owedKind(owed.kind);
}

function detailOf(owed: Deadline, picture: Picture): string | null {
  if (owed.kind === "task") return words(picture.of("tasks").get(owed.id), "text");
  if (owed.kind === "plan_step") {
    const run = picture.of("runs").get(split(owed.subject)[1]);
    const step = parts(run, "ticks").find((each) => text(each, "id") === owed.id);
    return step ? text(step, "text") : null;
  }
  if (owed.kind === "acknowledgement") return words(askedEntry(owed, picture), "text");
  return words(picture.of("obligations").get(owed.id), "note");
}

// The entry that was asked to be read, of those that fit the person or role.
function askedEntry(owed: Deadline, picture: Picture) {
  return parts(picture.of("narratives").get(owed.subject), "entries").find((entry) =>
    !text(entry, "corrected_by") && parts(entry, "asked").some((each) =>
      !text(each, "read_by") && text(each, "person") === owed.person && (owed.person !== null || (text(each, "role") ?? "") === (owed.role ?? ""))));
}

function subjectOf(subject: string, picture: Picture): { readonly name: string | Said; readonly to: string | null } {
  const [kind, id] = split(subject);
  if (kind === "incident") {
    const incident = picture.of("incidents").get(id);
    if (!incident) return { name: said("elsewhere"), to: null };
    return { name: said("due-incident", { number: numberOf(incident), what: typeOf(text(incident, "type") ?? "") }), to: `/incidents/${encodeURIComponent(id)}` };
  }
  if (kind === "unit") return { name: callSign(id), to: `/units/${encodeURIComponent(id)}` };
  if (kind === "facility") return { name: text(picture.of("facilities").get(id), "name") ?? id, to: null };
  if (kind === "closure") return { name: placeWords(part(part(picture.of("closures").get(id), "extent"), "place")), to: null };
  if (kind === "report") return { name: said("due-report"), to: `/calls/${encodeURIComponent(id)}` };
  if (kind === "task") return subjectOf(`incident/${text(picture.of("tasks").get(id), "incident") ?? ""}`, picture);
  if (kind === "shift") return { name: said("due-shift", { name: id }), to: "/handover" };
  return { name: id || subject, to: null };
}

export function ownerOf(owed: Deadline, picture: Picture): string | Said {
  if (owed.person !== null) return who(owed.person, picture);
  if (owed.kind === "task") {
    const [kind, id] = split(owed.role ?? "");
    if (kind === "unit") return callSign(id);
    if (kind === "person") return who(id, picture);
    const post = parts(picture.of("posts").get(split(owed.subject)[1]), "posts").find((each) => text(each, "id") === id);
    return post ? (text(post, "name") ?? text(post, "position") ?? id).replaceAll("_", " ") : said("span-command");
  }
  return role(owed.role || "somebody");
}

// What a button does about it: the line that it sends, or that it begins and a person ends.
export interface Settling {
  readonly key: string;
  readonly order: string;
  readonly line: string;
  readonly begins: boolean;
}

export function settlings(owed: Deadline, picture: Picture): readonly Settling[] {
  const found = [...natural(owed, picture)];
  if (owed.id !== "" && picture.of("obligations").has(owed.id)) {
    const name = shortName(picture.of("obligations").keys(), owed.id);
    if (found.length === 0) found.push({ key: "met", order: "MeetObligation", line: `MET ${name} "`, begins: true });
    found.push({ key: "later", order: "PostponeObligation", line: `PP ${name} by `, begins: true });
    found.push({ key: "waive", order: "WaiveObligation", line: `WV ${name} ! `, begins: true });
  }
  return found;
}

function* natural(owed: Deadline, picture: Picture): Generator<Settling> {
  const id = split(owed.subject)[1];
  const one = (key: string, order: string, line: string, begins = false): Settling => ({ key, order, line, begins });
  switch (owed.kind) {
    case "welfare":
      return yield one("well", "ReportWelfare", `PAR ${callSign(id)}`);
    case "crew_relief":
      return yield one("relieve", "RelieveCrew", `RC ${callSign(id)} `, true);
    case "back_in_service":
      return yield one("back", "ReturnToService", `I ${callSign(id)}`);
    case "facility_word":
      return yield one("word", "ReportFacility", `S ${(text(picture.of("facilities").get(id), "name") ?? id).toLowerCase()} `, true);
    case "closure_end": {
      const name = shortName(picture.of("closures").keys(), id);
      yield one("lift", "LiftClosure", `CLX ${name} ! `, true);
      return yield one("extend", "ExtendClosure", `CLE ${name} until `, true);
    }
    case "retriage":
      return yield one("count", "ReportTriage", `REC ${incidentName(picture, id)} `, true);
    case "acknowledgement": {
      const entry = text(askedEntry(owed, picture), "id");
      if (entry !== null) yield one("read", "AcknowledgeEntry", `ACK ${entryName(picture, entry)}`);
      return;
    }
    case "task": {
      const name = shortName(picture.of("tasks").keys(), owed.id);
      yield one("done", "FinishTask", `DONE ${name}`);
      return yield one("later", "SetTaskDeadline", `DL ${name} by `, true);
    }
    case "plan_step": {
      const incident = incidentName(picture, id);
      yield one("tick", "TickStep", `K ${incident} ${owed.id} done`);
      return yield one("skip", "SkipStep", `KS ${incident} ${owed.id} ! `, true);
    }
    default:
  }
}

// Whether it is this person's: theirs by name, or of a role they have.
export function isMine(owed: Deadline, person: string, roles: readonly string[]): boolean {
  if (owed.person !== null) return owed.person === person;
  return owed.role === `person/${person}` || (owed.role !== null && roles.includes(owed.role));
}

export function escalatedTo(owed: Deadline): Said | null {
  return owed.told === null ? null : coded("who", owed.told);
}
