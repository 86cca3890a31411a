// A link to another page of the console: opened here, or beside with a modifier as everywhere.

import type { ReactNode } from "react";
import { go } from "./route.ts";

export function Linked({ to, children, says }: { readonly to: string; readonly children: ReactNode; readonly says?: string }) {
  return (
    <a
      href={to}
      {...(says ? { "aria-label": says } : {})}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
