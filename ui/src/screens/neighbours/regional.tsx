// One incident of several towns: whose part is what, who leads, at which level; asked, joined, led.

import type { LikelySame, Region, RegionalView, TownPart } from "../../api/types.ts";
import { Notice } from "../../parts/refusal.tsx";
import { Panel } from "../../parts/panel.tsx";
import { howLong, secondsBetween } from "../../picture/ages.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { typeOf } from "../../picture/places.ts";
import { byText, instant, parts, text } from "../../picture/read.ts";
import { AskAct, Give } from "../../shell/act.tsx";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { incidentName, plain, quoted } from "../../shell/lines.ts";
import { incidentsOf } from "./town-card.tsx";
import "./neighbours.css";

// All of them, open ones first, and pairs that may be one.
export function Regional({ region }: { readonly region: Region | null }) {
  const { words } = useConsole();
  const rows = region?.regional_incidents ?? [];
  const likely = region?.likely_same ?? [];
  if (rows.length === 0 && likely.length === 0) return null;
  return (
    <Panel name={words.say("regional")} count={rows.filter((each) => !each.is_over).length}>
      <ul className="regional-rows">
        {rows.map((each) => <Row key={each.number} row={each} region={region} />)}
        {likely.map((each) => <Likely key={`${each.incident} ${each.town} ${each.theirs}`} pair={each} region={region} />)}
      </ul>
    </Panel>
  );
}

// Of one incident: the regional one that it is part of, and what may be the same elsewhere.
export function RegionalOf({ incident, region }: { readonly incident: string; readonly region: Region | null }) {
  const rows = (region?.regional_incidents ?? []).filter((each) => each.incident === incident || each.asked_for === incident);
  const likely = (region?.likely_same ?? []).filter((each) => each.incident === incident);
  const { words } = useConsole();
  if (rows.length === 0 && likely.length === 0) return null;
  return (
    <Panel name={words.say("regional")}>
      <ul className="regional-rows">
        {rows.map((each) => <Row key={each.number} row={each} region={region} />)}
        {likely.map((each) => <Likely key={`${each.town} ${each.theirs}`} pair={each} region={region} />)}
      </ul>
    </Panel>
  );
}

function nameIn(region: Region | null, own: string, ownName: string): (code: string) => string {
  return (code) => (code === own ? ownName : region?.neighbours.find((each) => each.neighbour === code)?.name ?? code);
}

interface RowProps {
  readonly row: RegionalView;
  readonly region: Region | null;
}

function Row({ row, region }: RowProps) {
  const { words, town } = useConsole();
  const { picture } = usePicture("incidents", "people");
  const name = nameIn(region, town.code, town.name);
  const open = row.conflicts.filter((each) => !each.closed_at);
  return (
    <li className="regional-row" data-regional={row.number} data-stand={row.stand} data-over={row.is_over ? "" : undefined}>
      <div className="state">
        <p className="says">
          <strong className="mono" dir="ltr">{row.number}</strong>{row.aliases.length > 0 ? <span className="quiet"> {words.say("regional-was", { numbers: row.aliases })}</span> : null}
          {" · "}{row.is_over ? words.say("regional-over") : `${row.lead ? words.say("regional-led-by", { town: name(row.lead) }) : words.say("regional-led-by-nobody")} · ${words.code("regional-level", row.level)}`}
        </p>
        {row.stand === "asked" ? <Notice kind="warn">{row.asked_for ? words.say("regional-asked-for", { name: incidentName(picture, row.asked_for) }) : words.say("regional-asked")}</Notice> : null}
        {row.offered_to ? <p className="strong">{row.offered_to === town.code ? words.say("regional-offered-us") : words.say("regional-offered", { town: name(row.offered_to) })}</p> : null}
        {row.wants_level.length > 0 ? <p className="strong">{words.say("regional-wants-level", { towns: row.wants_level.map(name) })}</p> : null}
        {row.taking ? <Notice kind="warn">{words.say("regional-taking")}</Notice> : null}
        {open.map((each) => <p key={each.at} className="conflict">{words.say("regional-taken", { winning: name(each.winning), losing: name(each.losing) })}</p>)}
        <ul className="regional-parts">
          {row.towns.map((each) => <Part key={each.town} part={each} name={name(each.town)} />)}
        </ul>
        {row.asked.length > 0 ? <p className="quiet">{words.say("regional-no-answer", { towns: row.asked.map(name) })}</p> : null}
        {row.path.map((each) => <p key={each.level} className="quiet">{words.say("regional-path", { level: words.code("regional-level", each.level), leads: each.leads.map(name) })}</p>)}
      </div>
      {row.is_over ? null : <span className="acts"><Acts row={row} name={name} picture={picture} /></span>}
    </li>
  );
}

