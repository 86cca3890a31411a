// Whose town this is and who holds this phone, as the server tells it.

import { ask, type Answer } from "../act/door.ts";
import type { LogKind } from "../shell/town.ts";

export interface Town {
  readonly name: string;
  readonly code: string;
  readonly kind: LogKind;
  readonly zone: string;
  readonly language: string;
  readonly ground: string | null;
}

export interface Crew {
  readonly person: string;
  readonly handle: string | null;
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly orders: readonly string[];
  // Null for a program; absent in what an older page kept on this phone.
  readonly session?: { readonly id: string } | null;
}

export async function whoIsHere(): Promise<Answer<{ town: Town; me: Crew }>> {
  const [me, town] = await Promise.all([ask<Crew>("/v1/me"), ask<Town & { readonly town?: Town }>("/v1/console")]);
  if (me.is !== "done") return me;
  if (town.is !== "done") return town;
  return { is: "done", body: { me: me.body, town: { ...town.body, ...town.body.town } } };
}

// A unit may be chosen by whoever orders for all of them; a crew has its own.
export function choosesUnit(me: Crew): boolean {
  return me.roles.some((each) => ["dispatcher", "duty_officer", "chief"].includes(each));
}
