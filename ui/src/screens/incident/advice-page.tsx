// One advice, explained: what was asked and known, what was proposed, what was done and why, what came
// of it. Its address stays; it is told from the orders that carry it, however old they are.

import { useEffect, useState } from "react";
import { ask, type Answer } from "../../act/door.ts";
import type { KeptAdvice, KeptAdvices, UnitKnown } from "../../api/types.ts";
import { Panel } from "../../parts/panel.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { Table, type Column } from "../../parts/table.tsx";
import { clock } from "../../picture/ages.ts";
import { actor, named, nameOf } from "../../picture/named.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { clockDay, clockTime } from "../../shell/time.ts";

interface AdvicePageProps {
  readonly id: string;
  // None: all there were.
  readonly advice: string | null;
}

export function AdvicePage({ id, advice }: AdvicePageProps) {
  const { words } = useConsole();
  const { picture } = usePicture("incidents", "units", "people");
  const answer = useKept(id);
  if (!answer) return <div className="page"><Loading says={words.say("advice-comes")} rows={6} /></div>;
  const found = answer.is === "done" ? answer.body.advices.filter((each) => advice === null || each.id === advice) : [];
  const none = answer.is === "refused" ? `${answer.refusal.detail} ${answer.refusal.next}` : words.say(answer.is === "unknown" ? "town-does-not-answer" : "advice-none-kept");
  return (
    <div className="page advice-page">
      <header className="page-head">
        <div><h2>{words.say("advice-on", { incident: nameOf(id, picture) })}</h2></div>
        <p className="page-links">
          <Linked to={`/incidents/${encodeURIComponent(id)}`}>{words.say("advice-to-incident")}</Linked>
          {advice !== null && <Linked to={`/incidents/${encodeURIComponent(id)}/advice`}>{words.say("advice-all")}</Linked>}
        </p>
      </header>
      {found.length === 0 ? <Empty says={none} /> : found.map((each) => <One key={each.id} id={id} advice={each} isAlone={advice !== null} />)}
    </div>
  );
}

function One({ id, advice, isAlone }: { readonly id: string; readonly advice: KeptAdvice; readonly isAlone: boolean }) {
  const { words, town } = useConsole();
  const at = Date.parse(advice.at);
  const when = `${clockDay(at, town.zone, words.language)} ${clockTime(at, town.zone)}`;
  return (
    <Panel name={words.say("advice-of", { when })} level={2}>
      <div className="advice">
        <Done advice={advice} />
        <dl className="pairs">
          <Pair name="advice-asked-for" is={advice.needs.join(", ") || words.say("advice-nothing")} />
          <Pair name="advice-policy" is={words.say("advice-version", { name: advice.policy, version: advice.policy_version })} />
          <Pair name="advice-planner" is={words.say("advice-version", { name: advice.planner, version: advice.version })} />
          <Pair name="advice-ground" is={advice.ground ?? words.say("advice-no-ground")} />
          <Pair name="advice-position" is={String(advice.position)} />
          {advice.degraded.length > 0 && <Pair name="advice-not-known" is={advice.degraded.map((each) => `${each}.`).join(" ")} />}
        </dl>
        <Options advice={advice} />
        <Known units={advice.units} at={at} />
        <Stayed advice={advice} />
        {advice.is_cut && <p className="meta padded">{words.say("advice-is-cut")}</p>}
        {!isAlone && <p className="padded"><Linked to={`/incidents/${encodeURIComponent(id)}/advice/${advice.id}`}>{words.say("advice-alone")}</Linked></p>}
      </div>
    </Panel>
  );
}

function Pair({ name, is }: { readonly name: string; readonly is: string }) {
  const { words } = useConsole();
  return <div><dt>{words.say(name)}</dt><dd>{is}</dd></div>;
}

// What was done with it, first: that is what people come for.
function Done({ advice }: { readonly advice: KeptAdvice }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("people");
  const who = (id: string) => {
    const by = actor(id, picture);
    return typeof by === "string" ? by : words.tell(by);
  };
  const first = advice.options[0];
  return (
    <div className="padded">
      <p><strong>{verdict(advice, words.say)}</strong></p>
      <ul>
        {advice.went.map((each) => (
          <li key={`${each.call_sign} ${each.at}`}>
            {words.say("advice-went", { unit: each.call_sign, time: clockTime(Date.parse(each.at), town.zone), who: who(each.who) })}{" "}
            {each.arrived_s === null ? words.say("advice-not-arrived") : words.say("advice-arrived", { after: clock(each.arrived_s) })}{" "}
            {forecast(advice, each.call_sign, words.say)}
          </li>
        ))}
        {advice.said.map((each) => (
          <li key={each.at}>
            {words.say("advice-because", { who: who(each.who), why: each.word ?? (each.because ? words.code("aside", each.because) : words.say("advice-no-word")) })}
          </li>
        ))}
      </ul>
      {first && first.p50_s !== null && first.p90_s !== null && advice.followed !== 1 && (
        <p>{words.say("advice-first-would", { units: first.units.join(", "), half: clock(first.p50_s), most: clock(first.p90_s) })}</p>
      )}
    </div>
  );
}

