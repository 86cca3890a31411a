// Response plans: which there are, and the one that is being read or written.

import { useState } from "react";
import type { PlanShelf } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Empty } from "../../parts/states.tsx";
import { useConsole, useKind } from "../../shell/console.tsx";
import { go } from "../../shell/route.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { Editor } from "./editor.tsx";
import { inForce } from "./plan-text.ts";
import "./plans.css";

export default function Plans({ rest }: ScreenProps) {
  const { words, may } = useConsole();
  const shelves = useKind("plans") as ReadonlyMap<string, unknown> as ReadonlyMap<string, PlanShelf>;
  const chosen = rest[0] ?? [...shelves.keys()][0] ?? null;
  const shelf = chosen ? shelves.get(chosen) : undefined;
  const [name, setName] = useState("");
  return (
    <div className="plans">
      <Panel name={words.say("screen-plans")} count={shelves.size} level={1} scrolls>
        <ul className="plan-list">
          {[...shelves.values()].map((each) => (
            <li key={each.id}>
              <a href={`/plans/${encodeURIComponent(each.id)}`} aria-current={each.id === chosen ? "page" : undefined} onClick={(event) => (event.preventDefault(), go(`/plans/${encodeURIComponent(each.id)}`))}>
                <strong>{inForce(each)?.content.name ?? each.id}</strong>
                <span>{each.in_force ? words.say("plan-version", { n: each.in_force }) : words.say("plan-withdrawn")}</span>
              </a>
            </li>
          ))}
        </ul>
        {shelves.size === 0 && <Empty says={words.say("plans-none")} more={may("AdoptPlan") ? words.say("plans-none-next") : undefined} />}
        {may("AdoptPlan") && (
          <form className="new-plan" onSubmit={(event) => (event.preventDefault(), name && go(`/plans/${encodeURIComponent(name)}`))}>
            <label>{words.say("plan-id")}<input className="mono" dir="ltr" value={name} pattern="[a-z][a-z0-9_\-]*" onChange={(event) => setName(event.target.value)} placeholder="river_flood" /></label>
            <Button type="submit">{words.say("plan-new")}</Button>
          </form>
        )}
      </Panel>
      {chosen ? <Editor key={chosen} id={chosen} shelf={shelf ?? null} /> : <Panel name={words.say("plan")}><Empty says={words.say("plans-none")} /></Panel>}
    </div>
  );
}
