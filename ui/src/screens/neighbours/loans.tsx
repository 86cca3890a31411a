// What is lent, either way: where each unit stands between two towns, and what each may do next.

import type { Piece, RegionStanding } from "../../api/types.ts";
import { Age } from "../../parts/age.tsx";
import { Empty } from "../../parts/states.tsx";
import { UnitStatus } from "../../parts/unit.tsx";
import { howLong, secondsBetween } from "../../picture/ages.ts";
import { loanSaid, type ConflictSeen, type Loan, type LoanState } from "../../picture/loans.ts";
import { nameOf } from "../../picture/named.ts";
import { who } from "../../picture/places.ts";
import { instant, text } from "../../picture/read.ts";
import { AskAct, Give } from "../../shell/act.tsx";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { handles, plain, quoted } from "../../shell/lines.ts";
import { clockTime } from "../../shell/time.ts";

// Released so long ago and not accepted: somebody has to call the other town.
const LIMBO_S = 30;

// It was let go of: there is a loan to tell of.
const BEGUN: readonly LoanState[] = ["limbo", "override", "override-answer", "lent", "here", "offered-own", "ready-own", "elsewhere", "unknown"];

interface LoansProps {
  readonly loans: readonly Loan[];
  readonly standings: readonly RegionStanding[];
  readonly pieces: readonly Piece[];
}

export function Loans({ loans, standings, pieces }: LoansProps) {
  const { words } = useConsole();
  if (loans.length === 0) return <Empty says={words.say("loans-none")} more={words.say("loans-none-next")} />;
  return (
    <ul className="loan-rows">
      {loans.map((each) => <Row key={each.id} loan={each} standing={standings.find((one) => one.neighbour === each.town)} piece={pieces.find((one) => one.kind === "units" && one.id === each.id && one.town === each.town)} />)}
    </ul>
  );
}

interface RowProps {
  readonly loan: Loan;
  readonly standing: RegionStanding | undefined;
  readonly piece: Piece | undefined;
}

function Row({ loan, standing, piece }: RowProps) {
  const { words, town } = useConsole();
  const { picture } = usePicture("people", "units");
  const now = useNow();
  const at = (ms: number) => clockTime(ms, town.zone, false);
  const for_s = loan.since === null ? null : secondsBetween(loan.since, now);
  const isLate = loan.state === "limbo" && for_s !== null && for_s > LIMBO_S;
  const isOverdue = loan.due !== null && loan.due < now && (loan.state === "lent" || loan.state === "here");
  const isUnanswered = loan.expires !== null && loan.expires < now && loan.state === "offered";
  const name = standing?.name ?? loan.town;
  const isKnown = picture.of("units").has(loan.id);
  return (
    <li className="loan-row" data-unit={loan.id} data-state={loan.state} data-late={isLate || isOverdue ? "" : undefined}>
      <span className="who">
        <UnitStatus status="lent" word="" />
        {isKnown ? <Linked to={`/units/${encodeURIComponent(loan.id)}`}><strong>{loan.sign}</strong></Linked> : <strong>{loan.sign}</strong>}
        <span className="quiet">{words.code("unit-kind", loan.kind)}</span>
        {loan.home === town.code ? <span className="tag">→ {loan.town}</span> : <span className="tag">{loan.home}</span>}
      </span>
      <div className="state">
        <p className="says">
          {words.tell(loanSaid(loan, name, loan.since === null ? "?" : at(loan.since), howLong(for_s ?? 0), (id) => who(id, picture)))}
          {loan.state === "limbo" && for_s !== null ? <> <Age seconds={for_s} late={isLate} /></> : null}
        </p>
        {loan.state === "override-answer" ? <p>{words.say("loan-digits")} <strong className="digits mono" dir="ltr">{loan.nonce}</strong></p> : null}
        {isOverdue ? <p className="late">{words.say(loan.state === "lent" ? "loan-overdue" : "loan-overdue-here", { for: words.tell(howLong(secondsBetween(loan.due!, now))), town: name })}</p>
          : loan.due !== null ? <p className="quiet">{words.say("loan-due", { at: at(loan.due) })}</p> : null}
        {isUnanswered ? <p className="late">{words.say("loan-unanswered", { town: name, at: at(loan.expires!) })}</p> : null}
        {loan.recalled !== null && loan.state !== "held" ? <p>{words.say(loan.home === town.code ? "loan-recalled" : "loan-recall-heard", { at: at(loan.recalled), town: loan.home })}</p> : null}
        {loan.state === "lent" ? <Heard standing={standing} piece={piece} /> : null}
        {BEGUN.includes(loan.state) || loan.conflicts.length > 0 ? <p className="loan-links"><Linked to={`/neighbours/loans/${encodeURIComponent(loan.id)}`} says={`${words.say("loan-page")}, ${loan.sign}`}>{words.say("loan-page")}</Linked></p> : null}
        {loan.conflicts.map((each) => <Conflict key={each.epoch} conflict={each} loan={loan} />)}
      </div>
      <span className="acts"><Acts loan={loan} /></span>
    </li>
  );
}

