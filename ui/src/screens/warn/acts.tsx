// The one act that a warning waits for, with all that stands in its way; and what else can be done.

import type { WarningLooked } from "../../api/types.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Notice } from "../../parts/refusal.tsx";
import type { Fields } from "../../picture/picture.ts";
import { count, part, text } from "../../picture/read.ts";
import { isApprovedTooLongAgo, isAskedTooLongAgo, isInForce, owesReview, untold } from "../../picture/warnings.ts";
import { AskAct, Give } from "../../shell/act.tsx";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { plain, quoted } from "../../shell/lines.ts";
import { go } from "../../shell/route.ts";
import { Prove, type Presence } from "./prove.tsx";
import { Refused } from "./refused.tsx";
import { AskAgain, digits, Second } from "./second.tsx";

interface ActsProps {
  readonly id: string;
  readonly fields: Fields;
  readonly presence: Presence;
  readonly looked: WarningLooked | null;
}

export function Acts(props: ActsProps) {
  const now = useNow();
  const state = text(props.fields, "state");
  if (state === "draft") return <Draft {...props} />;
  if (state === "checked") return isAskedTooLongAgo(props.fields, now) ? <Draft {...props} isOld /> : <Second {...props} />;
  if (state === "approved") return isAskedTooLongAgo(props.fields, now) || isApprovedTooLongAgo(props.fields, now) ? <Draft {...props} isOld /> : <Send {...props} />;
  return <After {...props} />;
}

function Draft({ id, fields, presence, isOld = false }: ActsProps & { readonly isOld?: boolean }) {
  const { words } = useConsole();
  return (
    <Panel name={words.say("warn-ask")} id="second">
      <div className="second">
        {isOld ? <Notice kind="warn">{words.say("warn-why-asked-old")}</Notice> : <p>{words.say("warn-ask-says")}</p>}
        <Refused id={id} verbs={["WK", "WX", "WY", "WS"]} />
        <AskAgain id={id} fields={fields} presence={presence} />
        <TakeBack id={id} />
      </div>
    </Panel>
  );
}

function TakeBack({ id }: { readonly id: string }) {
  const { words } = useConsole();
  return (
    <p className="acts">
      <Going order="ReviseWarning" to={`/warn/${encodeURIComponent(id)}/revise`} says="warn-revise" />
      <AskAct order="WithdrawWarning" title={words.say("warn-take-back-title")} wants={[{ name: "why", label: words.say("reason"), is: "words" }]} line={(said) => `WX ${id} ! ${plain(said["why"] ?? "")}`}>{words.say("warn-take-back")}</AskAct>
    </p>
  );
}

function Going({ order, to, says, kind = "plain" }: { readonly order: string; readonly to: string; readonly says: string; readonly kind?: "plain" | "primary" }) {
  const { words, may } = useConsole();
  return may(order) ? <Button kind={kind} onPress={() => go(to)}>{words.say(says)}</Button> : null;
}

// Neighbours into whose ground it reaches are told before the public, or it is said why not.
function Telling({ id, fields }: { readonly id: string; readonly fields: Fields }) {
  const { words } = useConsole();
  const { picture } = usePicture("neighbours");
  return untold(fields).map((each) => {
    const town = text(picture.of("neighbours").get(each), "name") ?? each;
    return (
      <p key={each} className="acts">
        <AskAct order="TellNeighbourOfWarning" kind="primary" title={words.say("warn-tell", { town })} wants={[{ name: "how", label: words.say("warn-tell-how"), is: "words" }]} line={(said) => `WT ${id} ${each} ${quoted(said["how"] ?? "")}`}>{words.say("warn-tell", { town })}</AskAct>
        <AskAct order="TellNeighbourOfWarning" title={words.say("warn-tell-not", { town })} wants={[{ name: "why", label: words.say("reason"), is: "words" }]} line={(said) => `WT ${id} ${each} ! ${plain(said["why"] ?? "")}`}>{words.say("warn-tell-not", { town })}</AskAct>
      </p>
    );
  });
}

function Send({ id, fields, presence, looked }: ActsProps) {
  const { words, may } = useConsole();
  const people = count(part(fields, "survey"), "people");
  const ways = looked?.ways.length ?? 0;
  return (
    <Panel name={words.say("warn-send-title")} id="second">
      <div className="second">
        <p>{words.say(people === null ? "warn-send-says" : "warn-send-people", { count: people ?? 0, ways })}</p>
        <Refused id={id} verbs={["WS", "WX", "WT"]} />
        <Telling id={id} fields={fields} />
        {may("IssueWarning") ? <Prove presence={presence} /> : null}
        <ButtonRow>
          {presence.isThere && untold(fields).length === 0 ? <Give order="IssueWarning" line={`WS ${id} ${digits(fields)}`} kind="danger">{words.say("warn-send")}</Give> : null}
        </ButtonRow>
        <TakeBack id={id} />
      </div>
    </Panel>
  );
}

function After({ id, fields }: ActsProps) {
  const { words } = useConsole();
  if (isInForce(fields)) return <InForce id={id} />;
  if (!owesReview(fields)) return null;
  return (
    <Panel name={words.say("warn-review-title")} id="second">
      <div className="second">
        <p>{words.say("warn-review-says")}</p>
        <Refused id={id} verbs={["WR"]} />
        <p className="acts">
          <AskAct order="ReviewWarning" kind="primary" title={words.say("warn-review-title")} wants={[{ name: "found", label: words.say("warn-review-found"), is: "area" }]} line={(said) => `WR ${id} ${quoted(said["found"] ?? "")}`}>{words.say("warn-review")}</AskAct>
        </p>
      </div>
    </Panel>
  );
}

function InForce({ id }: { readonly id: string }) {
  const { words } = useConsole();
  return (
    <Panel name={words.say("warn-force-title")} id="second">
      <div className="second">
        <p>{words.say("warn-force-says")}</p>
        <p className="acts">
          <Going order="DraftWarning" to={`/warn/${encodeURIComponent(id)}/update`} says="warn-update" />
          <Going order="DraftWarning" to={`/warn/${encodeURIComponent(id)}/cancel`} says="warn-cancel" kind="primary" />
        </p>
      </div>
    </Panel>
  );
}
