// Alarms of one seat as they come and go: which are new, heard, put aside for a while, too many.
// Heard and over are two things: one that was heard stays until what it says is done. Pure: told the
// time, it says when to call. Source: ISA-18.2 / EEMUA 191 (flood over 10 in 10 minutes, ended under
// 5; chattering 3 in a minute; standing a day; shelving has a reason and an end).

import type { Alarm, AlarmLevel } from "./alarms.ts";

export const FLOOD = { most: 10, ends: 5, within_ms: 600_000 };
const CHATTER = { times: 3, within_ms: 60_000 };
const STANDS_MS = 24 * 3_600_000;
export const LONGEST_SHELF_MS = 8 * 3_600_000;
export const DANGER_AGAIN_MS = 10_000;

export interface Shelf {
  readonly until: number;
  readonly reason: string;
}

export interface Standing {
  readonly alarm: Alarm;
  // When it came to this seat, and was heard here or by somebody.
  readonly came: number;
  readonly heard: number | null;
  readonly shelf: Shelf | null;
}

// What is kept of a seat over a reload.
export interface Kept {
  readonly heard: Readonly<Record<string, number>>;
  readonly shelves: Readonly<Record<string, Shelf>>;
}

export interface Turn {
  // The call to make, if any.
  readonly call: AlarmLevel | null;
  // Those that came, for ears; while there are too many, only the first of each kind.
  readonly news: readonly Alarm[];
  readonly floodBegins: boolean;
  // What is counted for the review of our own alarms.
  readonly counted: { readonly came: number; readonly chattered: number; readonly stood: number };
}

export interface Shown {
  // Crews in danger nobody has taken.
  readonly danger: readonly Standing[];
  // The rest that is listed; what was heard stands last.
  readonly listed: readonly Standing[];
  readonly shelved: readonly Standing[];
  readonly isFlood: boolean;
  // Not listed one by one while there are too many.
  readonly more: number;
  readonly unheard: number;
}

export class AlarmBook {
  private readonly standing = new Map<string, Standing>();
  private readonly heards = new Map<string, number>();
  private readonly shelves = new Map<string, Shelf>();
  private readonly onsets: { readonly key: string; readonly at: number }[] = [];
  private readonly chattering = new Set<string>();
  private readonly stood = new Set<string>();
  private isFlood = false;
  private isFirst = true;
  private rang = -Infinity;

  constructor(kept: Kept | null = null) {
    for (const [key, at] of Object.entries(kept?.heard ?? {})) this.heards.set(key, at);
    for (const [key, shelf] of Object.entries(kept?.shelves ?? {})) this.shelves.set(key, shelf);
  }

  // The alarms there are now. What stood already when the seat was opened calls once, all together.
  look(alarms: readonly Alarm[], now: number): Turn {
    const ended = this.endShelves(now);
    const came: Alarm[] = [];
    const kinds = new Set([...this.standing.values()].map((each) => each.alarm.kind));
    const firsts = new Set<string>();
    for (const alarm of alarms) {
      const before = this.standing.get(alarm.key);
      const heard = alarm.heard ? (before?.heard ?? now) : (this.heards.get(alarm.key) ?? null);
      this.standing.set(alarm.key, { alarm, came: before?.came ?? now, heard, shelf: this.shelves.get(alarm.key) ?? null });
      const isNew = before === undefined || ended.has(alarm.key);
      if (!isNew || heard !== null || this.shelves.has(alarm.key)) continue;
      came.push(alarm);
      if (!kinds.has(alarm.kind)) firsts.add(alarm.key);
      kinds.add(alarm.kind);
    }
    this.leave(new Set(alarms.map((each) => each.key)));
    const chattered = this.isFirst ? 0 : this.note(came, now);
    const floodBegins = this.flooded(now);
    const news = this.isFlood && !floodBegins ? came.filter((each) => each.level === 3 || firsts.has(each.key)) : came;
    this.isFirst = false;
    return { call: this.call(news, floodBegins, now), news, floodBegins, counted: { came: came.length, chattered, stood: this.standingLong(now) } };
  }

  // Heard here: it calls no more at this seat. Whether a crew's call was taken only the town can say.
  hear(key: string, now: number): void {
    const found = this.standing.get(key);
    if (!found || found.alarm.level === 3) return;
    this.heards.set(key, now);
    this.standing.set(key, { ...found, heard: now });
  }

