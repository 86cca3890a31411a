// An agreement filled in on a form: with whom, from which template, what each lends and keeps, what it
// costs, until when. Beside it what it says in words; then it is proposed.

import { useEffect, useState, type ReactNode } from "react";
import { ask, freshKey, type Refusal as Refused } from "../../act/door.ts";
import type { AgreementForm, AgreementSaid, DraftSaid } from "../../api/types.ts";
import { Button, ButtonRow, Toggle } from "../../parts/button.tsx";
import { Select } from "../../parts/choose.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Notice, Refusal } from "../../parts/refusal.tsx";
import { Empty, Loading } from "../../parts/states.tsx";
import { formOf, typedOf, type LendingTyped, type Typed } from "../../picture/agreement-form.ts";
import { sortedIds, text } from "../../picture/read.ts";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { go } from "../../shell/route.ts";

const TEMPLATES = ["mutual_aid", "automatic_aid", "shared_stock", "shared_shelter", "joint_exercise", "data_sharing"] as const;
const ECHO_MS = 300;

interface Begun {
  readonly partner: string;
  readonly template: string;
  readonly amends: string;
}

export function ProposeAgreement() {
  const { words } = useConsole();
  const { picture } = usePicture("neighbours");
  const joined = sortedIds(picture.of("neighbours")).filter((id) => text(picture.of("neighbours").get(id), "standing") === "joined");
  const [partner, choose] = useState<string | null>(null);
  const [template, take] = useState<string | null>(null);
  return (
    <Framed title={words.say("agreement-propose")}>
      <Panel name={words.say("agreement-with-whom")}>
        {joined.length === 0 ? <Empty says={words.say("agreement-nobody-joined")} /> : (
          <div className="agreement-fields">
            <Select label={words.say("agreement-partner")} choices={joined.map((id) => ({ key: id, name: text(picture.of("neighbours").get(id), "name") ?? id, more: id }))} chosen={partner} onChoose={choose} none={words.say("choose-one")} />
            <Select label={words.say("agreement-template")} choices={TEMPLATES.map((key) => ({ key, name: words.code("agreement-kind", key) }))} chosen={template} onChoose={take} none={words.say("choose-one")} />
          </div>
        )}
        <p className="padded quiet">{words.say("agreement-wide-text")}</p>
      </Panel>
      {partner && template ? <Filled key={`${partner} ${template}`} begun={{ partner, template, amends: "" }} /> : null}
    </Framed>
  );
}

export function AmendAgreement({ agreement }: { readonly agreement: AgreementSaid }) {
  const { words } = useConsole();
  return (
    <Framed title={words.say("agreement-amend-of", { agreement: agreement.title || agreement.id })} back={`/neighbours/agreements/${encodeURIComponent(agreement.id)}`}>
      <Filled begun={{ partner: "", template: "", amends: agreement.id }} />
    </Framed>
  );
}

function Framed({ title, back, children }: { readonly title: string; readonly back?: string; readonly children: ReactNode }) {
  const { words } = useConsole();
  return (
    <div className="page agreement-page agreement-drawn">
      <div className="page-head"><div><h2>{title}</h2></div><div className="page-links">{back ? <Linked to={back}>{words.say("agreement-back")}</Linked> : null}<Linked to="/neighbours">{words.say("to-neighbours")}</Linked></div></div>
      {children}
    </div>
  );
}

