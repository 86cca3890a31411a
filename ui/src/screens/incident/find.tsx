// Incidents, open and over, found by words; without words the open ones stand there.

import { useEffect, useState } from "react";
import { ask } from "../../act/door.ts";
import { Age } from "../../parts/age.tsx";
import { SearchField } from "../../parts/fields.tsx";
import { Panel } from "../../parts/panel.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { Empty, Failed } from "../../parts/states.tsx";
import { Toolbar } from "../../parts/toolbar.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import type { Fields } from "../../picture/picture.ts";
import { numberOf, placeSeen, typeOf } from "../../picture/places.ts";
import { count, part, text, time, words as wordsIn } from "../../picture/read.ts";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";

type Found = readonly (readonly [string, Fields])[];

export function Find() {
  const { words, past } = useConsole();
  const { picture } = usePicture("incidents");
  const [typed, type] = useState("");
  const [found, tell] = useState<Found | "away" | null>(null);
  const said = typed.trim();
  useEffect(() => {
    if (!said || past) return tell(null);
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask<{ readonly incidents: readonly { readonly id: string; readonly fields: Fields }[] }>(`/v1/search?q=${encodeURIComponent(said)}&limit=60`, { signal: gone.signal });
      if (gone.signal.aborted) return;
      tell(answer.is === "done" ? answer.body.incidents.map((each) => [each.id, each.fields] as const) : answer.is === "refused" ? [] : "away");
    }, 250);
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [said, past]);
  const open: Found = [...picture.of("incidents")]
    .filter(([, each]) => (past === null || !said ? true : matches(each, said)))
    .sort(([, a], [, b]) => (time(b, "opened_at") ?? 0) - (time(a, "opened_at") ?? 0));
  const shown = found === null || found === "away" ? open : found;
  return (
    <div className="page find-page">
      <Toolbar label={words.say("find-incidents")}>
        <SearchField label={words.say("find-incidents")} bare placeholder={words.say("find-hint")} clear={words.say("clear")} value={typed} onChange={type} />
      </Toolbar>
      <Panel name={words.say(said && found !== null ? "found" : "incidents")} count={shown.length}>
        {found === "away" ? <Failed says={words.say("find-away")} next={words.say("find-away-next")} /> : null}
        {shown.length === 0 ? <Empty says={words.say(said ? "find-none" : "no-incidents")} more={words.say(said ? "find-none-next" : "no-incidents-next")} /> : null}
        <ul className="found">{shown.map(([id, each]) => <Row key={id} id={id} incident={each} />)}</ul>
      </Panel>
    </div>
  );
}

function matches(incident: Fields, said: string): boolean {
  const known = [numberOf(incident), text(incident, "type"), wordsIn(incident, "summary"), text(part(incident, "place"), "label"), wordsIn(part(incident, "place"), "words")].join(" ").toLocaleLowerCase();
  return said.toLocaleLowerCase().split(/\s+/).every((each) => known.includes(each));
}

function Row({ id, incident }: { readonly id: string; readonly incident: Fields }) {
  const { words } = useConsole();
  const now = useNow();
  const level = levelOf(count(incident, "priority"));
  const ends = time(incident, "closed_at") ?? now;
  const place = placeSeen(incident);
  return (
    <li>
      <Severity level={level} word={words.code("severity", String(level))} />
      <Linked to={`/incidents/${encodeURIComponent(id)}`}><span className="mono" dir="ltr">{numberOf(incident)}</span> <strong>{words.tell(typeOf(text(incident, "type") ?? ""))}</strong></Linked>
      <span className="quiet cut">{place ? words.tell(place) : null}</span>
      <span className="quiet">{words.code("incident-is", text(incident, "status") ?? "open")}</span>
      <Age seconds={secondsBetween(time(incident, "opened_at") ?? now, ends)} />
    </li>
  );
}
