// A row that takes a unit dragged onto it: the line that sends it there stands in the command line,
// with what it would do, and waits for Enter.

import { useRef, type ReactNode } from "react";
import { useDrop } from "react-aria-components";
import { useConsole } from "../../shell/console.tsx";
import { incidentName } from "../../shell/lines.ts";

export const UNIT_DRAGGED = "tocsin-unit";

export function DropRow({ incident, children }: { readonly incident: string; readonly children: ReactNode }) {
  const { may, select, write, store } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  const { dropProps, isDropTarget } = useDrop({
    ref: box,
    isDisabled: !may("DispatchUnit"),
    getDropOperation: (types, allowed) => (types.has(UNIT_DRAGGED) ? (allowed[0] ?? "cancel") : "cancel"),
    onDrop: async ({ items }) => {
      for (const each of items) {
        if (each.kind !== "text" || !each.types.has(UNIT_DRAGGED)) continue;
        const unit = await each.getText(UNIT_DRAGGED);
        select({ incident });
        write(`D ${unit} ${incidentName(store.picture, incident)}`);
      }
    },
  });
  return <div {...dropProps} ref={box} data-row={incident} data-drop={isDropTarget ? "" : undefined}>{children}</div>;
}
