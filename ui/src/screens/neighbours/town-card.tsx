// One neighbour: how the link stands and how old what it said is; what is lent either way; what can be done.

import type { AgreementSaid, RegionStanding } from "../../api/types.ts";
import type { Choice } from "../../parts/choose.tsx";
import { Notice } from "../../parts/refusal.tsx";
import { howLong, secondsBetween } from "../../picture/ages.ts";
import type { Loan } from "../../picture/loans.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { instant, part, sortedIds, text, time } from "../../picture/read.ts";
import { numberOf, typeOf } from "../../picture/places.ts";
import type { Said } from "../../words/said.ts";
import { AskAct } from "../../shell/act.tsx";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { plain, quoted } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";
import { WriteBundle } from "./bundles.tsx";
import { LinkActs, Restored } from "./link-acts.tsx";

interface CardProps {
  readonly standing: RegionStanding;
  readonly neighbour: Fields | undefined;
  readonly loans: readonly Loan[];
  readonly agreements: readonly AgreementSaid[];
}

export function TownCard({ standing, neighbour, loans, agreements }: CardProps) {
  const { words } = useConsole();
  const code = standing.neighbour;
  const mine = agreements.filter((each) => each.partner === code && (each.state === "in_force" || each.state === "suspended"));
  const out = loans.filter((each) => each.town === code && each.state === "lent").map((each) => each.sign);
  const here = loans.filter((each) => each.home === code && each.state === "here").map((each) => each.sign);
  return (
    <section className="town-card" data-neighbour={code} data-standing={standing.standing} aria-label={standing.name}>
      <h3><LinkDot standing={standing} /> {standing.name} <span className="tag">{code}</span></h3>
      <LinkSaid standing={standing} neighbour={neighbour} />
      <dl className="pairs">
        <div><dt>{words.say("lent-to-them")}</dt><dd>{out.length > 0 ? words.say("units-listed", { units: out }) : words.say("nothing-lent")}</dd></div>
        <div><dt>{words.say("lent-to-us")}</dt><dd>{here.length > 0 ? words.say("units-listed", { units: here }) : words.say("nothing-lent")}</dd></div>
        <div>
          <dt>{words.say("agreed")}</dt>
          <dd>{mine.length === 0 ? words.say("nothing-agreed") : mine.map((each) => <Linked key={each.id} to={`/neighbours/agreements/${encodeURIComponent(each.id)}`}>{each.title || each.id}</Linked>)}</dd>
        </div>
      </dl>
      {mine.map((each) => <Given key={each.id} agreement={each} isOneOfMany={mine.length > 1} />)}
      <Restored code={code} name={standing.name} />
      <Acts standing={standing} />
    </section>
  );
}

// What each shows and lends the other, by the version in force.
function Given({ agreement, isOneOfMany }: { readonly agreement: AgreementSaid; readonly isOneOfMany: boolean }) {
  const { words } = useConsole();
  const valid = agreement.versions.find((each) => each.is_in_force);
  if (!valid) return null;
  return (
    <details className="given">
      <summary>{words.say("what-is-agreed")}{isOneOfMany ? `: ${agreement.title || agreement.id}` : ""}</summary>
      {valid.sections.map((each) => (
        <div key={each.name}>
          <h4>{each.name}</h4>
          <ul>{each.says.map((says) => <li key={says}>{says}</li>)}</ul>
        </div>
      ))}
    </details>
  );
}

function LinkDot({ standing }: { readonly standing: RegionStanding }) {
  const state = standing.standing !== "joined" ? standing.standing : standing.fault ? "fault" : standing.is_current ? "current" : "silent";
  return <svg className="link-dot" data-state={state} viewBox="0 0 12 12" aria-hidden="true">{state === "current" ? <circle cx="6" cy="6" r="4.2" /> : state === "cut" || state === "revoked" ? <path d="m2 2 8 8M10 2l-8 8" /> : <circle className="open" cx="6" cy="6" r="4.2" />}</svg>;
}

// In words, with the age of what was last heard; a doubt is said as plainly as it can be.
function LinkSaid({ standing, neighbour }: { readonly standing: RegionStanding; readonly neighbour: Fields | undefined }) {
  const { words, town, me } = useConsole();
  const now = useNow();
  const at = (value: unknown) => {
    const ms = instant(value);
    return ms === null ? "?" : clockTime(ms, town.zone, false);
  };
  const heard = instant(standing.heard_at);
  const last = heard === null
    ? words.say("never-heard", { town: standing.name })
    : words.say("last-heard", { town: standing.name, at: clockTime(heard, town.zone, false), for: words.tell(howLong(secondsBetween(heard, now))) });
  const spoken = text(neighbour, "spoken");
  const doubt = text(neighbour, "doubt");
  const reason = text(neighbour, "reason");
  return (
    <div className="link-said">
      {standing.standing === "joined" ? <p role="status">{last}</p> : <p><strong>{words.code("link-is", standing.standing)}</strong>{standing.standing === "cut" ? ` · ${words.say("since-at", { at: at(neighbour?.["since"]) })}` : ""}{reason ? ` · ${reason}` : ""}</p>}
      {standing.standing === "cut" && heard !== null ? <p className="quiet">{last}</p> : null}
      {standing.standing === "met" && spoken && me.orders.includes("ConfirmNeighbour") ? <p>{words.say("read-aloud")} <strong className="mono" dir="ltr">{spoken}</strong></p> : null}
      {standing.fault && standing.standing === "joined" ? (
        <Notice kind="warn"><strong>{words.code("link-fault", standing.fault)}</strong> {doubt === null && heard !== null ? words.say("stays-with-age") : ""}</Notice>
      ) : null}
      {standing.trouble ? <Notice kind="warn">{words.say("link-trouble")}</Notice> : null}
      {standing.clock_off_s ? <Notice kind="warn">{words.say(standing.clock_off_s > 0 ? "clock-ahead" : "clock-behind", { for: words.tell(howLong(Math.abs(standing.clock_off_s))) })}</Notice> : null}
      {standing.restored_at ? <Notice>{words.say("restored-there", { town: standing.name, at: at(standing.restored_at) })}</Notice> : null}
    </div>
  );
}

