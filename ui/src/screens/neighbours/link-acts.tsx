// What can be done about the link to a neighbour besides cutting and healing it: the two have met and
// the digits are compared, its door is elsewhere, its key is believed no more, the two are neighbours
// no more; and after a restore, that nobody waits for its answer any longer.

import type { RegionStanding } from "../../api/types.ts";
import { Notice } from "../../parts/refusal.tsx";
import { who } from "../../picture/places.ts";
import { parts, text, texts, time } from "../../picture/read.ts";
import { AskAct } from "../../shell/act.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { plain } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";

export function LinkActs({ standing }: { readonly standing: RegionStanding }) {
  const { words } = useConsole();
  const code = standing.neighbour;
  const reason = { name: "why", label: words.say("reason"), is: "words" } as const;
  const because = (key: string, order: string, verb: string, kind?: "danger") => (
    <AskAct
      order={order} kind={kind} title={`${words.code("link-act", key)}, ${standing.name}`} says={`${words.code("link-act", key)}, ${standing.name}`} wants={[reason]}
      line={(said) => `${verb} ${code} ! ${plain(said["why"] ?? "")}`}
    >{words.code("link-act", key)}</AskAct>
  );
  const { standing: state } = standing;
  return (
    <>
      {state === "met" ? (
        <AskAct
          order="ConfirmNeighbour" kind="primary" title={words.say("confirm-digits-of", { town: standing.name })} says={`${words.code("link-act", "confirm")}, ${standing.name}`}
          wants={[{ name: "digits", label: words.say("digits-read-aloud"), is: "time", hint: words.say("digits-read-aloud-hint") }]}
          line={(said) => `NY ${code} ${plain(said["digits"] ?? "")}`}
        >{words.code("link-act", "confirm")}</AskAct>
      ) : null}
      <details className="more-acts">
        <summary>{words.say("link-more")}</summary>
        <div className="acts">
          {state === "joined" || state === "cut" ? (
            <AskAct
              order="MoveNeighbour" title={`${words.code("link-act", "move")}, ${standing.name}`} says={`${words.code("link-act", "move")}, ${standing.name}`}
              wants={[{ name: "url", label: words.say("door-address"), is: "time", first: "https://" }]} line={(said) => `NM ${code} ${plain(said["url"] ?? "")}`}
            >{words.code("link-act", "move")}</AskAct>
          ) : null}
          {state === "joined" || state === "cut" ? because("revoke", "RevokeNeighbourKey", "NR", "danger") : null}
          {because("end", "EndNeighbour", "NE", "danger")}
        </div>
      </details>
    </>
  );
}

// Our log was restored and asks what its neighbours know. One that is gone for good is left out by
// the word of two officers.
export function Restored({ code, name }: { readonly code: string; readonly name: string }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("log_lives", "people");
  const life = picture.of("log_lives").get("log");
  if (!life || !texts(life, "asked").includes(code) || parts(life, "answers").some((each) => text(each, "neighbour") === code)) return null;
  const mark = parts(life, "left_out").find((each) => text(each, "neighbour") === code);
  const [first, second] = [text(mark, "officer"), text(mark, "confirmed_by")];
  const at = time(life, "at");
  if (second !== null) return <Notice kind="warn">{words.say("left-out-by", { town: name, one: who(first ?? "?", picture), two: who(second, picture) })}</Notice>;
  return (
    <>
      <Notice kind="warn">{words.say("restore-waits", { town: name, at: at === null ? "?" : clockTime(at, town.zone, false) })}{first === null ? "" : ` ${words.say("leave-out-first", { who: who(first, picture) })}`}</Notice>
      <AskAct
        order="LeaveOut" kind="danger" title={words.say(first === null ? "leave-out-of" : "leave-out-second", { town: name })} says={`${words.say(first === null ? "leave-out" : "leave-out-agree")}, ${name}`}
        wants={[{ name: "why", label: words.say("reason"), is: "words" }]} line={(said) => `NL ${code} ! ${plain(said["why"] ?? "")}`}
      >{words.say(first === null ? "leave-out" : "leave-out-agree")}</AskAct>
    </>
  );
}
