// The one next act, as large as a glove; what else may come next beside it.

import { useEffect, useState } from "react";
import { UnitStatus } from "../parts/unit.tsx";
import { actsAfter, carries, nameOf, type Act } from "./job.ts";
import { destination, status } from "./orders.ts";
import { usePage } from "./page.tsx";

// The button changes under the thumb that pressed it: it takes no press for so long.
const SETTLE_MS = 1_200;
let pressedAt = -SETTLE_MS;

function useActs() {
  const { job, give } = usePage();
  const [isSettling, setSettling] = useState(false);
  const [main, ...others] = actsAfter(job.status, carries(job.unit));
  useEffect(() => {
    setSettling(true);
    const timer = setTimeout(() => setSettling(false), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [job.status]);
  const press = (act: Act) => {
    const now = performance.now();
    if (isSettling || now - pressedAt < SETTLE_MS) return;
    pressedAt = now;
    void give(status(job, act));
  };
  return { main, others, isSettling, press };
}

export function Acts() {
  const { job, words } = usePage();
  const { main, isSettling, press } = useActs();
  if (!main) return null;
  return (
    <div className="acts">
      <button type="button" className="press" data-kind="main" aria-disabled={isSettling} onClick={() => press(main)}>
        <UnitStatus status={main.status} word="" />
        {words.code("crew-act", nameOf(main))}
      </button>
      {job.status === "transporting" && <Hospitals />}
    </div>
  );
}

export function OtherActs() {
  const { words } = usePage();
  const { others, isSettling, press } = useActs();
  return others.map((each) => (
    <button key={each.status} type="button" className="press" aria-disabled={isSettling} onClick={() => press(each)}>
      {words.code("crew-act", each.status)}
    </button>
  ));
}

// Where to: one touch on a hospital, nearest first as far as that is known.
function Hospitals() {
  const { store, job, words, give } = usePage();
  const found = [...store.picture.of("facilities").values()].filter((each) => each["kind"] === "hospital").slice(0, 4);
  const chosen = job.unit.destination;
  if (found.length === 0) return null;
  return (
    <fieldset className="where-to">
      <legend>{words.say("crew-where-to")}</legend>
      {found.map((each) => {
        const [id, name] = [String(each["id"]), String(each["name"])];
        return (
          <button key={id} type="button" className="press" aria-pressed={chosen === id} onClick={() => void give(destination(job, id, name))}>
            <bdi>{name}</bdi>
          </button>
        );
      })}
    </fieldset>
  );
}
