// A time as a person types it: 14:02, 14:02:30, 2026-03-02T14:02; the last one that is over, in the
// town's zone. An offset may stand behind it.

const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const DAY_MS = 86_400_000;

// ISO, UTC; null where it is no time, or lies ahead.
export function momentOf(said: string, now: number, zone: string): string | null {
  const text = said.trim();
  const clock = CLOCK.exec(text);
  if (clock) {
    const [, h = "0", m = "0", s = "0"] = clock;
    for (const back of [0, 1]) {
      const day = partsIn(now - back * DAY_MS, zone);
      const at = inZone(day.year, day.month, day.day, Number(h), Number(m), Number(s), zone);
      if (at <= now) return new Date(at).toISOString();
    }
    return null;
  }
  const local = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
  const at = local
    ? inZone(Number(local[1]), Number(local[2]), Number(local[3]), Number(local[4]), Number(local[5]), Number(local[6] ?? 0), zone)
    : Date.parse(text);
  return Number.isNaN(at) || at > now ? null : new Date(at).toISOString();
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

function partsIn(ms: number, zone: string): Parts {
  const found: Record<string, number> = {};
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit",
  });
  for (const part of format.formatToParts(ms)) found[part.type] = Number(part.value);
  return found as unknown as Parts;
}

// The instant of a wall-clock time in a zone; of two (clocks went back) the later one, which is the
// latest that is over.
function inZone(year: number, month: number, day: number, hour: number, minute: number, second: number, zone: string): number {
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const candidates = [-DAY_MS / 2, 0, DAY_MS / 2].map((shift) => {
    const there = partsIn(wall + shift, zone);
    const offset = Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute, there.second) - (wall + shift);
    return wall - offset;
  });
  return Math.max(...candidates.filter((at) => {
    const back = partsIn(at, zone);
    return back.hour === hour && back.minute === minute && back.day === day;
  }), candidates[1]!);
}