// "Last heard 14:02. E12 as of then: on scene": with its age, and never as if it were now.
function Heard({ standing, piece }: { readonly standing: RegionStanding | undefined; readonly piece: Piece | undefined }) {
  const { words, town } = useConsole();
  const now = useNow();
  const heard = instant(standing?.heard_at);
  if (!standing || heard === null) return null;
  const status = piece ? text(piece.fields, "status") : null;
  const said = words.say("last-heard", { town: standing.name, at: clockTime(heard, town.zone, false), for: words.tell(howLong(secondsBetween(heard, now))) });
  return <p className={standing.is_current ? "quiet" : "old"}>{said}{status ? ` ${words.say("as-of-then", { state: words.code("status", status) })}` : ""}</p>;
}

function Conflict({ conflict, loan }: { readonly conflict: ConflictSeen; readonly loan: Loan }) {
  const { words } = useConsole();
  const { picture } = usePicture("people", "incidents");
  const given = conflict.assignments.map((id) => nameOf(id, picture));
  const people = handles(picture).map((each) => ({ key: each.handle, name: each.handle }));
  return (
    <div className="conflict">
      <p>
        <strong>{words.say("loan-conflict", { loser: conflict.loser, epoch: conflict.epoch })}</strong>{" "}
        {given.length > 0 ? words.say("loan-conflict-ordered", { incidents: given }) : words.say("loan-conflict-nothing")}{" "}
        {conflict.owner ? words.say("loan-conflict-with", { who: who(conflict.owner, picture) }) : words.say("loan-conflict-nobody")}
      </p>
      <span className="acts">
        <AskAct order="OwnConflict" title={words.say("who-sees-to-it")} says={`${words.say("give-conflict")}, ${loan.sign}`} wants={[{ name: "who", label: words.say("who-sees-to-it"), is: "choice", choices: people }]} line={(said) => `LO ${loan.name} ${conflict.epoch} ${said["who"] ?? ""}`}>{words.say("give-conflict")}</AskAct>
        <AskAct order="CloseConflict" title={words.say("close-conflict-of", { unit: loan.sign })} says={`${words.say("close-conflict")}, ${loan.sign}`} wants={[{ name: "words", label: words.say("how-it-was-settled"), is: "words" }]} line={(said) => `LF ${loan.name} ${conflict.epoch} ${quoted(said["words"] ?? "")}`}>{words.say("close-conflict")}</AskAct>
      </span>
    </div>
  );
}

