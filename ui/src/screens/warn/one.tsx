// One warning whole: what it says, where, in which words, by what it leaves; and the act that it waits
// for. What the second person sees is what is sent.

import { useEffect, useMemo, useState } from "react";
import type { WarningLooked } from "../../api/types.ts";
import { ask } from "../../act/door.ts";
import { Toggle } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Empty } from "../../parts/states.tsx";
import { Toolbar } from "../../parts/toolbar.tsx";
import { nameOf } from "../../picture/named.ts";
import type { Fields } from "../../picture/picture.ts";
import { part, parts, text, texts, time } from "../../picture/read.ts";
import { areaName, areasOf, isAllClear, outlinesOf } from "../../picture/warnings.ts";
import { useConsole, usePicture, useSubject } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { clockDay, clockTime } from "../../shell/time.ts";
import { tongueName } from "../../words/tongues.ts";
import { Acts } from "./acts.tsx";
import { AreaPane } from "./area.tsx";
import { countedSaid, sizeSaid, uncountedSaid } from "./counted.ts";
import { KEPT_IN } from "./list.tsx";
import { Danger } from "./marks.tsx";
import { usePresence } from "./prove.tsx";
import { ReachedPanel } from "./reached.tsx";
import { Steps } from "./steps.tsx";
import { ChannelPane, WordsPane } from "./words.tsx";

export function OneWarning({ id }: { readonly id: string }) {
  const { words, past } = useConsole();
  const fields = useSubject("warnings", id);
  if (!fields) {
    return <div className="page warn-page"><Empty says={words.say(past ? "warn-not-then" : "warn-not-here", { id })} acts={<Linked to="/warn">{words.say("warn-all")}</Linked>} /></div>;
  }
  return <Whole id={id} fields={fields} />;
}

function Whole({ id, fields }: { readonly id: string; readonly fields: Fields }) {
  const { words } = useConsole();
  const looked = useLooked(id, fields);
  const presence = usePresence();
  const areas = areasOf(fields);
  const outlines = useMemo(() => outlinesOf(areas), [areas]);
  const [language, choose] = useState("");
  const spoken = texts({ all: parts(fields, "texts").map((each) => text(each, "language")) }, "all");
  const chosen = spoken.includes(language) ? language : (spoken.find((each) => each.split("-")[0] === words.language) ?? spoken[0] ?? "");
  const severity = isAllClear(fields) ? "AllClear" : (text(part(fields, "facts"), "severity") ?? "Unknown");
  return (
    <div className="page warn-page" data-warning={id} data-state={text(fields, "state")}>
      <Head id={id} fields={fields} />
      <div className="columns">
        <div className="column">
          <Panel name={words.say("warn-what")}><What fields={fields} looked={looked} /></Panel>
          <Panel name={words.say("warn-who-stands")}><Standing fields={fields} /></Panel>
        </div>
        <div className="column wide">
          <Panel name={areaName(fields)} count={peopleSaid(fields, words)}>
            <AreaPane outlines={outlines} label={words.say("warn-map", { area: areaName(fields) })} />
          </Panel>
          <Panel name={words.say("warn-words")} count={spoken.length}><WordsPane fields={fields} looked={looked} /></Panel>
        </div>
        <div className="column aside">
          <Acts id={id} fields={fields} presence={presence} looked={looked} />
          {time(fields, "sent") === null ? null : <ReachedPanel id={id} />}
          <Panel name={words.say("warn-channels")}>
            <Toolbar label={words.say("warn-in-language")}>
              {spoken.map((each) => <Toggle key={each} on={each === chosen} onChange={() => choose(each)}>{tongueName(each, words.language) ?? each}</Toggle>)}
            </Toolbar>
            {looked ? <ChannelPane looked={looked} language={chosen} severity={severity} /> : null}
          </Panel>
        </div>
      </div>
    </div>
  );
}

// Asked again whenever the words, the area or who stands by them are others.
function useLooked(id: string, fields: Fields): WarningLooked | null {
  const { past, words } = useConsole();
  const { version } = usePicture("warning_templates", "warning_channels");
  const [looked, tell] = useState<WarningLooked | null>(null);
  const [digest, state] = [text(fields, "digest"), text(fields, "state")];
  useEffect(() => {
    if (past) return undefined;
    const gone = new AbortController();
    void ask<WarningLooked>(`/v1/warnings/${encodeURIComponent(id)}/preview`, { signal: gone.signal }).then((answer) => {
      if (!gone.signal.aborted && answer.is === "done") tell(answer.body);
    });
    return () => gone.abort();
  }, [id, digest, state, version, past, words]);
  // What was made of other words is not shown beside these.
  return looked?.digest === digest ? looked : null;
}

