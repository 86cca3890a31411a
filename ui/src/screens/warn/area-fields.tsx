// For whom a warning is: zones by name, a border or a circle drawn on the map or typed, what is reached
// from a place in some minutes, or the area of the one before.

import { useState } from "react";
import type { Wish } from "../../api/types.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Radios } from "../../parts/choose.tsx";
import { Combo } from "../../parts/combo.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { useConsole } from "../../shell/console.tsx";
import { useZones } from "./compose.tsx";

// The choice of words that come from no template.
export const FREE = "-";
const HOWS = ["zone", "circle", "drawn", "within"] as const;

export interface Shape {
  readonly how: "before" | (typeof HOWS)[number];
  readonly name: string;
  readonly zones: readonly string[];
  // Latitude first, in degrees: corners, or the one middle.
  readonly corners: readonly (readonly [number, number])[];
  readonly metres: string;
  readonly minutes: string;
}

function said([lat, lon]: readonly [number, number]): string {
  return `${lat.toFixed(5)},${lon.toFixed(5)}`;
}

// The part of a wish that says where.
export function shapeOf({ how, name, zones, corners, metres, minutes }: Shape): Partial<Wish> {
  const [first] = corners;
  if (how === "before") return {};
  if (how === "zone") return { zone: zones };
  if (how === "drawn") return { area: name.trim(), polygon: [corners.map(said).join(" ")] };
  if (!first) return { area: name.trim() };
  return how === "circle" ? { area: name.trim(), circle: [`${said(first)},${metres.trim()}`] } : { area: name.trim(), within: [`${said(first)},${minutes.trim()}`] };
}

// Corners as they are typed: `50.1,8.2 50.1,8.3 …`; what is none yet is left out.
export function cornersOf(typed: string): readonly (readonly [number, number])[] {
  return typed.trim().split(/\s+/).flatMap((each) => {
    const [lat, lon, more] = each.split(",");
    const at = [Number(lat), Number(lon)] as const;
    return lat && lon && more === undefined && at.every(Number.isFinite) ? [at] : [];
  });
}

interface AreaFieldsProps {
  readonly shape: Shape;
  readonly change: (shape: Shape) => void;
  readonly hasBefore: boolean;
}

export function AreaFields({ shape, change, hasBefore }: AreaFieldsProps) {
  const { words } = useConsole();
  const zones = useZones();
  const [typed, type] = useState("");
  const hows = [...(hasBefore ? (["before"] as const) : []), ...HOWS];
  const set = (more: Partial<Shape>) => change({ ...shape, ...more });
  const isOne = shape.how === "circle" || shape.how === "within";
  const named = (id: string) => zones.find((each) => each.id === id)?.name ?? id;
  return (
    <div className="second">
      <Radios label={words.say("warn-how")} choices={hows.map((key) => ({ key, name: words.code("warn-how", key) }))} chosen={shape.how} onChoose={(how) => set({ how: how as Shape["how"], corners: [] })} />
      {shape.how === "zone" ? (
        <>
          <Combo
            label={words.say("warn-zone")} choices={zones.map((each) => ({ key: each.id, name: each.name, more: each.kind.replaceAll("_", " ") }))} chosen={null} text={typed} onText={type} show={words.say("warn-zones-show")}
            onChoose={(key) => { set({ zones: [...new Set([...shape.zones, key])], name: [...new Set([...shape.zones, key])].map(named).join(", ") }); requestAnimationFrame(() => type("")); }}
            hint={zones.length === 0 ? words.say("warn-zones-none") : undefined}
          />
          <ul className="chosen">
            {shape.zones.map((each) => <li key={each}><bdi>{named(each)}</bdi> <Button kind="bare" says={words.say("warn-zone-drop", { zone: named(each) })} onPress={() => set({ zones: shape.zones.filter((one) => one !== each) })}>×</Button></li>)}
          </ul>
        </>
      ) : null}
      {isOne || shape.how === "drawn" ? (
        <>
          <TextField label={words.say("warn-area-name")} value={shape.name} onChange={(name) => set({ name })} required maxLength={80} hint={words.say("warn-area-name-hint")} />
          <Corners key={shape.corners.map(said).join(" ")} shape={shape} set={set} isOne={isOne} />
        </>
      ) : null}
      {shape.how === "circle" ? <TextField label={words.say("warn-metres")} value={shape.metres} onChange={(metres) => set({ metres })} mono inputMode="numeric" maxLength={6} /> : null}
      {shape.how === "within" ? <TextField label={words.say("warn-minutes")} value={shape.minutes} onChange={(minutes) => set({ minutes })} mono inputMode="numeric" maxLength={3} /> : null}
    </div>
  );
}

// Typed, or pressed on the map: both are the same corners.
function Corners({ shape, set, isOne }: { readonly shape: Shape; readonly set: (more: Partial<Shape>) => void; readonly isOne: boolean }) {
  const { words } = useConsole();
  const [typed, type] = useState(() => shape.corners.map(said).join(" "));
  const take = () => {
    const found = cornersOf(typed);
    if (found.map(said).join(" ") !== shape.corners.map(said).join(" ")) set({ corners: isOne ? found.slice(0, 1) : found });
  };
  const props = { value: typed, onChange: type, onBlur: take, hint: words.say(isOne ? "warn-middle-hint" : "warn-corners-hint") };
  return (
    <>
      {isOne ? <TextField label={words.say("warn-middle")} mono maxLength={60} {...props} /> : <TextArea label={words.say("warn-corners")} rows={3} maxLength={8_000} {...props} />}
      {!isOne && shape.corners.length > 0 ? <ButtonRow><Button onPress={() => set({ corners: shape.corners.slice(0, -1) })}>{words.say("warn-corner-back")}</Button></ButtonRow> : null}
    </>
  );
}
