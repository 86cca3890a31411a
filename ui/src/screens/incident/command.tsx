// Who leads the incident: take command, offer it with a briefing, take or decline what is offered,
// set up posts, end it.

import { Panel } from "../../parts/panel.tsx";
import { Age } from "../../parts/age.tsx";
import type { Choice } from "../../parts/choose.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import type { Page } from "../../picture/incident.ts";
import type { Command } from "../../picture/organization.ts";
import type { Picture } from "../../picture/picture.ts";
import { who } from "../../picture/places.ts";
import { AskAct, Give, type Wanted } from "../../shell/act.tsx";
import { useConsole } from "../../shell/console.tsx";
import { handles, plain, quoted } from "../../shell/lines.ts";

export interface PanelProps {
  readonly page: Page;
  readonly name: string;
  readonly picture: Picture;
  readonly now: number;
}

// People who can be named, as choices.
export function people(picture: Picture): readonly Choice[] {
  return handles(picture).map((each) => ({ key: each.handle, name: each.handle }));
}

const BRIEFED = ["situation", "objectives", "resources", "hazards", "actions"] as const;
const POSITIONS = ["operations_section_chief", "planning_section_chief", "logistics_section_chief", "safety_officer", "liaison_officer", "public_information_officer", "division_supervisor", "staging_area_manager"];

export function CommandPanel({ page, name, picture, now }: PanelProps) {
  const { words, me } = useConsole();
  const { command } = page;
  const because: Wanted = { name: "because", label: words.say("because"), is: "words" };
  const leads = command !== null && command.terminated === null && command.commanders.length > 0;
  return (
    <Panel name={words.say("command-of-it")} count={command?.name ?? undefined} ends={command?.isUnified ? <span className="tag">{words.say("unified")}</span> : undefined}>
      {leads ? <Leading command={command} now={now} /> : (
        <p className="empty-note">{words.say(command?.terminated ? "command-ended" : "command-none")}</p>
      )}
      {command?.offers.map((each) => (
        <div key={each.id} className="offer">
          <p><strong>{words.say("offered-to", { from: each.from, to: each.to })}</strong> <Age seconds={secondsBetween(each.since, now)} /></p>
          {each.situation ? <p>{each.situation}</p> : null}
          <p className="acts-in">{each.person === me.person ? (
            <>
              <Give order="AcceptCommand" line={`TA ${name} ${each.to}`} kind="primary">{words.say("take-over")}</Give>
              <AskAct order="DeclineCommand" title={words.say("decline")} wants={[because]} line={(said) => `TD ${name} ${each.to} ! ${plain(said["because"] ?? "")}`}>{words.say("decline")}</AskAct>
            </>
          ) : (
            <AskAct order="WithdrawCommandOffer" title={words.say("command-keep")} wants={[because]} line={(said) => `TW ${name} ${each.from} ! ${plain(said["because"] ?? "")}`}>{words.say("command-keep")}</AskAct>
          )}</p>
        </div>
      ))}
      {page.status === "closed" ? null : <Acts page={page} name={name} picture={picture} leads={leads} />}
    </Panel>
  );
}

function Leading({ command, now }: { readonly command: Command; readonly now: number }) {
  const { words } = useConsole();
  return (
    <>
      <ul className="pairs">
        {command.commanders.map((each) => (
          <li key={each.person}><strong>{each.called}</strong> <span className="quiet">{words.code("agency", each.agency)}</span> <Age seconds={secondsBetween(each.since, now)} /></li>
        ))}
      </ul>
      {command.posts.length > 0 ? (
        <ul className="pairs posts" aria-label={words.say("posts")}>
          {command.posts.map((each) => (
            <li key={each.id}>
              <strong>{each.name ?? words.code("position", each.position)}</strong>{" "}
              {each.called ?? <span className="quiet">{words.say("post-vacant")}</span>}
              {each.units.length > 0 ? <span className="quiet"> · {each.units.join(", ")}</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
      {command.spans.filter((each) => each.state === "over").map((each) => <p key={each.post} className="padded warns">{words.say("span-over", { post: each.post || words.say("span-command"), count: each.count })}</p>)}
    </>
  );
}

function Acts({ page, name, picture, leads }: { readonly page: Page; readonly name: string; readonly picture: Picture; readonly leads: boolean }) {
  const { words, me } = useConsole();
  const all = people(picture);
  const person = (label: string, first = ""): Wanted => ({ name: "person", label, is: "choice", choices: all, first });
  const mine = me.handle ?? "";
  const first = page.command?.commanders[0];
  if (!leads) {
    return (
      <p className="acts-in">
        <AskAct
          order="AssumeCommand" title={words.say("command-take")} wants={[person(words.say("who-leads"), all.some((each) => each.key === mine) ? mine : ""), { name: "called", label: words.say("command-called"), is: "words", optional: true, hint: words.say("command-called-hint") }]}
          line={(said) => `AC ${name} ${said["person"]}${said["called"]?.trim() ? ` ${quoted(said["called"])}` : ""}`}
        >{words.say("command-take")}</AskAct>
      </p>
    );
  }
  return (
    <p className="acts-in">
      <AskAct
        order="OfferCommand" title={words.say("command-hand-over")}
        wants={[person(words.say("to-whom")), ...BRIEFED.map((each): Wanted => ({ name: each, label: words.code("brief", each), is: "words", optional: each === "actions" }))]}
        line={(said) => `TC ${name} ${first ? who(first.person, picture) : mine} ${said["person"]} ${quoted(BRIEFED.map((each) => plain(said[each] ?? "").replaceAll(";", ",")).filter(Boolean).join("; "))}`}
      >{words.say("command-hand-over")}</AskAct>
      <AskAct
        order="EstablishPost" title={words.say("post-set-up")}
        wants={[
          { name: "position", label: words.say("post-position"), is: "choice", choices: POSITIONS.map((each) => ({ key: each, name: words.code("position", each) })) },
          { ...person(words.say("who-fills")), optional: true }, { name: "called", label: words.say("post-called"), is: "words", optional: true },
        ]}
        line={(said) => `PO ${name} ${said["position"]}${said["person"] ? ` ${said["person"]}` : ""}${said["called"]?.trim() ? ` ${quoted(said["called"])}` : ""}`}
      >{words.say("post-set-up")}</AskAct>
      <Give order="TerminateCommand" line={`EC ${name}`}>{words.say("command-end")}</Give>
    </p>
  );
}
