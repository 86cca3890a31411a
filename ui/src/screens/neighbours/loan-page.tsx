// All of one loan: what was lent, how long, what happened, what it costs by the agreement; to print,
// as a table for accounts and as a paper that both towns sign.

import { useEffect, useState } from "react";
import { ask, type Answer } from "../../act/door.ts";
import type { LoanPage as LoanTold } from "../../api/types.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { actor } from "../../picture/named.ts";
import { text, texts } from "../../picture/read.ts";
import { lotsOf } from "../../picture/stock.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { Take } from "./files.tsx";
import { RecallActs, Recalls } from "./stock.tsx";

const PATIENCE_MS = 60_000;

export function LoanPage({ id, borrower }: { readonly id: string; readonly borrower: string | null }) {
  const { words } = useConsole();
  const { picture } = usePicture("people");
  const query = borrower ? `?${new URLSearchParams({ with: borrower }).toString()}` : "";
  const path = `/v1/loans/${encodeURIComponent(id)}`;
  const answer = useLoan(`${path}${query}`, id);
  const links = (
    <div className="page-links">
      {answer?.is === "done" && answer.body.units ? null : <Linked to={`/units/${encodeURIComponent(id)}`}>{words.say("to-unit")}</Linked>}
      <Linked to="/neighbours">{words.say("to-neighbours")}</Linked>
    </div>
  );
  if (answer === null) return <div className="page"><Panel name={words.say("loan-page")}><Loading says={words.say("loan-asks")} /></Panel></div>;
  if (answer.is !== "done") {
    const says = answer.is === "refused" ? answer.refusal.detail : words.say("town-does-not-answer");
    return <div className="page"><Panel name={words.say("loan-page")}><Empty says={says} acts={<Linked to="/neighbours">{words.say("to-neighbours")}</Linked>} /></Panel></div>;
  }
  const told = answer.body;
  const said = (by: string) => {
    const found = actor(by, picture);
    return typeof found === "string" ? found : words.tell(found);
  };
  const incidents = texts(told.loan, "incidents");
  return (
    <div className="page loan-page" data-loan={text(told.loan, "subject")}>
      <div className="page-head">
        <div>
          <h2>{told.title}</h2>
          {told.about.map((each) => <p key={each}>{each}</p>)}
          {incidents.length > 0 ? <p className="loan-links">{incidents.map((each) => <Linked key={each} to={`/incidents/${encodeURIComponent(each)}`}><bdi dir="ltr">{each}</bdi></Linked>)}</p> : null}
        </div>
        {links}
      </div>
      <LotRecalls id={id} borrower={borrower} />
      <div className="page-acts"><Papers path={path} query={borrower ? `&${new URLSearchParams({ with: borrower }).toString()}` : ""} id={id} /></div>
      <div className="columns">
        <div className="column wide">
          <Panel name={words.say("loan-happened")} count={told.happened.length}>
            <ol className="happened">
              {told.happened.map((each, number) => <li key={number}><time dir="ltr" dateTime={each.at}>{each.at.slice(0, 16).replace("T", " ")}</time><span className="said"><bdi>{each.says}</bdi></span><bdi className="by">{said(each.who)}</bdi></li>)}
            </ol>
          </Panel>
        </div>
        <div className="column">
          <Panel name={words.say("loan-costs")}>
            <ul className="loan-costs">{told.cost_says.map((each) => <li key={each}>{each}</li>)}</ul>
          </Panel>
          <Panel name={words.say("loan-heads")}>
            <ul className="loan-costs">{told.heads.map((each) => <li key={each} className="meta">{each}</li>)}</ul>
          </Panel>
        </div>
      </div>
    </div>
  );
}

// Of stock: what is asked back of it, and asking for it, or answering.
function LotRecalls({ id, borrower }: { readonly id: string; readonly borrower: string | null }) {
  const { town } = useConsole();
  const { picture } = usePicture(`lots/${id}`, "lot_recalls");
  const row = lotsOf(picture, town.code).find((each) => each.id === id);
  if (row === undefined) return null;
  return (
    <div className="page-acts loan-recalls">
      <Recalls row={row} />
      <RecallActs row={row} {...(borrower === null ? {} : { borrower })} />
    </div>
  );
}

function Papers({ path, query, id }: { readonly path: string; readonly query: string; readonly id: string }) {
  const { words } = useConsole();
  return (
    <ButtonRow>
      <Take path={`${path}?format=pdf${query}`} name={`loan-${id}.pdf`}>{words.say("loan-pdf")}</Take>
      <Take path={`${path}?format=csv${query}`} name={`loan-${id}.csv`}>{words.say("take-csv")}</Take>
      <Button onPress={() => window.print()}>{words.say("print")}</Button>
    </ButtonRow>
  );
}

// Asked anew when what is known of it here has changed.
function useLoan(path: string, id: string): Answer<LoanTold> | null {
  const { words } = useConsole();
  const { version } = usePicture(`custody/${id}`, `lots/${id}`, "lot_transfers", "lot_recalls", "compacts");
  const [answer, tell] = useState<Answer<LoanTold> | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    void ask<LoanTold>(path, { signal: gone.signal, patience_ms: PATIENCE_MS }).then((got) => {
      if (!gone.signal.aborted) tell(got);
    });
    return () => gone.abort();
  }, [path, version, words]);
  return answer;
}
