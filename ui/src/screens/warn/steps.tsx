// The way of a warning in five steps, and where it stands.

import type { Fields } from "../../picture/picture.ts";
import { text } from "../../picture/read.ts";
import { useConsole } from "../../shell/console.tsx";

export const STEPS = ["who", "what", "words", "second", "sent"] as const;

export function Steps({ fields, at }: { readonly fields?: Fields | undefined; readonly at?: number | undefined }) {
  const { words } = useConsole();
  const state = text(fields, "state") ?? "draft";
  const now = at ?? (state === "draft" || state === "checked" ? 3 : state === "approved" ? 4 : 5);
  return (
    <ol className="warn-steps" aria-label={words.say("warn-steps")}>
      {STEPS.map((each, number) => (
        <li key={each} data-is={number < now ? "done" : number === now ? "now" : "open"} {...(number === now ? { "aria-current": "step" as const } : {})}>
          <span aria-hidden="true">{number + 1}</span> {words.say(`warn-step-${each}`)}{number < now ? <span aria-hidden="true"> ✓</span> : null}
        </li>
      ))}
    </ol>
  );
}
