// The sheet of all keys and of every line: from the table the keys act by, and the town's verbs.

import { useEffect, useState } from "react";
import { KeySheet, type KeyGroup } from "../parts/key-sheet.tsx";
import { useConsole } from "./console.tsx";
import { KEYS, SHEET } from "./keys.ts";

export function Sheet() {
  const { words, town } = useConsole();
  const [open, show] = useState(false);
  useEffect(() => {
    const asked = () => show(true);
    window.addEventListener(SHEET, asked);
    return () => window.removeEventListener(SHEET, asked);
  }, []);
  if (!open) return null;
  const areas = new Map<string, { readonly keys: readonly string[]; readonly says: string }[]>();
  for (const each of town.verbs) {
    const row = { keys: [each.example], says: each.help };
    const known = areas.get(each.area);
    if (known) known.push(row);
    else areas.set(each.area, [row]);
  }
  const groups: KeyGroup[] = [
    { name: words.say("keys-everywhere"), keys: KEYS.map((each) => ({ keys: [each.shown], says: words.say(`key-${each.name}`) })) },
    ...[...areas].map(([name, keys]) => ({ name: words.code("verbs", name.toLowerCase().replaceAll(/[^a-z]+/g, "-")), keys, areLines: true })),
  ];
  return <KeySheet open onClose={() => show(false)} title={words.say("sheet-title")} close={words.say("close")} print={words.say("print")} groups={groups} />;
}
