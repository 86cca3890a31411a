// How far something is, said in words too.

import { Label, ProgressBar as AriaProgress } from "react-aria-components";

interface ProgressProps {
  readonly label: string;
  readonly done: number;
  readonly of: number;
  // "38 of 48 thousand"
  readonly says: string;
}

export function ProgressBar({ label, done, of, says }: ProgressProps) {
  return (
    <AriaProgress className="progress" value={Math.min(done, of)} minValue={0} maxValue={Math.max(of, 1)} valueLabel={says}>
      {({ percentage }) => (
        <>
          <Label className="label">{label}</Label>
          <span className="says">{says}</span>
          <span className="trough"><span className="filled" style={{ inlineSize: `${percentage ?? 0}%` }} /></span>
        </>
      )}
    </AriaProgress>
  );
}
