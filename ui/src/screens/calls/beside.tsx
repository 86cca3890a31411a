// Beside a call: incidents that may be the same, and what the plan would ask.

import { useEffect, useEffectEvent } from "react";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { numberOf, typeOf } from "../../picture/places.ts";
import { count, text } from "../../picture/read.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { preferences } from "../../shell/preferences.ts";
import type { Call } from "./draft.ts";
import { Questions } from "./questions.tsx";
import { sameAs } from "./same.ts";

interface BesideProps {
  readonly call: Call;
  // None where the viewer may not say that two are one.
  readonly merge: ((incident: string) => void) | null;
  // None where the viewer may write nothing down.
  readonly put: ((next: Partial<Call>) => void) | null;
  readonly saveNow: () => void;
}

export function Beside({ call, merge, put, saveNow }: BesideProps) {
  const { words, store } = useConsole();
  const { picture } = usePicture("incidents", "reports");
  const same = sameAs(picture, {
    point: call.place?.point ?? null, where: call.text.where, what: call.text.what, type: call.type, at: call.report ? call.began : store.now(),
    report: call.report === null ? null : (picture.of("reports").get(call.report) ?? null),
  });
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const isTyping = (event.target as HTMLElement).matches("input, textarea, select");
    const isM = event.code === "KeyM" && !event.ctrlKey && !event.metaKey;
    // WCAG 2.1.4: a letter alone can be switched off; with Alt it always acts.
    if (!isM || !merge || !same[0] || (!event.altKey && (isTyping || !preferences().letters))) return;
    event.preventDefault();
    event.stopPropagation();
    merge(same[0].id);
  });
  useEffect(() => {
    const heard = (event: KeyboardEvent) => pressed(event);
    window.addEventListener("keydown", heard, { capture: true });
    return () => window.removeEventListener("keydown", heard, { capture: true });
  }, []);
  return (
    <div className="beside">
      <Questions call={call} put={put} saveNow={saveNow} />
      <Panel name={words.say("same")} count={same.length} scrolls>
        {same.length === 0 ? <p className="empty-note">{words.say("same-none")}</p> : (
          <ul className="same">
            {same.map((each, at) => (
              <li key={each.id}>
                <Severity level={levelOf(count(each.incident, "priority"))} word="" />
                <div>
                  <strong><span dir="ltr">{numberOf(each.incident)}</span> {words.tell(typeOf(text(each.incident, "type") ?? ""))}</strong>
                  <p>
                    {[
                      each.distance_m === null ? "" : words.say("same-metres", { m: Math.round(each.distance_m / 10) * 10 }),
                      words.say("same-minutes", { minutes: each.minutes }),
                      each.words.length > 0 ? words.say("same-words", { words: each.words.join(", ") }) : "",
                    ].filter(Boolean).join(" · ")}
                  </p>
                </div>
                {merge && <Button onPress={() => merge(each.id)} {...(at === 0 ? { keyCap: "M" } : {})}>{words.say("same-merge")}</Button>}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}
