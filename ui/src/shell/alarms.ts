// The alarms of this seat, kept up with the picture: when to call, what to say to ears, what was
// heard and put aside here. What was heard and shelved is this seat's own and lasts as long as its
// tab; that a crew's call was taken is on record, and all desks see it (decision 045).

import { useSyncExternalStore } from "react";
import { isOnCall } from "../act/on-call.ts";
import type { Store } from "../live/store.ts";
import { Sound } from "../parts/sound.ts";
import { AlarmBook, type Kept, type Shown, type Turn } from "../picture/alarm-book.ts";
import { alarmsOf, type Alarm, type AlarmLevel, type Viewer } from "../picture/alarms.ts";
import { maydays } from "../picture/mayday.ts";
import type { Words } from "../words/words.ts";
import type { BoardKeeper } from "./board.ts";
import { useConsole } from "./console.tsx";
import { preferences } from "./preferences.ts";
import type { LogKind } from "./town.ts";

export interface Told {
  readonly shown: Shown;
  // For ears: a crew in danger at once, all else together.
  readonly danger: readonly Alarm[];
  readonly news: readonly Alarm[];
}

export interface Week {
  readonly came: number;
  readonly chattered: number;
  readonly stood: number;
}

const SHELF = "tocsin-alarms";
const DIARY = "tocsin-alarm-diary";
const TOGETHER_MS = 5_000;
const SOON_MS = 250;
const WEEK_MS = 7 * 86_400_000;
// Of several pages of one browser one calls.
const LOCK = "tocsin-alarm-sound";
const CALLING_MS = 1_500;

export class AlarmKeeper {
  readonly sound = new Sound();
  private readonly book = new AlarmBook(got<Kept>(sessionStorage, SHELF));
  private readonly store: Store;
  private readonly boards: BoardKeeper;
  private readonly viewer: Viewer;
  private readonly listeners = new Set<() => void>();
  private told: Told;
  private waiting: Alarm[] = [];
  private spoke = 0;
  private looked = 0;
  private isDrill: boolean;
  // The words in which a drill is named before a call.
  words: Words;

  constructor(store: Store, boards: BoardKeeper, kind: LogKind, viewer: Viewer, words: Words) {
    this.store = store;
    this.boards = boards;
    this.words = words;
    this.isDrill = kind !== "actual";
    this.viewer = viewer;
    this.told = { shown: this.book.shown(), danger: [], news: [] };
  }

  // Whether this person can be called for anything here.
  get isOfUse(): boolean {
    return this.viewer.orders.size > 0;
  }

  begin(): () => void {
    const touched = () => this.sound.unlock();
    if (navigator.userActivation?.hasBeenActive) touched();
    for (const each of TOUCHES) window.addEventListener(each, touched, HEARD_FIRST);
    const stirred = () => {
      if (Date.now() - this.looked >= SOON_MS) this.look();
    };
    let wasReady = this.sound.isReady;
    const heard = () => {
      if (this.sound.isReady && !wasReady) {
        this.book.callAgain();
        this.look();
      }
      wasReady = this.sound.isReady;
    };
    // The clock too: a page that is long hidden has its timers held back.
    // What stands in the first picture is told with it, not at the next beat.
    const begun = () => {
      if (this.looked === 0) this.look();
    };
    const offs = [this.store.on("*", begun), this.store.on("narratives", stirred), this.store.on("reports", stirred), this.store.on("clock", stirred), this.sound.on(heard)];
    const timer = setInterval(() => this.look(), 1_000);
    this.look();
    return () => {
      for (const each of TOUCHES) window.removeEventListener(each, touched, HEARD_FIRST);
      offs.forEach((off) => off());
      clearInterval(timer);
      this.sound.hush();
    };
  }

  readonly on = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  readonly now = (): Told => this.told;

  hear(key: string): void {
    this.book.hear(key, Date.now());
    this.kept();
  }

  hearAll(): void {
    for (const each of this.told.shown.listed) if (each.heard === null) this.book.hear(each.alarm.key, Date.now());
    this.kept();
  }

  shelve(key: string, minutes: number, reason: string): void {
    const now = Date.now();
    this.book.shelve(key, now + minutes * 60_000, reason, now);
    this.kept();
  }

  unshelve(key: string): void {
    this.book.unshelve(key);
    this.kept();
  }

  // The call of a level as it sounds here, for who sets the volume.
  test(level: AlarmLevel): void {
    this.sound.call(`alarm-${level}`, preferences().sound, this.prefix());
  }

