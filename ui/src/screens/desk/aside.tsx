// Others were sent than were proposed, or none will be: why, in one word. Whoever goes on without an
// answer is not held up, and is not asked again.

import { useSyncExternalStore } from "react";
import { asideOf, onAsides, propose, REASONS, stopAsking, type Aside } from "../../act/advice.ts";
import { Button } from "../../parts/button.tsx";
import { callSign, numberOf } from "../../picture/places.ts";
import { text } from "../../picture/read.ts";
import { useConsole, useSubject, type Console } from "../../shell/console.tsx";

// Alt and a digit: the first three are those of the proposals.
const FIRST_KEY = 4;

export function useAside(incident: string): Aside | undefined {
  return useSyncExternalStore(onAsides, () => asideOf(incident));
}

export function AsidePanel({ id, aside }: { readonly id: string; readonly aside: Aside }) {
  const console_ = useConsole();
  const { words, store } = console_;
  const incident = useSubject("incidents", id);
  if (!incident) return null;
  const units = aside.units.map((each) => text(store.picture.of("units").get(each) ?? {}, "call_sign") ?? callSign(each));
  const asks = units.length > 0 ? words.say("aside-asks", { units: units.join(", ") }) : words.say("aside-asks-none");
  return (
    <div className="asks-why" role="group" aria-label={asks}>
      <p role="status">{asks}</p>
      <div className="acts">
        {REASONS.map((each, at) => (
          <Button key={each} keyCap={`Alt ${FIRST_KEY + at}`} onPress={() => because(console_, id, aside, each)}>{words.code("aside", each)}</Button>
        ))}
        <Button kind="bare" onPress={() => stopAsking(id)}>{words.say("aside-go-on")}</Button>
      </div>
    </div>
  );
}

// The reason that a key stands for while it is asked.
export function reasonAt(digit: number): (typeof REASONS)[number] | undefined {
  return REASONS[digit - FIRST_KEY];
}

// A word of the list goes at once; for one's own there is the command line.
export function because({ store, give, write }: Console, id: string, aside: Aside, reason: (typeof REASONS)[number]): void {
  const line = ["BC", nameOf(store.picture, id), ...aside.units.map((each) => text(store.picture.of("units").get(each) ?? {}, "call_sign") ?? each)].join(" ");
  if (reason === "other") return write(`${line} `);
  propose(`${line} ${reason}`, aside.basis);
  give(`${line} ${reason}`);
}

// As a line calls it: by its number, where no other has the same.
function nameOf(picture: Console["store"]["picture"], id: string): string {
  const number = numberOf(picture.of("incidents").get(id) ?? {});
  const alike = [...picture.of("incidents").values()].filter((each) => numberOf(each) === number);
  return alike.length === 1 ? number : id;
}
