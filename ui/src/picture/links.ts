// Who has to be looked at again when something changed: kept up with each change, so that nobody
// searches for it.

import { incidentOf } from "./concerns.ts";
import { unitsOf } from "./needs.ts";
import type { Fields, Picture } from "./picture.ts";
import { split, text } from "./read.ts";

// Values by key, several for each.
export class Sets {
  private readonly of = new Map<string, Set<string>>();

  get(key: string): ReadonlySet<string> {
    return this.of.get(key) ?? NONE;
  }

  add(key: string, value: string): void {
    const found = this.of.get(key);
    if (found) found.add(value);
    else this.of.set(key, new Set([value]));
  }

  drop(key: string, value: string): void {
    const found = this.of.get(key);
    if (found?.delete(value) && found.size === 0) this.of.delete(key);
  }
}

const NONE: ReadonlySet<string> = new Set();

const KIND_OF: Readonly<Record<string, string>> = { incidents: "incident", units: "unit", reports: "report", tasks: "task" };

export class Links {
  // Incidents at which a unit works, by unit; by the incident's own word.
  readonly worked = new Sets();
  // Units whose assignment an incident is, by their own word.
  readonly assigned = new Sets();
  readonly tasks = new Sets();
  readonly reports = new Sets();
  // Obligations by subject, and by the open incident they are told at.
  readonly owedOf = new Sets();
  readonly owed = new Sets();
  private readonly home = new Map<string, string | null>();

  incident(id: string, before: Fields | undefined, after: Fields | undefined): void {
    for (const unit of before ? unitsOf(before) : []) this.worked.drop(unit, id);
    for (const unit of after ? unitsOf(after) : []) this.worked.add(unit, id);
  }

  unit(id: string, before: Fields | undefined, after: Fields | undefined): void {
    move(this.assigned, text(before, "incident"), text(after, "incident"), id);
  }

  task(id: string, before: Fields | undefined, after: Fields | undefined): void {
    move(this.tasks, text(before, "incident"), text(after, "incident"), id);
  }

  report(id: string, before: Fields | undefined, after: Fields | undefined): void {
    move(this.reports, text(before, "incident"), text(after, "incident"), id);
  }

  obligation(id: string, before: Fields | undefined, after: Fields | undefined): void {
    move(this.owedOf, text(before, "subject"), text(after, "subject"), id);
  }

  // Obligations whose home may be another since this subject changed: of an incident, also those
  // about its units, tasks and reports.
  rehomed(kind: string, id: string): string[] {
    const found: string[] = [];
    const word = KIND_OF[kind];
    if (word) found.push(...this.owedOf.get(`${word}/${id}`));
    if (kind !== "incidents") return found;
    for (const each of this.assigned.get(id)) found.push(...this.owedOf.get(`unit/${each}`));
    for (const each of this.tasks.get(id)) found.push(...this.owedOf.get(`task/${each}`));
    for (const each of this.reports.get(id)) found.push(...this.owedOf.get(`report/${each}`));
    return found;
  }

  // The incident an obligation is told at now (null: on a line of its own), and the one before.
  settle(id: string, owed: Fields | undefined, picture: Picture): readonly [string | null, string | null] {
    const before = this.home.get(id) ?? null;
    const after = owed ? incidentOf(text(owed, "subject") ?? "", picture) : null;
    if (before !== null && before !== after) this.owed.drop(before, id);
    if (after !== null) this.owed.add(after, id);
    if (owed) this.home.set(id, after);
    else this.home.delete(id);
    return [before, after];
  }
}

function move(sets: Sets, before: string | null, after: string | null, id: string): void {
  if (before === after) return;
  if (before !== null) sets.drop(before, id);
  if (after !== null) sets.add(after, id);
}

// The incident a narrative is about, or null.
export function narrated(id: string): string | null {
  const [word, name] = split(id);
  return word === "incident" ? name : null;
}
