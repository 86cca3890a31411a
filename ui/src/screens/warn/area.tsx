// What a warning is for, on the ground's map; where there is none, its outline with north up. The map is
// loaded apart, and all that it shows stands in words as well.

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Button } from "../../parts/button.tsx";
import type { AreaMap } from "../../map/area-map.ts";
import { boundsOf, type Outline } from "../../picture/warnings.ts";
import { useConsole } from "../../shell/console.tsx";

interface AreaProps {
  readonly outlines: readonly Outline[];
  readonly label: string;
  readonly corners?: readonly (readonly [number, number])[] | undefined;
  // In composing: a press on the map, or of the button that takes its middle.
  readonly onSpot?: ((lat: number, lon: number) => void) | undefined;
}

export function AreaPane({ outlines, label, corners = [], onSpot }: AreaProps) {
  const { words } = useConsole();
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<AreaMap | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const pressed = useEffectEvent((lat: number, lon: number) => onSpot?.(lat, lon));
  const began = useEffectEvent((found: AreaMap) => {
    map.current = found;
    found.show(outlines, corners);
  });
  const first = useEffectEvent(() => outlines);
  useEffect(() => {
    let isGone = false;
    const begin = async () => {
      const { Source } = await import("../../map/source.ts");
      const source = new Source(null);
      const style = await source.style(lookNow());
      const { AreaMap: Made } = await import("../../map/area-map.ts");
      if (isGone || !box.current) return;
      began(new Made(box.current, source, style, first(), label, (lat, lon) => pressed(lat, lon)));
      watch.observe(document.documentElement, { attributeFilter: ["data-look"] });
      restyle = () => void source.style(lookNow()).then((next) => map.current?.restyle(next));
    };
    let restyle = () => undefined as void;
    const watch = new MutationObserver(() => restyle());
    begin().catch((error: unknown) => !isGone && setFailed(error instanceof Error ? error.message : String(error)));
    return () => {
      isGone = true;
      watch.disconnect();
      map.current?.remove();
      map.current = null;
    };
  }, [label]);
  const drawn = JSON.stringify([outlines, corners]);
  useEffect(() => {
    map.current?.show(outlines, corners);
    // What is drawn says whether it is another.
    // eslint-disable-next-line
  }, [drawn]);
  if (failed !== null) return <Outlined outlines={outlines} label={label} why={failed} />;
  return (
    <div className="area-pane" data-pane="map">
      <div className="map-bar">
        <Button onPress={() => map.current?.showAll()}>{words.say("warn-map-whole")}</Button>
        {onSpot ? <Button onPress={() => { const at = map.current?.middle(); if (at) onSpot(...at); }}>{words.say("warn-map-middle")}</Button> : null}
      </div>
      <div className="map-box" ref={box} data-state="reading" />
    </div>
  );
}

const SIDE = 320;
const EDGE = 24;

// Without a ground: how the area is cut, and how large, but not what is there.
function Outlined({ outlines, label, why }: { readonly outlines: readonly Outline[]; readonly label: string; readonly why: string }) {
  const { words } = useConsole();
  const bounds = boundsOf(outlines);
  if (!bounds) return <p className="padded quiet">{words.say("warn-no-map", { why })}</p>;
  const [west, south, east, north] = bounds;
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const span = Math.max((east - west) * squeeze, north - south, 1e-9);
  const scale = (SIDE - 2 * EDGE) / span;
  const path = outlines.map((rings) => rings.map((ring) => `M${ring.map(([lon, lat]) => `${at((lon - west) * squeeze)} ${at(north - lat)}`).join("L")}Z`).join("")).join("");
  function at(value: number): string {
    return (EDGE + value * scale).toFixed(1);
  }
  const [wide, high] = [((east - west) * squeeze * scale) + 2 * EDGE, (north - south) * scale + 2 * EDGE];
  return (
    <figure className="area-outline">
      <svg viewBox={`0 0 ${wide.toFixed(0)} ${high.toFixed(0)}`} role="img" aria-label={label}>
        <path d={path} fillRule="evenodd" />
      </svg>
      <figcaption>{words.say("warn-outline", { wide: metres((east - west) * squeeze), high: metres(north - south) })} {words.say("warn-no-map", { why })}</figcaption>
    </figure>
  );
}

const METRES_PER_DEGREE = 111_320;

function metres(degrees: number): number {
  return Math.round((degrees * METRES_PER_DEGREE) / 10) * 10;
}

function lookNow(): "light" | "dark" | "contrast" {
  return (document.documentElement.dataset["look"] ?? "dark") as "light" | "dark" | "contrast";
}
