// For those who only look: how many, how bad, what is shut, what is free, in large plain words.

import { Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { Empty } from "../../parts/states.tsx";
import { placeWords } from "../../picture/places.ts";
import { count, part, text, time, words as wordsIn } from "../../picture/read.ts";
import type { Fields } from "../../picture/picture.ts";
import { useBoard } from "../../shell/board.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import type { ScreenProps } from "../../shell/screens.ts";
import { clockTime } from "../../shell/time.ts";
import "./officials.css";

const LEVELS = [1, 2, 3, 4, null] as const;

export default function Officials(_: ScreenProps) {
  const { words, town } = useConsole();
  const board = useBoard();
  const { picture } = usePicture("incidents", "closures", "facilities");
  const open = [...picture.of("incidents").values()].filter((each) => text(each, "status") !== "closed" && !text(each, "merged_into"));
  const closures = [...picture.of("closures")].filter(([, each]) => !text(each, "lifted_at"));
  const facilities = [...picture.of("facilities")].filter(([, each]) => text(each, "state") && text(each, "state") !== "unknown");
  return (
    <div className="officials">
      <section className="figures" aria-label={words.say("screen-officials")}>
        <p><strong>{board.counts.open}</strong> {words.say("official-open")}</p>
        <p><strong>{board.needs.length}</strong> {words.say("official-needs")}</p>
        <p><strong>{board.counts.free}</strong> {words.say("official-free", { all: board.counts.units })}</p>
      </section>
      <Panel name={words.say("official-how-bad")}>
        <ul className="levels">
          {LEVELS.map((level) => (
            <li key={level ?? "unknown"}>
              <Severity level={levelOf(level)} word="" size={24} />
              <strong>{open.filter((each) => count(each, "priority") === level).length}</strong> {words.code("severity", level === null ? "unknown" : String(level))}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel name={words.say("official-closed")} count={closures.length}>
        {closures.length === 0 ? <Empty says={words.say("official-closed-none")} /> : (
          <ul className="plain">
            {closures.map(([id, each]) => (
              <li key={id}>
                <strong>{words.code("closure", text(each, "kind") ?? "")}</strong> {words.tell(placeWords(part(part(each, "extent"), "place") as Fields | undefined))}
                {time(each, "ends_at") === null ? "" : ` · ${words.say("until", { time: clockTime(time(each, "ends_at")!, town.zone, false) })}`}
              </li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel name={words.say("official-places")} count={facilities.length}>
        {facilities.length === 0 ? <Empty says={words.say("official-places-none")} /> : (
          <ul className="plain">
            {facilities.map(([id, each]) => <li key={id}><strong>{wordsIn(each, "name") ?? id}</strong> {words.code("facility-state", text(each, "state") ?? "")}</li>)}
          </ul>
        )}
      </Panel>
    </div>
  );
}