type Say = (id: string, args?: Readonly<Record<string, string | number>>) => string;

function verdict(advice: KeptAdvice, say: Say): string {
  if (advice.went.length === 0) return say("advice-rejected");
  return advice.followed === null ? say("advice-otherwise") : say("advice-followed", { option: advice.followed });
}

function forecast(advice: KeptAdvice, sign: string, say: Say): string {
  const known = advice.units.find((each) => each.call_sign === sign);
  if (!known || known.p50_s === null || known.p90_s === null) return "";
  return say("advice-forecast", { half: clock(known.p50_s), most: clock(known.p90_s) });
}

function Options({ advice }: { readonly advice: KeptAdvice }) {
  const { words } = useConsole();
  const rows = advice.options.map((each, at) => ({ ...each, number: at + 1 }));
  type Row = (typeof rows)[number];
  const columns: readonly Column<Row>[] = [
    { key: "number", name: words.say("advice-option"), show: (row) => row.number },
    { key: "units", name: words.say("units"), show: (row) => <bdi>{row.units.join(" + ")}</bdi> },
    { key: "there", name: words.say("advice-all-there"), end: true, show: (row) => (row.p50_s === null || row.p90_s === null ? words.say("time-unknown") : <bdi>{clock(row.p50_s)}–{clock(row.p90_s)}</bdi>) },
    { key: "missing", name: words.say("advice-missing"), show: (row) => row.missing.join(", ") || "–" },
    { key: "uncovered", name: words.say("advice-uncovered"), show: (row) => Object.entries(row.uncovered).map(([place, minutes]) => `${place} ${minutes.toLocaleString(words.language)}`).join(", ") || "–" },
    { key: "taken", name: words.say("advice-taken"), show: (row) => (row.number === (advice.taken ?? advice.followed) ? words.say("advice-taken-yes") : "") },
  ];
  return <Table caption={words.say("advice-options")} showCaption rows={rows} keyOf={(row) => String(row.number)} columns={columns} />;
}

// The facts that it read, as they were then.
function Known({ units, at }: { readonly units: readonly UnitKnown[]; readonly at: number }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("incidents");
  const time = (seconds: number | null) => (seconds === null ? "?" : clock(seconds));
  const columns: readonly Column<UnitKnown>[] = [
    { key: "unit", name: words.say("advice-unit"), show: (row) => <bdi>{row.call_sign}</bdi> },
    { key: "fills", name: words.say("advice-fills"), show: (row) => row.fills },
    { key: "where", name: words.say("advice-where"), show: (row) => <>{words.code("from", row.standing)}{row.lat_udeg === null || row.lon_udeg === null ? "" : <> <bdi className="mono">{(row.lat_udeg / 1e6).toFixed(5)}, {(row.lon_udeg / 1e6).toFixed(5)}</bdi></>}{row.leaves ? <> · {words.say("advice-leaves", { incident: named(row.leaves, picture) })}</> : null}</> },
    { key: "age", name: words.say("advice-age"), end: true, show: (row) => (row.age_s === null ? words.say("advice-age-unknown") : row.age_s === 0 ? words.say("advice-at-station") : <span title={clockTime(at - row.age_s * 1_000, town.zone)}>{clock(row.age_s)}</span>) },
    { key: "drive", name: words.say("advice-drive"), end: true, show: (row) => time(row.drive_s) },
    { key: "p50", name: words.say("measure-half"), end: true, show: (row) => time(row.p50_s) },
    { key: "p90", name: words.say("measure-nine"), end: true, show: (row) => time(row.p90_s) },
  ];
  return <Table caption={words.say("advice-known")} showCaption rows={units} keyOf={(row) => row.call_sign} columns={columns} />;
}

function Stayed({ advice }: { readonly advice: KeptAdvice }) {
  const { words } = useConsole();
  if (advice.stays.length === 0) return null;
  return (
    <section aria-label={words.say("why-not")}>
      <h3 className="label padded">{words.say("why-not")}</h3>
      <ul className="pairs">
        {advice.stays.map((each) => (
          <li key={each.call_sign}>
            <strong dir="ltr">{each.call_sign}</strong> {words.code("stayed", each.why)}
            {each.seconds !== null && each.than !== null ? ` (${words.say(each.seconds < 0 ? "advice-sooner-than" : "advice-later-than", { time: clock(Math.abs(each.seconds)), than: each.than })})` : ""}
          </li>
        ))}
      </ul>
    </section>
  );
}

// As it is on record; at another time, as it was then.
function useKept(id: string): Answer<KeptAdvices> | null {
  const { past } = useConsole();
  const [answer, tell] = useState<Answer<KeptAdvices> | null>(null);
  const until = past?.at ?? "";
  useEffect(() => {
    const gone = new AbortController();
    const query = new URLSearchParams({ incident: id, ...(until ? { known_at: until } : {}) });
    void ask<KeptAdvices>(`/v1/advice/kept?${query.toString()}`, { signal: gone.signal }).then((got) => {
      if (!gone.signal.aborted) tell(got);
    });
    return () => gone.abort();
  }, [id, until]);
  return answer;
}
