// Places at facilities that one town keeps for another: beds, shelter places; what each does about
// them, as buttons that give the lines BA to BX.

import type { Choice } from "../../parts/choose.tsx";
import { Panel } from "../../parts/panel.tsx";
import { placeRows, type PlaceRow } from "../../picture/place-loans.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { sortedIds, text } from "../../picture/read.ts";
import { AskAct, Give } from "../../shell/act.tsx";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { plain } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";

const REASONS = ["no_place_free", "too_few_at_home", "facility_takes_nobody", "kind_not_agreed"] as const;

const STAYS = ["still_needed", "people_on_the_way"] as const;

export function Places() {
  const { words, town, may } = useConsole();
  const { picture } = usePicture("place_loans", "facilities", "neighbours");
  const rows = placeRows(picture, town.code);
  const towns = joined(picture.of("neighbours"));
  if (rows.length === 0 && (towns.length === 0 || !may("AskForPlaces"))) return null;
  return (
    <Panel name={words.say("places-between")} count={rows.length}>
      <ul className="stock-rows">
        {rows.map((each) => (
          <li key={each.key} className="stock-row" data-places={each.key}>
            <div className="state">
              <p className="says">{words.tell(each.first)}</p>
              <p data-waits={each.waits ? "" : undefined}>{words.tell(each.second)}</p>
              {each.back === null ? null : <p data-waits="">{words.say("place-back", { at: clockTime(each.back, town.zone, false) })}</p>}
            </div>
            <span className="acts">{each.ours ? <Keeping row={each} picture={picture} /> : <Having row={each} />}</span>
          </li>
        ))}
      </ul>
      <div className="acts stock-register">
        <AskAct
          order="AskForPlaces" title={words.say("place-ask")}
          wants={[
            { name: "to", label: words.say("stock-to"), is: "choice", choices: towns },
            { name: "kind", label: words.say("place-kind"), is: "time", hint: words.say("place-kind-hint") },
            { name: "n", label: words.say("aid-quantity"), is: "time" },
            { name: "until", label: words.say("until-when"), is: "time", optional: true, hint: words.say("time-hint") },
          ]}
          line={(typed) => `BA ${typed["to"] ?? ""} ${word(typed["kind"]).toLowerCase().replaceAll(" ", "_")} ${word(typed["n"])}${until(typed)}`}
        >{words.say("place-ask")}</AskAct>
      </div>
    </Panel>
  );
}

function word(typed: string | undefined): string {
  return plain(typed ?? "");
}

function until(typed: Readonly<Record<string, string>>): string {
  return typed["until"]?.trim() ? ` until ${word(typed["until"])}` : "";
}

function joined(neighbours: ReadonlyMap<string, Fields>): readonly Choice[] {
  return sortedIds(neighbours)
    .filter((code) => text(neighbours.get(code), "standing") === "joined")
    .map((code) => ({ key: code, name: text(neighbours.get(code), "name") ?? code }));
}

