// Counted stock that is between towns: on the way, with a neighbour, or a neighbour's with us.

import { Panel } from "../../parts/panel.tsx";
import { stockOf } from "../../picture/stock.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { clockTime } from "../../shell/time.ts";

export function Stock() {
  const { words, town } = useConsole();
  const { picture } = usePicture("lots", "lot_transfers");
  const rows = stockOf(picture, town.code);
  if (rows.length === 0) return null;
  return (
    <Panel name={words.say("stock-between")} count={rows.length}>
      <ul className="stock-rows">
        {rows.map((each) => <li key={each.key} data-waits={each.since === null ? undefined : ""}>{words.tell(each.says)}{each.since === null ? "" : ` ${words.say("stock-since", { at: clockTime(each.since, town.zone, false) })}`}</li>)}
      </ul>
    </Panel>
  );
}
