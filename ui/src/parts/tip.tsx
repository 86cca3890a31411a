// A few more words beside something that can have focus. Never the only place where they stand.

import type { ReactNode } from "react";
import { Tooltip, TooltipTrigger } from "react-aria-components";

export function Tip({ says, children }: { readonly says: string; readonly children: ReactNode }) {
  return (
    <TooltipTrigger delay={500} closeDelay={100}>
      {children}
      <Tooltip className="tip" offset={6}>{says}</Tooltip>
    </TooltipTrigger>
  );
}
