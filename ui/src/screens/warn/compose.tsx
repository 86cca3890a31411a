// Writing a warning: for whom, what, in which words; beside it what the town says that it would come to,
// asked again a moment after each change. Nothing is on record before it is written.

import { useEffect, useMemo, useState } from "react";
import type { Composed, TemplateShown, Templates, Wish, Zones } from "../../api/types.ts";
import { ask, freshKey, type Refusal as Refused } from "../../act/door.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Select } from "../../parts/choose.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Notice, Refusal } from "../../parts/refusal.tsx";
import { Loading } from "../../parts/states.tsx";
import type { Fields } from "../../picture/picture.ts";
import { part, parts, text } from "../../picture/read.ts";
import { areasOf, outlinesOf } from "../../picture/warnings.ts";
import { useConsole, useSubject } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { go } from "../../shell/route.ts";
import { AreaFields, FREE, shapeOf, type Shape } from "./area-fields.tsx";
import { AreaPane } from "./area.tsx";
import { Prove, usePresence } from "./prove.tsx";
import { questionSaid } from "./questions.ts";
import { Steps } from "./steps.tsx";
import { WordsPane } from "./words.tsx";

export type Deed = "draft" | "update" | "cancel" | "revise";

const ECHO_MS = 350;
// What the facts say by themselves.
const FILLED: ReadonlySet<string> = new Set(["agency", "place", "until", "about"]);

interface Typed {
  readonly template: string;
  readonly until: string;
  readonly shape: Shape;
  readonly slots: Readonly<Record<string, string>>;
  readonly free: Readonly<Record<"language" | "event" | "headline" | "description" | "instruction", string>>;
}

export function Compose({ deed, id }: { readonly deed: Deed; readonly id: string | null }) {
  const { words } = useConsole();
  const before = useSubject("warnings", id);
  if (id !== null && !before) return <div className="page warn-page"><Notice kind="warn">{words.say("warn-not-here", { id })}</Notice></div>;
  return <Form deed={deed} id={id} before={before} />;
}

function begun(deed: Deed, before: Fields | null, language: string): Typed {
  const first = parts(before ?? undefined, "texts")[0];
  const isFree = before !== null && text(before, "template") === null && deed !== "cancel";
  return {
    template: isFree ? FREE : (deed === "cancel" ? "all_clear" : (text(before ?? undefined, "template") ?? "")),
    until: "", slots: {},
    shape: { how: before ? "before" : "zone", name: text(areasOf(before ?? {})[0], "name") ?? "", zones: [], corners: [], metres: "800", minutes: "10" },
    free: {
      language: text(first, "language") ?? language, event: isFree ? (text(first, "event") ?? "") : "", headline: isFree ? (text(first, "headline") ?? "") : "",
      description: isFree ? (text(first, "description") ?? "") : "", instruction: isFree ? (text(first, "instruction") ?? "") : "",
    },
  };
}

function wishOf(deed: Deed, id: string | null, typed: Typed): Wish {
  const isFree = typed.template === FREE;
  const slots = Object.fromEntries(Object.entries(typed.slots).filter(([, value]) => value.trim() !== ""));
  return {
    deed, warning: id, ...shapeOf(typed.shape), until: typed.until.trim() || null,
    ...(isFree
      ? { language: [typed.free.language], event: typed.free.event.trim() || null, headline: typed.free.headline.trim() || null, description: typed.free.description, instruction: typed.free.instruction }
      : { template: typed.template || null, slots }),
  };
}

function isBegun(deed: Deed, typed: Typed): boolean {
  const { how, zones, corners, name } = typed.shape;
  const isPlaced = how === "before" || (how === "zone" ? zones.length > 0 : name.trim() !== "" && corners.length >= (how === "drawn" ? 3 : 1));
  return isPlaced && (typed.template === FREE ? typed.free.headline.trim() !== "" : typed.template !== "" || deed !== "draft");
}