// What a town says of itself, and as of when; who commands there and what it set for all.
function Part({ part, name }: { readonly part: TownPart; readonly name: string }) {
  const { words, town } = useConsole();
  const now = useNow();
  const isOurs = part.town === town.code;
  const heard = instant(part.heard_at);
  const told = part.told as Fields;
  const commanders = parts(told, "commanders");
  const who = [
    ...commanders.map((each) => text(each, "agency_name") ?? words.code("agency", text(each, "agency") ?? "")),
    text(told, "command_name") ?? "",
    text(told, "commander_name") ?? "",
  ].filter(Boolean);
  const stands = part.is_closed ? words.say("regional-closed") : part.status ? words.code("incident-is", part.status) : part.is_closed === false ? words.say("regional-untold") : words.say("regional-without");
  return (
    <li>
      <p>
        <span className="tag" title={name}>{part.town}</span>{" "}
        {part.stand === "joined" ? <>{isOurs && part.incident ? <Linked to={`/incidents/${encodeURIComponent(part.incident)}`}>{part.number ?? part.incident}</Linked> : <span className="mono" dir="ltr">{part.number ?? ""}</span>} {stands}</> : words.code("regional-stand", part.stand)}
        {isOurs || heard === null ? null : <span className="quiet"> · {words.say("regional-heard", { for: words.tell(howLong(secondsBetween(heard, now))) })}</span>}
      </p>
      {who.length > 0 ? <p className="quiet">{words.say("regional-command", { who })}</p> : null}
      {parts(told, "objectives").map((each) => <p key={text(each, "id")} className="objective"><bdi>{text(each, "text") ?? ""}</bdi> <span className="quiet">{words.code("regional-objective", text(each, "state") ?? "open")}</span></p>)}
    </li>
  );
}

interface ActProps {
  readonly row: RegionalView;
  readonly name: (code: string) => string;
  readonly picture: Picture;
}

