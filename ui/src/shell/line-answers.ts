// What the town says of a line while it is typed: what it would do, and what could stand next.

import { useEffect, useRef, useState } from "react";
import { ask, type Refusal } from "../act/door.ts";
import type { Standing } from "../act/outbox.ts";

export interface Preview {
  readonly says: string;
  readonly commands?: readonly string[];
  readonly view?: string;
  readonly would?: { readonly outcome: string; readonly why?: string; readonly next?: string; readonly is_soft?: boolean };
}

export interface Choice {
  readonly text: string;
  readonly label: string;
  readonly detail: string;
  readonly kind: string;
  readonly is_allowed: boolean;
  readonly why?: string;
}

export type Echo =
  | { readonly is: "nothing" }
  | { readonly is: "says"; readonly preview: Preview }
  | { readonly is: "wrong"; readonly refusal: Refusal }
  | { readonly is: "away" };

interface Complete {
  readonly start: number;
  readonly choices: readonly Choice[];
}

interface Answers {
  readonly echo: Echo;
  readonly choices: readonly Choice[];
  // Where in the line a choice goes.
  readonly begins: { readonly current: number };
}

const ECHO_MS = 60;

// `key` tells what stands selected: the same key, the same meaning of the line.
export function useAnswers(text: string, standing: Standing, key: string): Answers {
  const [echo, setEcho] = useState<Echo>({ is: "nothing" });
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const begins = useRef(0);
  useEffect(() => {
    if (!text.trim()) {
      setEcho({ is: "nothing" });
      setChoices([]);
      return undefined;
    }
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const body = { line: text, ...standing };
      const [preview, complete] = await Promise.all([
        ask<Preview>("/v1/line", { body: { ...body, is_dry_run: true }, signal: gone.signal }),
        ask<Complete>("/v1/line/complete", { body, signal: gone.signal }),
      ]);
      if (gone.signal.aborted) return;
      if (preview.is === "done") setEcho({ is: "says", preview: preview.body });
      else if (preview.is === "refused") setEcho({ is: "wrong", refusal: preview.refusal });
      else setEcho({ is: "away" });
      if (complete.is === "done") begins.current = complete.body.start;
      setChoices(complete.is === "done" ? complete.body.choices : []);
    }, ECHO_MS);
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
    // The standing is told by its key.
    // eslint-disable-next-line
  }, [text, key]);
  return { echo, choices, begins };
}
