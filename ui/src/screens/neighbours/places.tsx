// Places at facilities that one town keeps for another: beds, shelter places.

import { Panel } from "../../parts/panel.tsx";
import { placeRows } from "../../picture/place-loans.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { clockTime } from "../../shell/time.ts";

export function Places() {
  const { words, town } = useConsole();
  const { picture } = usePicture("place_loans");
  const rows = placeRows(picture, town.code);
  if (rows.length === 0) return null;
  return (
    <Panel name={words.say("places-between")} count={rows.length}>
      <ul className="stock-rows">
        {rows.map((each) => (
          <li key={each.key} data-waits={each.waits || each.back !== null ? "" : undefined}>
            {words.tell(each.first)} {words.tell(each.second)}{each.back === null ? "" : ` ${words.say("place-back", { at: clockTime(each.back, town.zone, false) })}`}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
