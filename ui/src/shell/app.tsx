// Who is here, and then the console; before that the page to sign in at.

import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ask, type Refusal } from "../act/door.ts";
import { leaving } from "../act/leaving.ts";
import { joined, Store } from "../live/store.ts";
import { keepFor } from "../act/drafts.ts";
import { Outbox } from "../act/outbox.ts";
import { wordsOf, type Words } from "../words/words.ts";
import { alike } from "./alike.ts";
import { chosenLanguage } from "./preferences.ts";
import { partsOf, usePath } from "./route.ts";
import { Frame } from "./frame.tsx";
import type { Me, TownTold } from "./town.ts";

const SignIn = lazy(() => import("../screens/sign-in/sign-in.tsx"));

type Standing =
  | { readonly is: "asking"; readonly failed: string | null }
  | { readonly is: "outside"; readonly refusal: Refusal | null }
  | { readonly is: "inside"; readonly town: TownTold; readonly me: Me };

const ASK_AGAIN_MS = 2_000;
const FRONT = ["/", "/desk", "/sign-in"];

function alikeTown(was: TownTold, now: TownTold): TownTold {
  return alike({ ...was, now: now.now }, now) === now ? now : was;
}

export function App() {
  const [words, setWords] = useState<Words | null>(null);
  const [standing, setStanding] = useState<Standing>({ is: "asking", failed: null });
  const language = chosenLanguage();
  const path = usePath();
  const store = useMemo(() => new Store(), []);
  const outbox = useMemo(() => new Outbox(), []);
  const worker = useRef<ReturnType<typeof joined> | null>(null);
  const seenBy = useRef<string | null>(null);

  const speak = useCallback(async () => {
    // What is asked of the town meanwhile is answered in this language, too.
    document.documentElement.lang = chosenLanguage();
    const found = await wordsOf(chosenLanguage());
    document.documentElement.dir = found.direction;
    setWords(found);
  }, []);
  useEffect(() => void speak(), [speak, language]);

  const isOutside = useRef(false);
  isOutside.current = standing.is === "outside";
  const outside = useCallback((why: Refusal | null) => {
    seenBy.current = null;
    setStanding({ is: "outside", refusal: why });
  }, []);
  const look = useCallback(async (isStreamNew = false) => {
    // Whoever signed out while the town was away is not let in again by what it has not heard.
    if (!(await leaving.ended())) return outside(null);
    const [me, town] = await Promise.all([ask<Me>("/v1/me"), ask<TownTold>("/v1/console")]);
    if (me.is === "done" && town.is === "done") {
      if (keepFor(me.body.person)) outbox.forget();
      // A crew has a page of its own: who comes by a link or to the front is led there.
      if (me.body.roles.length > 0 && me.body.roles.every((each) => each === "crew") && FRONT.includes(window.location.pathname)) return window.location.replace("/crew");
      // An answer that says the same draws nothing anew; only its time is another.
      setStanding((was) => {
        const before = was.is === "inside" ? was : null;
        return { is: "inside", me: alike(before?.me ?? me.body, me.body), town: alikeTown(before?.town ?? town.body, town.body) };
      });
      // Another person sees another picture: nothing of the last one stays.
      if (!worker.current) worker.current = joined(store);
      else if (!isStreamNew && seenBy.current !== me.body.person) worker.current.again();
      seenBy.current = me.body.person;
      return;
    }
    const refusal = me.is === "refused" ? me.refusal : town.is === "refused" ? town.refusal : null;
    if (refusal && refusal.status !== 429) {
      return outside(refusal.status === 401 ? null : refusal);
    }
    // A town that is away for a moment takes nobody's screen, nor what stands typed on it.
    setStanding((was) => (was.is === "inside" ? was : { is: "asking", failed: me.is === "unknown" ? me.because : "" }));
    setTimeout(() => void look(), ASK_AGAIN_MS);
  }, [store, outbox, outside]);
  useEffect(() => leaving.on(() => (leaving.session === null ? void look() : outside(null))), [look, outside]);
  // At once, and before the town is asked: nothing of the picture or of what waits stays here.
  const signOut = useCallback((session: string) => {
    leaving.begin(session);
    keepFor(null);
    outbox.forget();
    worker.current?.forget();
    void leaving.ended();
  }, [outbox]);
  // A link that is good once is taken before anything is asked.
  const isByLink = new URLSearchParams(window.location.search).has("once");
  useEffect(() => {
    if (isByLink) setStanding({ is: "outside", refusal: null });
    else void look();
    // Where the page began.
    // eslint-disable-next-line
  }, [look]);

  // The verbs are told of in the language that was asked for: with another one they are asked again.
  const toldIn = useRef<string | null>(null);
  useEffect(() => {
    if (words && toldIn.current !== null && toldIn.current !== words.language && !isOutside.current) void look(true);
    toldIn.current = words?.language ?? toldIn.current;
  }, [words, look]);

  // The stream says when somebody is not let in any more; the link's return sends what waits.
  useEffect(
    () =>
      store.on("link", () => {
        const { link } = store.link;
        if (link.is === "ended") outside(null);
        if (link.is === "live") outbox.linkIsBack();
        // Somebody signed in on another page of this browser.
        if (link.is === "live" && isOutside.current) void look(true);
      }),
    [store, outbox, look, outside],
  );

  if (!words) return null;
  if (standing.is === "asking") {
    return (
      <main className="waiting" aria-busy="true">
        <p role="status">{words.say(standing.failed === null ? "asking-the-town" : "town-does-not-answer")}</p>
      </main>
    );
  }
  if (standing.is === "outside" || partsOf(path)[0] === "sign-in") {
    return (
      <Suspense>
        <SignIn words={words} refusal={standing.is === "outside" ? standing.refusal : null} speak={() => void speak()} entered={() => void look()} />
      </Suspense>
    );
  }
  return (
    <Frame
      key={standing.me.person}
      town={standing.town}
      me={standing.me}
      store={store}
      outbox={outbox}
      words={words}
      lookAgain={() => void look()}
      signOut={signOut}
      speak={() => void speak().then(() => look())}
    />
  );
}
