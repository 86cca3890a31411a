// Who gave to whom: loans, hours and cost by month and town, and what is left over; as a table to
// take away. And which orders were refused by which rule.

import { useEffect, useState } from "react";
import { ask, askFile, type Answer } from "../../act/door.ts";
import type { MeasureAnswer } from "../../api/types.ts";
import { Button } from "../../parts/button.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { Table, type Column } from "../../parts/table.tsx";
import { useConsole } from "../../shell/console.tsx";
import { save } from "../../shell/save.ts";

type Money = Readonly<Record<string, number>>;

interface Month {
  readonly month: string;
  readonly gave: string;
  readonly got: string;
  readonly loans: number;
  readonly still_out: number;
  readonly minutes: number;
  readonly of_stock: number;
  readonly cost: Money;
}

interface Balance {
  readonly town: string;
  readonly given_minutes: number;
  readonly got_minutes: number;
  readonly given_cost: Money;
  readonly got_cost: Money;
}

export function LendingMeasure() {
  const { words } = useConsole();
  const [answer, until] = useMeasure("lending");
  const [failed, fail] = useState("");
  const body = answer?.is === "done" ? (answer.body.answer as unknown as { readonly months: readonly Month[]; readonly balance: readonly Balance[]; readonly n: number }) : null;
  const take = async () => {
    fail("");
    const got = await askFile(`/v1/measures/lending?${new URLSearchParams({ format: "csv", ...(until ? { until } : {}) }).toString()}`, { patience_ms: 60_000 });
    if (got.is === "done") save(got.body.file, got.body.name ?? "lending.csv");
    else fail(got.is === "refused" ? `${got.refusal.detail} ${got.refusal.next}` : words.say("town-does-not-answer"));
  };
  const money = (cost: Money) => Object.entries(cost).map(([currency, amount]) => written(amount, currency, words.language)).join(", ") || "–";
  const months: readonly Column<Month>[] = [
    { key: "month", name: words.say("lending-month"), show: (row) => <span dir="ltr">{row.month}</span> },
    { key: "gave", name: words.say("lending-gave"), show: (row) => <bdi>{row.gave}</bdi> },
    { key: "got", name: words.say("lending-got"), show: (row) => <bdi>{row.got}</bdi> },
    { key: "loans", name: words.say("lending-loans"), end: true, show: (row) => row.loans },
    { key: "out", name: words.say("lending-out"), end: true, show: (row) => row.still_out },
    { key: "stock", name: words.say("lending-stock"), end: true, show: (row) => row.of_stock },
    { key: "hours", name: words.say("lending-hours"), end: true, show: (row) => hours(row.minutes) },
    { key: "cost", name: words.say("lending-cost"), end: true, show: (row) => money(row.cost) },
  ];
  const balance: readonly Column<Balance>[] = [
    { key: "town", name: words.say("lending-town"), show: (row) => <bdi>{row.town}</bdi> },
    { key: "given", name: words.say("lending-hours-given"), end: true, show: (row) => hours(row.given_minutes) },
    { key: "got", name: words.say("lending-hours-got"), end: true, show: (row) => hours(row.got_minutes) },
    { key: "more", name: words.say("lending-more"), end: true, show: (row) => hours(row.given_minutes - row.got_minutes) },
    { key: "cost-given", name: words.say("lending-cost-given"), end: true, show: (row) => money(row.given_cost) },
    { key: "cost-got", name: words.say("lending-cost-got"), end: true, show: (row) => money(row.got_cost) },
  ];
  if (answer?.is === "refused") return null;
  return (
    <section className="standards" aria-label={words.say("measures-lending")}>
      <h2>{words.say("measures-lending")}{body && <span className="meta"> {words.say("measures-n", { n: body.months.reduce((sum, each) => sum + each.loans, 0) })}</span>}</h2>
      <p>{words.say("measures-lending-says")}</p>
      {answer?.is === "unknown" && <Refusal what={words.say("town-does-not-answer")} />}
      {!answer && <Loading says={words.say("measures-asks")} />}
      {body?.months.length === 0 && <Empty says={words.say("measures-lending-none")} />}
      {body && body.months.length > 0 && (
        <>
          <Table caption={words.say("lending-months")} showCaption rows={body.months} keyOf={(row) => `${row.month} ${row.gave} ${row.got}`} columns={months} />
          {body.balance.length > 0 && <Table caption={words.say("lending-balance")} showCaption rows={body.balance} keyOf={(row) => row.town} columns={balance} />}
          <p><Button onPress={() => void take()}>{words.say("take-csv")}</Button></p>
        </>
      )}
      {failed && <Refusal what={failed} />}
    </section>
  );
}

interface Rule {
  readonly order: string;
  readonly says: string;
  readonly rule: string;
  readonly refused: number;
  readonly people: number;
}

export function RefusalsMeasure() {
  const { words } = useConsole();
  const [answer] = useMeasure("refusals");
  const body = answer?.is === "done" ? (answer.body.answer as unknown as { readonly rules: readonly Rule[]; readonly refused: number; readonly n: number }) : null;
  if (answer?.is === "refused") return null;
  const columns: readonly Column<Rule>[] = [
    { key: "order", name: words.say("refusals-order"), show: (row) => row.says || row.order },
    { key: "rule", name: words.say("refusals-rule"), show: (row) => row.rule.replaceAll("_", " ") },
    { key: "refused", name: words.say("refusals-refused"), end: true, show: (row) => row.refused },
    { key: "people", name: words.say("refusals-people"), end: true, show: (row) => row.people },
  ];
  return (
    <section className="standards" aria-label={words.say("measures-refusals")}>
      <h2>{words.say("measures-refusals")}{body && <span className="meta"> {words.say("refusals-of", { n: body.refused, all: body.n })}</span>}</h2>
      <p>{words.say("measures-refusals-says")}</p>
      {answer?.is === "unknown" && <Refusal what={words.say("town-does-not-answer")} />}
      {!answer && <Loading says={words.say("measures-asks")} />}
      {body?.rules.length === 0 && <Empty says={words.say("refusals-none")} />}
      {body && body.rules.length > 0 && <Table caption={words.say("measures-refusals")} rows={body.rules} keyOf={(row) => `${row.order} ${row.rule}`} columns={columns} />}
    </section>
  );
}

function hours(minutes: number): string {
  const all = Math.abs(minutes);
  return `${minutes < 0 ? "−" : ""}${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
}

// An amount in the currency's smallest unit, as the reader's language writes it.
function written(amount: number, currency: string, language: string): string {
  const form = new Intl.NumberFormat(language, { style: "currency", currency });
  return form.format(amount / 10 ** (form.resolvedOptions().maximumFractionDigits ?? 2));
}

function useMeasure(name: string): readonly [Answer<MeasureAnswer> | null, string] {
  const { past } = useConsole();
  const until = past?.at ?? "";
  const [answer, tell] = useState<Answer<MeasureAnswer> | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    void ask<MeasureAnswer>(`/v1/measures/${name}?${new URLSearchParams(until ? { until } : {}).toString()}`, { signal: gone.signal, patience_ms: 60_000 }).then((got) => {
      if (!gone.signal.aborted) tell(got);
    });
    return () => gone.abort();
  }, [name, until]);
  return [answer, until];
}
