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
const DIGIT_AT: Readonly<Record<Level, number>> = { 1: 16.7, 2: 18.9, 3: 16.6, 4: 16.6, unknown: 16.6 };

export function levelOf(priority: number | null | undefined): Level {
  return priority === 1 || priority === 2 || priority === 3 || priority === 4 ? priority : "unknown";
}

interface SeverityProps {
  readonly level: Level;
  // The word for it ("immediate"); empty where the same word stands beside it in text.
  readonly word: string;
  readonly size?: 14 | 18 | 24 | 48;
}

export function Severity({ level, word, size = 18 }: SeverityProps) {
  const named = word === "" ? { "aria-hidden": true } : { role: "img", "aria-label": word };
  return (
    <svg className="severity" viewBox="0 0 24 24" data-level={level} data-size={size} {...named}>
      {SHAPES[level] === ""
        ? <circle className="shape" cx="12" cy="12" r="10.2" />
        : <path className="shape" d={SHAPES[level]} />}
      <text x="12" y={DIGIT_AT[level]} aria-hidden="true">{level === "unknown" ? "?" : level}</text>
    </svg>
  );
}
