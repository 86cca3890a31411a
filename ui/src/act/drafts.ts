// What is being typed, kept for this tab: neither a reload nor a server that is gone loses it.

import { useCallback, useState } from "react";

const PREFIX = "tocsin-draft-";
const ALL = "tocsin-";
const OWNER = "tocsin-kept-for";
const keepers = new Set<() => void>();

// Calls when what is kept is another person's.
export function whenForgotten(keeper: () => void): void {
  keepers.add(keeper);
}

// What is typed here is one person's: of another's nothing stays. Says whether something was thrown
// away; null: nobody is here any more.
export function keepFor(person: string | null): boolean {
  try {
    if (person !== null && sessionStorage.getItem(OWNER) === person) return false;
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(ALL)) sessionStorage.removeItem(name);
    if (person !== null) sessionStorage.setItem(OWNER, person);
  } catch {
    // Nothing is kept, so nothing stays.
  }
  for (const each of keepers) each();
  return true;
}

export function useDraft(name: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => read(name));
  const keep = useCallback(
    (next: string) => {
      setText(next);
      try {
        if (next) sessionStorage.setItem(PREFIX + name, next);
        else sessionStorage.removeItem(PREFIX + name);
      } catch {
        // See Outbox.
      }
    },
    [name],
  );
  return [text, keep];
}

function read(name: string): string {
  try {
    return sessionStorage.getItem(PREFIX + name) ?? "";
  } catch {
    return "";
  }
}
