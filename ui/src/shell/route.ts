// Which screen is shown: its path, so that a reload, a link and the back button mean the same.

import { useSyncExternalStore } from "react";

const moved = new Set<() => void>();
window.addEventListener("popstate", () => moved.forEach((each) => each()));

export function go(path: string, how: "push" | "replace" = "push"): void {
  if (path === window.location.pathname + window.location.search) return;
  if (how === "push") window.history.pushState(null, "", path);
  else window.history.replaceState(null, "", path);
  moved.forEach((each) => each());
}

export function usePath(): string {
  return useSyncExternalStore(
    (listener) => {
      moved.add(listener);
      return () => moved.delete(listener);
    },
    () => window.location.pathname,
  );
}

// `/incidents/X` → ["incidents", "X"].
export function partsOf(path: string): readonly string[] {
  return path.split("/").filter(Boolean).map(decodeURIComponent);
}
