// Strike teams and task forces: formed here, ordered and lent as one. Each crew answers for itself.

import type { Choice } from "../../parts/choose.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Empty } from "../../parts/states.tsx";
import { who } from "../../picture/places.ts";
import { byText, text } from "../../picture/read.ts";
import { teamsOf, type TeamSeen, type TeamState } from "../../picture/teams.ts";
import { AskAct, Give } from "../../shell/act.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { plain, quoted } from "../../shell/lines.ts";

// It was let go of: there is a loan to tell of.
const AWAY: readonly TeamState[] = ["limbo", "lent", "here", "partly"];

export function Teams() {
  const { words, town, may } = useConsole();
  const { picture } = usePicture("teams", "units", "custody", "log_lives", "people", "neighbours");
  const teams = teamsOf(picture, town.code);
  if (teams.length === 0 && !may("FormTeam")) return null;
  const kinds: Choice[] = ["strike_team", "task_force"].map((key) => ({ key, name: words.code("team-kind", key) }));
  return (
    <Panel name={words.say("teams")} count={teams.length}>
      {teams.length === 0 ? <Empty says={words.say("teams-none")} /> : null}
      <ul className="loan-rows">
        {teams.map((each) => <Row key={each.id} team={each} />)}
      </ul>
      <div className="acts stock-register">
        <AskAct
          order="FormTeam" title={words.say("team-form")}
          wants={[
            { name: "name", label: words.say("team-name"), is: "time", hint: words.say("team-name-hint") },
            { name: "kind", label: words.say("team-kind"), is: "choice", choices: kinds, first: "strike_team" },
            { name: "units", label: words.say("team-units"), is: "time", hint: words.say("team-units-hint") },
            { name: "channel", label: words.say("team-channel"), is: "words" },
          ]}
          line={(said) => `TN ${plain(said["name"] ?? "")} ${said["kind"] ?? ""} ${plain(said["units"] ?? "")} ${quoted(said["channel"] ?? "")}`}
        >{words.say("team-form")}</AskAct>
      </div>
    </Panel>
  );
}

function Row({ team }: { readonly team: TeamSeen }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("people", "neighbours");
  const leader = team.leads ?? (team.leader ? who(team.leader, picture) : words.say("team-nobody"));
  const partner = text(picture.of("neighbours").get(team.town), "name") ?? team.town;
  const count = team.signs.length;
  return (
    <li className="loan-row" data-team={team.id} data-state={team.state}>
      <span className="who">
        <strong dir="ltr">{team.says}</strong>
        <span className="quiet">{words.code("team-kind", team.kind)}</span>
        {team.by === town.code ? null : <span className="tag">{team.by}</span>}
      </span>
      <div className="state">
        <p className="says">{words.say("team-led", { leader, channel: team.channel, units: team.signs })}</p>
        {team.state === "held" ? null : <p>{words.say(`team-is-${team.state}`, { town: partner, ready: count - team.silent.length, count })}</p>}
        {AWAY.includes(team.state) ? <p className="loan-links"><Linked to={`/neighbours/loans/${encodeURIComponent(team.id)}`} says={`${words.say("loan-page")}, ${team.says}`}>{words.say("loan-page")}</Linked></p> : null}
        {team.silent.length > 0 && team.silent.length < count ? <p className="late">{words.say("team-silent", { units: team.silent })}</p> : null}
      </div>
      <span className="acts"><Acts team={team} /></span>
    </li>
  );
}

function Acts({ team }: { readonly team: TeamSeen }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("neighbours");
  const { state } = team;
  const to = `TM ${team.name}`;
  const named = (key: string) => `${words.code("loan-act", key)}, ${team.says}`;
  const give = (key: string, order: string, line: string, kind?: "primary") => <Give order={order} line={line} says={named(key)} kind={kind}>{words.code("loan-act", key)}</Give>;
  const because = (key: string, order: string, line: string, kind?: "danger" | "primary") => (
    <AskAct
      order={order} kind={kind} title={named(key)} says={named(key)} wants={[{ name: "why", label: words.say("reason"), is: "words" }]}
      line={(said) => `${line} ! ${plain(said["why"] ?? "")}`}
    >{words.code("loan-act", key)}</AskAct>
  );
  const towns: Choice[] = [...picture.of("neighbours")].filter(([, each]) => text(each, "standing") === "joined").map(([key, each]) => ({ key, name: text(each, "name") ?? key })).sort((a, b) => byText(a.key, b.key));
  const offer = towns.length > 0 ? (
    <AskAct
      order="OfferUnit" title={named("offer")} says={named("offer")} wants={[{ name: "town", label: words.say("team-to-whom"), is: "choice", choices: towns }]}
      line={(said) => `${to} LE ${said["town"] ?? ""}`}
    >{words.code("loan-act", "offer")}</AskAct>
  ) : null;
  if (state === "held") return <>{offer}{because("disband", "DisbandTeam", `TZ ${team.name}`)}</>;
  if (state === "here") return <>{give("return", "OfferUnit", `${to} GB`)}{team.by === town.code ? null : offer}</>;
  if (state === "ready") return give("release", "ReleaseTeam", `${to} LG`, "primary");
  if (state === "offered") {
    if (team.silent.length === team.signs.length) return because("withdraw", "WithdrawOffer", `${to} LW`);
    return team.leadsIsReady ? because("without", "ReleaseTeam", `TL ${team.name} ${team.silent.join(" ")}`, "primary") : null;
  }
  if (state === "lent") return <>{because("recall", "RecallUnit", `${to} BK`)}{because("override", "OpenOverride", `${to} OV`, "danger")}</>;
  if (state === "limbo") return because("override", "OpenOverride", `${to} OV`, "danger");
  return null;
}
