// How bad: octagon 1, triangle 2, diamond 3, ring 4, dashed ring unknown (ISO 22324 order). Shape
// and digit say it without colour; unknown is never drawn as routine.

export type Level = 1 | 2 | 3 | 4 | "unknown";

const SHAPES: Readonly<Record<Level, string>> = {
  1: "M7.9 1.6h8.2l6.3 6.3v8.2l-6.3 6.3H7.9l-6.3-6.3V7.9z",
  2: "M12 2 22.6 21.4H1.4z",
  3: "M12 1.3 22.7 12 12 22.7 1.3 12z",
  4: "",
  unknown: "",
};
// Digits as strokes: the same in every font, and no text beside the word for it.
const DIGITS: Readonly<Record<Level, string>> = {
  1: "M9.9 9.3 12.6 7.4v9.2",
  2: "M9.3 12a2.8 2.6 0 1 1 5 1.6l-5 5.3h5.6",
  3: "M9.5 9.3C10 8 11 7.4 12 7.4c1.5 0 2.5.9 2.5 2.2 0 1.2-.9 2-2.3 2 1.7 0 2.8.9 2.8 2.5 0 1.6-1.2 2.6-2.9 2.6-1.3 0-2.4-.6-2.9-1.9",
  4: "M13.4 16.6V7.5L9.2 13.9h6",
  unknown: "M9.4 9.9a2.7 2.5 0 1 1 4.3 2c-1 .7-1.7 1.2-1.7 2.3M12 16.8v.01",
};

export function levelOf(priority: number | null | undefined): Level {
  return priority === 1 || priority === 2 || priority === 3 || priority === 4 ? priority : "unknown";
}

interface SeverityProps {
  readonly level: Level;
  // The word for it ("immediate"); empty where the same word stands beside it in text.
  readonly word: string;
  readonly size?: 14 | 18 | 24 | 48 | undefined;
}

export function Severity({ level, word, size = 18 }: SeverityProps) {
  const named = word === "" ? { "aria-hidden": true } : { role: "img", "aria-label": word };
  return (
    <svg className="severity" viewBox="0 0 24 24" data-level={level} data-size={size} {...named}>
      {SHAPES[level] === ""
        ? <circle className="shape" cx="12" cy="12" r="10.2" />
        : <path className="shape" d={SHAPES[level]} />}
      <path className="digit" d={DIGITS[level]} />
    </svg>
  );
}
