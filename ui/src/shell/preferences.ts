// What a person chose for this browser: look, language, whether single letters act.

import { languageFor, LANGUAGES, type Language } from "../words/words.ts";

export type Look = "auto" | "dark" | "light" | "contrast";
export const LOOKS: readonly Look[] = ["auto", "dark", "light", "contrast"];

export interface Preferences {
  readonly look: Look;
  readonly language: Language | "auto";
  readonly letters: boolean;
  readonly sound: number;
}

const SHELF = "tocsin-preferences";
const USUAL: Preferences = { look: "auto", language: "auto", letters: true, sound: 0.6 };

export function preferences(): Preferences {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(SHELF) ?? "{}") as Partial<Preferences>) };
  } catch {
    return USUAL;
  }
}

export function prefer(change: Partial<Preferences>): Preferences {
  const next = { ...preferences(), ...change };
  try {
    localStorage.setItem(SHELF, JSON.stringify(next));
  } catch {
    // Not kept: it holds until the page is left.
  }
  showLook(next.look);
  return next;
}

export function chosenLanguage(): Language {
  const { language } = preferences();
  return language !== "auto" && LANGUAGES.includes(language) ? language : languageFor(navigator.languages);
}

const isLight = window.matchMedia("(prefers-color-scheme: light)");
const wantsContrast = window.matchMedia("(prefers-contrast: more)");

export function beginLook(): void {
  showLook(preferences().look);
  for (const each of [isLight, wantsContrast]) each.addEventListener("change", () => showLook(preferences().look));
}

function showLook(look: Look): void {
  const auto = wantsContrast.matches ? "contrast" : isLight.matches ? "light" : "dark";
  document.documentElement.dataset["look"] = look === "auto" ? auto : look;
}