function Form({ deed, id, before }: { readonly deed: Deed; readonly id: string | null; readonly before: Fields | null }) {
  const { words, give, may } = useConsole();
  const presence = usePresence();
  const [typed, type] = useState<Typed>(() => begun(deed, before, words.language));
  const [pending, wait] = useState(false);
  const [refusal, refuse] = useState<Refused | null>(null);
  const change = (more: Partial<Typed>) => type((was) => ({ ...was, ...more }));
  const wish = isBegun(deed, typed) ? JSON.stringify(wishOf(deed, id, typed)) : "";
  const { composed, made, wrong } = useComposed(wish);
  const isReady = composed !== null && made === wish && composed.refused === null && wrong === null;
  const facts = part(composed?.fields as Fields | undefined, "facts");
  const areas = facts ? parts(facts, "areas") : typed.shape.how === "before" && before ? areasOf(before) : [];
  const drawn = JSON.stringify(areas);
  const outlines = useMemo(() => outlinesOf(areas), [drawn]);
  const spot = (lat: number, lon: number) => {
    const at = [lat, lon] as const;
    if (typed.shape.how === "drawn") change({ shape: { ...typed.shape, corners: [...typed.shape.corners, at] } });
    else if (typed.shape.how === "circle" || typed.shape.how === "within") change({ shape: { ...typed.shape, corners: [at] } });
  };
  const write = async (isAsked: boolean) => {
    if (!isReady || pending) return;
    wait(true);
    const answer = await ask<{ readonly subjects?: readonly string[] }>(`/v1/orders/${composed.order}`, { key: freshKey(), body: composed.fields });
    wait(false);
    if (answer.is !== "done") return refuse(answer.is === "refused" ? answer.refusal : { status: 0, code: "away", detail: words.say("town-does-not-answer"), next: "" });
    const name = answer.body.subjects?.[0] ?? id ?? "";
    if (isAsked) give(`WK ${name}`);
    go(`/warn/${encodeURIComponent(name)}`);
  };
  const isPlaced = areas.length > 0;
  return (
    <div className="page warn-page warn-compose">
      <div className="page-head">
        <div><h2>{words.say(`warn-compose-${deed}`)}</h2>{id ? <p><Linked to={`/warn/${encodeURIComponent(id)}`}>{text(parts(before ?? undefined, "texts")[0], "headline") ?? id}</Linked></p> : null}</div>
        <p className="page-links"><Linked to="/warn">{words.say("warn-all")}</Linked></p>
      </div>
      <Steps at={isReady ? 3 : composed ? 2 : isPlaced ? 1 : 0} />
      <div className="columns">
        <div className="column">
          <Panel name={words.say("warn-step-who")}>
            <AreaFields shape={typed.shape} change={(shape) => change({ shape })} hasBefore={before !== null} />
          </Panel>
          <Panel name={words.say("warn-step-what")}>
            <WhatFields deed={deed} typed={typed} change={change} />
          </Panel>
        </div>
        <div className="column wide">
          <Panel name={typed.shape.name || words.say("warn-fact-area")} count={composed ? peopleOf(composed, words) : undefined}>
            <AreaPane outlines={outlines} corners={typed.shape.how === "drawn" || !isPlaced ? typed.shape.corners.map(([lat, lon]) => [lon, lat] as const) : []} label={words.say("warn-map", { area: typed.shape.name || "-" })} onSpot={typed.shape.how === "before" || typed.shape.how === "zone" ? undefined : spot} />
          </Panel>
          <Panel name={words.say("warn-words")} count={composed?.texts.length}>
            {composed && composed.texts.length > 0 ? <WordsPane fields={{ texts: composed.texts }} looked={composed.looked} /> : <p className="padded quiet">{words.say("warn-words-later")}</p>}
          </Panel>
        </div>
        <div className="column aside">
          <Panel name={words.say("warn-check")} id="second">
            <div className="second">
              {wrong ? <Refusal what={words.say("warn-not-written")} why={wrong.detail} next={wrong.next} /> : null}
              {composed?.refused ? <Refusal what={words.say("warn-not-written")} why={composed.refused.why} next={composed.refused.next} /> : null}
              {refusal ? <Refusal what={words.say("warn-not-done")} why={refusal.detail} next={refusal.next} acts={<Button onPress={() => refuse(null)}>{words.say("put-away")}</Button>} /> : null}
              {composed === null && !wrong ? <p>{words.say("warn-check-later")}</p> : null}
              {composed?.refused_asking ? <Notice kind="warn">{`${composed.refused_asking.why} ${composed.refused_asking.next}`}</Notice> : null}
              {composed && composed.notices.length > 0 ? <Notice><ul>{composed.notices.map((each) => <li key={each}>{each}</li>)}</ul></Notice> : null}
              {composed && composed.questions.length > 0 ? (
                <>
                  <p className="strong">{words.say("warn-asked")}</p>
                  <ul className="asked">{composed.questions.map((each) => <li key={each.question}>{questionSaid(each.question, each.about ?? [], words)}</li>)}</ul>
                </>
              ) : null}
              {may("CheckWarning") ? <Prove presence={presence} /> : null}
              <ButtonRow>
                {may("CheckWarning") ? <Button kind="primary" disabled={!isReady || !presence.isThere} pending={pending} onPress={() => void write(true)}>{words.say("warn-write-ask")}</Button> : null}
                <Button disabled={!isReady} pending={pending} onPress={() => void write(false)}>{words.say("warn-write-only")}</Button>
              </ButtonRow>
            </div>
          </Panel>
        </div>
      </div>
    </div>
  );
}

