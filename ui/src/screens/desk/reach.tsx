// The option that is looked at, on the map; and the same in words, for whom it leaves without a unit in
// time, at home and in the town of a lender.

import { useEffect, useSyncExternalStore } from "react";
import { lookedAt, onLooked, type Looked } from "../../act/reach.ts";
import type { Reached, Sent } from "../../api/types.ts";
import type { Reach, ReachWay } from "../../map/reach.ts";
import { clock } from "../../picture/ages.ts";
import { useConsole } from "../../shell/console.tsx";

const NAMED = 6;

// Of another town's unit the town too: every town has an E1.
export function signOf({ call_sign, town, aid }: Sent): string {
  return aid ? `${call_sign} (${town})` : call_sign;
}

export function useLooked(): Looked | null {
  return useSyncExternalStore(onLooked, lookedAt);
}

// What stands on the map; told anew only when it is another.
export function useReach(draw: (reach: Reach | null) => void): Looked | null {
  const looked = useLooked();
  const { words } = useConsole();
  const reached = looked?.reached;
  useEffect(() => {
    draw(looked && reached && reached !== "away" ? reachOf(looked, reached, words.language) : null);
    // The drawing is told by what is looked at.
    // eslint-disable-next-line
  }, [looked, reached]);
  return looked;
}

function reachOf({ option }: Looked, { goes, left }: Reached, language: string): Reach {
  const times = new Map(option.sends.map((each) => [each.unit, each.arrival_p50_s]));
  const signs = new Map(option.sends.map((each) => [each.unit, signOf(each)]));
  // Who starts together drives one way.
  const ways = new Map<string, ReachWay>();
  for (const each of goes) {
    const half = times.get(each.unit) ?? null;
    const sign = signs.get(each.unit) ?? each.call_sign;
    const label = half === null ? sign : `${sign} ${clock(half)}`;
    const key = JSON.stringify(each.line);
    const with_ = ways.get(key);
    ways.set(key, { label: with_ ? `${with_.label}, ${label}` : label, line: each.line as never, isStraight: each.is_straight });
  }
  return {
    ways: [...ways.values()],
    areas: left.map((each) => ({ label: each.people.toLocaleString(language), rings: each.rings as never })),
  };
}

export function Legend({ looked }: { readonly looked: Looked }) {
  const { words } = useConsole();
  const { reached, number, option } = looked;
  return (
    <div className="reach-legend" role="status">
      <p><strong>{words.say("reach-option", { number })}</strong> <bdi>{option.sends.map(signOf).join(" + ")}</bdi></p>
      {reached === null && <p>{words.say("reach-asks")}</p>}
      {reached === "away" && <p>{words.say("reach-away")}</p>}
      {reached !== null && reached !== "away" && (
        <>
          <p><span className="swatch way" aria-hidden="true" /> {words.say(reached.goes.some((each) => each.is_straight) ? "reach-straight" : "reach-ways")}</p>
          {!reached.is_known && <p>{words.say("reach-nobody-counted")}</p>}
          {reached.is_known && reached.left.length === 0 && <p>{words.say("reach-all-covered")}</p>}
          {reached.left.length > 0 && <p><span className="swatch left" aria-hidden="true" /> {words.say("reach-left")}</p>}
          {byTown(reached).map(([name, areas]) => <Town key={name} name={name} areas={areas} isHome={name === reached.home} />)}
          {reached.more > 0 && <p>{words.say("reach-more", { areas: reached.more, people: reached.more_people })}</p>}
        </>
      )}
    </div>
  );
}

function Town({ name, areas, isHome }: { readonly name: string; readonly areas: Reached["left"]; readonly isHome: boolean }) {
  const { words } = useConsole();
  const people = areas.reduce((sum, each) => sum + each.people, 0);
  const named = areas.slice(0, NAMED);
  const rest = areas.length - named.length;
  return (
    <>
      <p><strong>{words.say(isHome ? "reach-at-home" : "reach-in-town", { town: name, people })}</strong></p>
      <ul>
        {named.map((each) => <li key={each.name}><bdi>{each.name}</bdi>: {words.say("reach-area", { people: each.people, of: each.of })}</li>)}
        {rest > 0 && <li>{words.say("reach-and-more", { count: rest })}</li>}
      </ul>
    </>
  );
}

// Home first, then those that lose most.
function byTown({ left, home }: Reached): readonly (readonly [string, Reached["left"]])[] {
  const towns = new Map<string, Reached["left"][number][]>();
  for (const each of left) towns.set(each.town, [...(towns.get(each.town) ?? []), each]);
  return [...towns].sort(([one], [other]) => Number(other === home) - Number(one === home));
}
