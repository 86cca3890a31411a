// This phone: its sound, its look and language, whether it is woken, and leaving it.

import { useEffect, useState, useSyncExternalStore } from "react";
import { LOOKS, prefer, preferences, type Look } from "../shell/preferences.ts";
import { LANGUAGES, OWN_NAMES, type Language } from "../words/words.ts";
import { useModed, usePage } from "./page.tsx";
import { phone, wake, wakingNow, type Waking } from "./phone.ts";

export function PhoneSettings() {
  const { words, chooseUnit, shelf } = usePage();
  const told = useSyncExternalStore(phone.on, () => phone.told);
  return (
    <section aria-labelledby="this-phone">
      <h2 id="this-phone">{words.say("crew-this-phone")}</h2>
      <p>{words.say(told.isKept && shelf.isLasting ? "crew-kept" : "crew-not-kept")}</p>
      {told.isNewer && <button type="button" className="press" onClick={phone.takeNewer}>{words.say("crew-newer")}</button>}
      {told.mayInstall && <button type="button" className="press" onClick={phone.install}>{words.say("crew-install")}</button>}
      <SoundTest />
      <WakeButton />
      <Choices />
      {chooseUnit && <button type="button" className="press" onClick={() => chooseUnit(null)}>{words.say("crew-other-unit")}</button>}
      <SignOut />
    </section>
  );
}

function SoundTest() {
  const { words, sound } = usePage();
  const { mode, word } = useModed();
  const isReady = useSyncExternalStore(sound.on, () => sound.isReady);
  return (
    <>
      <p role="status">{words.say(isReady ? "crew-sound-on" : "crew-sound-off")}</p>
      <button type="button" className="press" onClick={() => {
        sound.unlock();
        sound.call("order", preferences().sound, mode === "actual" ? null : { word, language: words.language });
      }}>{words.say("crew-sound-test")}</button>
    </>
  );
}

function WakeButton() {
  const { words } = usePage();
  const [waking, setWaking] = useState<Waking | null>(null);
  useEffect(() => void wakingNow().then(setWaking), []);
  return (
    <>
      <button type="button" className="press" aria-pressed={waking === "on"} onClick={() => void wake().then(setWaking)}>{words.say("crew-wake")}</button>
      {waking && <p role="status">{words.say(`crew-wake-${waking}`)}</p>}
    </>
  );
}

function Choices() {
  const { words, speak } = usePage();
  const [chosen, setChosen] = useState(preferences);
  return (
    <div className="pair">
      <label className="pick">
        <span>{words.say("look")}</span>
        <select value={chosen.look} onChange={(event) => setChosen(prefer({ look: event.target.value as Look }))}>
          {LOOKS.map((each) => <option key={each} value={each}>{words.say(`look-${each}`)}</option>)}
        </select>
      </label>
      <label className="pick">
        <span>{words.say("language")}</span>
        <select value={chosen.language} onChange={(event) => {
          setChosen(prefer({ language: event.target.value as Language | "auto" }));
          speak();
        }}>
          <option value="auto">{words.say("look-auto")}</option>
          {LANGUAGES.map((each) => <option key={each} value={each} lang={each}>{OWN_NAMES[each]}</option>)}
        </select>
      </label>
    </div>
  );
}

// Whoever signs out leaves nothing on this phone: what has not been sent goes too, so it is asked.
function SignOut() {
  const { words, signOut, listed } = usePage();
  const [isAsking, setAsking] = useState(false);
  const waiting = listed.filter((each) => each.state === "waiting").length;
  return (
    <>
      {isAsking && waiting > 0 && <p role="alert"><strong>{words.say("crew-sign-out-loses", { count: waiting })}</strong></p>}
      <button type="button" className="press" onClick={() => (isAsking || waiting === 0 ? void signOut() : setAsking(true))}>
        {words.say(isAsking ? "crew-sign-out-anyway" : "sign-out")}
      </button>
    </>
  );
}
