// What the town refused about one warning, beside what was pressed; it stays until it is put away.

import { useSyncExternalStore } from "react";
import { Button } from "../../parts/button.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { named } from "../../picture/named.ts";
import { useConsole } from "../../shell/console.tsx";

// `verbs` are those of the lines that were given here.
export function Refused({ id, verbs }: { readonly id: string; readonly verbs: readonly string[] }) {
  const { outbox, words, store } = useConsole();
  const all = useSyncExternalStore(outbox.on, () => outbox.all);
  const own = all.filter((each) => each.state === "refused" && verbs.some((verb) => each.line.startsWith(`${verb} ${id}`)));
  return own.map((each) => (
    <Refusal
      key={each.key} what={words.say("warn-not-done")} why={named(each.refusal?.detail ?? "", store.picture)} next={named(each.refusal?.next ?? "", store.picture)}
      acts={<Button onPress={() => outbox.dismiss(each.key)}>{words.say("put-away")}</Button>}
    />
  ));
}
