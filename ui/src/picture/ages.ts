// Ages and durations. Instants are ms since 1970; seconds are whole and never below nought, since
// clocks differ.

import { said, type Said } from "../words/said.ts";

export function secondsBetween(earlier: number, later: number): number {
  return Math.max(0, Math.trunc((later - earlier) / 1000));
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

// An age that fits a column: 1:12, from an hour 2:05 h, from two days in days.
export function age(seconds: number): Said {
  if (seconds < 3600) return said("age-short", { age: clock(seconds) });
  if (seconds < 48 * 3600) {
    return said("age-hours", { age: `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))}` });
  }
  return said("age-days", { n: Math.floor(seconds / 86_400) });
}

// A duration in a sentence: 40 s, 9 min, 2 h 5 min, 3 days.
export function howLong(seconds: number): Said {
  if (seconds < 60) return said("lasts-s", { n: seconds });
  if (seconds < 3600) return said("lasts-min", { n: Math.floor(seconds / 60) });
  if (seconds < 48 * 3600) {
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    return minutes % 60 ? said("lasts-h-min", { h: hours, min: minutes % 60 }) : said("lasts-h", { n: hours });
  }
  return said("lasts-days", { n: Math.floor(seconds / 86_400) });
}

// When a duration in words (`howLong`) or a column (`age`) next reads otherwise.
export function readsOtherwise(since: number, now: number, isColumn = false): number {
  const seconds = secondsBetween(since, now);
  const step = seconds < (isColumn ? 3600 : 60) ? 1 : seconds < 48 * 3600 ? 60 : 86_400;
  return since + (Math.floor(seconds / step) + 1) * step * 1000;
}

// How long something takes, as a column of times is read: 3:05.
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
}
