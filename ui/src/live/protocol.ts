// What the page and the worker that holds the stream say to each other.

import type { Positions } from "../api/types.ts";
import type { Fields } from "../picture/picture.ts";

export interface Delta {
  readonly verb: "disclosed" | "changed" | "withdrawn";
  readonly kind: string;
  readonly id: string;
  readonly fields?: Fields;
}

// The town's clock: what it said when, on the worker's own clock (ms since 1970), and how fast it
// runs (1; a drill may run faster).
export interface Clock {
  readonly at: number;
  readonly heard: number;
  readonly rate: number;
}

export type LinkState =
  | { readonly is: "joining" }
  | { readonly is: "live" }
  | { readonly is: "stale"; readonly age_s: number }
  | { readonly is: "lost"; readonly since: number; readonly because: string }
  | { readonly is: "ended"; readonly code: string };

export type ToPage =
  | { readonly say: "began"; readonly deltas: readonly Delta[] }
  | { readonly say: "deltas"; readonly deltas: readonly Delta[]; readonly at: number }
  | { readonly say: "positions"; readonly body: Positions | null }
  | { readonly say: "clock"; readonly clock: Clock }
  | { readonly say: "link"; readonly link: LinkState; readonly heard: number };

export type ToWorker =
  // `life`: a lock that the page holds as long as it lives; without one where there are no locks.
  | { readonly ask: "join"; readonly life?: string | undefined }
  | { readonly ask: "again" }
  | { readonly ask: "forget" }
  | { readonly ask: "leave" };
