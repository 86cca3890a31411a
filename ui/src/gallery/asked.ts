// What of the gallery is asked for in its address: ?look=light&mode=exercise&dir=rtl

import type { Mode } from "../parts/mode.tsx";

export interface Asked {
  readonly look: string;
  readonly mode: Mode;
  // Of what town a past picture is: &of=exercise
  readonly of: Mode;
  readonly dir: "ltr" | "rtl";
}

const MODES: readonly string[] = ["actual", "exercise", "test", "past"];

export function asked(): Asked {
  const given = new URLSearchParams(window.location.search);
  const mode = given.get("mode") ?? "actual";
  return {
    look: given.get("look") ?? "dark",
    mode: MODES.includes(mode) ? (mode as Mode) : "actual",
    of: given.get("of") === "exercise" ? "exercise" : "actual",
    dir: given.get("dir") === "rtl" ? "rtl" : "ltr",
  };
}
