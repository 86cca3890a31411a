// Agreements: which there are and when they want a look; one in words, two versions compared, signed.

import { useEffect, useState } from "react";
import { ask } from "../../act/door.ts";
import type { AgreementDifference, AgreementSaid, AgreementsSaid, VersionSaid } from "../../api/types.ts";
import { Button, Toggle } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Notice } from "../../parts/refusal.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { Toolbar } from "../../parts/toolbar.tsx";
import { AskAct } from "../../shell/act.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { plain, quoted } from "../../shell/lines.ts";
import { go } from "../../shell/route.ts";
import { Take } from "./files.tsx";

// In the words of the town; asked again when one of them has changed.
export function useAgreements(): readonly AgreementSaid[] | null {
  const { words } = useConsole();
  const { version } = usePicture("compacts");
  const [found, set] = useState<readonly AgreementSaid[] | null>(null);
  useEffect(() => {
    const gone = new AbortController();
    void ask<AgreementsSaid>("/v1/agreements", { signal: gone.signal }).then((answer) => {
      if (!gone.signal.aborted && answer.is === "done") set(answer.body.agreements);
    });
    return () => gone.abort();
  }, [version, words]);
  return found;
}

export function AgreementRows({ agreements }: { readonly agreements: readonly AgreementSaid[] | null }) {
  const { words } = useConsole();
  if (agreements === null) return <Loading says={words.say("agreements-asks")} />;
  if (agreements.length === 0) return <Empty says={words.say("agreements-none")} more={words.say("agreements-none-next")} />;
  const waiting = agreements.filter(waitsForUs);
  return (
    <>
      {waiting.length > 0 ? <><h3 className="rows-head">{words.say("agreements-to-sign")}</h3><Rows agreements={waiting} /></> : null}
      {waiting.length < agreements.length ? <Rows agreements={agreements.filter((each) => !waitsForUs(each))} /> : null}
    </>
  );
}

function waitsForUs(agreement: AgreementSaid): boolean {
  return agreement.versions.some((each) => each.waits_for_us);
}

function Rows({ agreements }: { readonly agreements: readonly AgreementSaid[] }) {
  const { words } = useConsole();
  return (
    <ul className="agreement-rows">
      {agreements.map((each) => (
        <li key={each.id} data-agreement={each.id} data-state={each.state}>
          <p>
            <Linked to={`/neighbours/agreements/${encodeURIComponent(each.id)}`}><strong>{each.title || each.id}</strong></Linked>{" "}
            <span className="tag">{each.partner}</span> {words.code("agreement-is", each.state)}
          </p>
          <Asks agreement={each} />
        </li>
      ))}
    </ul>
  );
}

// What somebody has to think of: its end or review is near, a version waits for a signature.
function Asks({ agreement }: { readonly agreement: AgreementSaid }) {
  const { words } = useConsole();
  const waits = agreement.versions.filter((each) => each.waits_for_us);
  const awaits = agreement.versions.filter((each) => !each.waits_for_us && each.waits_for_partner);
  const isEnd = agreement.asked_at !== null && agreement.asked_at === agreement.ends_at;
  return (
    <>
      {agreement.asked_at === null ? null : <Notice kind="warn">{words.say(isEnd ? "agreement-ends" : "agreement-review", { on: day(agreement.asked_at) })}</Notice>}
      {agreement.suspended_by.length > 0 ? <Notice kind="warn">{words.say("agreement-suspended", { towns: agreement.suspended_by.map(String) })}</Notice> : null}
      {waits.map((each) => <Notice key={each.digest} kind="warn">{words.say("agreement-waits", { number: each.number })}</Notice>)}
      {awaits.map((each) => <Notice key={each.digest}>{words.say("agreement-awaits", { number: each.number, town: agreement.partner_name })}</Notice>)}
    </>
  );
}

function day(at: string): string {
  return at.slice(0, 10);
}

