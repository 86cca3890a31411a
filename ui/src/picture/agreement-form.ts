// What stands in the fields of an agreement's form, and the form that it makes. Pure.

import type { AgreementForm, LendingForm, LendingHours, LentStock, MinimumAtHome, Rate } from "../api/types.ts";

export interface LendingTyped {
  readonly lends: boolean;
  readonly kinds: string;
  readonly most: string;
  readonly minimum: string;
  readonly hours: string;
  readonly stock: string;
  readonly places: string;
  readonly subLend: boolean;
}

export interface Typed {
  readonly title: string;
  readonly areas: string;
  readonly border: string;
  readonly radius: string;
  readonly payer: string;
  readonly free: string;
  readonly rates: string;
  readonly review: string;
  readonly ends: string;
  readonly remarks: string;
  readonly own: LendingTyped;
  readonly partner: LendingTyped;
}

// The fields that cannot be read, by their names: `own.minimum`.
export interface Made {
  readonly form: AgreementForm;
  readonly wrong: ReadonlySet<string>;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function typedOf(form: AgreementForm): Typed {
  const border = form.border;
  return {
    title: form.title ?? "",
    areas: (form.areas ?? []).join(", "),
    border: border ? `${border.lat_udeg / 1e6}, ${border.lon_udeg / 1e6}` : "",
    radius: form.radius_m ? String(form.radius_m) : "",
    payer: form.payer ?? "",
    free: form.free_h ? String(form.free_h) : "",
    rates: (form.rates ?? []).map(rateText).join("\n"),
    review: form.review_at ?? "",
    ends: form.ends_at ?? "",
    remarks: form.remarks ?? "",
    own: lendingTyped(form.own ?? null),
    partner: lendingTyped(form.partner ?? null),
  };
}

function lendingTyped(terms: LendingForm | null): LendingTyped {
  return {
    lends: terms !== null,
    kinds: (terms?.kinds ?? []).join(", "),
    most: terms?.most_units == null ? "" : String(terms.most_units),
    minimum: (terms?.minimum_at_home ?? []).map((each) => (each.kind ? `${each.kind} ${each.units}` : String(each.units))).join(", "),
    hours: (terms?.hours ?? []).map(hoursText).join(", "),
    stock: (terms?.stock ?? []).map(stockText).join(", "),
    places: terms?.shelter_places ? String(terms.shelter_places) : "",
    subLend: terms?.may_sub_lend ?? false,
  };
}

function hoursText(each: LendingHours): string {
  const clock = (min: number) => `${String(Math.floor(min / 60)).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`;
  const days = each.days ?? [];
  return `${days.length > 0 ? `${days.join("")} ` : ""}${clock(each.from_min)}-${clock(each.until_min)}`;
}

function stockText(each: LentStock): string {
  const unit = each.unit && each.unit !== "each" ? ` ${each.unit}` : "";
  return `${each.kind} ${each.quantity}${unit}${each.least_at_home ? ` (${each.least_at_home})` : ""}`;
}

function places(currency: string): number {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

function rateText(each: Rate): string {
  const digits = places(each.currency);
  return `${each.what}; ${(each.amount / 10 ** digits).toFixed(digits)} ${each.currency}; ${each.per}`;
}

export function formOf(typed: Typed): Made {
  const wrong = new Set<string>();
  const number = (name: string, value: string): number | null => {
    if (value.trim() === "") return null;
    if (/^\d{1,6}$/.test(value.trim())) return Number(value.trim());
    wrong.add(name);
    return null;
  };
  const several = <T>(name: string, value: string, split: RegExp, read: (each: string) => T | null): T[] =>
    value.split(split).map((each) => each.trim()).filter(Boolean).flatMap((each) => {
      const found = read(each);
      if (found === null) wrong.add(name);
      return found === null ? [] : [found];
    });
  const day = (name: string, value: string): string | null => {
    if (value.trim() === "") return null;
    if (!DAY.test(value.trim())) wrong.add(name);
    return value.trim();
  };
  const side = (name: "own" | "partner"): LendingForm | null => {
    const each = typed[name];
    if (!each.lends) return null;
    return {
      kinds: several(`${name}.kinds`, each.kinds, /,/, (one) => (/^[\p{L}\p{N}_-]+$/u.test(one) ? one.toLowerCase() : null)),
      most_units: number(`${name}.most`, each.most),
      minimum_at_home: several(`${name}.minimum`, each.minimum, /,/, minimumIn),
      hours: several(`${name}.hours`, each.hours, /,/, hoursIn),
      stock: several(`${name}.stock`, each.stock, /,/, stockIn),
      shelter_places: number(`${name}.places`, each.places) ?? 0,
      may_sub_lend: each.subLend,
    };
  };
  const border = borderIn(typed.border);
  if (border === undefined) wrong.add("border");
  const form: AgreementForm = {
    title: typed.title,
    own: side("own"),
    partner: side("partner"),
    areas: several("areas", typed.areas, /,/, (each) => each),
    border: border ?? null,
    radius_m: number("radius", typed.radius) ?? 0,
    payer: typed.payer === "" ? null : (typed.payer as "borrower" | "lender"),
    free_h: number("free", typed.free) ?? 0,
    rates: several("rates", typed.rates, /\n/, rateIn),
    review_at: day("review", typed.review),
    ends_at: day("ends", typed.ends),
    remarks: typed.remarks,
  };
  if (border && !form.radius_m) wrong.add("radius");
  return { form, wrong };
}

function minimumIn(text: string): MinimumAtHome | null {
  const found = /^(?:(\S+)\s+)?(\d{1,4})$/.exec(text);
  return found ? { units: Number(found[2]), ...(found[1] ? { kind: found[1].toLowerCase() } : {}) } : null;
}

function hoursIn(text: string): LendingHours | null {
  const found = /^(?:([1-7]{1,7})\s+)?([01]\d|2[0-3]):([0-5]\d)\s*[-–]\s*([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (!found) return null;
  const days = [...new Set(found[1] ?? "")].map(Number).sort();
  return { from_min: Number(found[2]) * 60 + Number(found[3]), until_min: Number(found[4]) * 60 + Number(found[5]), ...(days.length > 0 ? { days } : {}) };
}

function stockIn(text: string): LentStock | null {
  const found = /^(\S+)\s+(\d{1,9})(?:\s+([^\s(]+))?(?:\s*\((\d{1,9})\))?$/.exec(text);
  if (!found) return null;
  return { kind: found[1]!.toLowerCase(), quantity: Number(found[2]), ...(found[3] ? { unit: found[3] } : {}), ...(found[4] ? { least_at_home: Number(found[4]) } : {}) };
}

function rateIn(text: string): Rate | null {
  const found = /^([^;]+);\s*(\d{1,9})(?:[.,](\d{1,3}))?\s*([A-Za-z]{3})\s*;\s*([^;]+)$/.exec(text);
  if (!found) return null;
  const currency = found[4]!.toUpperCase();
  const digits = places(currency);
  const part = (found[3] ?? "").padEnd(digits, "0");
  if (part.length > digits) return null;
  return { what: found[1]!.trim(), amount: Number(`${found[2]}${part}`), currency, per: found[5]!.trim() };
}

// Undefined where it cannot be read; null where none is wanted.
function borderIn(text: string): AgreementForm["border"] | undefined {
  if (text.trim() === "") return null;
  const found = /^(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(text.trim());
  if (!found) return undefined;
  const [lat, lon] = [Number(found[1]), Number(found[2])];
  return Math.abs(lat) > 90 || Math.abs(lon) > 180 ? undefined : { lat_udeg: Math.round(lat * 1e6), lon_udeg: Math.round(lon * 1e6) };
}
