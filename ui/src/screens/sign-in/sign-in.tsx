// Who are you: a passkey first, a password where there is none, a link that is good once.

import { useEffect, useState, useSyncExternalStore, type FormEvent } from "react";
import { ask, type Answer, type Refusal } from "../../act/door.ts";
import { leaving } from "../../act/leaving.ts";
import { prefer, chosenLanguage } from "../../shell/preferences.ts";
import { go } from "../../shell/route.ts";
import { LANGUAGES, OWN_NAMES, type Words } from "../../words/words.ts";
import { SHORTEST, strengthOf } from "./password.ts";
import { usePasskey, passkeysWork } from "./passkeys.ts";
import "./sign-in.css";

interface SignInProps {
  readonly words: Words;
  readonly refusal: Refusal | null;
  readonly speak: () => void;
  readonly entered: () => void;
}

type Step = "who" | "code" | "first";

export default function SignIn({ words, refusal, speak, entered }: SignInProps) {
  const query = new URLSearchParams(window.location.search);
  const once = query.get("once");
  const isSwitch = query.has("switch");
  const [step, setStep] = useState<Step>("who");
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<Refusal | null>(refusal);
  const [handle, setHandle] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { say } = words;

  const inside = () => {
    go("/", "replace");
    entered();
  };
  const told = (answer: Answer<unknown>): boolean => {
    setBusy(false);
    if (answer.is === "refused") setSaid(answer.refusal);
    else if (answer.is === "unknown") setSaid({ status: 0, code: "away", detail: say("town-does-not-answer"), next: "" });
    return answer.is === "done";
  };

  useEffect(() => {
    if (!once) return;
    setBusy(true);
    void ask<{ readonly must_set?: boolean }>("/v1/session/once", { body: { secret: once } }).then((answer) => {
      if (!told(answer) || answer.is !== "done") return;
      if (answer.body.must_set) setStep("first");
      else inside();
    });
    // Once, as the link says.
    // eslint-disable-next-line
  }, [once]);

  const enter = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    await leaving.ended();
    const answer = await ask(isSwitch ? "/v1/session/switch" : "/v1/session/password", { body: { handle, password, ...(code ? { code } : {}) } });
    if (answer.is === "refused" && answer.refusal.code === "code_needed") {
      setBusy(false);
      setSaid(null);
      setStep("code");
    } else if (told(answer)) inside();
  };
  const byPasskey = async () => {
    setBusy(true);
    await leaving.ended();
    const answer = await usePasskey();
    if (answer === null) setBusy(false);
    else if (told(answer)) inside();
  };

  return (
    <main className="sign-in">
      <div className="card">
        <p className="brand"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2a6 6 0 0 0-6 6v5l-2 4h16l-2-4V8a6 6 0 0 0-6-6zm-2 17a2 2 0 0 0 4 0z" /></svg> {say("app-name")}</p>
        <h1>{say(isSwitch ? "switch-person" : "sign-in")}</h1>
        {said && (
          <div className="refusal" role="alert">
            <p><strong>{said.detail}</strong> {said.next}</p>
          </div>
        )}
        <StillLeaving words={words} />
        {step === "first" ? (
          <FirstTime words={words} done={inside} />
        ) : (
          <>
            {passkeysWork() && step === "who" && (
              <button type="button" className="main-act" disabled={isBusy} onClick={() => void byPasskey()}>{say("with-passkey")}</button>
            )}
            <form onSubmit={(event) => void enter(event)}>
              {step === "who" ? (
                <>
                  <label>
                    {say("your-name")}
                    <input name="username" autoComplete="username webauthn" value={handle} onChange={(event) => setHandle(event.target.value)} required autoFocus dir="auto" />
                  </label>
                  <label>
                    {say("password")}
                    <input name="password" type="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} required />
                  </label>
                </>
              ) : (
                <label>
                  {say("code-of-device")}
                  <input name="code" inputMode="numeric" autoComplete="one-time-code" pattern="[0-9]{6}" value={code} onChange={(event) => setCode(event.target.value)} required autoFocus />
                </label>
              )}
              <button type="submit" disabled={isBusy}>{say("sign-in")}</button>
              {isSwitch && <button type="button" onClick={inside}>{say("cancel")}</button>}
            </form>
          </>
        )}
        <nav aria-label={say("language")}>
          {LANGUAGES.map((each) => (
            <button
              key={each}
              type="button"
              lang={each}
              aria-pressed={each === chosenLanguage()}
              onClick={() => {
                prefer({ language: each });
                speak();
              }}
            >
              {OWN_NAMES[each]}
            </button>
          ))}
        </nav>
      </div>
    </main>
  );
}

// Signed out here while the town was away; said until it has ended the session, and that it has.
function StillLeaving({ words }: { readonly words: Words }) {
  const session = useSyncExternalStore(leaving.on, () => leaving.session);
  const [wasLeaving, setWasLeaving] = useState(session !== null);
  if (session !== null && !wasLeaving) setWasLeaving(true);
  if (!wasLeaving) return null;
  return <p role="status" className="leaving">{words.say(session === null ? "leaving-over" : "leaving-says")}</p>;
}

// By a link that is good once: now a way to come back is made.
function FirstTime({ words, done }: { readonly words: Words; readonly done: () => void }) {
  const { say } = words;
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const strength = strengthOf(password);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask("/v1/me/password", { body: { password } });
    if (answer.is === "done") done();
    else if (answer.is === "refused") setSaid(`${answer.refusal.detail} ${answer.refusal.next}`);
    else setSaid(say("town-does-not-answer"));
  };
  const register = async () => {
    const { makePasskey } = await import("./passkeys.ts");
    const answer = await makePasskey();
    if (answer?.is === "done") done();
    else if (answer?.is === "refused") setSaid(`${answer.refusal.detail} ${answer.refusal.next}`);
  };
  return (
    <>
      <p>{say("first-time-says")}</p>
      {said && <p role="alert">{said}</p>}
      {passkeysWork() && <button type="button" className="main-act" onClick={() => void register()}>{say("make-passkey")}</button>}
      <form onSubmit={(event) => void keep(event)}>
        <label>
          {say("new-password")}
          <input name="new-password" type="password" autoComplete="new-password" minLength={SHORTEST} value={password} onChange={(event) => setPassword(event.target.value)} required aria-describedby="strength" />
          <small id="strength" role="status">{strength && say(`strength-${strength}`)}</small>
        </label>
        <label>
          {say("password-again")}
          <input name="again" type="password" autoComplete="new-password" value={again} onChange={(event) => setAgain(event.target.value)} required aria-describedby="differs" />
          <small id="differs" role="status">{again !== "" && again !== password && say("password-differs")}</small>
        </label>
        <button type="submit" disabled={password.length < SHORTEST || again !== password}>{say("keep-password")}</button>
      </form>
    </>
  );
}