  // Put aside until then, for a reason; never a crew's call. Says whether it was.
  shelve(key: string, until: number, reason: string, now: number): boolean {
    const found = this.standing.get(key);
    if (!found || found.alarm.level === 3 || reason.trim() === "" || until <= now || until > now + LONGEST_SHELF_MS) return false;
    const shelf = { until, reason: reason.trim() };
    this.shelves.set(key, shelf);
    this.standing.set(key, { ...found, shelf });
    return true;
  }

  // Nobody could hear what was called: what calls on is called at the next look.
  callAgain(): void {
    this.rang = -Infinity;
  }

  unshelve(key: string): void {
    this.shelves.delete(key);
    const found = this.standing.get(key);
    if (found) this.standing.set(key, { ...found, shelf: null });
  }

  get kept(): Kept {
    return { heard: Object.fromEntries(this.heards), shelves: Object.fromEntries(this.shelves) };
  }

  shown(): Shown {
    const all = [...this.standing.values()];
    const isDanger = (each: Standing) => each.alarm.level === 3 && each.heard === null;
    const rest = all.filter((each) => !isDanger(each) && each.shelf === null).sort(inTurn);
    const seen = new Set<string>();
    const first = (each: Standing) => each.alarm.level === 3 || (!seen.has(each.alarm.kind) && seen.add(each.alarm.kind) !== undefined);
    const listed = this.isFlood ? rest.filter(first) : rest;
    return {
      danger: all.filter(isDanger), listed, shelved: all.filter((each) => each.shelf !== null), isFlood: this.isFlood, more: rest.length - listed.length,
      unheard: all.filter((each) => each.heard === null && each.shelf === null).length,
    };
  }

  private endShelves(now: number): ReadonlySet<string> {
    const ended = new Set<string>();
    for (const [key, shelf] of this.shelves) {
      if (shelf.until > now) continue;
      this.shelves.delete(key);
      this.heards.delete(key);
      ended.add(key);
    }
    return ended;
  }

  // What is done is gone, and what was heard of it: should it come again, it calls again. A shelf
  // outlasts it.
  private leave(stays: ReadonlySet<string>): void {
    for (const key of [...this.standing.keys(), ...this.heards.keys()]) {
      if (stays.has(key)) continue;
      this.standing.delete(key);
      this.heards.delete(key);
      this.stood.delete(key);
    }
  }

  // Writes down what came; how many have begun to chatter with it.
  private note(came: readonly Alarm[], now: number): number {
    this.onsets.push(...came.map((each) => ({ key: each.key, at: now })));
    while (this.onsets[0] && this.onsets[0].at <= now - FLOOD.within_ms) this.onsets.shift();
    let begun = 0;
    const times = new Map<string, number>();
    for (const each of this.onsets) if (each.at > now - CHATTER.within_ms) times.set(each.key, (times.get(each.key) ?? 0) + 1);
    for (const each of this.chattering) if ((times.get(each) ?? 0) < CHATTER.times) this.chattering.delete(each);
    for (const [key, count] of times) {
      if (count < CHATTER.times || this.chattering.has(key)) continue;
      this.chattering.add(key);
      begun += 1;
    }
    return begun;
  }

  // Whether a flood has just begun.
  private flooded(now: number): boolean {
    const count = this.onsets.filter((each) => each.at > now - FLOOD.within_ms).length;
    const was = this.isFlood;
    this.isFlood = was ? count >= FLOOD.ends : count > FLOOD.most;
    return this.isFlood && !was;
  }

  private standingLong(now: number): number {
    let found = 0;
    for (const [key, each] of this.standing) {
      if (now - each.came < STANDS_MS || this.stood.has(key)) continue;
      this.stood.add(key);
      found += 1;
    }
    return found;
  }

  // One call a turn, the gravest; a crew in danger again and again until it is taken.
  private call(news: readonly Alarm[], floodBegins: boolean, now: number): AlarmLevel | null {
    const isDanger = [...this.standing.values()].some((each) => each.alarm.level === 3 && each.heard === null);
    if (isDanger) {
      if (now - this.rang < DANGER_AGAIN_MS) return null;
      this.rang = now;
      return 3;
    }
    this.rang = -Infinity;
    if (floodBegins) return 2;
    return news.length === 0 ? null : news.some((each) => each.level === 2) ? 2 : 1;
  }
}

const inTurn = (a: Standing, b: Standing): number =>
  Number(a.heard !== null) - Number(b.heard !== null) || b.alarm.level - a.alarm.level || a.alarm.since - b.alarm.since;
