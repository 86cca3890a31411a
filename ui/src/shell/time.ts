// Times as the town's clocks show them; what is compared and stored is UTC.

import { ageText } from "../parts/age-text.ts";

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function format(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  let found = FORMATS.get(key);
  if (!found) FORMATS.set(key, (found = make()));
  return found;
}

// A time of day; in the hour that comes twice in autumn, with the offset that tells which.
export function clockTime(ms: number, zone: string, withSeconds = true): string {
  const told = format(`t${zone}${withSeconds}`, () =>
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
      ...(withSeconds ? { second: "2-digit" } : {}),
    }),
  ).format(ms);
  return comesTwice(ms, zone) ? `${told} ${offsetOf(ms, zone)}` : told;
}

const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const TWICE = new Map<string, boolean>();

// Whether the clocks of a zone show the time of this instant twice. No zone turns its clocks but at
// a quarter of an hour.
function comesTwice(ms: number, zone: string): boolean {
  const key = `${zone}${Math.floor(ms / QUARTER_MS)}`;
  let found = TWICE.get(key);
  if (found === undefined) {
    const own = shiftOf(ms, zone);
    found = [-3 * HOUR_MS, 3 * HOUR_MS].some((away) => {
      const other = shiftOf(ms + away, zone);
      return other !== own && shiftOf(ms + own - other, zone) === other;
    });
    if (TWICE.size > 5_000) TWICE.clear();
    TWICE.set(key, found);
  }
  return found;
}

// How far the clocks of a zone are ahead of UTC, in ms.
function shiftOf(ms: number, zone: string): number {
  const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d+)(?::(\d+))?/.exec(offsetOf(ms, zone).replace("−", "-")) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000);
}

// `UTC+1`.
function offsetOf(ms: number, zone: string): string {
  const parts = format(`o${zone}`, () => new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "shortOffset" })).formatToParts(ms);
  return (parts.find((each) => each.type === "timeZoneName")?.value ?? "").replace("GMT", "UTC") || "UTC";
}

export function clockDay(ms: number, zone: string, language: string): string {
  return format(`d${zone}${language}`, () =>
    new Intl.DateTimeFormat(language === "ar" ? "ar-u-nu-latn" : language, { timeZone: zone, weekday: "short", day: "numeric", month: "short" }),
  ).format(ms);
}

// `CET (UTC+1)`: the name people use, and what it is worth.
export function zoneTold(ms: number, zone: string, language: string): string {
  const part = (style: "short" | "shortOffset") =>
    format(`z${zone}${style}${language}`, () => new Intl.DateTimeFormat(style === "short" ? language : "en-GB", { timeZone: zone, timeZoneName: style }))
      .formatToParts(ms)
      .find((each) => each.type === "timeZoneName")?.value ?? "";
  const offset = part("shortOffset").replace("GMT", "UTC");
  const name = part("short");
  return name === offset || /^(GMT|UTC)/.test(name) ? offset || "UTC" : `${name} (${offset})`;
}

// m:ss, from an hour on h:mm; never less than nothing.
export function age(seconds: number): string {
  return seconds < 3_600 ? ageText(seconds) : `${ageText(seconds)} h`;
}
