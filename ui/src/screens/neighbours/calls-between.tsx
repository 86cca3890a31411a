// Calls that belong to a neighbour, or that one passes to us, while a person is waited for.

import type { RegionStanding } from "../../api/types.ts";
import { callsBetween, isConflict, isOpen, stateOf } from "../../picture/calls-between.ts";
import type { Fields } from "../../picture/picture.ts";
import { typeOf } from "../../picture/places.ts";
import { is, part, text, time, words as wordsIn } from "../../picture/read.ts";
import { Panel } from "../../parts/panel.tsx";
import { AskAct, Give } from "../../shell/act.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { plain, quoted, shortName } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";

const REASONS = ["not_ours", "wrong_place", "cannot", "duplicate"] as const;

export function CallsBetween({ standings }: { readonly standings: readonly RegionStanding[] }) {
  const { words } = useConsole();
  const { picture } = usePicture("call_transfers", "reports", "incidents");
  const rows = callsBetween(picture);
  if (rows.length === 0) return null;
  const name = (code: string) => standings.find((each) => each.neighbour === code)?.name ?? code;
  return (
    <Panel name={words.say("calls-between")} count={rows.length}>
      <ul className="request-rows">
        {rows.map((each) => <Row key={text(each, "id")} call={each} name={name} end={shortName(picture.of("call_transfers").keys(), text(each, "id") ?? "")} />)}
      </ul>
    </Panel>
  );
}

interface RowProps {
  readonly call: Fields;
  readonly name: (code: string) => string;
  readonly end: string;
}

function Row({ call, name, end }: RowProps) {
  const { words, town } = useConsole();
  const isIncoming = is(call, "is_incoming");
  const other = name(text(call, isIncoming ? "by" : "to") ?? "");
  const told = part(call, "told");
  const type = text(told, "type");
  const at = (field: string) => clockTime(time(call, field) ?? 0, town.zone, true);
  const answer = part(call, "answer");
  const state = stateOf(call);
  const remarks = wordsIn(call, "remarks");
  const because = text(answer, "because");
  return (
    <li className="request-row" data-call={text(call, "id")} data-ours={isIncoming ? undefined : ""}>
      <div className="state">
        <p className="says">
          {words.say(isIncoming ? "call-they-pass" : "call-we-pass", { town: other, at: at("passed_at") })}
          {type ? ` · ${words.tell(typeOf(type))}` : ""}
        </p>
        {text(told, "follows") ? <p>{words.say("call-follows", { call: text(told, "follows")! })}</p> : null}
        {remarks ? <p><bdi>{remarks}</bdi></p> : null}
        {isConflict(call) ? <p className="late">{words.say("call-crossed", { town: other })}</p> : null}
        {!isConflict(call) && !isIncoming && state === "passed" ? <p className="late">{words.say("call-not-received", { town: other })}</p> : null}
        {!isConflict(call) && !isIncoming && state === "received" ? <p>{words.say("call-received-there", { town: other, at: at("received_at") })}</p> : null}
        {!isIncoming && because ? <p className="late">{words.say("call-came-back", { town: other, because: words.code("call-because", because) })}</p> : null}
        {isIncoming && time(call, "own_since") !== null && isOpen(call) ? <p>{words.say("call-works-itself", { town: other })}</p> : null}
      </div>
      <span className="acts">
        {isConflict(call) ? (
          <AskAct order="SettleCrossing" kind="primary" title={words.say("call-settle")} says={`${words.say("call-settle")}, ${other}`} wants={[{ name: "words", label: words.say("call-settle-how"), is: "words" }]} line={(typed) => `PQ ${end} ${quoted(typed["words"] ?? "")}`}>{words.say("call-settle")}</AskAct>
        ) : null}
        {isIncoming && isOpen(call) ? (
          <>
            <Give order="TakeCall" kind="primary" line={`PT ${end}`} says={`${words.say("call-take")}, ${other}`}>{words.say("call-take")}</Give>
            <AskAct
              order="RefuseCall" title={words.say("call-refuse")} says={`${words.say("call-refuse")}, ${other}`}
              wants={[
                { name: "why", label: words.say("call-why-not"), is: "choice", choices: REASONS.map((each) => ({ key: each, name: words.code("call-because", each) })) },
                { name: "remarks", label: words.say("call-remarks"), is: "words", optional: true },
              ]}
              line={(typed) => `PR ${end} ${typed["why"] ?? ""}${typed["remarks"]?.trim() ? ` ${quoted(typed["remarks"])}` : ""}`}
            >{words.say("call-refuse")}</AskAct>
          </>
        ) : null}
        {!isIncoming && isOpen(call) ? (
          <AskAct order="WithdrawCall" title={words.say("call-withdraw")} says={`${words.say("call-withdraw")}, ${other}`} wants={[{ name: "why", label: words.say("reason"), is: "words" }]} line={(typed) => `PW ${end} ! ${plain(typed["why"] ?? "")}`}>{words.say("call-withdraw")}</AskAct>
        ) : null}
      </span>
    </li>
  );
}
