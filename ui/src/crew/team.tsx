// The team that this crew goes with: who leads, where it is called, who is in it.

import { callSign } from "../picture/places.ts";
import { text, texts } from "../picture/read.ts";
import { teamOf } from "../picture/teams.ts";
import { usePage } from "./page.tsx";

export function TeamOf() {
  const { store, job, words } = usePage();
  const team = teamOf(store.picture, job.unit.id);
  if (!team) return null;
  const sign = (unit: string) => text(store.picture.of("units").get(unit), "call_sign") ?? callSign(unit);
  const leads = text(team, "leader_unit");
  const person = store.picture.of("people").get(text(team, "leader") ?? "");
  const leader = leads ? sign(leads) : (text(person, "name") ?? text(person, "handle") ?? words.say("crew-team-command"));
  return (
    <section className="commanded" aria-label={words.say("crew-team", { team: text(team, "name") ?? "" })}>
      <p>
        <strong>{words.say("crew-team", { team: text(team, "name") ?? "" })}</strong>{" "}
        {leads === job.unit.id ? words.say("crew-team-yours") : words.say("crew-team-led", { leader })}
      </p>
      <p>{words.say("crew-team-called", { channel: text(team, "channel") ?? "", units: texts(team, "units").map(sign) })}</p>
    </section>
  );
}
