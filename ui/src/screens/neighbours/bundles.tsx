// Bundles: what the link to a neighbour would carry, as a file for a stick.

import type { CarryingTaken } from "../../api/types.ts";
import { instant } from "../../picture/read.ts";
import { useConsole } from "../../shell/console.tsx";
import { clockTime } from "../../shell/time.ts";
import { ReadFile, Take } from "./files.tsx";

const RIGHT = "CutNeighbour";

export function WriteBundle({ code, name }: { readonly code: string; readonly name: string }) {
  const { words, may } = useConsole();
  if (!may(RIGHT)) return null;
  return <Take path={`/v1/neighbours/${encodeURIComponent(code)}/bundle`} name={`${code}.bundle`} says={`${words.say("write-bundle")}, ${name}`}>{words.say("write-bundle")}</Take>;
}

// Of whichever neighbour it is: the file says so.
export function ReadBundle() {
  const { words, may, town } = useConsole();
  if (!may(RIGHT)) return null;
  const told = (taken: CarryingTaken) => {
    const at = instant(taken.written_at);
    return words.say(taken.is_news ? "bundle-taken" : "bundle-nothing-new", { town: taken.neighbour, at: at === null ? "?" : clockTime(at, town.zone, false) });
  };
  return <div className="acts bundle-read"><ReadFile<CarryingTaken> path="/v1/neighbours/bundle" type="application/octet-stream" label={words.say("read-bundle")} told={told} /></div>;
}
