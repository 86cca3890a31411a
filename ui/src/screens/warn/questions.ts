// What is unusual about a warning, as a question to whoever approves it, with what it is about.

import { tongueName } from "../../words/tongues.ts";
import type { Words } from "../../words/words.ts";

const OF_LANGUAGES: ReadonlySet<string> = new Set(["language_lacking", "words_not_reviewed"]);

export function questionSaid(name: string, about: readonly string[], words: Words): string {
  const named = OF_LANGUAGES.has(name) ? about.map((each) => tongueName(each, words.language) ?? each) : about;
  const asked = words.code("warn-question", name);
  return named.length === 0 ? asked : words.say("warn-question-about", { asked, about: named });
}
