// How old a fact is: m:ss, from an hour h:mm. The caller's clock decides, so that a picture of the
// past and a drill count as they should.

interface AgeProps {
  readonly seconds: number;
  // Its timer ran out: filled; with severity 1 in the colour of severity 1.
  readonly late?: boolean | 1 | undefined;
  // The same in words for who does not see it: "1 minute 12 seconds".
  readonly says?: string | undefined;
}

export function ageText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (part: number) => String(part).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
  return `${Math.floor(whole / 3600)}:${two(Math.floor((whole % 3600) / 60))}`;
}

export function Age({ seconds, late = false, says }: AgeProps) {
  const text = ageText(seconds);
  return (
    <span className="age" dir="ltr" data-late={late === 1 ? "1" : late ? "" : undefined}>
      {says === undefined ? text : <><span aria-hidden="true">{text}</span><span className="visually-hidden">{says}</span></>}
    </span>
  );
}