export function AgreementPage({ id, known }: { readonly id: string; readonly known: readonly AgreementSaid[] | null }) {
  const { words } = useConsole();
  const agreement = known?.find((each) => each.id === id);
  const [number, choose] = useState<number | null>(null);
  if (known === null) return <div className="page"><Panel name={words.say("agreements")}><Loading says={words.say("agreements-asks")} /></Panel></div>;
  if (!agreement) return <div className="page"><Panel name={words.say("agreements")}><Empty says={words.say("agreement-not-here")} acts={<Linked to="/neighbours">{words.say("to-neighbours")}</Linked>} /></Panel></div>;
  // What waits for a signature is to be read first.
  const shown = agreement.versions.find((each) => each.number === number) ?? agreement.versions.findLast((each) => each.waits_for_us)
    ?? agreement.versions.find((each) => each.is_in_force) ?? agreement.versions.at(-1);
  return (
    <div className="page agreement-page">
      <div className="page-head">
        <div>
          <h2>{agreement.title || agreement.id}</h2>
          <p><span className="tag">{agreement.partner}</span> {words.say("with-town", { town: agreement.partner_name })} · <strong>{words.code("agreement-is", agreement.state)}</strong>{agreement.ends_at ? ` · ${words.say("ends-on", { on: day(agreement.ends_at) })}` : ""}</p>
          <Asks agreement={agreement} />
        </div>
        <div className="page-links"><Linked to="/neighbours">{words.say("to-neighbours")}</Linked></div>
      </div>
      <div className="page-acts">
        <Toolbar label={words.say("versions")}>
          {agreement.versions.map((each) => <Toggle key={each.digest} on={each === shown} onChange={() => choose(each.number)}>{words.say("version-n", { number: each.number })}{each.is_in_force ? ` · ${words.say("in-force")}` : ""}</Toggle>)}
        </Toolbar>
        <PageActs agreement={agreement} version={shown} />
      </div>
      <div className="columns">
        <div className="column">{shown ? <VersionText version={shown} agreement={agreement} /> : null}</div>
        <div className="column"><Compare agreement={agreement} /></div>
      </div>
    </div>
  );
}

function PageActs({ agreement, version }: { readonly agreement: AgreementSaid; readonly version: VersionSaid | undefined }) {
  const { words, may } = useConsole();
  const reason = { name: "why", label: words.say("reason"), is: "words" } as const;
  const path = `/v1/agreements/${encodeURIComponent(agreement.id)}`;
  const isOver = agreement.state === "ended" || agreement.state === "expired";
  return (
    <>
      {isOver || !may("ProposeAgreement") ? null : <Button onPress={() => go(`/neighbours/agreements/${encodeURIComponent(agreement.id)}/amend`)}>{words.say("agreement-amend")}</Button>}
      <Standing agreement={agreement} />
      {isOver ? null : <AskAct order="EndAgreement" kind="danger" title={words.say("agreement-end")} wants={[reason]} line={(said) => `ENDA ${agreement.id} ! ${plain(said["why"] ?? "")}`}>{words.say("agreement-end")}</AskAct>}
      {version ? <Take path={`${path}/paper?version=${version.number}`} name={`${agreement.id}-${version.number}.pdf`} patience_ms={60_000}>{words.say("agreement-pdf")}</Take> : null}
      <Take path={`${path}/file`} name={`${agreement.id}.json`}>{words.say("agreement-file")}</Take>
    </>
  );
}

function Standing({ agreement }: { readonly agreement: AgreementSaid }) {
  const { words } = useConsole();
  const reason = { name: "why", label: words.say("reason"), is: "words" } as const;
  if (agreement.state === "in_force") {
    return <AskAct order="SuspendAgreement" title={words.say("suspend-agreement")} wants={[reason]} line={(said) => `SUSP ${agreement.id} ! ${plain(said["why"] ?? "")}`}>{words.say("suspend-agreement")}</AskAct>;
  }
  if (agreement.state === "suspended") {
    return <AskAct order="ResumeAgreement" title={words.say("resume-agreement")} wants={[reason]} line={(said) => `RESU ${agreement.id} ! ${plain(said["why"] ?? "")}`}>{words.say("resume-agreement")}</AskAct>;
  }
  return null;
}

