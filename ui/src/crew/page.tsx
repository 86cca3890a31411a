// What all parts of the crew page share.

import { createContext, use, useEffect, useState, useSyncExternalStore } from "react";
import type { Store, LinkTold } from "../live/store.ts";
import { preferences } from "../shell/preferences.ts";
import type { Mode } from "../parts/mode.tsx";
import type { Words } from "../words/words.ts";
import type { Job } from "./job.ts";
import type { NewReport, Report } from "./report.ts";
import type { Reports } from "./reports.ts";
import type { Shelf } from "./shelf.ts";
import type { Call, Sound } from "../parts/sound.ts";
import type { Crew, Town } from "./who.ts";

export interface Page {
  readonly town: Town;
  readonly me: Crew;
  readonly store: Store;
  readonly shelf: Shelf;
  readonly reports: Reports;
  readonly sound: Sound;
  readonly words: Words;
  // The words that go into the town's log: in the town's language, whatever the phone speaks.
  readonly logWords: Words;
  readonly job: Job;
  readonly listed: readonly Report[];
  readonly give: (made: Omit<NewReport, "unit" | "incident"> & { readonly incident?: string | null }) => Promise<Report>;
  readonly taken: ReadonlySet<string>;
  readonly take: (key: string) => void;
  readonly chooseUnit: ((unit: string | null) => void) | null;
  readonly speak: () => void;
  readonly signOut: () => Promise<void>;
  // The session is locked or over: who is here is asked anew, and what waits stays.
  readonly signInAgain: () => void;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const found = use(PageContext);
  if (!found) throw new Error("outside of the crew page");
  return found;
}

export function useTopic(store: Store, topic: string): number {
  return useSyncExternalStore((listener) => store.on(topic, listener), () => store.version(topic));
}

export function useLink(): LinkTold {
  const { store } = usePage();
  useTopic(store, "link");
  return store.link;
}

// The town's time, each second; ms since 1970.
export function useNow(): number {
  const { store } = usePage();
  const [now, setNow] = useState(() => store.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(store.now()), 1_000);
    return () => clearInterval(timer);
  }, [store]);
  return now;
}

export function useModed(): { readonly mode: Mode; readonly word: string } {
  const { town, words } = usePage();
  return { mode: town.kind, word: town.kind === "actual" ? "" : words.say(`mode-${town.kind}`) };
}

// Calls at once and again until it is over; how often it did.
export function useAlarm(call: Call, isOn: boolean, everyMs: number): number {
  const { sound } = usePage();
  const { mode, word } = useModed();
  const { words } = usePage();
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (!isOn) return;
    const ring = () => {
      sound.call(call, preferences().sound, mode === "actual" ? null : { word, language: words.language });
      setTimes((before) => before + 1);
    };
    ring();
    const timer = setInterval(ring, everyMs);
    return () => {
      clearInterval(timer);
      sound.hush();
    };
  }, [sound, call, isOn, everyMs, mode, word, words]);
  return times;
}
