// Passing a report, or an incident without units, to the neighbour it belongs to.

import { callOf, isOpen } from "../../picture/calls-between.ts";
import { is, part, parts, text, texts, time } from "../../picture/read.ts";
import type { Picture } from "../../picture/picture.ts";
import { placeWords } from "../../picture/places.ts";
import type { Words } from "../../words/words.ts";
import { AskAct } from "../../shell/act.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { quoted, shortName } from "../../shell/lines.ts";

export function PassAct({ report }: { readonly report: string }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("call_transfers", "compacts", "neighbours", "reports");
  const choices = takers(picture, town.code);
  const call = callOf(picture, "report", report);
  const isHere = picture.of("reports").get(report)?.["incident"] === null;
  if (choices.length === 0 || !isHere || (call !== null && isOpen(call))) return null;
  const end = shortName(picture.of("reports").keys(), report);
  const before = passedBefore(picture, words);
  return (
    <AskAct
      order="PassCall" title={words.say("call-pass")}
      wants={[
        { name: "to", label: words.say(before.length > 0 ? "call-pass-to-or-after" : "call-pass-to"), is: "choice", choices: [...choices, ...before] },
        { name: "hold", label: words.say("call-pass-hold"), is: "words", optional: true },
      ]}
      line={(typed) => `PASS ${end} ${typed["to"] ?? ""}${typed["hold"]?.trim() ? ` ${quoted(typed["hold"])}` : ""}`}
    >{words.say("call-pass")}</AskAct>
  );
}

// `name` is how a line calls the incident. What was passed and waits, and what is restricted, is not.
export function PassIncident({ id, name }: { readonly id: string; readonly name: string }) {
  const { words, town } = useConsole();
  const { picture } = usePicture(`incidents/${id}`, "call_transfers", "compacts", "neighbours");
  const incident = picture.of("incidents").get(id);
  const call = callOf(picture, "incident", id);
  const choices = takers(picture, town.code);
  if (!incident || choices.length === 0 || texts(incident, "units").length > 0 || is(incident, "is_restricted") || (call !== null && isOpen(call))) return null;
  return (
    <AskAct
      order="PassCall" title={words.say("call-pass")}
      wants={[
        { name: "town", label: words.say("call-pass-to"), is: "choice", choices },
        { name: "hold", label: words.say("call-pass-hold"), is: "words", optional: true },
      ]}
      line={(typed) => `PASS ${name} ${typed["town"] ?? ""}${typed["hold"]?.trim() ? ` ${quoted(typed["hold"])}` : ""}`}
    >{words.say("call-pass")}</AskAct>
  );
}

// Calls that we passed and that are not back, the newest first: a report may say more of one, and goes
// where it went.
function passedBefore(picture: Picture, words: Words): { key: string; name: string }[] {
  const there = [...picture.of("call_transfers")].filter(([, call]) => !is(call, "is_incoming") && (isOpen(call) || (part(call, "answer") && !text(part(call, "answer"), "because"))));
  return there
    .sort(([, a], [, b]) => (time(b, "passed_at") ?? 0) - (time(a, "passed_at") ?? 0))
    .map(([key, call]) => ({ key, name: words.say("call-passed-as", { place: words.tell(placeWords(part(part(call, "told"), "place"))), town: text(call, "to") ?? "?", number: text(part(call, "answer"), "number") ?? "" }) }));
}

// Towns to which we pass calls by an agreement in force.
function takers(picture: Picture, own: string): { key: string; name: string }[] {
  const agreed = [...picture.of("compacts").values()].filter((each) => {
    const valid = parts(each, "versions").find((version) => text(version, "digest") === text(each, "in_force"));
    const content = valid?.["content"] as { gives?: readonly { town: string; calls?: object | null }[] } | undefined;
    return text(each, "state") === "in_force" && (content?.gives ?? []).some((giving) => giving.town === own && giving.calls);
  });
  const codes = [...new Set(agreed.map((each) => text(each, "partner") ?? ""))].filter((code) => picture.of("neighbours").has(code)).toSorted();
  return codes.map((code) => ({ key: code, name: text(picture.of("neighbours").get(code), "name") ?? code }));
}
