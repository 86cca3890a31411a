// Another crew at the same place called for help: all of the screen, every ten seconds, until heard.

import { clockTime } from "../shell/time.ts";
import { maydaysOf } from "./job.ts";
import { useAlarm, usePage } from "./page.tsx";
import { Sheet } from "./sheet.tsx";

const AGAIN_MS = 10_000;

export function Alarm() {
  const { job, store, listed, taken, take, words, town, me } = usePage();
  const own = new Set(listed.map((each) => String(each.found["entry"] ?? "")));
  const open = job.incident
    ? maydaysOf(store.picture, job.incident.id, own).find((each) => each.by !== me.person && !taken.has(each.id))
    : undefined;
  const rings = useAlarm("danger", open !== undefined, AGAIN_MS);
  if (!open) return null;
  return (
    <Sheet key={open.id} name={words.say("crew-mayday")} kind="danger" rings={rings}>
      <p className="order-what"><strong><bdi>{open.text}</bdi></strong></p>
      <p><time dir="ltr">{clockTime(Date.parse(open.at), town.zone)}</time></p>
      <div className="answer">
        <button type="button" className="press" data-kind="alarm" autoFocus onClick={() => take(open.id)}>{words.say("crew-heard")}</button>
      </div>
    </Sheet>
  );
}
