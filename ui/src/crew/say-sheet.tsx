// Say something: ready sentences for gloves, a picture, and words of one's own for who wants to.

import { useState } from "react";
import { useDraft } from "../act/drafts.ts";
import { note, photo } from "./orders.ts";
import { usePage } from "./page.tsx";
import { smaller } from "./picture-file.ts";
import { Sheet } from "./sheet.tsx";

const READY = ["arrived", "nothing", "fire", "hurt", "working", "control", "longer", "resources"] as const;

export function SaySheet({ close }: { readonly close: () => void }) {
  const { words, logWords, give, job } = usePage();
  const [text, setText] = useDraft("crew-note");
  const [trouble, setTrouble] = useState("");
  const say = (what: string) => {
    void give(note(job, what));
    close();
  };
  const picked = async (file: File | undefined) => {
    if (!file) return;
    try {
      await give(photo(job, await smaller(file)));
      close();
    } catch {
      setTrouble(words.say("crew-photo-no"));
    }
  };
  return (
    <Sheet name={words.say("crew-say")} close={close}>
      <label className="press photo">
        <input type="file" accept="image/*" capture="environment" onChange={(event) => void picked(event.target.files?.[0])} />
        {words.say("crew-photo")}
      </label>
      {trouble && <p role="alert">{trouble}</p>}
      <fieldset className="choices">
        <legend>{words.say("crew-ready")}</legend>
        {READY.map((each) => (
          <button key={each} type="button" className="press" onClick={() => say(logWords.code("crew-ready", each))}>{words.code("crew-ready", each)}</button>
        ))}
      </fieldset>
      <form onSubmit={(event) => {
        event.preventDefault();
        if (!text.trim()) return;
        say(text.trim());
        setText("");
      }}>
        <label htmlFor="own-words">{words.say("crew-own-words")}</label>
        <textarea id="own-words" rows={2} value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
        <button type="submit" className="press" disabled={!text.trim()}>{words.say("crew-send")}</button>
      </form>
    </Sheet>
  );
}
