// Words of the console in one language, loaded when it is chosen.

import { Words, type Language } from "./language.ts";

export { LANGUAGES, languageFor, OWN_NAMES, Words, type Language } from "./language.ts";

const FILES = import.meta.glob<string>("./*/*.ftl", { query: "?raw", import: "default" });

export async function wordsOf(language: Language): Promise<Words> {
  const own = Object.keys(FILES).filter((path) => path.startsWith(`./${language}/`)).sort();
  return new Words(language, await Promise.all(own.map((path) => FILES[path]!())));
}