function peopleOf(composed: Composed, words: ReturnType<typeof useConsole>["words"]): string {
  const people = composed.survey?.people;
  return typeof people === "number" ? words.say("warn-people", { count: people }) : words.say("warn-people-unknown");
}

interface Answered {
  readonly composed: Composed | null;
  // The wish that it is of.
  readonly made: string;
  readonly wrong: Refused | null;
}

// What a wish would come to; what was said of the one before stays until it is said of this.
function useComposed(wish: string): Answered {
  const { words } = useConsole();
  const [answered, tell] = useState<Answered>({ composed: null, made: "", wrong: null });
  useEffect(() => {
    if (wish === "") return undefined;
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask<Composed>("/v1/warning-composing", { body: JSON.parse(wish) as Wish, signal: gone.signal });
      if (gone.signal.aborted) return;
      if (answer.is === "done") tell({ composed: answer.body, made: wish, wrong: null });
      else tell((was) => ({ ...was, wrong: answer.is === "refused" ? answer.refusal : { status: 0, code: "away", detail: words.say("town-does-not-answer"), next: "" } }));
    }, ECHO_MS);
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [wish, words]);
  return answered;
}

interface WhatProps {
  readonly deed: Deed;
  readonly typed: Typed;
  readonly change: (more: Partial<Typed>) => void;
}

function WhatFields({ deed, typed, change }: WhatProps) {
  const { words } = useConsole();
  const [templates, know] = useState<Templates["templates"]>([]);
  const [shown, show] = useState<TemplateShown | null>(null);
  const { template } = typed;
  useEffect(() => {
    void ask<Templates>("/v1/warning-words").then((answer) => answer.is === "done" && know(answer.body.templates.filter((each) => !each.is_withdrawn)));
  }, []);
  useEffect(() => {
    show(null);
    if (template === "" || template === FREE) return undefined;
    const gone = new AbortController();
    void ask<TemplateShown>(`/v1/warning-words/${encodeURIComponent(template)}`, { signal: gone.signal }).then((answer) => answer.is === "done" && !gone.signal.aborted && show(answer.body));
    return () => gone.abort();
  }, [template]);
  const choices = [
    ...templates.map((each) => ({ key: each.id, name: each.id.replaceAll("_", " "), more: words.say("warn-template-in", { count: each.languages.length, reviewed: each.languages.filter((one) => one.speaker !== null).length }) })),
    { key: FREE, name: words.say("warn-no-template") },
  ];
  const slots = (shown?.content.slots ?? []).filter((each) => !FILLED.has(each.name));
  const free = (name: keyof Typed["free"]) => (value: string) => change({ free: { ...typed.free, [name]: value } });
  return (
    <div className="second">
      {deed === "cancel" ? null : templates.length === 0 ? <Loading says={words.say("warn-templates-come")} rows={1} /> : <Select label={words.say("warn-fact-template")} choices={choices} chosen={template || null} onChoose={(key) => change({ template: key, slots: {} })} none={words.say("choose-one")} />}
      <TextField label={words.say("until-when")} value={typed.until} onChange={(until) => change({ until })} mono maxLength={40} hint={words.say("warn-until-hint")} />
      {template === FREE ? (
        <>
          <TextField label={words.say("warn-free-language")} value={typed.free.language} onChange={free("language")} mono maxLength={20} />
          <TextField label={words.say("warn-free-event")} value={typed.free.event} onChange={free("event")} maxLength={80} />
          <TextField label={words.say("warn-free-headline")} value={typed.free.headline} onChange={free("headline")} required maxLength={160} />
          <TextArea label={words.say("warn-free-description")} value={typed.free.description} onChange={free("description")} maxLength={2_000} />
          <TextArea label={words.say("warn-free-instruction")} value={typed.free.instruction} onChange={free("instruction")} maxLength={2_000} />
        </>
      ) : slots.map((each) => (
        <TextField key={each.name} label={words.code("warn-slot", each.name)} value={typed.slots[each.name] ?? ""} onChange={(value) => change({ slots: { ...typed.slots, [each.name]: value } })} required={each.is_required ?? false} mono={each.kind === "time"} maxLength={each.most ?? 60} />
      ))}
    </div>
  );
}

export function useZones(): Zones["zones"] {
  const [zones, know] = useState<Zones["zones"]>([]);
  useEffect(() => {
    void ask<Zones>("/v1/warning-zones").then((answer) => answer.is === "done" && know(answer.body.zones));
  }, []);
  return zones;
}
