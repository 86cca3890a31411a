// Counted stock: what is here and what of it is with neighbours; what comes in, is used, lost,
// counted, lent and given back.

import { useState } from "react";
import type { Choice } from "../../parts/choose.tsx";
import { Toggle } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Notice } from "../../parts/refusal.tsx";
import { Empty } from "../../parts/states.tsx";
import { lotsOf, type LotRow } from "../../picture/stock.ts";
import { sortedIds, text } from "../../picture/read.ts";
import { AskAct } from "../../shell/act.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { plain, quoted } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";
import { incidentsOf } from "./town-card.tsx";

export function Stock() {
  const { words, town, may } = useConsole();
  const { picture } = usePicture("lots", "lot_transfers", "lot_recalls", "log_lives");
  const rows = lotsOf(picture, town.code);
  if (rows.length === 0 && !may("RegisterLot")) return null;
  return (
    <Panel name={words.say("stock")} count={rows.length}>
      {rows.length === 0 ? <Empty says={words.say("stock-none")} /> : null}
      <ul className="stock-rows">
        {rows.map((each) => <Row key={each.id} row={each} />)}
      </ul>
      <div className="acts stock-register">
        <AskAct
          order="RegisterLot" title={words.say("stock-register")}
          wants={[
            { name: "kind", label: words.say("stock-kind"), is: "time", hint: words.say("stock-kind-hint") },
            { name: "n", label: words.say("stock-much"), is: "time" },
            { name: "unit", label: words.say("stock-measure"), is: "time", optional: true, hint: words.say("stock-measure-hint") },
            { name: "place", label: words.say("stock-kept-at"), is: "words" },
          ]}
          line={(typed) => `GN ${word(typed["kind"]).toLowerCase().replaceAll(" ", "_")} ${word(typed["n"])}${typed["unit"]?.trim() ? ` ${word(typed["unit"])}` : ""} ${quoted(typed["place"] ?? "")}`}
        >{words.say("stock-register")}</AskAct>
      </div>
    </Panel>
  );
}

function word(typed: string | undefined): string {
  return plain(typed ?? "");
}

function Row({ row }: { readonly row: LotRow }) {
  const { words, town } = useConsole();
  const since = (at: number | null) => (at === null ? "" : ` ${words.say("stock-since", { at: clockTime(at, town.zone, false) })}`);
  return (
    <li className="stock-row" data-lot={row.id}>
      <div className="state">
        <p className="says">
          <strong dir="ltr">{row.name}</strong>{row.isOurs ? null : <> <span className="tag">{row.home}</span></>} {words.tell(row.says)}
        </p>
        {row.gone ? <p className="quiet">{words.tell(row.gone)}</p> : null}
        {row.mustCount ? <Notice kind="warn">{words.say("stock-count-it")}</Notice> : null}
        {row.abroad.map((each) => <p key={each.key} data-waits={each.since === null ? undefined : ""}>{words.tell(each.says)}{since(each.since)}</p>)}
        <Recalls row={row} />
        <LoanLinks row={row} />
      </div>
      <Acts row={row} />
    </li>
  );
}

// What is asked back of it, with what the borrower says to that.
export function Recalls({ row }: { readonly row: LotRow }) {
  const { words, town } = useConsole();
  return row.recalls.map((each) => (
    <p key={each.key} data-waits={each.isAsked ? "" : undefined}>
      {words.tell(each.says)} {each.by === null ? null : words.say("place-back", { at: clockTime(each.by, town.zone, false) })}
      {each.answer ? <> {words.tell(each.answer)}</> : null}
    </p>
  ));
}

// Home asks for it back by a time; the borrower says what it gives, and why no more.
export function RecallActs({ row, borrower }: { readonly row: LotRow; readonly borrower?: string }) {
  const { words } = useConsole();
  const { picture } = usePicture("neighbours");
  const act = (key: string) => words.code("stock-act", key);
  const says = (key: string) => `${act(key)}, ${row.name}`;
  const much = { name: "n", label: words.say("stock-much"), is: "time" } as const;
  const asked = row.recalls.find((each) => each.isAsked);
  const out = row.out.filter((each) => borrower === undefined || each === borrower);
  const towns = out.map((key) => ({ key, name: text(picture.of("neighbours").get(key), "name") ?? key, more: key }));
  return (
    <>
      {row.isOurs && towns.length > 0 ? (
        <AskAct
          order="RecallLot" title={says("recall")} says={says("recall")}
          wants={[
            { name: "to", label: words.say("stock-from-whom"), is: "choice", choices: towns, first: towns[0]!.key },
            { ...much, optional: true, hint: words.say("stock-all-hint") },
            { name: "until", label: words.say("until-when"), is: "time", hint: words.say("time-hint") },
          ]}
          line={(typed) => `GK ${row.name} ${typed["to"] ?? ""}${typed["n"]?.trim() ? ` ${word(typed["n"])}` : ""} until ${word(typed["until"])}`}
        >{act("recall")}</AskAct>
      ) : null}
      {asked ? (
        <AskAct
          order="AnswerLotRecall" title={says("answer")} says={says("answer")}
          wants={[
            { ...much, label: words.say("stock-gives"), first: String(Math.min(asked.wanted, row.quantity)) },
            { name: "why", label: words.say("stock-why-no-more"), is: "choice", choices: STAYS.map((key) => ({ key, name: words.code("stock-because", key) })), optional: true },
          ]}
          line={(typed) => `GA ${row.name} ${word(typed["n"])}${typed["why"] ? ` ${typed["why"]}` : ""}`}
        >{act("answer")}</AskAct>
      ) : null}
    </>
  );
}

