// What a page is told once: whose town this is and who looks at it.

export type LogKind = "actual" | "exercise" | "test";

export interface TownTold {
  readonly name: string;
  readonly code: string;
  readonly kind: LogKind;
  // False on a machine that only reads.
  readonly takes_orders: boolean;
  readonly zone: string;
  readonly language: string;
  readonly now: string;
  readonly clock_rate: number;
  readonly limits: Readonly<Record<string, number>>;
  readonly statuses: readonly { readonly status: string; readonly letters: string; readonly words: string }[];
  readonly verbs: readonly VerbTold[];
  readonly version: string;
  readonly ground: string | null;
  // That people hold, by the access table in force.
  readonly roles: readonly string[];
}

export interface VerbTold {
  readonly name: string;
  readonly area: string;
  readonly example: string;
  readonly help: string;
  readonly takes: readonly string[];
}

export interface Me {
  readonly person: string;
  readonly handle: string | null;
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly orders: readonly string[];
  readonly session: SessionTold | null;
}

export interface SessionTold {
  readonly id: string;
  readonly method: string;
  // When its person last proved who they are, by the town's clock.
  readonly authenticated_at: string;
  readonly is_locked: boolean;
  readonly idle_lock_s: number;
  readonly expires_at: string;
}
