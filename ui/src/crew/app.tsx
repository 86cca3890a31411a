// Who holds this phone, their unit, and then their job. What was shown last stands until the town
// is heard; only the town's own word ("not you") takes it away.

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { joined, Store } from "../live/store.ts";
import type { Refusal } from "../act/door.ts";
import { leaving } from "../act/leaving.ts";
import { chosenLanguage } from "../shell/preferences.ts";
import { languageFor, wordsOf, type Words } from "../words/words.ts";
import { Frame } from "./frame.tsx";
import { jobOf } from "./job.ts";
import { Keeper } from "./keeper.ts";
import { NoUnit, Outside, Waiting } from "./outside.tsx";
import { PageContext, useTopic, type Page } from "./page.tsx";
import { forgetThisPhone, unwake } from "./phone.ts";
import { Reports } from "./reports.ts";
import type { Shelf } from "./shelf.ts";
import { Sound } from "../parts/sound.ts";
import { choosesUnit, whoIsHere, type Crew, type Town } from "./who.ts";

const ASK_AGAIN_MS = 3_000;

interface Here {
  readonly town: Town;
  readonly me: Crew;
}

export function App({ shelf }: { readonly shelf: Shelf }) {
  const store = useMemo(() => new Store(), []);
  const reports = useMemo(() => new Reports(shelf, () => store.now()), [shelf, store]);
  const keeper = useMemo(() => new Keeper(store, shelf), [store, shelf]);
  const sound = useMemo(() => new Sound(), []);
  const [here, setHere] = useState<Here | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [words, setWords] = useState<Words | null>(null);
  const [logWords, setLogWords] = useState<Words | null>(null);
  const [unit, setUnit] = useState<string | null>(null);
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const [isRead, setRead] = useState(false);
  const worker = useRef<ReturnType<typeof joined> | null>(null);

  const speak = useCallback(async () => {
    // At once: what is asked meanwhile is answered in it.
    document.documentElement.lang = chosenLanguage();
    // What is asked of the town meanwhile is answered in this language, too.
    document.documentElement.lang = chosenLanguage();
    const found = await wordsOf(chosenLanguage());
    document.documentElement.dir = found.direction;
    setWords(found);
  }, []);
  useEffect(() => void speak(), [speak]);
  useEffect(() => {
    if (here) void wordsOf(languageFor([here.town.language])).then(setLogWords);
  }, [here?.town.language]);

  const join = useCallback(() => {
    if (worker.current) worker.current.again();
    else worker.current = joined(store, keeper.take);
  }, [store, keeper]);

  const look = useCallback(async () => {
    if (!(await leaving.ended())) {
      setRefusal({ status: 401, code: "signed_out", detail: "", next: "" });
      setTimeout(() => void look(), ASK_AGAIN_MS);
      return;
    }
    const found = await whoIsHere();
    if (found.is === "unknown") {
      setTimeout(() => void look(), ASK_AGAIN_MS);
      return;
    }
    if (found.is === "refused") {
      setRefusal(found.refusal);
      setHere(null);
      keeper.stop();
      await shelf.forget();
      return;
    }
    setRefusal(null);
    setHere(found.body);
    reports.begin(found.body.me.person);
    join();
  }, [keeper, shelf, reports, join]);

  useEffect(() => {
    void (async () => {
      const [kept, takenBefore, chosen] = await Promise.all([
        keeper.restore(), shelf.kept<string[]>("taken"), shelf.kept<string>("unit"), reports.load(),
      ]);
      setTaken(new Set(takenBefore ?? []));
      setUnit(chosen ?? null);
      if (kept) {
        setHere({ town: kept.town, me: kept.me });
        reports.begin(kept.me.person);
      }
      setRead(true);
      void look();
    })();
  }, [keeper, shelf, reports, look]);

  useEffect(() => store.on("link", () => {
    const { link } = store.link;
    if (link.is === "live") reports.hurry();
    if (link.is === "ended") void look();
  }), [store, reports, look]);
  useEffect(() => {
    const hurry = () => document.hidden || reports.hurry();
    window.addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hurry);
    window.addEventListener("pointerdown", sound.unlock);
    window.addEventListener("keydown", sound.unlock);
    return () => {
      window.removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
      window.removeEventListener("pointerdown", sound.unlock);
      window.removeEventListener("keydown", sound.unlock);
    };
  }, [reports, sound]);

  const take = useCallback((key: string) => {
    setTaken((before) => {
      const after = new Set([...before, key].slice(-200));
      void shelf.keep("taken", [...after]);
      return after;
    });
  }, [shelf]);
  const chooseUnit = useCallback((id: string | null) => {
    setUnit(id);
    void shelf.keep("unit", id);
  }, [shelf]);
  const signOut = useCallback(async () => {
    await unwake();
    if (here?.me.session) leaving.begin(here.me.session.id);
    await leaving.ended();
    keeper.stop();
    reports.stop();
    await shelf.wipe();
    await forgetThisPhone();
    window.location.reload();
  }, [here, keeper, reports, shelf]);

  useTopic(store, "*");
  const listed = useSyncExternalStore(reports.on, () => reports.all);
  const own = here ? (store.picture.of("people").get(here.me.person)?.["unit"] as string | null | undefined) : null;
  const mayChoose = here !== null && choosesUnit(here.me);
  const unitId = own ?? (mayChoose ? unit : null) ?? (store.opened ? null : unit);
  useEffect(() => {
    if (here) keeper.is(here.town, here.me, unitId);
    if (own && own !== unit) chooseUnit(own);
  }, [keeper, here, unitId, own, unit, chooseUnit]);

  if (!words || !isRead) return null;
  if (refusal) {
    const waiting = listed.filter((each) => each.state === "waiting").length;
    return <Outside words={words} refusal={refusal} waiting={waiting} speak={() => void speak()} entered={() => void look()} />;
  }
  if (!here || !logWords) return <Waiting words={words} />;
  const mine = listed.filter((each) => each.person === here.me.person);
  const job = unitId ? jobOf(store.picture, unitId, mine, taken) : null;
  if (!job) return <NoUnit words={words} me={here.me} store={store} choose={mayChoose ? chooseUnit : null} signOut={signOut} />;
  const page: Page = {
    ...here, store, shelf, reports, sound, words, logWords, job, listed: mine, taken, take, signOut,
    signInAgain: () => setRefusal({ status: 401, code: "locked", detail: "", next: "" }),
    speak: () => void speak(),
    chooseUnit: mayChoose && !own ? chooseUnit : null,
    give: (made) => reports.give({ incident: job.incident?.id ?? null, ...made, unit: job.unit.id }),
  };
  return (
    <PageContext value={page}>
      <Frame />
    </PageContext>
  );
}