  // How we ourselves did in seven days at this desk (ISA-18.2: chattering and standing, target none).
  week(): Week {
    const days = [...lately().values()];
    const all = (name: keyof Week) => days.reduce((sum, each) => sum + each[name], 0);
    return { came: all("came"), chattered: all("chattered"), stood: all("stood") };
  }

  private look(): void {
    // Before a picture was told of, the board knows nothing of it either: nothing would be looked at.
    if (!this.store.opened || this.store.version("*") === 0 || !this.isOfUse) return;
    this.looked = Date.now();
    const { picture } = this.store;
    const alarms = alarmsOf(this.boards.now().needs, maydays(picture), picture, this.viewer, this.store.now());
    const turn = this.book.look(alarms, Date.now());
    if (turn.call !== null && (turn.call === 3 || !isOnCall())) this.ring(turn.call);
    this.diary(turn);
    this.speak(turn);
  }

  // Read out: of danger at once, of all else every five seconds together.
  private speak(turn: Turn): void {
    this.waiting.push(...turn.news.filter((each) => each.level < 3));
    const danger = turn.news.filter((each) => each.level === 3);
    const isTime = this.waiting.length > 0 && Date.now() - this.spoke >= TOGETHER_MS;
    const news = isTime ? this.waiting : this.told.news;
    if (isTime) {
      this.waiting = [];
      this.spoke = Date.now();
    }
    this.tell({ shown: this.book.shown(), danger: danger.length > 0 ? danger : this.told.danger, news });
  }

  private tell(told: Told): void {
    if (told.news === this.told.news && told.danger === this.told.danger && isAlike(told.shown, this.told.shown)) return;
    this.told = told;
    for (const each of this.listeners) each();
  }

  private kept(): void {
    put(sessionStorage, SHELF, this.book.kept);
    this.tell({ ...this.told, shown: this.book.shown() });
  }

  private ring(level: AlarmLevel): void {
    if (!this.sound.isReady) return;
    const call = () => this.sound.call(`alarm-${level}`, preferences().sound, this.prefix());
    if (!navigator.locks) return call();
    void navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      call();
      await new Promise((done) => setTimeout(done, CALLING_MS));
    });
  }

  private prefix() {
    return this.isDrill ? { word: this.words.say("mode-exercise"), language: this.words.language } : null;
  }

  private diary({ counted }: Turn): void {
    if (counted.came + counted.chattered + counted.stood === 0) return;
    const day = new Date().toISOString().slice(0, 10);
    const known = lately();
    const was = known.get(day) ?? { came: 0, chattered: 0, stood: 0 };
    known.set(day, { came: was.came + counted.came, chattered: was.chattered + counted.chattered, stood: was.stood + counted.stood });
    put(localStorage, DIARY, Object.fromEntries(known));
  }
}

// A click, not the press that begins it: the word that there is no sound goes with the first of them,
// and what it gave way to moved from under the finger. Whoever takes a click leaves it to us first.
const TOUCHES = ["click", "keydown"];
const HEARD_FIRST = { passive: true, capture: true };

export function useAlarms(): Told {
  const { alarms } = useConsole();
  return useSyncExternalStore(alarms.on, alarms.now);
}

function isAlike(a: Shown, b: Shown): boolean {
  const same = (name: "danger" | "listed" | "shelved") => a[name].length === b[name].length && a[name].every((each, at) =>
    each.alarm.key === b[name][at]!.alarm.key && each.heard === b[name][at]!.heard && each.shelf === b[name][at]!.shelf && each.alarm.says === b[name][at]!.alarm.says);
  return a.isFlood === b.isFlood && a.more === b.more && a.unheard === b.unheard && same("danger") && same("listed") && same("shelved");
}

// The days of the last week that something was counted on.
function lately(): Map<string, Week> {
  const days = Object.entries(got<Record<string, Week>>(localStorage, DIARY) ?? {});
  return new Map(days.filter(([day]) => Date.parse(day) > Date.now() - WEEK_MS));
}

function got<T>(shelf: Storage, name: string): T | null {
  try {
    return JSON.parse(shelf.getItem(name) ?? "null") as T | null;
  } catch {
    return null;
  }
}

function put(shelf: Storage, name: string, what: object): void {
  try {
    shelf.setItem(name, JSON.stringify(what));
  } catch {
    // Not kept: it lasts as long as the page.
  }
}
