// Bundles: what the link to a neighbour would carry, as a file for a stick.

import { useRef, useState } from "react";
import { ask, askFile, type Refusal as Refused } from "../../act/door.ts";
import type { Taken } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Notice, Refusal } from "../../parts/refusal.tsx";
import { instant } from "../../picture/read.ts";
import { useConsole } from "../../shell/console.tsx";
import { save } from "../../shell/save.ts";
import { clockTime } from "../../shell/time.ts";

const RIGHT = "CutNeighbour";
const PATIENCE_MS = 120_000;

export function WriteBundle({ code, name }: { readonly code: string; readonly name: string }) {
  const { words, may } = useConsole();
  const [pending, wait] = useState(false);
  const [refusal, refuse] = useState<Refused | null>(null);
  const [isAway, isGone] = useState(false);
  if (!may(RIGHT)) return null;
  const write = async () => {
    wait(true);
    refuse(null);
    const answer = await askFile(`/v1/neighbours/${encodeURIComponent(code)}/bundle`, { patience_ms: PATIENCE_MS });
    wait(false);
    isGone(answer.is === "unknown");
    if (answer.is === "refused") refuse(answer.refusal);
    if (answer.is === "done") save(answer.body.file, answer.body.name ?? `${code}.bundle`);
  };
  return (
    <>
      <Button pending={pending} onPress={() => void write()} says={`${words.say("write-bundle")}, ${name}`}>{words.say("write-bundle")}</Button>
      {isAway ? <Notice kind="warn">{words.say("town-does-not-answer")}</Notice> : null}
      {refusal ? <Said refusal={refusal} away={() => refuse(null)} /> : null}
    </>
  );
}

// Of whichever neighbour it is: the file says so.
export function ReadBundle() {
  const { words, may, town } = useConsole();
  const input = useRef<HTMLInputElement>(null);
  const [pending, wait] = useState(false);
  const [refusal, refuse] = useState<Refused | null>(null);
  const [says, tell] = useState("");
  if (!may(RIGHT)) return null;
  const read = async (file: File) => {
    wait(true);
    refuse(null);
    tell("");
    // Read whole before it is sent: a stick may be pulled while it is.
    const content = await file.arrayBuffer().catch(() => null);
    const body = content === null ? null : new Blob([content], { type: "application/octet-stream" });
    const answer = body === null ? null : await ask<Taken>("/v1/neighbours/bundle", { body, patience_ms: PATIENCE_MS });
    wait(false);
    if (answer === null) return tell(words.say("bundle-not-readable"));
    if (answer.is === "refused") return refuse(answer.refusal);
    if (answer.is === "unknown") return tell(words.say("town-does-not-answer"));
    const at = instant(answer.body.written_at);
    const said = { town: answer.body.neighbour, at: at === null ? "?" : clockTime(at, town.zone, false) };
    tell(words.say(answer.body.is_news ? "bundle-taken" : "bundle-nothing-new", said));
  };
  return (
    <div className="acts bundle-read">
      <input
        ref={input} type="file" hidden aria-label={words.say("read-bundle")}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void read(file).finally(() => { if (input.current) input.current.value = ""; });
        }}
      />
      <Button pending={pending} onPress={() => input.current?.click()}>{words.say("read-bundle")}</Button>
      {says ? <Notice polite>{says}</Notice> : null}
      {refusal ? <Said refusal={refusal} away={() => refuse(null)} /> : null}
    </div>
  );
}

function Said({ refusal, away }: { readonly refusal: Refused; readonly away: () => void }) {
  const { words } = useConsole();
  return <Refusal what={refusal.detail} next={refusal.next} acts={<Button onPress={away}>{words.say("put-away")}</Button>} />;
}
