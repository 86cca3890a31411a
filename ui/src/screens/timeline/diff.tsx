// What differs between two instants, subject by subject, in words.

import { useState, type FormEvent } from "react";
import { ask } from "../../act/door.ts";
import type { Differences, SubjectDiffers } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { linesOf, type Line, type Telling } from "../../picture/differing.ts";
import { nameOf } from "../../picture/named.ts";
import type { Fields } from "../../picture/picture.ts";
import { placeWords } from "../../picture/places.ts";
import { split } from "../../picture/read.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { momentOf } from "../../shell/moment.ts";
import { go } from "../../shell/route.ts";
import { clockDay, clockTime, zoneTold } from "../../shell/time.ts";
import type { Question } from "./question.ts";

export function Diff({ question }: { readonly question: Question }) {
  const { words, store, town } = useConsole();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [found, setFound] = useState<Differences | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { picture } = usePicture("incidents", "units", "people", "stations");
  const telling: Telling = { tell: words.tell, time: (ms) => `${clockDay(ms, town.zone, words.language)} ${clockTime(ms, town.zone)} ${zoneTold(ms, town.zone, words.language)}` };
  const compare = async (event: FormEvent) => {
    event.preventDefault();
    const now = store.now();
    const [a, b] = [momentOf(from, now, town.zone), to.trim() ? momentOf(to, now, town.zone) : new Date(now - 1_000).toISOString()];
    if (!a || !b) return setSaid(words.say("at-not-understood"));
    const answer = await ask<Differences>(`/v1/differences?${new URLSearchParams({ from: a, to: b, question }).toString()}`, { patience_ms: 60_000 });
    setFound(answer.is === "done" ? answer.body : null);
    setSaid(answer.is === "refused" ? `${answer.refusal.detail} ${answer.refusal.next}` : answer.is === "unknown" ? words.say("town-does-not-answer") : null);
  };
  return (
    <>
      <form onSubmit={(event) => void compare(event)} aria-label={words.say("diff")}>
        <label>{words.say("diff-from")}<input className="mono" dir="ltr" value={from} onChange={(event) => setFrom(event.target.value)} placeholder="14:02" required /></label>
        <label>{words.say("diff-to")}<input className="mono" dir="ltr" value={to} onChange={(event) => setTo(event.target.value)} placeholder={words.say("scrub-now")} /></label>
        <Button type="submit">{words.say("diff")}</Button>
        {said && <p role="alert">{said}</p>}
      </form>
      {found && (
        <section className="diff" aria-label={words.say("diff")}>
          <h3>{words.say("diff-told", { count: found.total })}</h3>
          <ul>
            {found.subjects.map((each) => (
              <li key={`${each.kind}/${each.id}`}>
                <strong>{words.code("kind", each.kind)} <Name subject={each} /></strong>{each.what === "changed" ? null : <em> {words.code("differs", each.what)}</em>}
                <dl>
                  {linesOf(each.fields, picture, telling).map((line) => <Row key={line.label} line={line} />)}
                </dl>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Row({ line }: { readonly line: Line }) {
  return (
    <div>
      <dt>{line.label}</dt>
      <dd>
        {line.was.map((each) => <del key={each} dir="auto">{each}</del>)}
        {line.now.map((each) => <ins key={each} dir="auto">{each}</ins>)}
      </dd>
    </div>
  );
}

// By its name, else by where it is: a report has no other.
function Name({ subject: { kind, id, fields } }: { readonly subject: SubjectDiffers }) {
  const { words } = useConsole();
  const { picture } = usePicture("incidents", "units", "people", "stations");
  const known = nameOf(split(id)[1] || id, picture);
  const place = fields.find((each) => each.field === "place");
  const name = known === id && place ? words.tell(placeWords((place.now ?? place.was) as Fields)) : known;
  if (kind !== "incidents") return <bdi>{name}</bdi>;
  return <a href={`/incidents/${encodeURIComponent(id)}`} dir="ltr" onClick={(event) => (event.preventDefault(), go(`/incidents/${encodeURIComponent(id)}`))}>{name}</a>;
}
