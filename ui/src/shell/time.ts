// Times as the town's clocks show them; what is compared and stored is UTC.

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function format(key: string, make: () => Intl.DateTimeFormat): Intl.DateTimeFormat {
  let found = FORMATS.get(key);
  if (!found) FORMATS.set(key, (found = make()));
  return found;
}

export function clockTime(ms: number, zone: string, withSeconds = true): string {
  return format(`t${zone}${withSeconds}`, () =>
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23",
      ...(withSeconds ? { second: "2-digit" } : {}),
    }),
  ).format(ms);
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
  const s = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  return s < 3_600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3_600)}:${two(Math.floor((s % 3_600) / 60))} h`;
}
