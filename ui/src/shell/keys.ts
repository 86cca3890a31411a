// One table of keys: what they do, the sheet on `?`, the footer. By position where letters differ
// from layout to layout. Never what browsers need: Ctrl+R/W/T/L, F5, F11, F12.

import { useEffect, useEffectEvent, type RefObject } from "react";
import type { CommandLineHandle } from "./command-line.tsx";
import type { Console } from "./console.tsx";
import { preferences } from "./preferences.ts";
import { go } from "./route.ts";
import { SCREENS } from "./screens.ts";

export interface Key {
  readonly key: string;
  readonly shown: string;
  readonly name: string;
  readonly isInFooter?: boolean;
}

export const KEYS: readonly Key[] = [
  { key: "F1", shown: "F1", name: "new-call", isInFooter: true },
  { key: "F2", shown: "F2", name: "incidents", isInFooter: true },
  { key: "F3", shown: "F3", name: "units", isInFooter: true },
  { key: "F4", shown: "F4", name: "map", isInFooter: true },
  { key: "F6", shown: "F6", name: "plan", isInFooter: true },
  { key: "F7", shown: "F7", name: "talk", isInFooter: true },
  { key: "F8", shown: "F8", name: "next-needing", isInFooter: true },
  { key: "Shift+F8", shown: "⇧F8", name: "alarms" },
  { key: "Alt+1", shown: "Alt 1–3", name: "proposal" },
  { key: "Alt+W", shown: "Alt W", name: "why-not" },
  { key: "Alt+0", shown: "Alt 0", name: "something-else" },
  { key: "Alt+4", shown: "Alt 4–9", name: "because" },
  { key: "Alt+A", shown: "Alt A", name: "together" },
  { key: "F9", shown: "F9", name: "picture-at", isInFooter: true },
  { key: "/", shown: "/", name: "command" },
  { key: "Escape", shown: "Esc", name: "back" },
  { key: "1-9", shown: "1–9", name: "screens" },
  { key: "?", shown: "?", name: "all-keys", isInFooter: true },
];

// Panes say that they can be reached: `F2` looks for `[data-pane="incidents"]`.
const PANES: Readonly<Record<string, string>> = { F2: "incidents", F3: "units", F4: "map", F6: "plan", F7: "log" };

export const SHEET = "tocsin:sheet";
export const NEXT_NEEDING = "tocsin:next-needing";
export const ALARMS = "tocsin:alarms";
// Somebody has turned to what was said.
export const TALK = "tocsin:talk";

export function useKeys(console_: Console, line: RefObject<CommandLineHandle | null>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const target = event.target as HTMLElement;
      const types = target.matches("input, textarea, select, [contenteditable]");
      const isFree = !types && !target.closest("[role=listbox], [role=grid], [role=menu], [role=dialog], [data-pane=map]");
      const pane = PANES[event.key];
      if (event.key === "F1") act(event, () => go("/calls?new"));
      else if (event.key === "F8") act(event, () => window.dispatchEvent(new Event(event.shiftKey ? ALARMS : NEXT_NEEDING)));
      else if (event.key === "F9") act(event, () => console_.write("AT "));
      else if (pane) act(event, () => (focusPane(pane), event.key === "F7" && window.dispatchEvent(new Event(TALK))));
      else if (event.key === "Escape") escape(event, console_, types);
      // WCAG 2.1.4: single characters can be switched off.
      else if (types || !preferences().letters) return;
      else if (event.key === "/") act(event, () => line.current?.focus());
      else if (event.key === "?") act(event, () => window.dispatchEvent(new Event(SHEET)));
      else if (isFree && /^[1-9]$/.test(event.key)) {
        const screen = SCREENS.find((each) => each.digit === event.key);
        if (screen) act(event, () => go(`/${screen.name}`));
      } else if (isFree && /^\p{L}$/u.test(event.key)) act(event, () => line.current?.begin(event.key));
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [console_, line]);
}

export function useWindowEvent(name: string, heard: () => void): void {
  const now = useEffectEvent(heard);
  useEffect(() => {
    const listener = () => now();
    window.addEventListener(name, listener);
    return () => window.removeEventListener(name, listener);
  }, [name]);
}

function act(event: KeyboardEvent, what: () => void): void {
  event.preventDefault();
  what();
}

// Back out one step; text is never destroyed by it.
function escape(event: KeyboardEvent, console_: Console, types: boolean): void {
  const isEmpty = types && (event.target as HTMLInputElement).value === "";
  if (console_.past && (!types || isEmpty)) {
    act(event, () => void console_.lookBack(null));
  } else if (types) {
    (event.target as HTMLElement).blur();
    document.getElementById("screen")?.focus();
  } else if (console_.selection.incident) {
    console_.select({ incident: null });
  }
}

export function focusPane(name: string): void {
  const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`);
  if (!pane) return;
  const list = pane.querySelector<HTMLElement>('[role="listbox"][tabindex="0"], [role="option"][tabindex="0"], .matrix .unit-chip[tabindex="0"]');
  const inside = pane.querySelector<HTMLElement>("[data-begin]") ?? list ?? pane.querySelector<HTMLElement>('[tabindex="0"], button, a[href], input');
  if (!inside) pane.tabIndex = -1;
  (inside ?? pane).focus();
}
