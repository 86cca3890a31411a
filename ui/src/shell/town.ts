// What a page is told once: whose town this is and who looks at it.

export type LogKind = "actual" | "exercise" | "test";

export interface TownTold {
  readonly town: { readonly name: string; readonly code: string; readonly kind: LogKind };
  readonly zone: string;
  readonly language: string;
  readonly now: string;
  readonly clock_rate: number;
  readonly limits: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, readonly string[]>>;
  readonly verbs: readonly VerbTold[];
  readonly version: string;
  readonly ground: string | null;
}

export interface VerbTold {
  readonly name: string;
  readonly area: string;
  readonly example: string;
  readonly help: string;
  readonly takes: string;
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
  readonly is_locked: boolean;
  readonly idle_lock_s: number;
  readonly expires_at: string;
}
