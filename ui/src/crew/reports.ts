// The row of reports: stored first, then sent one after another in the order they were pressed. What
// is refused is shown and holds nothing up; without a link everything waits, over a reload too.

import { nextOf, reported, stepped, type NewReport, type Report } from "./report.ts";
import type { Shelf } from "./shelf.ts";

const FIRST_WAIT_MS = 800;
const LONGEST_WAIT_MS = 15_000;
const KEPT_MS = 24 * 3_600_000;
const MOST_KEPT = 40;
const NAME = "tocsin-crew-reports";

export class Reports {
  private entries: readonly Report[] = [];
  private person = "";
  private readonly shelf: Shelf;
  private readonly now: () => number;
  private readonly listeners = new Set<() => void>();
  private readonly others = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private wait = FIRST_WAIT_MS;
  private isSending = false;
  // Pressed, and on the way to the disk.
  private readonly storing = new Set<string>();
  private away: string | null = null;

  constructor(shelf: Shelf, now: () => number) {
    this.shelf = shelf;
    this.now = now;
    this.others?.addEventListener("message", () => void this.load());
  }

  get all(): readonly Report[] {
    return this.entries;
  }

  // Why nothing gets through at the moment; null where it does.
  get awayBecause(): string | null {
    return this.away;
  }

  on = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  async load(): Promise<void> {
    const stored = await this.shelf.reports();
    // What is being stored at this moment may not be among them yet.
    const keys = new Set(stored.map((each) => each.key));
    this.entries = sorted([...stored, ...this.entries.filter((each) => this.storing.has(each.key) && !keys.has(each.key))]);
    this.tell();
  }

  // Who is here: only what they themselves pressed is sent in their name.
  begin(person: string): void {
    this.person = person;
    this.hurry();
  }

  // Stores the report, then sends it. Resolves when it is stored.
  async give(made: NewReport): Promise<Report> {
    const report = reported(made, this.person, this.now());
    this.entries = sorted([...this.entries, report]);
    const stored = this.store(report);
    this.tell();
    await stored;
    this.others?.postMessage(0);
    this.hurry();
    return report;
  }

  // Takes back what has not left.
  async cancel(key: string): Promise<void> {
    if (this.entries.some((each) => each.key === key && each.state === "waiting" && !each.isTried)) await this.putAway(key);
  }

  async putAway(key: string): Promise<void> {
    this.entries = this.entries.filter((each) => each.key !== key);
    this.tell();
    await this.shelf.drop(key);
    this.others?.postMessage(0);
  }

  // Tries at once: the link is back, or somebody looks.
  hurry = (): void => {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.wait = FIRST_WAIT_MS;
    void this.send();
  };

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.person = "";
    this.entries = [];
    this.tell();
  }

  private async send(): Promise<void> {
    if (this.isSending || !nextOf(this.entries, this.person)) return;
    this.isSending = true;
    try {
      // One page of this browser sends at a time; the keys would see to it besides.
      if ("locks" in navigator) await navigator.locks.request(NAME, () => this.row());
      else await this.row();
    } finally {
      this.isSending = false;
    }
    // Pressed while the last one was being put away.
    if (this.timer === null && nextOf(this.entries, this.person)) void this.send();
  }

  private async row(): Promise<void> {
    await this.load();
    for (let next = nextOf(this.entries, this.person); next; next = nextOf(this.entries, this.person)) {
      if (!next.isTried) await this.put({ ...next, isTried: true });
      const came = await stepped({ ...next, isTried: true });
      if (came.is === "away") {
        this.away = came.because;
        this.tell();
        this.timer ??= setTimeout(() => {
          this.timer = null;
          void this.send();
        }, this.wait);
        this.wait = Math.min(this.wait * 1.7, LONGEST_WAIT_MS);
        return;
      }
      this.away = null;
      this.wait = FIRST_WAIT_MS;
      await this.put(came.report.state === "received" ? lean(came.report) : came.report);
    }
    await this.tidy();
  }

  private async put(report: Report): Promise<void> {
    this.entries = this.entries.map((each) => (each.key === report.key ? report : each));
    await this.store(report);
    this.tell();
    this.others?.postMessage(0);
  }

  // Where the disk takes no more it is kept as long as the page is open, and sent all the same.
  private async store(report: Report): Promise<void> {
    this.storing.add(report.key);
    try {
      await this.shelf.put(report);
      this.storing.delete(report.key);
    } catch {
      // See above.
    }
  }

  private async tidy(): Promise<void> {
    const over = this.entries.filter((each) => each.state === "received");
    const old = over.filter((each, at) => at < over.length - MOST_KEPT || Date.now() - each.order > KEPT_MS);
    for (const each of old) await this.putAway(each.key);
  }

  private tell(): void {
    for (const each of this.listeners) each();
  }
}

function sorted(reports: readonly Report[]): readonly Report[] {
  return [...reports].sort((a, b) => a.order - b.order);
}

// A picture that has arrived is not kept here any more.
function lean({ photo: _gone, ...report }: Report): Report {
  return report;
}
