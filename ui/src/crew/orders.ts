// What the buttons stand for: which orders of the catalogue, in the town's own words for its log.

import { said } from "../words/said.ts";
import type { Words } from "../words/words.ts";
import type { Act, Job } from "./job.ts";
import { MAYDAY } from "../picture/mayday.ts";
import { nameOf } from "./job.ts";
import type { NewReport, Step } from "./report.ts";

type Made = Omit<NewReport, "unit" | "incident"> & { readonly incident?: string | null };

// Who answers a crew: an entry that they are asked to read stands under "needs a person" on the
// desk until somebody there says that they have read it (NFPA 1561, section 8).
const DESK = ["dispatcher"];
const DANGER = ["dispatcher", "duty_officer"];

function about(job: Job): string {
  return job.incident ? `incident/${job.incident.id}` : `unit/${job.unit.id}`;
}

function written(job: Job, text: string, flags: readonly string[]): Step {
  return { is: "order", name: "AddRemark", fields: { subject: about(job), text, kind: "radio", flags } };
}

function asked(job: Job, roles: readonly string[]): Step {
  return { is: "order", name: "AskToRead", fields: { subject: about(job), roles }, fills: "entry" };
}

export function status(job: Job, act: Act): Made {
  const fields = act.order === "ReturnToService" || !job.incident ? { unit: job.unit.id } : { unit: job.unit.id, incident: job.incident.id };
  return { sort: "status", status: act.status, says: said("crew-said-status", { status: nameOf(act) }), steps: [{ is: "order", name: act.order, fields }] };
}

export function destination(job: Job, facility: string, name: string): Made {
  const fields = { unit: job.unit.id, destination: facility };
  return { sort: "status", status: "transporting", says: said("crew-said-to", { place: name }), steps: [{ is: "order", name: "ReportTransporting", fields }] };
}

export function outOfService(job: Job, reason: string): Made {
  const fields = { unit: job.unit.id, reason };
  return { sort: "status", status: "out_of_service", says: said("crew-said-out", { why: reason }), steps: [{ is: "order", name: "TakeOutOfService", fields }] };
}

export function take(job: Job, log: Words): Made {
  const text = log.say("crew-log-take", { unit: job.unit.call_sign });
  return { sort: "take", says: said("crew-said-take"), steps: [written(job, text, [])] };
}

export function cannot(job: Job, why: string, log: Words): Made {
  const text = log.say("crew-log-cannot", { unit: job.unit.call_sign, why: log.code("crew-cannot", why) });
  return { sort: "cannot", says: said("crew-said-cannot", { why }), steps: [written(job, text, ["pinned"]), asked(job, DESK)] };
}

export function note(job: Job, text: string): Made {
  return { sort: "note", says: said("crew-said-note", { text }), steps: [written(job, `${job.unit.call_sign}: ${text}`, [])] };
}

export function photo(job: Job, picture: Blob): Made {
  return { sort: "photo", says: said("crew-said-photo"), photo: picture, steps: [{ is: "picture", about: about(job) }] };
}

export function help(job: Job, what: string, log: Words): Made {
  const text = log.say("crew-log-help", { unit: job.unit.call_sign, what: log.code("crew-help", what) });
  return { sort: "help", says: said("crew-said-help", { what }), steps: [written(job, text, ["pinned"]), asked(job, DESK)] };
}

export function danger(job: Job, log: Words): Made {
  const text = `${MAYDAY} ${MAYDAY} ${MAYDAY}. ${log.say("crew-log-danger", { unit: job.unit.call_sign })}`;
  return { sort: "danger", says: said("crew-said-danger"), steps: [written(job, text, ["safety"]), asked(job, DANGER)] };
}

export function safe(job: Job, log: Words): Made {
  const text = log.say("crew-log-safe", { unit: job.unit.call_sign });
  return { sort: "safe", says: said("crew-said-safe"), steps: [written(job, text, ["pinned"])] };
}

export function welfare(job: Job): Made {
  return { sort: "welfare", says: said("crew-said-welfare"), steps: [{ is: "order", name: "ReportWelfare", fields: { units: [job.unit.id] } }] };
}

// On this tablet; what is said on the radio the desk writes down. The digits are those the crew was asked for.
export function ready(job: Job, town: string, epoch: string): Made {
  const fields = { unit: job.unit.id, epoch, readback: epoch, means: "tablet" };
  return { sort: "ready", says: said("crew-said-ready", { town, epoch }), steps: [{ is: "order", name: "ReadyCrew", fields }] };
}

export function tick(job: Job, step: string, text: string): Made {
  const fields = { incident: job.incident?.id, step };
  return { sort: "step", says: said("crew-said-step", { text }), steps: [{ is: "order", name: "TickStep", fields }] };
}
