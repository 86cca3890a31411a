// What stands around every screen: mode, header, navigation, the command line, the keys.

import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ask } from "../act/door.ts";
import type { Outbox } from "../act/outbox.ts";
import type { Store } from "../live/store.ts";
import type { Picture } from "../picture/picture.ts";
import type { Words } from "../words/words.ts";
import { BoardKeeper } from "./board.ts";
import { CommandLine, type CommandLineHandle } from "./command-line.tsx";
import { ConsoleContext, type Console, type PastTold, type Selection } from "./console.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { useKeys } from "./keys.ts";
import { ModeFrame } from "./mode.tsx";
import { pictureThen } from "./past.ts";
import { go, partsOf, usePath } from "./route.ts";
import { FIRST, SCREENS } from "./screens.ts";
import type { Me, TownTold } from "./town.ts";

interface FrameProps {
  readonly town: TownTold;
  readonly me: Me;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly words: Words;
  readonly lookAgain: () => void;
  readonly speak: () => void;
}

export function Frame({ town, me, store, outbox, words, lookAgain, speak }: FrameProps) {
  const [selection, setSelection] = useState<Selection>({ incident: null, report: null });
  const [past, setPast] = useState<(PastTold & { picture: Picture }) | null>(null);
  const line = useRef<CommandLineHandle>(null);
  const parts = partsOf(usePath());
  const screen = SCREENS.find((each) => each.name === parts[0]) ?? SCREENS.find((each) => each.name === FIRST)!;
  const Shown = screen.show;

  const select = useCallback((next: Partial<Selection>) => setSelection((was) => ({ ...was, ...next })), []);
  const lookBack = useCallback(
    async (asked: PastTold | null): Promise<string | null> => {
      if (!asked) {
        setPast(null);
        return null;
      }
      const then = await pictureThen(asked, store);
      if (typeof then === "string") return then;
      setPast({ ...asked, picture: then });
      return null;
    },
    [store],
  );

  const boards = useMemo(() => new BoardKeeper(store, town), [store, town]);
  useEffect(() => boards.begin(), [boards]);
  const allowed = useMemo(() => new Set(me.orders), [me]);
  const console_: Console = useMemo(
    () => ({
      town, me, store, outbox, boards, words, selection, select, past, lookBack,
      write: (text) => line.current?.write(text),
      give: (text, says) => line.current?.give(text, says ?? ""),
      may: (order) => past === null && allowed.has(order),
    }),
    [town, me, store, outbox, boards, words, selection, select, past, lookBack, allowed],
  );

  useKeys(console_, line);
  useEffect(() => {
    const mode = past ? words.say("mode-past") : words.say(`mode-${town.kind}`);
    document.title = `${town.kind === "actual" && !past ? "" : `${mode} · `}${words.code("screen", screen.name)} · ${town.name} · Tocsin`;
  }, [past, town, words, screen]);
  useEffect(() => {
    if (parts.length === 0) go(`/${FIRST}`, "replace");
  });
  // A person works here: the session stays awake while keys and pointer move.
  useEffect(() => stayAwake(), []);

  return (
    <ConsoleContext value={console_}>
      <ModeFrame>
        <Header screen={screen.name} lookAgain={lookAgain} speak={speak} />
        <main className="screen" data-screen={screen.name} id="screen" tabIndex={-1}>
          <Suspense fallback={<p className="waiting" role="status">{words.say("screen-opens")}</p>}>
            <Shown key={screen.name} rest={parts.slice(1)} />
          </Suspense>
        </main>
        <CommandLine ref={line} />
        <Footer />
      </ModeFrame>
    </ConsoleContext>
  );
}

const AWAKE_MS = 60_000;

// Tells the town, once a minute at most, that somebody is at this desk.
function stayAwake(): () => void {
  let last = 0;
  const stirred = () => {
    if (Date.now() - last < AWAKE_MS) return;
    last = Date.now();
    void ask("/v1/session/awake", { method: "POST", body: {} });
  };
  for (const each of ["keydown", "pointerdown"]) window.addEventListener(each, stirred, { passive: true });
  return () => {
    for (const each of ["keydown", "pointerdown"]) window.removeEventListener(each, stirred);
  };
}
