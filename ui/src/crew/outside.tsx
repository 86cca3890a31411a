// What stands where there is no job to show: not signed in, no seat on a unit, still asking.

import { lazy, Suspense, useState } from "react";
import type { Refusal } from "../act/door.ts";
import type { Store } from "../live/store.ts";
import { UnitStatus } from "../parts/unit.tsx";
import type { Words } from "../words/words.ts";
import { unitsOf } from "./seen.ts";
import type { Crew } from "./who.ts";

const SignIn = lazy(() => import("../screens/sign-in/sign-in.tsx"));

export function Waiting({ words }: { readonly words: Words }) {
  return (
    <main className="alone" aria-busy="true">
      <h1>{words.say("crew-page")}</h1>
      <p role="status">{words.say("asking-the-town")}</p>
    </main>
  );
}

interface OutsideProps {
  readonly words: Words;
  readonly refusal: Refusal;
  readonly waiting: number;
  readonly speak: () => void;
  readonly entered: () => void;
}

export function Outside({ words, refusal, waiting, speak, entered }: OutsideProps) {
  const back = () => {
    // The page of signing in leads to the desk; a crew stays here.
    window.history.replaceState(null, "", "/crew");
    entered();
  };
  return (
    <Suspense fallback={<Waiting words={words} />}>
      <SignIn words={words} refusal={refusal.status === 401 ? null : refusal} speak={speak} entered={back} />
      <p className="before-sign-in" role="status">{waiting > 0 ? words.say("crew-kept-reports", { count: waiting }) : words.say("crew-sign-in-first")}</p>
    </Suspense>
  );
}

interface NoUnitProps {
  readonly words: Words;
  readonly me: Crew;
  readonly store: Store;
  readonly choose: ((unit: string) => void) | null;
  readonly signOut: () => Promise<void>;
}

export function NoUnit({ words, me, store, choose, signOut }: NoUnitProps) {
  const [wanted, setWanted] = useState("");
  const units = unitsOf(store.picture)
    .filter((each) => each.call_sign.toLowerCase().startsWith(wanted.trim().toLowerCase()))
    .sort((a, b) => a.call_sign.localeCompare(b.call_sign, "en", { numeric: true }));
  return (
    <main className="alone">
      <h1>{words.say("crew-which-unit")}</h1>
      {choose === null
        ? <p role="status">{words.say("crew-no-seat", { who: me.name ?? me.handle ?? me.person })}</p>
        : (
          <>
            <label className="find">
              <span>{words.say("crew-find-unit")}</span>
              <input value={wanted} onChange={(event) => setWanted(event.target.value)} autoComplete="off" />
            </label>
            <ul className="units">
              {units.map((each) => (
                <li key={each.id}>
                  <button type="button" className="press" onClick={() => choose(each.id)}>
                    <UnitStatus status={each.status} word="" />
                    <bdi>{each.call_sign}</bdi>
                    <span className="quiet">{words.code("status", each.status)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      <button type="button" className="press" onClick={() => void signOut()}>{words.say("sign-out")}</button>
    </main>
  );
}
