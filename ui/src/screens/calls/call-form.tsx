// The form of one call, five fields in the order people speak.

import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from "react";
import { ask, type Refusal } from "../../act/door.ts";
import { takingCall } from "../../act/on-call.ts";
import type { Meant, Where } from "../../api/types.ts";
import { Age } from "../../parts/age.tsx";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal as Refused } from "../../parts/refusal.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { TongueField } from "../../parts/tongue-field.tsx";
import { secondsBetween } from "../../picture/ages.ts";
import { typeOf } from "../../picture/places.ts";
import { useConsole, useLink, useNow, usePicture } from "../../shell/console.tsx";
import { isUnsaved, isWhole, save, unsaved, type Call, type Field, type Granted } from "./draft.ts";
import { Beside } from "./beside.tsx";
import { PassAct } from "./pass-act.tsx";
import { likelyTypes, typesOf, USUAL } from "./types.ts";

interface CallFormProps {
  readonly call: Call;
  readonly change: (call: Call | null) => void;
  readonly finished: (incident: string | null) => void;
}

const SAVE_MS = 1_200;
const AGAIN_MS = 2_000;
const WHERE_MS = 120;

export function CallForm({ call, change, finished }: CallFormProps) {
  const { words, may } = useConsole();
  const { link } = useLink();
  const now = useNow();
  const { picture } = usePicture("plans");
  const [said, setSaid] = useState<Refusal | null>(null);
  const [isAway, setAway] = useState(false);
  const [isLacking, setLacking] = useState(false);
  const [meant, setMeant] = useState<readonly Meant[]>([]);
  const isSaving = useRef(false);
  const isGone = useRef(false);
  const isRefused = useRef(false);
  const tries = useRef(0);
  const newest = useRef(call);
  newest.current = call;
  const isReadOnly = !may("NoteWhat");
  useEffect(() => (isReadOnly ? undefined : takingCall()), [isReadOnly]);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  // What Enter chooses is there at once, for what Enter does next.
  const put = (next: Partial<Call>) => {
    newest.current = { ...newest.current, ...next };
    change(newest.current);
  };
  const write = (field: Field, value: string) => put({ text: { ...newest.current.text, [field]: value } });

  // One saving at a time; what was typed meanwhile goes with the next.
  const saveNow = useEffectEvent(async (): Promise<Call | null> => {
    if (isSaving.current || isReadOnly) return null;
    isSaving.current = true;
    const before = newest.current;
    const { call: after, problem } = await save(before);
    isSaving.current = false;
    const wasRefused = isRefused.current;
    isRefused.current = problem?.is === "refused";
    // Another call stands here now: an answer for this one does not bring it back.
    if (isGone.current) return null;
    // What was typed while it was saved stands.
    put({ report: after.report, saved: after.saved, savedType: after.savedType, savedPriority: after.savedPriority, savedDanger: after.savedDanger, savedAnswers: after.savedAnswers });
    setAway(problem?.is === "unknown");
    // Why an incident was not opened stays until it is answered.
    if (problem?.is === "refused") setSaid(problem.refusal);
    else if (wasRefused) setSaid(null);
    return problem ? null : after;
  });
  const lacks = !isWhole(call);
  useEffect(() => {
    if (!lacks) return;
    const timer = setTimeout(() => void saveNow(), isAway ? AGAIN_MS : call.report === null ? 50 : SAVE_MS);
    return () => clearTimeout(timer);
  }, [lacks, isAway, call, link.is]);

  // Places that the words may mean, as they are typed.
  useEffect(() => {
    const q = call.text.where.trim();
    if (q.length < 3 || call.place?.words === q) {
      setMeant([]);
      return;
    }
    const gone = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask<Where>(`/v1/ground/where?limit=5&q=${encodeURIComponent(q)}`, { signal: gone.signal });
      if (!gone.signal.aborted) setMeant(answer.is === "done" ? answer.body.candidates : []);
    }, WHERE_MS);
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [call.text.where, call.place]);

  const choosePlace = (each: Meant) => {
    setMeant([]);
    put({
      text: { ...newest.current.text, where: each.label },
      place: {
        words: each.label, label: each.label, point: { lat_udeg: Math.round(each.lat * 1e6), lon_udeg: Math.round(each.lon * 1e6) },
        ...(each.uncertainty_m === null ? {} : { uncertainty_m: Math.round(each.uncertainty_m) }),
      },
    });
  };
  const types = likelyTypes(call.text.what, typesOf(picture), (type) => words.tell(typeOf(type)));
  const chooseType = (type: string) => put({ type, priority: newest.current.priority ?? USUAL[type] ?? null });

  const settle = async (name: "OpenFromReport" | "AttachReport", more: object) => {
    // What stands in the fields goes first, then what becomes of it.
    isRefused.current = false;
    setSaid(null);
    if (meant.length > 0 && !newest.current.place) choosePlace(meant[0]!);
    // However slow the link is: a saving under way is waited for.
    for (let turn = 0; turn < 40 && (isSaving.current || !isWhole(newest.current)); turn += isSaving.current ? 0 : 1) {
      await saveNow();
      await new Promise((done) => setTimeout(done, 50));
      if (isRefused.current || isWhole(newest.current)) break;
    }
    const report = newest.current.report;
    const lacking = unsaved(newest.current);
    if (!report || isGone.current || (isRefused.current && (lacking.includes("where") || lacking.includes("what")))) return;
    const answer = await ask<Granted>(`/v1/orders/${name}`, { key: `${newest.current.key}-${name}-${tries.current}`, body: { report, ...more } });
    // What was refused is not thrown away with the form.
    if (answer.is === "done" && isRefused.current && lacking.length > 0) setLacking(true);
    else if (answer.is === "done") finished(answer.body.subjects.find((each) => picture.of("incidents").has(each) || /-\d{6}-/.test(each)) ?? null);
    else if (answer.is === "refused") {
      // What was refused was not done: to try again is to give another order.
      tries.current += 1;
      setSaid(answer.refusal);
    } else setAway(true);
  };
  // Those in `others` were looked at, and it is none of them.
  const open = (others: readonly string[] = []) => {
    if (!newest.current.type && types[0]) chooseType(types[0]);
    const { type, priority } = newest.current;
    void settle("OpenFromReport", { ...(type ? { type } : {}), ...(priority ? { priority } : {}), ...(others.length > 0 ? { not_same_as: others } : {}) });
  };
  const likely = said?.code === "likely_the_same" ? String(said.parameters?.["incidents"] ?? "").split(", ").filter(Boolean) : [];
  const merge = (incident: string) => void settle("AttachReport", { incident });

  const next = (event: KeyboardEvent<HTMLInputElement>, after: Field | null) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (event.currentTarget.name === "where" && meant[0] && !call.place) choosePlace(meant[0]);
    if (event.currentTarget.name === "what" && types[0] && !call.type) chooseType(types[0]);
    if (event.currentTarget.name === "what" || !after) open();
    else event.currentTarget.closest(".call-form")?.querySelector<HTMLInputElement>(`[name="${after}"]`)?.focus();
  };
  const savedTold = (name: Field) => (
    <output aria-live="off" data-saved={isUnsaved(call, name) ? "no" : "yes"}>{call.text[name] === "" ? "" : isUnsaved(call, name) ? words.say("not-saved-yet") : words.say("saved")}</output>
  );
  const field = (name: Field, after: Field | null, label: string, more: React.InputHTMLAttributes<HTMLInputElement> = {}) => (
    <label className="call-field">
      <span>{label}</span>
      <input
        name={name}
        value={call.text[name]}
        onChange={(event) => write(name, event.target.value)}
        onBlur={() => void saveNow()}
        onKeyDown={(event) => next(event, after)}
        readOnly={isReadOnly}
        autoComplete="off"
        dir="auto"
        maxLength={2_000}
        {...more}
      />
      {savedTold(name)}
    </label>
  );
  return (
    <>
      <Panel name={words.say("call")} count={<Age seconds={secondsBetween(call.began, now)} />} ends={call.report ?? words.say("not-saved-yet")} scrolls>
        {/* No form element: its acts ask in forms of their own, and a form in a form is sent by the browser. */}
        <div className="call-form">
          {isAway && <p className="keeps" role="status">{words.say("call-kept-here")}</p>}
          {isLacking && <p className="keeps" role="status">{words.say("call-open-lacks")}</p>}
          {said && <Refused what={said.detail} next={said.next} acts={<>{likely.length > 0 && <Button onPress={() => open(likely)}>{words.say("call-none-of-these")}</Button>}<Button onPress={() => setSaid(null)}>{words.say("put-away")}</Button></>} />}
          {field("where", "what", words.say("call-where"), { autoFocus: true, role: "combobox", "aria-expanded": meant.length > 0, "aria-controls": "call-meant" })}
          {meant.length > 0 && (
            <ul className="meant" id="call-meant" aria-label={words.say("call-places")}>
              {meant.map((each, at) => (
                <li key={each.id}>
                  <button type="button" onClick={() => choosePlace(each)}>
                    {at === 0 && <kbd className="key-cap">↵</kbd>} <strong>{each.label}</strong> <span>{[each.town, each.is_as_written ? "" : words.say("not-as-written")].filter(Boolean).join(" · ")}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
          {field("what", "hurt", words.say("call-what"))}
          <div className="types" role="group" aria-label={words.say("call-type")}>
            {(call.type ? [call.type] : types).map((type, at) => (
              <button key={type} type="button" aria-pressed={call.type === type} onClick={() => (call.type === type ? put({ type: "" }) : chooseType(type))}>
                {at === 0 && !call.type && <kbd className="key-cap">↵</kbd>}
                <Severity level={levelOf(USUAL[type] ?? null)} word="" size={14} /> {words.tell(typeOf(type))}
              </button>
            ))}
          </div>
          <fieldset className="priorities">
            <legend>{words.say("call-priority")}</legend>
            {([1, 2, 3, 4, null] as const).map((each) => (
              <label key={each ?? "unknown"}>
                <input type="radio" name="priority" checked={call.priority === each} disabled={isReadOnly} onChange={() => put({ priority: each })} />
                <Severity level={levelOf(each)} word="" size={18} /> {words.code("severity", each === null ? "unknown" : String(each))}
              </label>
            ))}
          </fieldset>
          {field("hurt", "danger", words.say("call-hurt"))}
          {field("danger", "callback", words.say("call-danger"))}
          {field("callback", "language", words.say("call-callback"), { inputMode: "tel", dir: "ltr" })}
          <div className="call-field" onKeyDown={(event) => event.key === "Enter" && !event.defaultPrevented && open()}>
            <TongueField
              label={words.say("call-language")} name="language" tag={call.text.language} onTag={(tag) => write("language", tag)} language={words.language}
              show={words.say("show-all")} unknown={words.say("language-unknown")} disabled={isReadOnly}
            />
            {savedTold("language")}
          </div>
          <label className="in-danger">
            <input type="checkbox" checked={call.isDanger === true} disabled={isReadOnly} onChange={(event) => put({ isDanger: event.target.checked })} />
            {words.say("call-is-danger")}
          </label>
          <div className="acts">
            {may("OpenFromReport") && <Button kind="primary" onPress={() => open()}>{words.say("call-open")} <kbd className="key-cap">↵</kbd></Button>}
            <Button onPress={() => change(null)}>{words.say("call-lay-aside")}</Button>
            {call.report && <PassAct report={call.report} />}
          </div>
        </div>
      </Panel>
      <Beside call={call} merge={may("AttachReport") ? merge : null} put={isReadOnly ? null : put} saveNow={() => void saveNow()} />
    </>
  );
}
