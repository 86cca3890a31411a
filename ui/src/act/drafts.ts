// What is being typed, kept for this tab: neither a reload nor a server that is gone loses it.

import { useCallback, useState } from "react";

const PREFIX = "tocsin-draft-";

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
