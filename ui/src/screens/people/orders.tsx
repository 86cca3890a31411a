// What came of an order given here: the refusal stays until it is put away.

import { useCallback, useState, type ReactNode } from "react";
import { ask, freshKey, type Answer } from "../../act/door.ts";
import { Button } from "../../parts/button.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { named } from "../../picture/named.ts";
import { useConsole } from "../../shell/console.tsx";

interface Orders {
  readonly give: (name: string, body: object) => Promise<boolean>;
  readonly told: (answer: Answer<unknown>) => boolean;
  readonly said: ReactNode;
}

export function useOrders(): Orders {
  const { words, store } = useConsole();
  const [said, setSaid] = useState<{ what: string; next: string } | null>(null);
  const told = useCallback(
    (answer: Answer<unknown>) => {
      if (answer.is === "refused") setSaid({ what: named(answer.refusal.detail, store.picture), next: answer.refusal.next });
      else if (answer.is === "unknown") setSaid({ what: words.say("town-does-not-answer"), next: "" });
      else setSaid(null);
      return answer.is === "done";
    },
    [words, store],
  );
  const give = useCallback(async (name: string, body: object) => told(await ask(`/v1/orders/${name}`, { key: freshKey(), body })), [told]);
  return { give, told, said: said && <Refusal what={said.what} next={said.next} acts={<Button onPress={() => setSaid(null)}>{words.say("put-away")}</Button>} /> };
}
