// What all screens share: the town, the viewer, the picture (live or of another time), the words,
// what is selected, how to act.

import { createContext, use, useCallback, useMemo, useSyncExternalStore } from "react";
import type { Outbox } from "../act/outbox.ts";
import type { Store, LinkTold } from "../live/store.ts";
import type { Fields, Picture, Subjects } from "../picture/picture.ts";
import type { AlarmKeeper } from "./alarms.ts";
import type { BoardKeeper } from "./board.ts";
import type { Words } from "../words/words.ts";
import type { Me, TownTold } from "./town.ts";

export interface PastTold {
  readonly question: "known_at" | "time";
  readonly at: string;
}

export interface Selection {
  readonly incident: string | null;
  readonly report: string | null;
}

export interface Console {
  readonly town: TownTold;
  readonly me: Me;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly boards: BoardKeeper;
  readonly alarms: AlarmKeeper;
  readonly words: Words;
  readonly selection: Selection;
  readonly select: (next: Partial<Selection>) => void;
  // The picture of another time that is shown instead, and what was asked for it.
  readonly past: (PastTold & { readonly picture: Picture }) | null;
  readonly lookBack: (past: PastTold | null) => Promise<string | null>;
  // Puts a line into the command line, where a person sees it before it is sent.
  readonly write: (line: string) => void;
  // Sends a line at once, as a button does; where it is refused it stands in the command line.
  readonly give: (line: string, says?: string) => void;
  // Whether some role of the viewer's may give this order at all, and not while looking back.
  readonly may: (order: string) => boolean;
}

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const found = use(ConsoleContext);
  if (!found) throw new Error("outside of the console");
  return found;
}

export function useWords(): Words {
  return useConsole().words;
}

// The picture shown, with a number that changes when one of these kinds did.
export function usePicture(...kinds: string[]): { readonly picture: Picture; readonly version: string } {
  const { store, past } = useConsole();
  const version = useTopics(store, kinds);
  return past ? { picture: past.picture, version: past.at } : { picture: store.picture, version };
}

export function useKind(kind: string): Subjects {
  return usePicture(kind).picture.of(kind);
}

export function useSubject(kind: string, id: string | null): Fields | null {
  const { store, past } = useConsole();
  useTopics(store, [`${kind}/${id ?? ""}`]);
  if (id === null) return null;
  return (past?.picture ?? store.picture).of(kind).get(id) ?? null;
}

export function useLink(): LinkTold {
  const { store } = useConsole();
  useTopics(store, ["link"]);
  return store.link;
}

function useTopics(store: Store, topics: readonly string[]): string {
  const key = topics.join(" ");
  const subscribe = useCallback(
    (listener: () => void) => {
      const off = key.split(" ").map((topic) => store.on(topic, listener));
      return () => off.forEach((each) => each());
    },
    [store, key],
  );
  return useSyncExternalStore(subscribe, () => key.split(" ").map((each) => store.version(each)).join(" "));
}

// One beat a second for all that ages on a page.
const beats = new Set<() => void>();
let beating: ReturnType<typeof setInterval> | null = null;
let beat = 0;

function onBeat(listener: () => void): () => void {
  beats.add(listener);
  beating ??= setInterval(() => {
    beat += 1;
    for (const each of beats) each();
  }, 1_000);
  return () => {
    beats.delete(listener);
    if (beats.size > 0 || beating === null) return;
    clearInterval(beating);
    beating = null;
  };
}

// Looks again each second; draws anew only when it is another value.
export function useBeat<T extends string | number>(look: () => T): T {
  return useSyncExternalStore(onBeat, look);
}

// What tells the town's time; of another time, that time. Milliseconds since 1970.
export function useClock(): () => number {
  const { store, past } = useConsole();
  return useMemo(() => {
    const then = past ? Date.parse(past.at) : null;
    return () => then ?? store.now();
  }, [store, past]);
}

// The town's time, each second; of another time, that time. Milliseconds since 1970.
export function useNow(): number {
  const clock = useClock();
  useBeat(() => beat);
  return clock();
}
