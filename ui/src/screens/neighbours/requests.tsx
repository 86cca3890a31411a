// What towns ask each other for, while it is open: theirs, to answer; ours, and what each has said.

import type { RegionStanding } from "../../api/types.ts";
import type { Fields, Picture } from "../../picture/picture.ts";
import { callSign, placeWords, typeOf } from "../../picture/places.ts";
import { byText, count, part, parts, text, texts, time, words as wordsIn } from "../../picture/read.ts";
import { AskAct } from "../../shell/act.tsx";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { plain, quoted, shortName } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";
import { lendable } from "./town-card.tsx";

const REASONS = ["too_few_at_home", "enough_are_lent", "kind_not_agreed", "unit_out_of_service", "unit_in_limbo", "not_holder", "log_unreconciled"] as const;

// Open requests, theirs first; the oldest first.
export function openRequests(picture: Picture, own: string): readonly Fields[] {
  const theirs = (each: Fields) => (text(each, "by") === own ? 1 : 0);
  return [...picture.of("aid_requests").values()]
    .filter((each) => text(each, "state") === "open")
    .sort((a, b) => theirs(a) - theirs(b) || (time(a, "at") ?? 0) - (time(b, "at") ?? 0) || byText(text(a, "id") ?? "", text(b, "id") ?? ""));
}

export function Requests({ standings }: { readonly standings: readonly RegionStanding[] }) {
  const { town } = useConsole();
  const { picture } = usePicture("aid_requests", "units", "custody", "log_lives");
  const open = openRequests(picture, town.code);
  if (open.length === 0) return null;
  return <ul className="request-rows">{open.map((each) => <Row key={text(each, "id")} request={each} picture={picture} standings={standings} />)}</ul>;
}

interface RowProps {
  readonly request: Fields;
  readonly picture: Picture;
  readonly standings: readonly RegionStanding[];
}

function Row({ request, picture, standings }: RowProps) {
  const { words, town } = useConsole();
  const now = useNow();
  const id = text(request, "id") ?? "";
  const by = text(request, "by") ?? "";
  const isOurs = by === town.code;
  const name = (code: string) => standings.find((each) => each.neighbour === code)?.name ?? code;
  const wanted = part(request, "wanted");
  const kind = text(wanted, "kind");
  const n = count(wanted, "quantity") ?? 1;
  const what = kind ? words.code("unit-kind", kind) : words.say("aid-any-unit");
  const asked = texts(request, "asked");
  const type = text(wanted, "type");
  const place = part(wanted, "place");
  const at = (ms: number) => clockTime(ms, town.zone, false);
  const [until, answerBy] = [time(wanted, "until"), time(wanted, "answer_by")];
  const given = texts(request, "given").map(callSign);
  const answers = parts(request, "answers");
  const isSilent = isOurs ? asked.some((each) => !answers.some((one) => text(one, "town") === each)) : !part(request, "answer");
  const remarks = wordsIn(wanted, "remarks");
  const end = shortName(picture.of("aid_requests").keys(), id);
  return (
    <li className="request-row" data-request={id} data-ours={isOurs ? "" : undefined}>
      <div className="state">
        <p className="says">
          {isOurs ? words.say("aid-we-ask", { towns: asked.map(name), n, what }) : words.say("aid-they-ask", { town: name(by), n, what })}
          {type ? ` · ${text(wanted, "number") ?? ""} ${words.tell(typeOf(type))}` : ""}{place && type ? ` · ${words.tell(placeWords(place))}` : ""}
        </p>
        {remarks ? <p><bdi>{remarks}</bdi></p> : null}
        {until !== null || answerBy !== null ? <p className="quiet">{[until === null ? "" : words.say("aid-until", { at: at(until) }), answerBy === null ? "" : words.say("aid-answer-by", { at: at(answerBy) })].filter(Boolean).join(" · ")}</p> : null}
        {isSilent && answerBy !== null && answerBy < now ? <p className="late">{words.say("aid-late", { at: at(answerBy) })}</p> : null}
        {given.length > 0 ? <p>{words.say("aid-given", { units: given })}</p> : null}
        {isOurs
          ? asked.map((each) => <p key={each}>{said(answers.find((one) => text(one, "town") === each), "there", name(each), words)}</p>)
          : part(request, "answer") ? <p>{said(part(request, "answer"), "here", "", words)}</p> : null}
      </div>
      <span className="acts">{isOurs ? <OurActs end={end} what={what} /> : <TheirActs end={end} by={by} name={name(by)} picture={picture} kind={kind} />}</span>
    </li>
  );
}

// What a town has said: so much, and perhaps no more; or nothing yet.
function said(answer: Fields | undefined, where: "there" | "here", town: string, words: ReturnType<typeof useConsole>["words"]): string {
  const offered = texts(answer, "offered").map(callSign);
  const because = text(answer, "because");
  const told = [
    offered.length > 0 ? words.say(`aid-offered-${where}`, { town, units: offered }) : "",
    because ? words.say(`aid-declined-${where}`, { town, because: words.code("aid-because", because) }) : "",
  ].filter(Boolean);
  return told.length > 0 ? told.join(" ") : where === "there" ? words.say("aid-silent-there", { town }) : "";
}

function OurActs({ end, what }: { readonly end: string; readonly what: string }) {
  const { words } = useConsole();
  return (
    <AskAct order="WithdrawAidRequest" title={words.say("aid-withdraw")} says={`${words.say("aid-withdraw")}, ${what}`} wants={[{ name: "why", label: words.say("reason"), is: "words" }]} line={(typed) => `NW ${end} ! ${plain(typed["why"] ?? "")}`}>{words.say("aid-withdraw")}</AskAct>
  );
}

interface TheirProps {
  readonly end: string;
  readonly by: string;
  readonly name: string;
  readonly picture: Picture;
  readonly kind: string | null;
}

function TheirActs({ end, by, name, picture, kind }: TheirProps) {
  const { words, town } = useConsole();
  const units = lendable(picture, town.code, words.code, kind);
  return (
    <>
      {units.length > 0 ? (
        <AskAct
          order="OfferUnit" kind="primary" title={words.say("lend-to", { town: name })} says={`${words.say("aid-offer")}, ${name}`}
          wants={[
            { name: "unit", label: words.say("lend-which"), is: "choice", choices: units },
            { name: "until", label: words.say("until-when"), is: "time", optional: true, hint: words.say("time-hint") },
          ]}
          line={(typed) => `LE ${typed["unit"] ?? ""} ${by} ${end}${typed["until"]?.trim() ? ` until ${plain(typed["until"])}` : ""}`}
        >{words.say("aid-offer")}</AskAct>
      ) : null}
      <AskAct
        order="DeclineAidRequest" title={words.say("aid-decline")} says={`${words.say("aid-decline")}, ${name}`}
        wants={[
          { name: "why", label: words.say("aid-why-not"), is: "choice", choices: REASONS.map((each) => ({ key: each, name: words.code("aid-because", each) })) },
          { name: "remarks", label: words.say("aid-remarks"), is: "words", optional: true },
        ]}
        line={(typed) => `ND ${end} ${typed["why"] ?? ""}${typed["remarks"]?.trim() ? ` ${quoted(typed["remarks"])}` : ""}`}
      >{words.say("aid-decline")}</AskAct>
    </>
  );
}
