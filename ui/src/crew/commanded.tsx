// Whom this crew listens to, under which number; and what it answers when it is asked to listen to
// another town. The crew moves first: only its answer lets the unit change hands.

import { epochOf } from "../picture/loans.ts";
import type { Fields } from "../picture/picture.ts";
import { count, is, part, parts, text } from "../picture/read.ts";
import { ready } from "./orders.ts";
import { usePage } from "./page.tsx";

const RELEASED = 1;

interface Asked {
  readonly town: string;
  readonly epoch: string;
}

export function Commanded() {
  const { store, job, town, words, give, listed } = usePage();
  const custody = store.picture.of("custody").get(job.unit.id);
  if (!custody) return null;
  const name = (code: string) => (code === town.code ? town.name : code);
  const claim = part(custody, "claim");
  const [holder, epoch] = [text(claim, "town") ?? "", epochOf(part(claim, "epoch"))];
  const asked = askedOf(custody, town.code);
  const isSaid = asked !== null && listed.some((each) => each.sort === "ready" && each.state === "waiting" && each.steps.some((step) => step.is === "order" && step.fields["epoch"] === asked.epoch));
  const readied = readiedOf(custody, town.code);
  return (
    <section className="commanded" aria-label={words.say("crew-commanded")}>
      {readied ? <p>{words.say("crew-listens-next", { town: name(readied.town), epoch: readied.epoch })}</p>
        : count(claim, "hold") === RELEASED ? <p><strong>{words.say("crew-between", { town: name(holder) })}</strong></p>
          : <p>{words.say("crew-listens", { town: name(holder), epoch })}</p>}
      {asked ? (
        <div className="asked">
          <p><strong>{words.say("crew-asked-ready", { town: name(asked.town), epoch: asked.epoch })}</strong></p>
          <p>{words.say("crew-asked-until")}</p>
          <button type="button" className="press" data-kind="main" disabled={isSaid} onClick={() => void give(ready(job, name(asked.town), asked.epoch))}>
            {words.say("crew-ready-for", { town: name(asked.town) })} <bdi dir="ltr">{asked.epoch}</bdi>
          </button>
        </div>
      ) : null}
    </section>
  );
}

// What waits for the crew's word: our own offer, or one to us that another town's radio has not asked for.
function askedOf(custody: Fields, own: string): Asked | null {
  const offer = part(custody, "offer");
  if (offer) return is(offer, "is_ready") ? null : { town: text(offer, "to") ?? "", epoch: epochOf(part(offer, "epoch")) };
  const heard = parts(custody, "heard").at(-1);
  return heard && !is(heard, "is_ready") ? { town: own, epoch: epochOf(part(heard, "epoch")) } : null;
}

function readiedOf(custody: Fields, own: string): Asked | null {
  const offer = part(custody, "offer");
  if (offer && is(offer, "is_ready")) return { town: text(offer, "to") ?? "", epoch: epochOf(part(offer, "epoch")) };
  const heard = parts(custody, "heard").at(-1);
  return heard && is(heard, "is_ready") ? { town: own, epoch: epochOf(part(heard, "epoch")) } : null;
}