function Acts({ row, name, picture }: ActProps) {
  const { words, town } = useConsole();
  const number = row.number;
  const reason = { name: "why", label: words.say("reason"), is: "words" } as const;
  const others = row.towns.filter((each) => each.town !== town.code && each.stand === "joined");
  if (row.stand !== "joined") {
    if (others.length === 0) return null;
    return (
      <>
        <AskAct
          order="JoinRegional" kind="primary" title={words.say("regional-join")} says={`${words.say("regional-join")}, ${number}`}
          wants={[{ name: "incident", label: words.say("regional-which"), is: "choice", choices: incidentsOf(picture, words.tell), none: words.say("regional-none-of-ours"), optional: true, first: row.asked_for ?? "" }]}
          line={(said) => `RIJ ${number}${said["incident"] ? ` ${said["incident"]}` : ""}`}
        >{words.say("regional-join")}</AskAct>
        {row.stand === "asked" ? <Give order="DeclineRegional" line={`RID ${number}`} says={`${words.say("regional-decline")}, ${number}`}>{words.say("regional-decline")}</Give> : null}
      </>
    );
  }
  const towns = others.map((each) => ({ key: each.town, name: name(each.town) }));
  const isFirst = row.taking !== null;
  return (
    <>
      {row.offered_to === town.code ? <Give order="AcceptRegionalLead" kind="primary" line={`RIA ${number}`} says={`${words.say("regional-accept")}, ${number}`}>{words.say("regional-accept")}</Give> : null}
      {row.is_led_here && row.offered_to ? <Give order="OfferRegionalLead" line={`RIO ${number} ${town.code}`} says={`${words.say("regional-keep")}, ${number}`}>{words.say("regional-keep")}</Give> : null}
      {row.is_led_here && !row.offered_to && towns.length > 0 ? (
        <AskAct order="OfferRegionalLead" title={words.say("regional-offer")} says={`${words.say("regional-offer")}, ${number}`} wants={[{ name: "to", label: words.say("regional-to"), is: "choice", choices: towns, first: towns[0]?.key }]} line={(said) => `RIO ${number} ${said["to"] ?? ""}`}>{words.say("regional-offer")}</AskAct>
      ) : null}
      {row.lead && row.level !== "region" && row.path.some((each) => each.level === "region") ? <Give order="RaiseRegional" line={`RIU ${number}`} says={`${words.say("regional-raise")}, ${number}`}>{words.say("regional-raise")}</Give> : null}
      {row.level === "region" ? <Give order="LowerRegional" line={`RIB ${number}`} says={`${words.say("regional-lower")}, ${number}`}>{words.say("regional-lower")}</Give> : null}
      <AskAct
        order="ShareObjective" title={words.say("regional-objective")} says={`${words.say("regional-objective")}, ${number}`}
        wants={[
          { name: "text", label: words.say("regional-objective-words"), is: "area" },
          { name: "priority", label: words.say("regional-priority"), is: "choice", choices: ["1", "2", "3"].map((each) => ({ key: each, name: words.code("regional-priority", each) })), first: "1" },
        ]}
        line={(said) => `RIS ${number} ${said["priority"] ?? "1"} ${quoted(said["text"] ?? "")}`}
      >{words.say("regional-objective")}</AskAct>
      <AskAct order="NameCommander" title={words.say("regional-commander")} says={`${words.say("regional-commander")}, ${number}`} wants={[{ name: "who", label: words.say("regional-commander-name"), is: "words" }]} line={(said) => `RIN ${number} ! ${plain(said["who"] ?? "")}`}>{words.say("regional-commander")}</AskAct>
      {row.conflicts.some((each) => !each.closed_at) ? <AskAct order="CloseLeadConflict" title={words.say("regional-settle")} says={`${words.say("regional-settle")}, ${number}`} wants={[{ name: "why", label: words.say("regional-settled"), is: "words" }]} line={(said) => `RIC ${number} ! ${plain(said["why"] ?? "")}`}>{words.say("regional-settle")}</AskAct> : null}
      {row.lead && !row.is_led_here ? (isFirst
        ? <Give order="ConfirmRegionalLead" kind="danger" line={`RITY ${number}`} says={`${words.say("regional-take-second")}, ${number}`}>{words.say("regional-take-second")}</Give>
        : <AskAct order="TakeRegionalLead" title={words.say("regional-take-why")} says={`${words.say("regional-take")}, ${number}`} wants={[reason]} line={(said) => `RIT ${number} ! ${plain(said["why"] ?? "")}`}>{words.say("regional-take")}</AskAct>) : null}
      {row.is_led_here && others.length > 0 ? null : <AskAct order="LeaveRegional" title={words.say("regional-leave")} says={`${words.say("regional-leave")}, ${number}`} wants={[reason]} line={(said) => `RIX ${number} ! ${plain(said["why"] ?? "")}`}>{words.say("regional-leave")}</AskAct>}
    </>
  );
}

function Likely({ pair, region }: { readonly pair: LikelySame; readonly region: Region | null }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("incidents");
  const name = nameIn(region, town.code, town.name)(pair.town);
  const ours = incidentName(picture, pair.incident);
  const link = words.say("regional-link");
  return (
    <li className="regional-row" data-likely={`${pair.incident} ${pair.theirs}`}>
      <div className="state">
        <p className="says">{words.say("regional-may-be", { ours, town: name, theirs: pair.theirs, type: words.tell(typeOf(pair.type)) })}</p>
        <p className="quiet">{words.say("regional-apart", { metres: pair.distance_m, for: words.tell(howLong(pair.between_s)), age: words.tell(howLong(pair.age_s)) })}</p>
      </div>
      <span className="acts"><Give order="LinkRegional" kind="primary" line={`RIL ${pair.incident} ${pair.town} ${pair.theirs}`} says={`${link}, ${ours}, ${name}`}>{link}</Give></span>
    </li>
  );
}

// Neighbours that may be asked whether theirs is one with this incident.
export function LinkAct({ incident }: { readonly incident: string }) {
  const { words } = useConsole();
  const { picture } = usePicture("neighbours");
  const towns = [...picture.of("neighbours").values()]
    .filter((each) => text(each, "standing") === "joined")
    .map((each) => ({ key: text(each, "id") ?? "", name: text(each, "name") ?? text(each, "id") ?? "" }))
    .sort((a, b) => byText(a.name, b.name));
  if (towns.length === 0) return null;
  return (
    <AskAct
      order="LinkRegional" title={words.say("regional-link-title")}
      wants={[
        { name: "to", label: words.say("regional-link-to"), is: "choice", choices: towns, first: towns[0]?.key },
        { name: "theirs", label: words.say("regional-link-theirs"), is: "time", optional: true },
      ]}
      line={(said) => `RIL ${incident} ${said["to"] ?? ""}${said["theirs"]?.trim() ? ` ${plain(said["theirs"])}` : ""}`}
    >{words.say("regional-link-other")}</AskAct>
  );
}
