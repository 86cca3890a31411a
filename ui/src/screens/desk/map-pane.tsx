// The map of the desk. It is loaded apart, so that forms and lists do not wait for it, and all that
// is on it stands in a list as well.

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Failed } from "../../parts/states.tsx";
import type { DeskMap } from "../../map/desk-map.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { homeOf, marksOf } from "./marks.ts";

type Found = { readonly map: DeskMap; readonly source: import("../../map/source.ts").Source };

export function MapPane() {
  const { words, selection, select, past } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  const found = useRef<Found | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [tries, setTries] = useState(0);
  const { picture, version } = usePicture("incidents", "units", "stations", "closures");

  const draw = useEffectEvent(() => {
    if (!found.current) return;
    const marks = marksOf(picture, words);
    found.current.map.show(marks.incidents, marks.units, marks.closed, selection.incident);
  });
  const picked = useEffectEvent((kind: string, id: string) => {
    if (kind === "incidents") select({ incident: id });
  });

  useEffect(() => {
    let isGone = false;
    setFailed(null);
    const begin = async () => {
      const [{ DeskMap }, { Source }] = await Promise.all([import("../../map/desk-map.ts"), import("../../map/source.ts")]);
      const source = new Source(null);
      const style = await source.style(lookNow());
      if (isGone || !box.current) return;
      found.current = {
        map: new DeskMap(box.current, source, style, homeOf(picture), { label: words.say("map-label") }, (kind, id) => picked(kind, id), () => undefined),
        source,
      };
      draw();
    };
    begin().catch((error: unknown) => setFailed(error instanceof Error ? error.message : String(error)));
    const watch = new MutationObserver(() => {
      const { current } = found;
      if (current) void current.source.style(lookNow()).then((style) => current.map.restyle(style));
    });
    watch.observe(document.documentElement, { attributeFilter: ["data-look"] });
    const locate = (event: Event) => {
      const { kind, id } = (event as CustomEvent<{ kind: string; id: string }>).detail;
      const mark = kind === "units" ? marksOf(picture, words).units.find((each) => each.id === id) : marksOf(picture, words).incidents.find((each) => each.id === id);
      if (mark) found.current?.map.goTo(mark.lat, mark.lon);
    };
    window.addEventListener("tocsin:locate", locate);
    return () => {
      isGone = true;
      watch.disconnect();
      window.removeEventListener("tocsin:locate", locate);
      found.current?.map.remove();
      found.current = null;
    };
    // The map is made once; what it shows comes below.
    // eslint-disable-next-line
  }, [tries, words]);

  useEffect(() => draw(), [version, selection.incident, past]);

  const toSelected = () => {
    const mark = marksOf(picture, words).incidents.find((each) => each.id === selection.incident);
    if (mark) found.current?.map.goTo(mark.lat, mark.lon);
  };
  if (failed !== null) {
    return <Failed says={words.say("map-failed", { why: failed })} next={words.say("map-failed-next")} acts={<Button onPress={() => setTries(tries + 1)}>{words.say("try-again")}</Button>} />;
  }
  return (
    <>
      <div className="map-bar">
        <Button onPress={() => found.current?.map.showAll()}>{words.say("map-all")}</Button>
        {selection.incident && <Button onPress={toSelected}>{words.say("map-selected")}</Button>}
      </div>
      <div className="map-box" ref={box} data-state="reading" />
    </>
  );
}

function lookNow(): "light" | "dark" | "contrast" {
  return (document.documentElement.dataset["look"] ?? "dark") as "light" | "dark" | "contrast";
}
