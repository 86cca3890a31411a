// The region as the town tells of it: its neighbours, when each was last heard, and what they let us
// know. It is asked for again and again, since how old it is, is half of what it says.

import { useEffect, useState } from "react";
import { ask } from "../act/door.ts";
import type { Region } from "../api/types.ts";
import { useConsole } from "./console.tsx";

const AGAIN_MS = 4_000;

export interface RegionAsked {
  readonly region: Region | null;
  // Why there is none: this process speaks with nobody; or nobody answers.
  readonly because: "none" | "away" | null;
}

// `isWanted`: where there are no neighbours nobody need be asked.
export function useRegion(every_ms = AGAIN_MS, isWanted = true): RegionAsked {
  const { past } = useConsole();
  const [asked, set] = useState<RegionAsked>({ region: null, because: null });
  useEffect(() => {
    // Of another time nobody wrote down how old it was.
    if (past || !isWanted) return undefined;
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      if (!document.hidden) {
        const answer = await ask<Region>("/v1/region?own=no", { signal: gone.signal });
        if (gone.signal.aborted) return;
        if (answer.is === "done") set({ region: answer.body, because: null });
        else set((was) => ({ region: was.region, because: answer.is === "refused" && answer.refusal.status === 404 ? "none" : "away" }));
      }
      timer = setTimeout(() => void look(), every_ms);
    };
    void look();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [past, every_ms, isWanted]);
  return past ? { region: null, because: null } : asked;
}
