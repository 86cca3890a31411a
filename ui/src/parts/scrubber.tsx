// The one scrubber of time: a slider with marks for what happened. Time runs from left to right in
// every language.

import type { ReactNode } from "react";
import { Button } from "./button.tsx";

export interface Mark {
  readonly at: number;
  readonly kind: "send" | "refusal" | "warning" | "loss" | (string & {});
  readonly says: string;
}

interface ScrubberProps {
  readonly label: string;
  // Instants in milliseconds, or any other number that grows with time.
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly onMove: (at: number) => void;
  readonly step?: number | undefined;
  // The instant in words: "14:02:00 CET".
  readonly says: string;
  readonly marks: readonly Mark[];
  // Words of the buttons that go from mark to mark.
  readonly previous: string;
  readonly next: string;
  readonly ends?: ReactNode;
}

export function Scrubber({ label, from, to, at, onMove, step = 1000, says, marks, previous, next, ends }: ScrubberProps) {
  const wide = Math.max(1, to - from);
  const share = (moment: number) => `${(100 * Math.min(Math.max(moment - from, 0), wide)) / wide}%`;
  const before = marks.filter((each) => each.at < at).reduce<Mark | null>((last, each) => (!last || each.at > last.at ? each : last), null);
  const after = marks.filter((each) => each.at > at).reduce<Mark | null>((first, each) => (!first || each.at < first.at ? each : first), null);
  return (
    <div className="scrubber" dir="ltr">
      <Button kind="bare" says={before ? `${previous}: ${before.says}` : previous} disabled={!before} onPress={() => before && onMove(before.at)}><Step back /></Button>
      <div className="rail">
        <svg className="rail-marks" aria-hidden="true">
          <rect className="way" x="0" y="11" width="100%" height="4" rx="2" />
          <rect className="gone" x="0" y="11" width={share(at)} height="4" rx="2" />
          {marks.map((each, index) => (
            <svg key={index} x={share(each.at)} y="0" overflow="visible" data-kind={each.kind} className="mark"><Glyph kind={each.kind} /></svg>
          ))}
        </svg>
        <input type="range" min={from} max={to} step={step} value={at} aria-label={label} aria-valuetext={says} onChange={(event) => onMove(Number(event.target.value))} />
      </div>
      <Button kind="bare" says={after ? `${next}: ${after.says}` : next} disabled={!after} onPress={() => after && onMove(after.at)}><Step /></Button>
      <output className="whole">{says}</output>
      {ends}
    </div>
  );
}

function Step({ back = false }: { readonly back?: boolean | undefined }) {
  return <svg className="arrow" viewBox="0 0 12 12" aria-hidden="true"><path d={back ? "M7.5 2.5 4 6l3.5 3.5" : "M4.5 2.5 8 6 4.5 9.5"} /></svg>;
}

function Glyph({ kind }: { readonly kind: string }) {
  switch (kind) {
    case "refusal":
      return <path className="stroked" d="m-3 1 6 6M3 1l-6 6" />;
    case "warning":
      return <path className="filled" d="M0 0 4 7.4h-8z" />;
    case "loss":
      return <path className="stroked" d="M-3 4h6" />;
    default:
      return <path className="filled" d="M-1 0h2v8h-2z" />;
  }
}
