// What stands around every screen: mode, header, navigation, the command line, the keys.

import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ask } from "../act/door.ts";
import type { Outbox } from "../act/outbox.ts";
import type { Store } from "../live/store.ts";
import type { Picture } from "../picture/picture.ts";
import type { Words } from "../words/words.ts";
import { AlarmVoice, DangerBand } from "./alarm-bar.tsx";
import { AlarmKeeper } from "./alarms.ts";
import { useAlike } from "./alike.ts";
import { BoardKeeper, limitsOf } from "./board.ts";
import { CommandLine, type CommandLineHandle } from "./command-line.tsx";
import { ConsoleContext, type Console, type PastTold, type Selection } from "./console.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { useKeys } from "./keys.ts";
import { LockBar } from "./lock-bar.tsx";
import { ModeFrame } from "./mode.tsx";
import { pictureThen } from "./past.ts";
import { go, partsOf, usePath } from "./route.ts";
import { FIRST, SCREENS } from "./screens.ts";
import { Sheet } from "./sheet.tsx";
import { Tour } from "./tour.tsx";
import type { Me, TownTold } from "./town.ts";

interface FrameProps {
  readonly town: TownTold;
  readonly me: Me;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly words: Words;
  readonly lookAgain: () => void;
  readonly signOut: (session: string) => void;
  readonly speak: () => void;
}

export function Frame({ town, me, store, outbox, words, lookAgain, signOut, speak }: FrameProps) {
  const [selection, setSelection] = useState<Selection>({ incident: null, report: null });
  const [past, setPast] = useState<(PastTold & { picture: Picture }) | null>(null);
  const line = useRef<CommandLineHandle>(null);
  const turns = useRef(0);
  const parts = partsOf(usePath());
  const screen = SCREENS.find((each) => each.name === parts[0]) ?? SCREENS.find((each) => each.name === FIRST)!;
  const Shown = screen.show;

  const select = useCallback((next: Partial<Selection>) => setSelection((was) => ({ ...was, ...next })), []);
  const lookBack = useCallback(
    async (asked: PastTold | null): Promise<string | null> => {
      // Who asks again, or goes back to now, does not want the answer that is still under way.
      const turn = (turns.current += 1);
      if (!asked) {
        setPast(null);
        return null;
      }
      const then = await pictureThen(asked, store, words.say("town-does-not-answer"));
      if (turn !== turns.current) return null;
      if (typeof then === "string") return then;
      setPast({ ...asked, picture: then });
      return null;
    },
    [store, words],
  );

  // Who is here is asked again and again: the board and the alarms begin anew only where what they go
  // by is another. An alarm that stands would call a second time.
  const limits = useAlike(limitsOf(town));
  const boards = useMemo(() => new BoardKeeper(store, town.code, limits), [store, town.code, limits]);
  useEffect(() => boards.begin(), [boards]);
  // On a machine that takes no orders nobody can do what an alarm asks.
  const sees = useAlike({ person: me.person, roles: me.roles, orders: town.takes_orders ? me.orders : [] });
  const alarms = useMemo(
    () => new AlarmKeeper(store, boards, town.kind, { ...sees, orders: new Set(sees.orders) }, words),
    [store, boards, town.kind, sees],
  );
  useEffect(() => alarms.begin(), [alarms]);
  useEffect(() => {
    alarms.words = words;
  }, [alarms, words]);
  const { isLocked, lock, unlocked } = useLock(me, store, lookAgain);
  const allowed = useMemo(() => new Set(me.orders), [me]);
  const console_: Console = useMemo(
    () => ({
      town, me, store, outbox, boards, alarms, words, selection, select, past, lookBack,
      write: (text) => line.current?.write(text),
      give: (text, says) => line.current?.give(text, says ?? ""),
      may: (order) => past === null && !isLocked && town.takes_orders && allowed.has(order),
    }),
    [town, me, store, outbox, boards, alarms, words, selection, select, past, lookBack, allowed, isLocked],
  );

  useKeys(console_, line);
  useEffect(() => {
    const mode = past ? words.say("mode-past") : words.say(`mode-${town.kind}`);
    document.title = `${town.kind === "actual" && !past ? "" : `${mode} · `}${words.code("screen", screen.name)} · ${town.name} · Tocsin`;
  }, [past, town, words, screen]);
  useEffect(() => {
    if (parts.length === 0) go(`/${FIRST}`, "replace");
  });
  // What this person may do is asked anew when their roles change, or the table does.
  useEffect(
    () => store.hear((changes) => changes.some(({ kind, id }) => kind === "access" || (kind === "people" && id === me.person)) && lookAgain()),
    [store, me.person, lookAgain],
  );
  const idle_s = me.session?.idle_lock_s ?? 0;
  useEffect(() => watchIdle(idle_s, isLocked, lookAgain, lock), [idle_s, isLocked, lookAgain, lock]);

  return (
    <ConsoleContext value={console_}>
      <ModeFrame>
        <DangerBand />
        <Header screen={screen.name} lock={lock} signOut={signOut} speak={speak} />
        <AlarmVoice />
        <main className="screen" data-screen={screen.name} id="screen" tabIndex={-1}>
          <h1 className="visually-hidden">{words.code("screen", screen.name)}</h1>
          <Suspense fallback={<p className="waiting" role="status">{words.say("screen-opens")}</p>}>
            <Shown key={screen.name} rest={parts.slice(1)} />
          </Suspense>
        </main>
        {isLocked ? <LockBar unlocked={unlocked} /> : <CommandLine ref={line} />}
        <Footer />
        <Tour />
        <Sheet />
      </ModeFrame>
    </ConsoleContext>
  );
}

interface Lock {
  readonly isLocked: boolean;
  readonly lock: () => void;
  readonly unlocked: () => void;
}

// A desk locks at once, whether the town is there or not; the town hears of it when it is.
function useLock(me: Me, store: Store, lookAgain: () => void): Lock {
  const [isHeld, hold] = useState(false);
  const lock = useCallback(() => {
    hold(true);
    void ask("/v1/session/lock", { method: "POST", body: {} }).then((answer) => answer.is !== "unknown" && lookAgain());
  }, [lookAgain]);
  const isTold = me.session?.is_locked ?? false;
  useEffect(() => {
    if (!isHeld || isTold) return undefined;
    return store.on("link", () => store.link.link.is === "live" && lock());
  }, [isHeld, isTold, store, lock]);
  const unlocked = useCallback(() => {
    hold(false);
    lookAgain();
  }, [lookAgain]);
  return { isLocked: isTold || (isHeld && me.session !== null), lock, unlocked };
}

const AWAKE_MS = 60_000;

// Tells the town, once a minute at most, that somebody is at this desk; locks it when nobody is.
// The picture stays readable; orders wait for whoever comes back.
function watchIdle(idle_s: number, isLocked: boolean, lookAgain: () => void, lock: () => void): () => void {
  if (idle_s <= 0 || isLocked) return () => undefined;
  let told = 0;
  let stirred = Date.now();
  const moved = () => {
    stirred = Date.now();
    if (stirred - told < AWAKE_MS) return;
    told = stirred;
    void ask("/v1/session/awake", { method: "POST", body: {} }).then((answer) => {
      if (answer.is === "refused") lookAgain();
    });
  };
  const timer = setInterval(() => {
    if (Date.now() - stirred < idle_s * 1_000) return;
    lock();
  }, 5_000);
  for (const each of ["keydown", "pointerdown"]) window.addEventListener(each, moved, { passive: true });
  return () => {
    clearInterval(timer);
    for (const each of ["keydown", "pointerdown"]) window.removeEventListener(each, moved);
  };
}
