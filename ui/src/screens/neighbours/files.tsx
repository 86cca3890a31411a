// Files about neighbours: one that the town writes is kept, one that a person has is read to the town.

import { useRef, useState, type ReactNode } from "react";
import { ask, askFile, type Refusal as Refused } from "../../act/door.ts";
import { Button } from "../../parts/button.tsx";
import { Notice, Refusal } from "../../parts/refusal.tsx";
import { useConsole } from "../../shell/console.tsx";
import { save } from "../../shell/save.ts";

const PATIENCE_MS = 120_000;

interface TakeProps {
  readonly path: string;
  // Where the town gives it none.
  readonly name: string;
  readonly children: ReactNode;
  readonly says?: string | undefined;
  readonly patience_ms?: number | undefined;
}

// A button that asks for a file and keeps it.
export function Take({ path, name, children, says, patience_ms = PATIENCE_MS }: TakeProps) {
  const { words } = useConsole();
  const [pending, wait] = useState(false);
  const [refusal, refuse] = useState<Refused | null>(null);
  const [isAway, isGone] = useState(false);
  const take = async () => {
    wait(true);
    refuse(null);
    const answer = await askFile(path, { patience_ms });
    wait(false);
    isGone(answer.is === "unknown");
    if (answer.is === "refused") refuse(answer.refusal);
    if (answer.is === "done") save(answer.body.file, answer.body.name ?? name);
  };
  return (
    <>
      <Button pending={pending} onPress={() => void take()} says={says}>{children}</Button>
      {isAway ? <Notice kind="warn">{words.say("town-does-not-answer")}</Notice> : null}
      {refusal ? <Said refusal={refusal} away={() => refuse(null)} /> : null}
    </>
  );
}

interface ReadProps<T> {
  readonly path: string;
  readonly type: string;
  readonly label: string;
  // What it says when the town has taken the file in.
  readonly told: (answer: T) => string;
}

// A button that reads a file to the town, whole or not at all.
export function ReadFile<T>({ path, type, label, told }: ReadProps<T>) {
  const { words } = useConsole();
  const input = useRef<HTMLInputElement>(null);
  const [pending, wait] = useState(false);
  const [refusal, refuse] = useState<Refused | null>(null);
  const [says, tell] = useState("");
  const read = async (file: File) => {
    wait(true);
    refuse(null);
    tell("");
    // Read whole before it is sent: a stick may be pulled while it is.
    const content = await file.arrayBuffer().catch(() => null);
    const body = content === null ? null : new Blob([content], { type });
    const answer = body === null ? null : await ask<T>(path, { body, patience_ms: PATIENCE_MS });
    wait(false);
    if (answer === null) return tell(words.say("bundle-not-readable"));
    if (answer.is === "refused") return refuse(answer.refusal);
    tell(answer.is === "unknown" ? words.say("town-does-not-answer") : told(answer.body));
  };
  return (
    <>
      <input
        ref={input} type="file" hidden aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void read(file).finally(() => { if (input.current) input.current.value = ""; });
        }}
      />
      <Button pending={pending} onPress={() => input.current?.click()}>{label}</Button>
      {says ? <Notice polite>{says}</Notice> : null}
      {refusal ? <Said refusal={refusal} away={() => refuse(null)} /> : null}
    </>
  );
}

function Said({ refusal, away }: { readonly refusal: Refused; readonly away: () => void }) {
  const { words } = useConsole();
  return <Refusal what={refusal.detail} next={refusal.next} acts={<Button onPress={away}>{words.say("put-away")}</Button>} />;
}
