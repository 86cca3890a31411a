// How old a fact is: m:ss, from an hour h:mm. The caller's clock decides, so that a picture of the
// past and a drill count as they should.

import { ageText } from "./age-text.ts";

interface AgeProps {
  readonly seconds: number;
  // Its timer ran out: filled; with severity 1 in the colour of severity 1.
  readonly late?: boolean | 1 | undefined;
  // The same in words for who does not see it: "1 minute 12 seconds".
  readonly says?: string | undefined;
}

export function Age({ seconds, late = false, says }: AgeProps) {
  const text = ageText(seconds);
  return (
    <span className="age" dir="ltr" data-late={late === 1 ? "1" : late ? "" : undefined}>
      {says === undefined ? text : <><span aria-hidden="true">{text}</span><span className="visually-hidden">{says}</span></>}
    </span>
  );
}
