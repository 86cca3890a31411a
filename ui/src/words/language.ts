// Says sentences in one language, from the texts of its files (Project Fluent).

import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Argument, Said } from "./said.ts";

export const LANGUAGES = ["en", "de", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];
export const OWN_NAMES: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch", ar: "العربية" };
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(["ar"]);
const COMMA: Readonly<Record<Language, string>> = { en: ", ", de: ", ", ar: "، " };
// Of a list of names so many are said; the rest is counted, never dropped.
const NAMED = 4;

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
    return this.bundle.formatPattern(message.value, args ? this.plain(args) : null);
  };

  readonly tell = (sentence: Said): string => {
    if (sentence.otherwise !== undefined && !this.bundle.hasMessage(sentence.id)) return sentence.otherwise;
    return this.say(sentence.id, sentence.args);
  };

  // Like `say`, for ids that are made of a code (`status-on_scene`); the code itself where the
  // town's codes are ahead of this file.
  readonly code = (family: string, code: string): string => {
    const id = `${family}-${code.replaceAll(".", "-")}`;
    return this.bundle.hasMessage(id) ? this.say(id) : code.replaceAll(/[._]/g, " ");
  };

  private plain(args: Readonly<Record<string, Argument>>): Record<string, string | number> {
    const found: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(args)) found[name] = this.argument(value);
    return found;
  }

  private argument(value: Argument): string | number {
    if (typeof value === "string" || typeof value === "number") return value;
    if (!Array.isArray(value)) return this.tell(value as Said);
    const names = (value as readonly (string | Said)[]).map((each) => (typeof each === "string" ? each : this.tell(each)));
    const first = names.slice(0, NAMED).join(COMMA[this.language]);
    return names.length <= NAMED ? first : this.say("listed-more", { names: first, more: names.length - NAMED });
  }
}

export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const short = tag.toLowerCase().split("-")[0];
    const found = LANGUAGES.find((each) => each === short);
    if (found) return found;
  }
  return "en";
}