// What is filled in first is what the template has; what is typed is put in words a moment later.
function Filled({ begun }: { readonly begun: Begun }) {
  const { words, may } = useConsole();
  const [typed, type] = useState<Typed | null>(null);
  const [draft, tell] = useState<DraftSaid | null>(null);
  // The form that the words beside it are of.
  const [put, putFor] = useState("");
  const [said, say] = useState("");
  const [refusal, refuse] = useState<Refused | null>(null);
  const [pending, wait] = useState(false);
  const made = typed === null ? null : formOf(typed);
  const form = made === null ? "" : JSON.stringify(made.form);
  useEffect(() => {
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const body = { ...begun, form: form === "" ? null : (JSON.parse(form) as AgreementForm) };
      const answer = await ask<DraftSaid>("/v1/agreements/draft", { body, signal: gone.signal });
      if (gone.signal.aborted) return;
      if (answer.is === "done") {
        const first = typedOf(answer.body.form);
        tell(answer.body);
        putFor(form || JSON.stringify(formOf(first).form));
        say("");
        type((was) => was ?? first);
      } else say(answer.is === "refused" ? `${answer.refusal.detail} ${answer.refusal.next}` : words.say("town-does-not-answer"));
    }, form === "" ? 0 : ECHO_MS);
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [begun.partner, begun.template, begun.amends, form, words]);
  if (typed === null || made === null) return said ? <Notice kind="warn">{said}</Notice> : <Loading says={words.say("agreements-asks")} />;
  const change = (part: Partial<Typed>) => type({ ...typed, ...part });
  const wrong = (name: string) => (made.wrong.has(name) ? words.code("agreement-wrong", name.split(".").at(-1) ?? name) : undefined);
  const field = (name: "title" | "areas" | "border" | "radius" | "free" | "review" | "ends", hint = true) => (
    <TextField label={words.code("agreement-field", name)} value={typed[name]} onChange={(value) => change({ [name]: value })} wrong={wrong(name)} hint={hint ? words.code("agreement-hint", name) : undefined} mono={name !== "title" && name !== "areas"} maxLength={2_000} />
  );
  const isReady = draft !== null && put === form && made.wrong.size === 0 && !said;
  const propose = async () => {
    if (draft === null) return;
    wait(true);
    const answer = await ask("/v1/orders/ProposeAgreement", { key: freshKey(), body: { text: draft.text } });
    wait(false);
    if (answer.is === "done") go(`/neighbours/agreements/${encodeURIComponent(draft.agreement)}`);
    else refuse(answer.is === "refused" ? answer.refusal : { status: 0, code: "away", detail: words.say("town-does-not-answer"), next: "" });
  };
  return (
    <div className="columns">
      <div className="column">
        <Panel name={words.say("agreement-filled")}>
          <form className="agreement-fields" aria-label={words.say("agreement-filled")} onSubmit={(event) => event.preventDefault()}>
            {field("title", false)}
            <Lends side="own" typed={typed.own} change={(own) => change({ own })} wrong={wrong} />
            <Lends side="partner" typed={typed.partner} change={(partner) => change({ partner })} wrong={wrong} />
            <fieldset>
              <legend>{words.say("agreement-shown")}</legend>
              {field("areas")}
              {field("border")}
              {field("radius")}
            </fieldset>
            <fieldset>
              <legend>{words.say("agreement-paid")}</legend>
              <Select label={words.code("agreement-field", "payer")} choices={["", "borrower", "lender"].map((key) => ({ key: key || "none", name: words.code("agreement-payer", key || "none") }))} chosen={typed.payer || "none"} onChoose={(key) => change({ payer: key === "none" ? "" : key })} none="" />
              {field("free")}
              <TextArea label={words.code("agreement-field", "rates")} value={typed.rates} onChange={(rates) => change({ rates })} wrong={wrong("rates")} hint={words.code("agreement-hint", "rates")} rows={3} maxLength={4_000} />
            </fieldset>
            <fieldset>
              <legend>{words.say("agreement-dates")}</legend>
              {field("review")}
              {field("ends")}
            </fieldset>
            <TextArea label={words.code("agreement-field", "remarks")} value={typed.remarks} onChange={(remarks) => change({ remarks })} rows={3} maxLength={2_000} />
          </form>
        </Panel>
      </div>
      <div className="column">
        <Panel name={words.say("agreement-in-words")} ends={draft ? <span className="mono meta" dir="ltr">{draft.digest.slice(0, 12)}</span> : undefined}>
          {said ? <Notice kind="warn">{said}</Notice> : null}
          {draft === null && !said ? <Loading says={words.say("agreements-asks")} /> : null}
          {draft?.sections.map((each) => (
            <section key={each.name} className="agreed-part" aria-label={each.name}><h3>{each.name}</h3><ul>{each.says.map((one) => <li key={one}>{one}</li>)}</ul></section>
          ))}
          {refusal ? <Refusal what={refusal.detail} next={refusal.next} acts={<Button onPress={() => refuse(null)}>{words.say("put-away")}</Button>} /> : null}
          {may("ProposeAgreement") ? (
            <div className="padded">
              <ButtonRow><Button kind="primary" disabled={!isReady} pending={pending} onPress={() => void propose()}>{words.say(begun.amends ? "agreement-propose-version" : "agreement-propose", { number: draft?.number ?? 1 })}</Button></ButtonRow>
              <p className="quiet">{words.say("agreement-then")}</p>
            </div>
          ) : null}
        </Panel>
      </div>
    </div>
  );
}

interface LendsProps {
  readonly side: "own" | "partner";
  readonly typed: LendingTyped;
  readonly change: (typed: LendingTyped) => void;
  readonly wrong: (name: string) => string | undefined;
}

function Lends({ side, typed, change, wrong }: LendsProps) {
  const { words } = useConsole();
  const field = (name: "kinds" | "most" | "minimum" | "hours" | "places") => (
    <TextField label={words.code("agreement-field", name)} value={typed[name]} onChange={(value) => change({ ...typed, [name]: value })} wrong={wrong(`${side}.${name}`)} hint={words.code("agreement-hint", name)} mono maxLength={1_000} />
  );
  const called = words.code("agreement-lends", side);
  return (
    <fieldset>
      <legend>{called}</legend>
      <Toggle on={typed.lends} onChange={(lends) => change({ ...typed, lends })}>{words.code("agreement-does-lend", side)}</Toggle>
      {typed.lends ? (
        <>
          {field("kinds")}
          {field("most")}
          {field("minimum")}
          {field("hours")}
          <TextArea label={words.code("agreement-field", "stock")} value={typed.stock} onChange={(stock) => change({ ...typed, stock })} wrong={wrong(`${side}.stock`)} hint={words.code("agreement-hint", "stock")} rows={2} maxLength={1_000} />
          {field("places")}
          <Toggle on={typed.subLend} onChange={(subLend) => change({ ...typed, subLend })}>{words.say("agreement-sub-lend")}</Toggle>
        </>
      ) : null}
    </fieldset>
  );
}
