// Controls that belong together: one stop of the tabulator, arrows inside.

import type { ReactNode } from "react";
import { Separator, Toolbar as AriaToolbar } from "react-aria-components";

export function Toolbar({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <AriaToolbar className="toolbar" aria-label={label}>{children}</AriaToolbar>;
}

export function Divider() {
  return <Separator className="divider" orientation="vertical" />;
}