function Acts({ standing }: { readonly standing: RegionStanding }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("units", "custody", "log_lives", "incidents");
  const code = standing.neighbour;
  const reason = { name: "why", label: words.say("reason"), is: "words" } as const;
  const units = lendable(picture, town.code, words.code);
  return (
    <div className="acts">
      {standing.standing === "joined" ? (
        <>
          {units.length > 0 ? (
            <AskAct
              order="OfferUnit" kind="primary" title={words.say("lend-to", { town: standing.name })} says={`${words.say("lend")}, ${standing.name}`}
              wants={[
                { name: "unit", label: words.say("lend-which"), is: "choice", choices: units },
                { name: "until", label: words.say("until-when"), is: "time", optional: true, hint: words.say("time-hint") },
              ]}
              line={(said) => `LE ${said["unit"] ?? ""} ${code}${said["until"]?.trim() ? ` until ${plain(said["until"])}` : ""}`}
            >{words.say("lend")}</AskAct>
          ) : null}
          <AskAct
            order="RequestAid" title={words.say("aid-ask-of", { town: standing.name })} says={`${words.say("aid-ask")}, ${standing.name}`}
            wants={[
              { name: "kind", label: words.say("aid-kind"), is: "choice", choices: kindsOf(picture, words.code) },
              { name: "n", label: words.say("aid-quantity"), is: "time", first: "1" },
              { name: "for", label: words.say("aid-incident"), is: "choice", choices: incidentsOf(picture, words.tell), optional: true },
              { name: "until", label: words.say("until-when"), is: "time", optional: true, hint: words.say("time-hint") },
              { name: "remarks", label: words.say("aid-remarks"), is: "words", optional: true },
            ]}
            line={(said) => `N ${code} ${plain(said["n"] ?? "1")}x ${said["kind"] ?? ""}${said["for"] ? ` ${said["for"]}` : ""}${said["until"]?.trim() ? ` until ${plain(said["until"])}` : ""}${said["remarks"]?.trim() ? ` ${quoted(said["remarks"])}` : ""}`}
          >{words.say("aid-ask")}</AskAct>
          <AskAct order="CutNeighbour" title={words.say("cut-link-to", { town: standing.name })} says={`${words.say("cut-link")}, ${standing.name}`} wants={[reason]} line={(said) => `NC ${code} ! ${plain(said["why"] ?? "")}`}>{words.say("cut-link")}</AskAct>
          <WriteBundle code={code} name={standing.name} />
        </>
      ) : null}
      {standing.standing === "cut" || (standing.standing === "joined" && (standing.fault === "rolled_back" || standing.fault === "forked")) ? (
        <AskAct order="HealNeighbour" title={words.say("heal-link-to", { town: standing.name })} says={`${words.say("heal-link")}, ${standing.name}`} wants={[reason]} line={(said) => `NH ${code} ! ${plain(said["why"] ?? "")}`}>{words.say("heal-link")}</AskAct>
      ) : null}
      <LinkActs standing={standing} />
    </div>
  );
}

// Kinds of unit that this town knows; another may be typed in the line.
function kindsOf(picture: Picture, word: (family: string, code: string) => string): readonly Choice[] {
  const kinds = new Set([...picture.of("units").values()].map((each) => text(each, "kind")).filter((each) => each !== null));
  return [...kinds].sort().map((key) => ({ key, name: word("unit-kind", key) }));
}

export function incidentsOf(picture: Picture, tell: (said: Said) => string): readonly Choice[] {
  return sortedIds(picture.of("incidents")).flatMap((id) => {
    const each = picture.of("incidents").get(id)!;
    return text(each, "status") === "open" && !text(each, "merged_into") ? [{ key: id, name: numberOf(each), more: tell(typeOf(text(each, "type") ?? "")) }] : [];
  });
}

// Units that are ours to give and free; the town's own rules say the rest before it is sent.
export function lendable(picture: Picture, own: string, word: (family: string, code: string) => string, kind: string | null = null): readonly Choice[] {
  return sortedIds(picture.of("units")).flatMap((id) => {
    const unit = picture.of("units").get(id)!;
    const custody = picture.of("custody").get(id);
    const authority = part(unit, "authority");
    const isOurs = (text(authority, "holder") ?? own) === own && (text(authority, "home") ?? own) === own;
    if ((kind !== null && text(unit, "kind") !== kind) || !isOurs || text(unit, "status") !== "available" || part(custody, "offer") || time(unit, "left_at") !== null) return [];
    const sign = text(unit, "call_sign") ?? id;
    return [{ key: sign, name: sign, more: word("unit-kind", text(unit, "kind") ?? "") }];
  });
}
