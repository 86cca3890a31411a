// How the system itself is, in the words of whoever runs it: what is well, what wants a hand, what
// to do next. Asked again each half minute.

import { useEffect, useState } from "react";
import { ask } from "../../act/door.ts";
import type { HealthWords } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Loading } from "../../parts/states.tsx";
import { useConsole } from "../../shell/console.tsx";
import type { ScreenProps } from "../../shell/screens.ts";
import "./health.css";

const AGAIN_MS = 30_000;
const SIGNS: Readonly<Record<string, string>> = { good: "✓", attention: "!", bad: "✕", unknown: "?" };

export default function Health(_: ScreenProps) {
  const { words } = useConsole();
  const [told, setTold] = useState<HealthWords | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      const answer = await ask<HealthWords>("/v1/health/words");
      if (isGone) return;
      if (answer.is === "done") setTold(answer.body);
      setRefused(answer.is === "refused" ? `${answer.refusal.detail} ${answer.refusal.next}` : answer.is === "unknown" ? words.say("town-does-not-answer") : null);
    };
    void look();
    const timer = setInterval(() => void look(), AGAIN_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
  }, [words, turn]);
  return (
    <Panel name={words.say("health")} count={told ? words.code("health", told.state) : undefined} ends={<Button onPress={() => setTurn(turn + 1)}>{words.say("look-again")}</Button>} level={1} scrolls>
      {refused && <Refusal what={refused} acts={<Button onPress={() => setTurn(turn + 1)}>{words.say("try-again")}</Button>} />}
      {!told && !refused && <Loading says={words.say("health-asks")} />}
      <ul className="health">
        {told?.things.map((each) => (
          <li key={each.name} data-state={each.state}>
            <span className="sign" role="img" aria-label={words.code("health", each.state)}>{SIGNS[each.state] ?? "?"}</span>
            <div>
              <strong>{words.code("health-of", each.name.replaceAll(" ", "_"))}</strong>
              <p>{each.says}</p>
              {each.next && <p className="next">{each.next}</p>}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