function Head({ id, fields }: { readonly id: string; readonly fields: Fields }) {
  const { words } = useConsole();
  const follows = text(fields, "follows");
  return (
    <>
      <div className="page-head">
        <Danger fields={fields} size={24} />
        <div>
          <h2><bdi>{text(parts(fields, "texts")[0], "headline") ?? id}</bdi></h2>
          <p>
            <span className="tag">{words.code("warn-state", text(fields, "state") ?? "")}</span> <strong>{words.code("cap-status", text(fields, "status") ?? "")}</strong> · {words.code("cap-type", text(fields, "msg_type") ?? "Alert")} · <span className="mono" dir="ltr">{id}</span>
            {follows ? <> · <Linked to={`/warn/${encodeURIComponent(follows)}`}>{words.say("warn-follows", { warning: follows })}</Linked></> : null}
          </p>
        </div>
        <p className="page-links"><Linked to="/warn">{words.say("warn-all")}</Linked></p>
      </div>
      <Steps fields={fields} />
    </>
  );
}

function What({ fields, looked }: { readonly fields: Fields; readonly looked: WarningLooked | null }) {
  const { words, town } = useConsole();
  const facts = part(fields, "facts");
  const at = (name: string) => {
    const found = time(facts, name);
    return found === null ? null : `${clockDay(found, town.zone, words.language)} ${clockTime(found, town.zone, false)}`;
  };
  const codes = [text(facts, "urgency"), text(facts, "severity"), text(facts, "certainty")].map((each) => words.code("cap-code", each ?? "Unknown"));
  const rows: readonly (readonly [string, string | null])[] = [
    ["hazard", [text(parts(fields, "texts")[0], "event") ?? "", ...codes].filter(Boolean).join(" · ")],
    ["act", texts(facts, "responses").map((each) => words.code("cap-response", each)).join(", ") || words.say("warn-no-act")],
    ["template", text(fields, "template")?.replaceAll("_", " ") ?? words.say("warn-no-template")],
    ["onset", at("onset")],
    ["until", at("expires")],
    ["area", areaName(fields)],
    ["size", sizeSaid(fields, words)],
    ["people", peopleSaid(fields, words)],
    ["spoken", spokenSaid(fields, words)],
    ["counted", countedSaid(fields, words)],
    ["uncounted", uncountedSaid(fields, words)],
    ["abroad", texts(part(fields, "survey"), "abroad").join(", ") || null],
    ["ways", looked ? looked.ways.map((each) => words.say("warn-way", { channel: each.channel, carrier: words.code("warn-carrier", each.carrier), count: each.receivers })).join(" · ") || words.say(text(fields, "status") === "Exercise" ? "warn-no-way-out" : "warn-no-way") : null],
  ];
  return (
    <dl className="pairs">
      {rows.filter(([, said]) => said !== null).map(([name, said]) => <div key={name}><dt>{words.say(`warn-fact-${name}`)}</dt><dd><bdi>{said}</bdi></dd></div>)}
    </dl>
  );
}

function peopleSaid(fields: Fields, words: ReturnType<typeof useConsole>["words"]): string {
  const survey = part(fields, "survey");
  const people = survey?.["people"];
  if (typeof people === "number") return words.say("warn-people", { count: people });
  return words.say(survey || part(fields, "checked") ? "warn-people-unknown" : "warn-people-later");
}

function spokenSaid(fields: Fields, words: ReturnType<typeof useConsole>["words"]): string | null {
  const spoken = parts(part(fields, "survey"), "spoken");
  if (spoken.length === 0) return null;
  return [...spoken].sort((a, b) => Number(b["people"]) - Number(a["people"])).slice(0, 6)
    .map((each) => words.say("warn-lacking-one", { language: tongueName(text(each, "language") ?? "", words.language) ?? "", count: Number(each["people"]) })).join(", ");
}

// Who wrote it, who asked, who said yes, who sent it.
function Standing({ fields }: { readonly fields: Fields }) {
  const { words, town } = useConsole();
  const { picture } = usePicture(...KEPT_IN);
  const who = (id: string | null) => (id === null ? "" : nameOf(id, picture));
  const stood = ["checked", "approval", "issued"].flatMap((name) => {
    const seen = part(fields, name);
    const at = time(seen, "at");
    return seen && at !== null ? [[name, who(text(part(seen, "by"), "person")), clockTime(at, town.zone)] as const] : [];
  });
  const findings = text(fields, "review");
  return (
    <dl className="pairs">
      <div><dt>{words.say("warn-stood-authors")}</dt><dd><bdi>{texts(fields, "authors").map(who).join(", ")}</bdi></dd></div>
      {stood.map(([name, person, at]) => <div key={name}><dt>{words.say(`warn-stood-${name}`)}</dt><dd><bdi>{person}</bdi> <time dir="ltr" className="quiet">{at}</time></dd></div>)}
      {parts(fields, "told").map((each) => <div key={text(each, "neighbour")}><dt>{words.say("warn-stood-told", { town: text(each, "neighbour") ?? "" })}</dt><dd><bdi>{text(each, "means") || words.say("warn-stood-not-told", { why: text(each, "why_not") ?? "" })}</bdi></dd></div>)}
      {findings ? <div><dt>{words.say("warn-stood-review")}</dt><dd><bdi>{findings}</bdi></dd></div> : null}
      <div><dt>{words.say("warn-digest")}</dt><dd className="mono" dir="ltr">{(text(fields, "digest") ?? "").slice(0, 12)}</dd></div>
    </dl>
  );
}
