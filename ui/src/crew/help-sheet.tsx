// More help: what is wanted, in one touch. The desk has to answer it.

import { help } from "./orders.ts";
import { usePage } from "./page.tsx";
import { Sheet } from "./sheet.tsx";

const KINDS = ["engine", "ladder", "ambulance", "police", "water", "boat", "doctor", "officer"] as const;

export function HelpSheet({ close }: { readonly close: () => void }) {
  const { words, logWords, give, job } = usePage();
  return (
    <Sheet name={words.say("crew-more-help")} close={close}>
      <p>{words.say("crew-help-says")}</p>
      <fieldset className="choices">
        <legend className="visually-hidden">{words.say("crew-more-help")}</legend>
        {KINDS.map((each) => (
          <button key={each} type="button" className="press" onClick={() => {
            void give(help(job, each, logWords));
            close();
          }}>{words.code("crew-help", each)}</button>
        ))}
      </fieldset>
    </Sheet>
  );
}
