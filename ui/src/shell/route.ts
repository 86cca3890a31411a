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

function onMove(listener: () => void): () => void {
  moved.add(listener);
  return () => {
    moved.delete(listener);
  };
}

export function usePath(): string {
  return useSyncExternalStore(onMove, () => window.location.pathname);
}

// What stands behind the path: `?new`.
export function useQuery(): string {
  return useSyncExternalStore(onMove, () => window.location.search);
}

// `/incidents/X` → ["incidents", "X"].
export function partsOf(path: string): readonly string[] {
  return path.split("/").filter(Boolean).map(decodeURIComponent);
}
