// What became of advice: followed or not, by kind of call and by the word why; and where people chose
// better than it. The server's own reckoning over the whole record.

import { useEffect, useState } from "react";
import { ask, type Answer } from "../../act/door.ts";
import type { MeasureAnswer } from "../../api/types.ts";
import { Refusal } from "../../parts/refusal.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { Table, type Column } from "../../parts/table.tsx";
import { typeOf } from "../../picture/places.ts";
import { useConsole } from "../../shell/console.tsx";
import { lasted } from "./tiles.tsx";

interface Figures {
  readonly cases: number;
  readonly followed: number;
  readonly another: number;
  readonly otherwise: number;
  readonly nobody: number;
  readonly arrivals: number;
  readonly within_p90: number;
  readonly forecast_p50_s: number | null;
  readonly came_p50_s: number | null;
  readonly sooner_followed: number;
  readonly compared_followed: number;
  readonly sooner_not: number;
  readonly compared_not: number;
}

interface OfType extends Figures {
  readonly is_so: boolean;
  readonly sooner: number;
  readonly of: number;
}

interface Row extends Figures {
  readonly name: string;
}

export function Advised() {
  const { words, past } = useConsole();
  const until = past?.at ?? "";
  const answer = useAdviceMeasure(until);
  const body = answer?.is === "done" ? (answer.body.answer as unknown as Figures & { readonly by_type: Readonly<Record<string, OfType>>; readonly by_reason: Readonly<Record<string, Figures>>; readonly definition: string }) : null;
  const types = Object.entries(body?.by_type ?? {}).map(([name, each]) => ({ ...each, name: words.tell(typeOf(name)) }));
  const reasons = Object.entries(body?.by_reason ?? {}).map(([name, each]) => ({ ...each, name: name === "no word" ? words.say("advice-no-word") : words.code("aside", name) }));
  return (
    <section className="standards" aria-label={words.say("measures-advice")}>
      <h2>{words.say("measures-advice")}{body && <span className="meta"> {words.say("measures-n", { n: body.cases })}</span>}</h2>
      <p>{words.say("measures-advice-says")}</p>
      {answer?.is === "refused" && <Refusal what={`${answer.refusal.detail} ${answer.refusal.next}`} />}
      {answer?.is === "unknown" && <Refusal what={words.say("town-does-not-answer")} />}
      {!answer && <Loading says={words.say("measures-asks")} />}
      {body?.cases === 0 && <Empty says={words.say("measures-advice-none")} />}
      {types.filter((each) => each.is_so).map((each) => (
        <p key={each.name} role="note"><strong>{words.say("measures-people-better", { type: each.name, n: each.sooner, of: each.of })}</strong></p>
      ))}
      {body && body.cases > 0 && (
        <>
          <Cases caption={words.say("measures-by-type")} first={words.say("call-type")} rows={[{ ...body, name: words.say("measures-all") }, ...types]} />
          {reasons.length > 0 && <Cases caption={words.say("measures-by-reason")} first={words.say("because")} rows={reasons} />}
        </>
      )}
    </section>
  );
}

function Cases({ caption, first, rows }: { readonly caption: string; readonly first: string; readonly rows: readonly Row[] }) {
  const { words } = useConsole();
  const share = (some: number, all: number) => (all === 0 ? "–" : words.say("of-told", { done: some, all }));
  const columns: readonly Column<Row>[] = [
    { key: "name", name: first, show: (row) => row.name },
    { key: "cases", name: words.say("measures-cases"), end: true, show: (row) => row.cases },
    { key: "followed", name: words.say("measures-followed"), end: true, show: (row) => row.followed },
    { key: "another", name: words.say("measures-another"), end: true, show: (row) => row.another },
    { key: "otherwise", name: words.say("measures-otherwise"), end: true, show: (row) => row.otherwise },
    { key: "nobody", name: words.say("measures-nobody"), end: true, show: (row) => row.nobody },
    { key: "within", name: words.say("measures-within"), end: true, show: (row) => share(row.within_p90, row.arrivals) },
    { key: "forecast", name: words.say("measures-forecast"), end: true, show: (row) => lasted(row.forecast_p50_s) },
    { key: "came", name: words.say("measures-came"), end: true, show: (row) => lasted(row.came_p50_s) },
    { key: "sooner", name: words.say("measures-sooner"), end: true, show: (row) => share(row.sooner_followed, row.compared_followed) },
    { key: "sooner_not", name: words.say("measures-sooner-not"), end: true, show: (row) => share(row.sooner_not, row.compared_not) },
  ];
  return <Table caption={caption} showCaption rows={rows} keyOf={(row) => row.name} columns={columns} />;
}

function useAdviceMeasure(until: string): Answer<MeasureAnswer> | null {
  const [answer, tell] = useState<Answer<MeasureAnswer> | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    void ask<MeasureAnswer>(`/v1/measures/advice?${new URLSearchParams(until ? { until } : {}).toString()}`, { signal: gone.signal, patience_ms: 60_000 }).then((got) => {
      if (!gone.signal.aborted) tell(got);
    });
    return () => gone.abort();
  }, [until]);
  return answer;
}
