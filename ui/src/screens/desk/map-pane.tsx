// The map of the desk. It is loaded apart, so that forms and lists do not wait for it, and all that
// is on it stands in a list as well.

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Failed } from "../../parts/states.tsx";
import type { Change } from "../../live/store.ts";
import type { DeskMap, IncidentMark } from "../../map/desk-map.ts";
import type { Reach } from "../../map/reach.ts";
import { typeOf } from "../../picture/places.ts";
import { text } from "../../picture/read.ts";
import { useConsole, useKind } from "../../shell/console.tsx";
import { useRegion } from "../../shell/region.ts";
import { abroadOf } from "./abroad.ts";
import { KeptMarks } from "./kept-marks.ts";
import { homeOf, NO_TRACK } from "./marks.ts";
import { Legend, useReach } from "./reach.tsx";

interface Found {
  readonly map: DeskMap;
  readonly source: import("../../map/source.ts").Source;
  readonly marks: KeptMarks;
}

export function MapPane() {
  const { words, town, selection, select, give, past, store } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  const found = useRef<Found | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const picture = past?.picture ?? store.picture;

  const { region } = useRegion(ABROAD_MS, useKind("neighbours").size > 0);
  const abroad = useEffectEvent((map: DeskMap) => map.abroad(past ? [] : abroadOf(region, town.code, words, store.now())));
  useEffect(() => {
    if (found.current) abroad(found.current.map);
  }, [region, past, words]);
  const reach = useRef<Reach | null>(null);
  const looked = useReach((next) => {
    reach.current = next;
    found.current?.map.reach(next);
  });
  const began = useEffectEvent((map: DeskMap, source: Found["source"]) => {
    const marks = new KeptMarks(picture);
    found.current = { map, source, marks };
    map.select(selection.incident);
    marks.follow(past ? NO_TRACK : store.track, store.now());
    map.show(marks.take());
    if (reach.current) map.reach(reach.current);
    abroad(map);
  });
  const named = useEffectEvent((mark: IncidentMark) =>
    [mark.number, words.code("severity", mark.severity === null ? "unknown" : String(mark.severity)), words.tell(typeOf(mark.type))].join(", "));
  const picked = useEffectEvent((kind: string, id: string) => {
    if (kind === "incidents") select({ incident: id });
    else give(`L ${text(picture.of("units").get(id), "call_sign") ?? id}`);
  });

  useEffect(() => {
    let isGone = false;
    setFailed(null);
    const begin = async () => {
      const [{ DeskMap }, { Source }] = await Promise.all([import("../../map/desk-map.ts"), import("../../map/source.ts")]);
      const source = new Source(null);
      const style = await source.style(lookNow());
      if (isGone || !box.current) return;
      began(new DeskMap(box.current, source, style, homeOf(picture), { label: words.say("map-label"), named: (mark) => named(mark) }, (kind, id) => picked(kind, id)), source);
    };
    // Lists and the command line first: a map takes its time to begin.
    const idle = whenIdle(() => void begin().catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error))));
    const watch = new MutationObserver(() => {
      const { current } = found;
      if (current) void current.source.style(lookNow()).then((style) => current.map.restyle(style));
    });
    watch.observe(document.documentElement, { attributeFilter: ["data-look"] });
    const locate = (event: Event) => {
      const { kind, id } = (event as CustomEvent<{ kind: string; id: string }>).detail;
      const mark = found.current?.marks[kind === "units" ? "units" : "incidents"].get(id);
      if (mark) found.current?.map.goTo(mark.lat, mark.lon);
    };
    window.addEventListener("tocsin:locate", locate);
    return () => {
      isGone = true;
      idle();
      watch.disconnect();
      window.removeEventListener("tocsin:locate", locate);
      found.current?.map.remove();
      found.current = null;
    };
    // The map is made once; what it shows comes below.
    // eslint-disable-next-line
  }, [tries, words]);

  // What changes is drawn without this pane being looked at again.
  useEffect(() => {
    const look = () => {
      if (!found.current) return;
      const { map, marks } = found.current;
      marks.follow(past ? NO_TRACK : store.track, store.now());
      map.show(marks.take());
    };
    found.current?.marks.show(picture);
    look();
    if (past) return undefined;
    const heard = (changes: readonly Change[]) => {
      found.current?.marks.heed(changes);
      look();
    };
    const offs = [store.hear(heard), store.on("positions", look)];
    // A unit that tells nothing any more is marked, too.
    const timer = setInterval(look, AGED_MS);
    return () => {
      clearInterval(timer);
      offs.forEach((each) => each());
    };
  }, [store, picture, past]);
  useEffect(() => found.current?.map.select(selection.incident), [selection.incident]);

  const toSelected = () => {
    const mark = found.current?.marks.incidents.get(selection.incident ?? "");
    if (mark) found.current?.map.goTo(mark.lat, mark.lon);
  };
  if (failed !== null) {
    return (
      <>
        <Failed says={words.say("map-failed", { why: failed })} next={words.say("map-failed-next")} acts={<Button onPress={() => setTries(tries + 1)}>{words.say("try-again")}</Button>} />
        {looked && <Legend looked={looked} />}
      </>
    );
  }
  return (
    <>
      <div className="map-bar">
        <Button onPress={() => found.current?.map.showAll()}>{words.say("map-all")}</Button>
        {selection.incident && <Button onPress={toSelected}>{words.say("map-selected")}</Button>}
      </div>
      <div className="map-box" ref={box} data-state="reading" />
      {looked && <Legend looked={looked} />}
    </>
  );
}

const AGED_MS = 5_000;
const ABROAD_MS = 10_000;
const PATIENCE_MS = 1_000;

// Once the page has nothing else to do; what is returned calls it off.
function whenIdle(does: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(does);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(does, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(asked);
}

function lookNow(): "light" | "dark" | "contrast" {
  return (document.documentElement.dataset["look"] ?? "dark") as "light" | "dark" | "contrast";
}