function VersionText({ version, agreement }: { readonly version: VersionSaid; readonly agreement: AgreementSaid }) {
  const { words } = useConsole();
  return (
    <Panel name={words.say("version-n", { number: version.number })} ends={<span className="mono meta" dir="ltr">{version.digest.slice(0, 12)}</span>}>
      {version.sections.map((each) => (
        <section key={each.name} className="agreed-part" aria-label={each.name}>
          <h3>{each.name}</h3>
          <ul>{each.says.map((says) => <li key={says}>{says}</li>)}</ul>
        </section>
      ))}
      <section className="agreed-part" aria-label={words.say("signatures")}>
        <h3>{words.say("signatures")}</h3>
        <ul>
          {version.signed.map((each) => <li key={each.town}>{words.say("signed-by", { town: each.town, name: String(each.name), office: each.office, on: day(each.at) })}</li>)}
          {version.signed.length === 0 ? <li>{words.say("signed-by-nobody")}</li> : null}
        </ul>
        {version.waits_for_us ? (
          <AskAct
            order="SignAgreement" kind="primary" title={words.say("sign-version", { number: version.number })}
            wants={[{ name: "name", label: words.say("signs-as-name"), is: "words" }, { name: "office", label: words.say("signs-as-office"), is: "words" }]}
            line={(said) => `SIGN ${agreement.id} ${version.number} ${quoted(`${(said["name"] ?? "").replaceAll(",", " ")}, ${(said["office"] ?? "").replaceAll(",", " ")}`)}`}
          >{words.say("sign-version", { number: version.number })}</AskAct>
        ) : null}
      </section>
    </Panel>
  );
}

// What differs between two versions, sentence by sentence.
function Compare({ agreement }: { readonly agreement: AgreementSaid }) {
  const { words } = useConsole();
  const numbers = agreement.versions.map((each) => each.number);
  const valid = agreement.versions.find((each) => each.is_in_force)?.number ?? numbers[0] ?? 1;
  const [pair, setPair] = useState<readonly [number, number]>([valid, numbers.at(-1) ?? valid]);
  const [found, set] = useState<AgreementDifference | null>(null);
  const [before, after] = pair;
  useEffect(() => {
    set(null);
    if (before === after) return undefined;
    const gone = new AbortController();
    const query = new URLSearchParams({ before: String(before), after: String(after) });
    void ask<AgreementDifference>(`/v1/agreements/${encodeURIComponent(agreement.id)}/difference?${query.toString()}`, { signal: gone.signal }).then((answer) => {
      if (!gone.signal.aborted && answer.is === "done") set(answer.body);
    });
    return () => gone.abort();
  }, [agreement, before, after, words]);
  const row = (label: string, at: 0 | 1) => (
    <Toolbar label={label}>
      <span className="quiet">{label}</span>
      {numbers.map((each) => <Toggle key={each} on={pair[at] === each} onChange={() => setPair(at === 0 ? [each, after] : [before, each])} says={`${label}: ${words.say("version-n", { number: each })}`}>{String(each)}</Toggle>)}
    </Toolbar>
  );
  return (
    <Panel name={words.say("compare-versions")}>
      {numbers.length < 2 ? <Empty says={words.say("only-one-version")} /> : (
        <>
          {row(words.say("compare-from"), 0)}
          {row(words.say("compare-to"), 1)}
          {before === after || found?.differences.length === 0 ? <Empty says={words.say("versions-alike")} /> : null}
          <ul className="differs">
            {found?.differences.map((each) => (
              <li key={`${each.section} ${each.before} ${each.after}`}>
                <span className="meta">{each.section}</span>
                {each.before ? <del><span className="visually-hidden">{words.say("was-before")} </span>{each.before}</del> : null}
                {each.after ? <ins><span className="visually-hidden">{words.say("is-after")} </span>{each.after}</ins> : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

