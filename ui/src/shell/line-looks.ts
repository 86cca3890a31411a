// Lines that only change what this screen shows: nothing of them goes to the town.

import type { Console } from "./console.tsx";
import { SHEET } from "./keys.ts";
import { located } from "./locate.ts";
import { momentOf } from "./moment.ts";
import { go } from "./route.ts";
import { SCREENS } from "./screens.ts";

// "wrong": it was meant for the screen, and could not be read.
export async function lookedAt(line: string, console_: Console, tell: (said: string | null) => void): Promise<"looked" | "wrong" | "not"> {
  const { words, store, town, boards } = console_;
  const [verb = "", ...rest] = line.split(/\s+/);
  const upper = verb.toUpperCase();
  if (upper === "?" && rest.length === 0) {
    window.dispatchEvent(new Event(SHEET));
    return "looked";
  }
  if (upper === "AT" && rest.length > 0) {
    const at = momentOf(rest.join(" "), store.now(), town.zone);
    if (at === null) {
      tell(words.say("at-not-understood"));
      return "wrong";
    }
    tell(words.say("past-asks"));
    tell(await console_.lookBack({ question: "known_at", at }));
    return "looked";
  }
  if (upper === "L" && rest.length === 1) {
    const name = rest[0]!.toUpperCase();
    const cell = boards.now().groups.flatMap((each) => each.cells).find((each) => each.callSign.toUpperCase() === name);
    if (!cell) return "not";
    tell(located(cell, console_));
    return "looked";
  }
  // A screen's own name goes there.
  const screen = rest.length === 0 ? SCREENS.find((each) => each.name.toUpperCase() === upper) : undefined;
  if (!screen) return "not";
  go(`/${screen.name}`);
  return "looked";
}
