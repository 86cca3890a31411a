// What the crew page reads of the picture, by kind (docs/catalogue.md; the stream tells the fields).

import type { Fields, Picture } from "../picture/picture.ts";

export interface Spot {
  readonly lat_udeg: number;
  readonly lon_udeg: number;
}

export interface PlaceSeen {
  readonly words?: string | null;
  readonly label?: string | null;
  readonly point?: Spot | null;
  readonly uncertainty_m?: number | null;
  readonly areas?: Readonly<Record<string, string>>;
}

export interface UnitSeen {
  readonly id: string;
  readonly call_sign: string;
  readonly kind: string;
  readonly status: string;
  readonly since?: string | null;
  readonly incident?: string | null;
  readonly stack?: readonly string[];
  readonly station?: string | null;
  readonly position?: { readonly point: Spot; readonly at: string } | null;
  readonly destination?: string | null;
  readonly capabilities?: readonly { readonly kind: string }[];
  readonly seats?: readonly { readonly person: string; readonly role?: string | null }[];
  readonly crew_count?: number | null;
  readonly crew_minimum?: number;
  readonly crew_until?: string | null;
  readonly welfare_at?: string | null;
}

export interface IncidentSeen {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly opened_at: string;
  readonly priority?: number | null;
  readonly place?: PlaceSeen | null;
  readonly summary?: string | null;
  readonly hazards?: readonly string[];
  readonly responses?: readonly { readonly unit: string; readonly ended_at?: string | null }[];
}

export interface EntrySeen {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly kind: string;
  readonly text?: string | null;
  readonly flags?: readonly string[];
  readonly corrected_by?: string | null;
  readonly asked?: readonly { readonly role?: string | null; readonly read_at?: string | null }[];
}

export interface TickSeen {
  readonly id: string;
  readonly text: string;
  readonly role: string;
  readonly due_at?: string | null;
  readonly state?: "open" | "done" | "not_applicable";
  readonly at?: string | null;
  readonly is_retired?: boolean;
}

export interface OwedSeen {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly due_at: string;
  readonly state?: string;
}

const as = <T>(fields: Fields | undefined): T | null => (fields === undefined ? null : (fields as unknown as T));

export const unitOf = (picture: Picture, id: string): UnitSeen | null => as(picture.of("units").get(id));
export const incidentOf = (picture: Picture, id: string): IncidentSeen | null => as(picture.of("incidents").get(id));
export const unitsOf = (picture: Picture): readonly UnitSeen[] => [...picture.of("units").values()].map((each) => each as unknown as UnitSeen);

export function entriesOf(picture: Picture, subject: string): readonly EntrySeen[] {
  return as<{ entries: readonly EntrySeen[] }>(picture.of("narratives").get(subject))?.entries ?? [];
}

export function ticksOf(picture: Picture, incident: string): readonly TickSeen[] {
  const run = as<{ ticks?: readonly TickSeen[]; stopped_at?: string | null }>(picture.of("runs").get(incident));
  return run && !run.stopped_at ? (run.ticks ?? []).filter((each) => !each.is_retired) : [];
}

// Whether a step is for the crew of this unit.
export function isOurs(step: TickSeen, unit: UnitSeen, me: { readonly roles: readonly string[] }): boolean {
  return step.role === "crew" || step.role === unit.kind || me.roles.includes(step.role);
}

export function owedOf(picture: Picture, subject: string): readonly OwedSeen[] {
  return [...picture.of("obligations").values()].map((each) => each as unknown as OwedSeen)
    .filter((each) => each.subject === subject && (each.state ?? "open") === "open");
}

export function placeOf(incident: IncidentSeen): string {
  return incident.place?.label || incident.place?.words || "";
}