function Acts({ loan }: { readonly loan: Loan }) {
  const { words, town } = useConsole();
  const isOurs = loan.home === town.code;
  const { state } = loan;
  const named = (key: string) => `${words.code("loan-act", key)}, ${loan.sign}`;
  const give = (key: string, order: string, line: string, kind?: "primary") => <Give order={order} line={line} says={named(key)} kind={kind}>{words.code("loan-act", key)}</Give>;
  const because = (key: string, order: string, verb: string, kind?: "danger") => (
    <AskAct
      order={order} kind={kind} title={named(key)} says={named(key)} wants={[{ name: "why", label: words.say("reason"), is: "words" }]}
      line={(said) => `${verb} ${loan.name} ! ${plain(said["why"] ?? "")}`}
    >{words.code("loan-act", key)}</AskAct>
  );
  const ready = (
    <AskAct
      order="ReadyCrew" kind="primary" title={words.say("ask-the-crew", { unit: loan.sign, town: state === "offered-us" ? town.name : loan.town, epoch: loan.epoch })} says={named("ready")}
      wants={[{ name: "epoch", label: words.say("crew-said-back"), is: "time", hint: words.say("crew-said-back-hint") }]}
      line={(said) => `LR ${loan.name} ${plain(said["epoch"] ?? "")}`}
    >{words.code("loan-act", "ready")}</AskAct>
  );
  const drove = (
    <AskAct
      order="ReportMileage" title={named("mileage")} says={named("mileage")} wants={[{ name: "km", label: words.say("loan-km"), is: "time", hint: words.say("loan-km-hint") }]}
      line={(said) => `KM ${loan.name} ${plain(said["km"] ?? "")}`}
    >{words.code("loan-act", "mileage")}</AskAct>
  );
  if (state === "offered" || state === "offered-own") return <>{ready}{because("withdraw", "WithdrawOffer", "LW")}</>;
  if (state === "offered-us") return <>{ready}{because("decline", "DeclineOffer", "LX")}</>;
  if (state === "ready" && loan.team) return <span className="quiet">{words.say("loan-with-team", { team: loan.team })}</span>;
  if (state === "ready") return <>{give("release", "ReleaseUnit", `LG ${loan.name}`, "primary")}{give("keep", "OfferUnit", `LE ${loan.name} ${town.code}`)}</>;
  if (state === "ready-own") return give("reaffirm", "ReaffirmAuthority", `LK ${loan.name}`, "primary");
  if (state === "here") return <>{give("return", "OfferUnit", `GB ${loan.name}`)}{drove}</>;
  if (state === "limbo" && isOurs) return because("override", "OpenOverride", "OV", "danger");
  if (state === "lent") return <>{because("recall", "RecallUnit", "BK")}{because("override", "OpenOverride", "OV", "danger")}</>;
  if (state === "override") return give("confirm", "ConfirmOverride", `OVY ${loan.name}`, "primary");
  if (state === "override-answer") {
    return (
      <AskAct
        order="AnswerOverride" kind="primary" title={named("answer")} says={named("answer")}
        wants={[
          { name: "digits", label: words.say("digits-said-back"), is: "time" },
          { name: "words", label: words.say("crew-words"), is: "words" },
          { name: "by", label: words.say("heard-by"), is: "words", optional: true, hint: words.say("heard-by-hint") },
        ]}
        line={(said) => `OVA ${loan.name} ${plain(said["digits"] ?? "")}${said["by"]?.trim() ? ` ${plain(said["by"])}` : ""} ${quoted(said["words"] ?? "")}`}
      >{words.code("loan-act", "answer")}</AskAct>
    );
  }
  if (state === "unknown") {
    return (
      <AskAct
        order="ReconcileUnit" title={named("reconcile")} says={named("reconcile")}
        wants={[
          { name: "epoch", label: words.say("card-epoch"), is: "time" },
          { name: "by", label: words.say("card-told-by"), is: "time", first: town.code },
          { name: "to", label: words.say("card-listens-to"), is: "time", first: town.code },
        ]}
        line={(said) => `LQ ${loan.name} ${plain(said["epoch"] ?? "")} ${plain(said["by"] ?? "")} ${plain(said["to"] ?? "")}`}
      >{words.code("loan-act", "reconcile")}</AskAct>
    );
  }
  return null;
}
