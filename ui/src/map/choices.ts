// How somebody wants the map drawn: kept by the browser for the next time. As long as nothing is
// chosen, the look follows the device (dark, more contrast), and changes with it.

import type { Look } from "./source";

export interface Choice {
  readonly look: Look;
  readonly language: string;
}

const DARK = matchMedia("(prefers-color-scheme: dark)");
const CONTRAST = matchMedia("(prefers-contrast: more)");
const LOOKS: readonly string[] = ["light", "dark", "contrast"];

export function chosen(): Choice {
  const kept = read("look");
  const asked = LOOKS.includes(kept) ? (kept as Look) : null;
  const own: Look = CONTRAST.matches ? "contrast" : DARK.matches ? "dark" : "light";
  return { look: asked ?? own, language: read("language") };
}

export function addChoices(languages: readonly string[], changed: (choice: Choice) => Promise<void>): void {
  const look = field("look");
  const language = field("language");
  const spoken = new Intl.DisplayNames([navigator.language, "en"], { type: "language", fallback: "code" });
  language.replaceChildren(
    new Option("As written there", ""),
    ...languages.map((code) => new Option(spoken.of(code) ?? code, code)),
  );
  look.value = LOOKS.includes(read("look")) ? read("look") : "auto";
  language.value = languages.includes(read("language")) ? read("language") : "";
  for (const each of [look, language]) {
    each.onchange = () => {
      keep(each.name, each.value);
      void changed(chosen());
    };
  }
  for (const each of [DARK, CONTRAST]) each.addEventListener("change", () => void changed(chosen()));
}

function field(id: string): HTMLSelectElement {
  return document.getElementById(id) as HTMLSelectElement;
}

function read(name: string): string {
  try {
    return localStorage.getItem(`tocsin.map.${name}`) ?? "";
  } catch {
    return "";
  }
}

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`tocsin.map.${name}`, value);
  } catch {
    // A browser that keeps nothing is asked again next time.
  }
}