// What the town that keeps the facility does: keeps or not, counts who comes and goes, asks back.
function Keeping({ row, picture }: { readonly row: PlaceRow; readonly picture: Picture }) {
  const { words } = useConsole();
  const now = useNow();
  const { asked, reserved, here, wanted } = row.stands;
  const says = (key: string) => `${words.say(key)}, ${row.key}`;
  const n = { name: "n", label: words.say("aid-quantity"), is: "time" } as const;
  const houses = [...picture.of("facilities")].map(([id, each]) => ({ key: id, name: text(each, "name") ?? id }));
  return (
    <>
      {asked && houses.length > 0 ? (
        <AskAct
          order="KeepPlaces" kind="primary" title={says("place-keep")} says={says("place-keep")}
          wants={[{ ...n, first: String(wanted) }, { name: "at", label: words.say("place-where"), is: "choice", choices: houses }]}
          line={(typed) => `BP ${row.key} ${word(typed["n"])} ${typed["at"] ?? ""}`}
        >{words.say("place-keep")}</AskAct>
      ) : null}
      {asked ? (
        <AskAct
          order="DeclinePlaces" title={says("aid-decline")} says={says("aid-decline")}
          wants={[{ name: "why", label: words.say("aid-why-not"), is: "choice", choices: REASONS.map((each) => ({ key: each, name: words.code("place-because", each) })) }]}
          line={(typed) => `BD ${row.key} ${typed["why"] ?? ""}`}
        >{words.say("aid-decline")}</AskAct>
      ) : null}
      {asked ? null : (
        <AskAct order="TakeInPeople" kind="primary" title={says("place-arrive")} says={says("place-arrive")} wants={[n]} line={(typed) => `BI ${row.key} ${word(typed["n"])}`}>{words.say("place-arrive")}</AskAct>
      )}
      {here > 0 ? <AskAct order="LetPeopleGo" title={says("place-leave")} says={says("place-leave")} wants={[n]} line={(typed) => `BL ${row.key} ${word(typed["n"])}`}>{words.say("place-leave")}</AskAct> : null}
      {reserved > 0 ? (
        <AskAct
          order="RecallPlaces" title={says("place-recall")} says={says("place-recall")}
          wants={[{ name: "until", label: words.say("until-when"), is: "time", hint: words.say("time-hint") }]}
          line={(typed) => `BR ${row.key}${until(typed)}`}
        >{words.say("place-recall")}</AskAct>
      ) : null}
      {row.isOver(now) ? (
        <AskAct
          order="TakeBackPlaces" kind="danger" title={says("place-take-back")} says={says("place-take-back")}
          wants={[{ ...n, first: String(reserved) }, { name: "why", label: words.say("reason"), is: "words" }]}
          line={(typed) => `BX ${row.key} ${word(typed["n"])} ! ${word(typed["why"])}`}
        >{words.say("place-take-back")}</AskAct>
      ) : null}
    </>
  );
}

// What the town that asked does: takes what is kept, sends people, gives back.
function Having({ row }: { readonly row: PlaceRow }) {
  const { words } = useConsole();
  const { asked, offered, reserved, onTheWay } = row.stands;
  const says = (key: string) => `${words.say(key)}, ${row.key}`;
  const n = { name: "n", label: words.say("aid-quantity"), is: "time" } as const;
  return (
    <>
      {offered > 0 ? <Give order="AcceptPlaces" kind="primary" line={`BT ${row.key}`} says={says("place-take")}>{words.say("place-take")}</Give> : null}
      {reserved > offered ? <AskAct order="SendPeople" kind="primary" title={says("place-send")} says={says("place-send")} wants={[n]} line={(typed) => `BS ${row.key} ${word(typed["n"])}`}>{words.say("place-send")}</AskAct> : null}
      {asked ? <Give order="GiveBackPlaces" line={`BB ${row.key}`} says={says("aid-withdraw")}>{words.say("aid-withdraw")}</Give> : null}
      {!asked && reserved > 0 ? (
        <AskAct order="GiveBackPlaces" title={says("place-give-back")} says={says("place-give-back")} wants={[{ ...n, first: String(reserved) }]} line={(typed) => `BB ${row.key} ${word(typed["n"])}`}>{words.say("place-give-back")}</AskAct>
      ) : null}
      {onTheWay > 0 ? <AskAct order="TurnPeopleBack" title={says("place-turn")} says={says("place-turn")} wants={[n]} line={(typed) => `BV ${row.key} ${word(typed["n"])}`}>{words.say("place-turn")}</AskAct> : null}
      {row.back !== null ? (
        <AskAct
          order="AnswerPlaceRecall" title={says("place-answer")} says={says("place-answer")}
          wants={[{ name: "why", label: words.say("stock-why-no-more"), is: "choice", choices: STAYS.map((each) => ({ key: each, name: words.code("place-because", each) })) }]}
          line={(typed) => `BN ${row.key} ${typed["why"] ?? ""}`}
        >{words.say("place-answer")}</AskAct>
      ) : null}
    </>
  );
}