const STAYS = ["still_needed", "no_transport", "not_reachable"] as const;

// The page of what was lent of it, to each town.
function LoanLinks({ row }: { readonly row: LotRow }) {
  const { words, town } = useConsole();
  const { picture } = usePicture("lots");
  const lent = (picture.of("lots").get(row.id)?.["lent"] as readonly Record<string, unknown>[] | undefined) ?? [];
  const towns = row.isOurs ? lent.map((each) => String(each["town"])) : [town.code];
  if (towns.length === 0) return null;
  return (
    <p className="loan-links">
      {towns.map((each) => <Linked key={each} to={`/neighbours/loans/${encodeURIComponent(row.id)}/${encodeURIComponent(each)}`}>{row.isOurs ? words.say("loan-page-with", { town: each }) : words.say("loan-page")}</Linked>)}
    </p>
  );
}

function Acts({ row }: { readonly row: LotRow }) {
  const { words } = useConsole();
  const { picture } = usePicture("neighbours", "incidents");
  const [isMore, more] = useState(false);
  const towns = neighboursOf(picture.of("neighbours"));
  const much = { name: "n", label: words.say("stock-much"), is: "time" } as const;
  const act = (key: string) => words.code("stock-act", key);
  const says = (key: string) => `${act(key)}, ${row.name}`;
  const n = (typed: Readonly<Record<string, string>>) => word(typed["n"]);
  return (
    <span className="acts">
      {row.isOneThing || row.quantity === 0 ? null : (
        <AskAct
          order="UseLot" title={says("use")} says={says("use")}
          wants={[
            much,
            { name: "for", label: words.say("aid-incident"), is: "choice", choices: incidentsOf(picture, words.tell), optional: true },
            { name: "why", label: words.say("stock-what-for"), is: "words", optional: true },
          ]}
          line={(typed) => `GU ${row.name} ${n(typed)}${typed["for"] ? ` ${typed["for"]}` : ""}${typed["why"]?.trim() ? ` ${quoted(typed["why"])}` : ""}`}
        >{act("use")}</AskAct>
      )}
      {row.isOurs && row.quantity > 0 && towns.length > 0 ? (
        <AskAct
          order="ReleaseLot" title={says("lend")} says={says("lend")} kind="primary"
          wants={[
            { name: "to", label: words.say("stock-to"), is: "choice", choices: towns },
            { ...much, first: row.isOneThing ? "1" : "" },
          ]}
          line={(typed) => `GL ${row.name} ${typed["to"] ?? ""} ${n(typed)}`}
        >{act("lend")}</AskAct>
      ) : null}
      {!row.isOurs && row.quantity > 0 ? (
        <AskAct
          order="ReleaseLot" title={says("return")} says={says("return")} kind="primary"
          wants={[{ ...much, first: String(row.quantity) }]} line={(typed) => `GH ${row.name} ${n(typed)}`}
        >{act("return")}</AskAct>
      ) : null}
      <RecallActs row={row} />
      <Toggle on={isMore} onChange={more} says={`${words.say("more-acts")}, ${row.name}`}>{words.say("more-acts")}</Toggle>
      {isMore ? (
        <>
          <AskAct
            order="CountLot" title={says("count")} says={says("count")}
            wants={[{ ...much, label: words.say("stock-counted") }, { name: "why", label: words.say("stock-differs-why"), is: "words", optional: true }]}
            line={(typed) => `GC ${row.name} ${n(typed)}${typed["why"]?.trim() ? ` ! ${plain(typed["why"])}` : ""}`}
          >{act("count")}</AskAct>
          {row.isOurs && !row.isOneThing ? (
            <AskAct
              order="ReceiveLot" title={says("receive")} says={says("receive")}
              wants={[much, { name: "from", label: words.say("stock-from-where"), is: "words" }]}
              line={(typed) => `GR ${row.name} ${n(typed)} ${quoted(typed["from"] ?? "")}`}
            >{act("receive")}</AskAct>
          ) : null}
          <AskAct
            order="LoseLot" title={says("lose")} says={says("lose")}
            wants={[{ ...much, first: row.isOneThing ? "1" : "" }, { name: "why", label: words.say("reason"), is: "words" }]}
            line={(typed) => `GX ${row.name} ${n(typed)} ! ${plain(typed["why"] ?? "")}`}
          >{act("lose")}</AskAct>
          <AskAct
            order="MoveLot" title={says("move")} says={says("move")}
            wants={[{ name: "place", label: words.say("stock-kept-at"), is: "words" }]}
            line={(typed) => `GM ${row.name} ${quoted(typed["place"] ?? "")}`}
          >{act("move")}</AskAct>
          {row.isOurs && row.out.length === 0 ? (
            <AskAct
              order="RetireLot" title={says("retire")} says={says("retire")} kind="danger"
              wants={[{ name: "why", label: words.say("reason"), is: "words", hint: words.say("stock-retire-hint") }]}
              line={(typed) => `GZ ${row.name} ! ${plain(typed["why"] ?? "")}`}
            >{act("retire")}</AskAct>
          ) : null}
        </>
      ) : null}
    </span>
  );
}

function neighboursOf(known: ReadonlyMap<string, Readonly<Record<string, unknown>>>): readonly Choice[] {
  return sortedIds(known).flatMap((id) => {
    const each = known.get(id);
    return text(each, "standing") === "joined" ? [{ key: id, name: text(each, "name") ?? id, more: id }] : [];
  });
}
