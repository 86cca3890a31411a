// Words of the console in one language, from a file (Project Fluent), loaded when it is chosen.

import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Argument, Said } from "./said.ts";

export const LANGUAGES = ["en", "de", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];
export const OWN_NAMES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch", ar: "العربية" };
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar"]);

const FILES = import.meta.glob<string>("./*/*.ftl", { query: "?raw", import: "default" });

export class Words {
  readonly language: Language;
  readonly direction: "ltr" | "rtl";
  private readonly bundle: FluentBundle;

  constructor(language: Language, texts: readonly string[]) {
    this.language = language;
    this.direction = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr";
    // Isolation marks keep ids and times readable within right-to-left text; elsewhere they only
    // get into what is copied.
    this.bundle = new FluentBundle(language === "ar" ? "ar-u-nu-latn" : language, {
      useIsolating: this.direction === "rtl",
    });
    for (const text of texts) {
      const errors = this.bundle.addResource(new FluentResource(text));
      if (errors.length > 0) throw new Error(`words of ${language}: ${String(errors[0])}`);
    }
  }

  // The sentence. An id that is not there is a fault that the build finds; it is shown, not hidden.
  readonly say = (id: string, args?: Readonly<Record<string, Argument>>): string => {
    const message = this.bundle.getMessage(id);
    if (message?.value == null) return `⟨${id}⟩`;
    return this.bundle.formatPattern(message.value, args ? { ...args } : null);
  };

  readonly tell = (sentence: Said): string => this.say(sentence.id, sentence.args);

  // Like `say`, for ids that are made of a code (`status-on_scene`); the code itself where the
  // town's codes are ahead of this file.
  readonly code = (family: string, code: string): string => {
    const id = `${family}-${code.replaceAll(".", "-")}`;
    return this.bundle.hasMessage(id) ? this.say(id) : code.replaceAll(/[._]/g, " ");
  };
}

export async function wordsOf(language: Language): Promise<Words> {
  const own = Object.keys(FILES).filter((path) => path.startsWith(`./${language}/`)).sort();
  return new Words(language, await Promise.all(own.map((path) => FILES[path]!())));
}

export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const short = tag.toLowerCase().split("-")[0];
    const found = LANGUAGES.find((each) => each === short);
    if (found) return found;
  }
  return "en";
}
