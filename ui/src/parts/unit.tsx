// Units: the glyph of a status, and the chip that stands in the unit matrix, a list or a sentence.

import { memo, type ReactNode } from "react";

export type Glyph =
  | "available" | "committed" | "en_route" | "staged" | "on_scene" | "transporting"
  | "at_hospital" | "returning" | "out_of_service" | "lent" | (string & {});

interface StatusProps {
  readonly status: Glyph;
  // Empty where the word stands beside it in text.
  readonly word: string;
  readonly heard?: boolean | undefined;
}

// Only "available" has a hue; every other status is told by its shape.
export const UnitStatus = memo(function UnitStatus({ status, word, heard = true }: StatusProps) {
  const named = word === "" ? { "aria-hidden": true } : { role: "img", "aria-label": word };
  const turns = ["en_route", "transporting", "returning", "at_hospital"].includes(status);
  return (
    <svg className="status" viewBox="0 0 12 12" data-status={status} data-heard={heard ? "yes" : "no"} data-turns={turns || undefined} {...named}>
      <Shape status={status} />
    </svg>
  );
});

function Shape({ status }: { readonly status: Glyph }) {
  switch (status) {
    case "available":
      return <circle className="ring" cx="6" cy="6" r="4.4" />;
    case "committed":
      return <><circle className="ring" cx="6" cy="6" r="4.6" /><path className="full" d="M6 1.4a4.6 4.6 0 0 0 0 9.2z" /></>;
    case "en_route":
      return <path className="full" d="M1 1.4 11.4 6 1 10.6 3.4 6z" />;
    case "staged":
      return <path className="ring" d="M2 2h8v8H2z" />;
    case "on_scene":
      return <path className="full" d="M1.6 1.6h8.8v8.8H1.6z" />;
    case "transporting":
      return <path className="ring" d="M1 6h7M5.4 3l3 3-3 3M11 1.6v8.8" />;
    case "at_hospital":
      return <path className="ring" d="M1.6 6h4.6M4 3.8 6.2 6 4 8.2M8.4 2v8M10.8 2v8" />;
    case "returning":
      return <path className="ring" d="M10.6 9.6V6a2.4 2.4 0 0 0-2.4-2.4H1.6M4 1.2 1.6 3.6 4 6" />;
    case "out_of_service":
      return <path className="ring" d="m2 2 8 8M10 2l-8 8" />;
    case "lent":
      return <path className="ring" d="M1.4 3.8h9M8.2 1.6l2.2 2.2-2.2 2.2M10.6 8.4h-9M3.8 6.2 1.6 8.4l2.2 2.2" />;
    default:
      return <circle className="ring" cx="6" cy="6" r="4.4" />;
  }
}

// Letters that fit in one column of the matrix.
const NARROW = 6;
// Letters of a call sign that surely fit.
const SHORT = 4;

interface ChipProps {
  readonly id: string;
  readonly status: Glyph;
  // The short code of the status or the minutes to go: "AV", "3m", "12".
  readonly code: string;
  // The whole of it as a sentence: "B1, free, Mill Station".
  readonly says: string;
  // The town it is borrowed from or lent to, in letters.
  readonly town?: string | undefined;
  // The strike team or task force that it goes with, by its name.
  readonly team?: string | undefined;
  // A timer of it has run out; the code then tells the minutes.
  readonly late?: boolean | undefined;
  readonly heard?: boolean | undefined;
  readonly chosen?: boolean | undefined;
  // In a matrix, which is one stop of the tabulator.
  readonly inMatrix?: boolean | undefined;
  readonly onPress?: (() => void) | undefined;
  readonly disabled?: boolean | undefined;
}

// The chips of one station.
export function Chips({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  return <div className="chips" role="group" aria-label={label}>{children}</div>;
}

// A plain button, drawn anew only when it says something else: a town has hundreds of them.
export const UnitChip = memo(function UnitChip({ id, status, code, says, town, team, late = false, heard = true, chosen = false, inMatrix = false, onPress, disabled = false }: ChipProps) {
  const told = {
    className: "unit-chip",
    "data-unit": id,
    "data-status": status,
    "data-heard": heard ? "yes" : "no",
    "data-late": late ? "" : undefined,
    "data-chosen": chosen ? "" : undefined,
    "data-long": id.length > SHORT ? "" : undefined,
    "data-wide": `${id}${town ? ` ${town}` : ""}${team ? ` ${team}` : ""}${code}`.length > NARROW ? "" : undefined,
  };
  const inside = (
    <>
      <UnitStatus status={status} word="" heard={heard} />
      <span className="id">{id}</span>
      {town ? <span className="town">{town}</span> : null}
      {team ? <span className="team">{team}</span> : null}
      <span className="code">{code}</span>
    </>
  );
  const named = <span className="visually-hidden">{says}</span>;
  const drawn = <span className="row-of-marks" aria-hidden="true">{inside}</span>;
  if (!onPress) return <span {...told}>{named}{drawn}</span>;
  return <button type="button" {...told} tabIndex={inMatrix ? -1 : undefined} aria-pressed={chosen} disabled={disabled} onClick={onPress}>{named}{drawn}</button>;
});
