// The keys that work here, and the last thing that was done.

import { useSyncExternalStore } from "react";
import { KeyCap } from "../parts/key-cap.tsx";
import { useConsole } from "./console.tsx";
import { KEYS } from "./keys.ts";
import { Scrub } from "./scrub.tsx";
import { clockTime } from "./time.ts";

export function Footer() {
  const { words, outbox, town, store } = useConsole();
  const all = useSyncExternalStore(outbox.on, () => outbox.all);
  const last = all.findLast((each) => each.state === "done");
  return (
    <footer className="footer">
      <ul>
        {KEYS.filter((each) => each.isInFooter).map((each) => (
          <li key={each.key}>
            <KeyCap keys={each.shown} /> {words.code("key", each.name)}
          </li>
        ))}
      </ul>
      <p>
        {last && (
          <>
            <time>{clockTime(store.then(last.at), town.zone)}</time> <strong>{last.says.split("\n", 1)[0]}</strong>
          </>
        )}
      </p>
      <Scrub />
    </footer>
  );
}
