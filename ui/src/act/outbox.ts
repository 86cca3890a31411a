// What this page has sent and what came of it. An order without an answer is never shown as done:
// it is asked again under the same key, so it is given once. Lines leave one after another, as they
// were typed: one that is sent while the one before is still under way could overtake it. Kept for
// this tab over a reload.

import { basisOf, heed } from "./advice.ts";
import { ask, freshKey, type Answer, type Refusal } from "./door.ts";

export interface Sent {
  readonly key: string;
  // The line as it was typed, or that a button stands for.
  readonly line: string;
  // The sentence that stood beside it when it was sent.
  readonly says: string;
  readonly at: number;
  readonly state: "sending" | "unknown" | "kept" | "done" | "refused";
  readonly refusal?: Refusal;
  readonly subjects?: readonly string[];
  // What stood selected: the line means that, also when it is asked again after a reload.
  readonly standing: Standing;
  // The advice that the line follows: it stays with what is ordered.
  readonly basis?: string;
}

export interface Standing {
  readonly selected?: string | undefined;
  readonly report?: string | undefined;
}

interface LineAnswer {
  readonly says: string;
  readonly facts?: { readonly subjects?: readonly string[]; readonly [name: string]: unknown };
}

const SHELF = "tocsin-outbox";
const MOST = 60;
const AGAIN_MS = 2_000;
const OLD_MS = 60_000;
// How long a line waits for the answer to the one before: a slow one does not hold up what follows.
const HELD_MS = 2_000;

// What may wait for the link: verbs that only write down what was said. Anything that sends or moves
// somebody, or says where somebody is now, is never sent late by itself. (Crews keep their own reports.)
const MAY_WAIT = /^\s*(Y|YC|ACK|WHAT|WHERE|WHO|LANG|ANS|TRY|FIX)\s/i;

export class Outbox {
  private entries: Sent[] = load();
  private readonly underWay = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private row: Promise<unknown> = Promise.resolve();
  private readonly asked: typeof ask;

  constructor(asked: typeof ask = ask) {
    this.asked = asked;
  }

  get all(): readonly Sent[] {
    return this.entries;
  }

  on = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  // Gives a line. The promise ends with the first answer; what is unknown goes on by itself.
  async give(line: string, says: string, standing: Standing): Promise<Answer<LineAnswer>> {
    const key = freshKey();
    const basis = basisOf(line, standing.selected);
    // What may not have arrived goes before what is given after it.
    this.linkIsBack();
    this.put({ key, line, says, at: Date.now(), state: "sending", standing, ...(basis ? { basis } : {}) });
    return this.inTurn(key);
  }

  // Takes back what has not been answered and may not have arrived; what arrived stands.
  cancel(key: string): void {
    this.entries = this.entries.filter((each) => each.key !== key || each.state === "done");
    this.changed();
  }

  dismiss(key: string): void {
    this.entries = this.entries.filter((each) => each.key !== key);
    this.changed();
  }

  // Another person is here, or nobody: neither is anything sent in their name, nor shown to them.
  forget(): void {
    this.entries = [];
    this.changed();
  }

  // A person says that what waits shall go now.
  resend(key: string): void {
    const found = this.entries.find((each) => each.key === key);
    if (found && !this.underWay.has(key)) void this.inTurn(key, true);
  }

  // The link is back: notes go by themselves, orders that were under way are asked for; in turn, too.
  linkIsBack(): void {
    for (const each of this.entries) {
      const isYoung = each.state === "unknown" && Date.now() - each.at < OLD_MS;
      const isNote = (each.state === "unknown" || each.state === "kept") && MAY_WAIT.test(each.line);
      if ((isYoung || isNote) && !this.underWay.has(each.key)) void this.inTurn(each.key);
    }
  }

  private inTurn(key: string, isWanted = false): Promise<Answer<LineAnswer>> {
    this.underWay.add(key);
    const answer = this.row.then(() => this.send(key, isWanted)).finally(() => this.underWay.delete(key));
    this.row = this.row.then(() => answeredOrHeld(answer));
    return answer;
  }

  private async send(key: string, isWanted: boolean): Promise<Answer<LineAnswer>> {
    const found = this.entries.find((each) => each.key === key);
    if (!found) return { is: "unknown", because: "cancelled" };
    // It grew old while it waited for its turn, as on a machine that slept.
    if (!isWanted && Date.now() - found.at > OLD_MS && !MAY_WAIT.test(found.line)) {
      this.put({ ...found, state: "kept" });
      return { is: "unknown", because: "old" };
    }
    const answer = await this.asked<LineAnswer>("/v1/line", { key, body: { line: found.line, ...found.standing, ...(found.basis ? { basis: found.basis } : {}) } });
    if (!this.entries.some((each) => each.key === key)) return answer;
    if (answer.is === "done") {
      heed(found.line, found.standing.selected, found.basis, answer.body.facts);
      this.put({ ...found, state: "done", says: answer.body.says, subjects: answer.body.facts?.subjects ?? [] });
    } else if (answer.is === "refused") {
      this.put({ ...found, state: "refused", refusal: answer.refusal });
    } else {
      this.put({ ...found, state: Date.now() - found.at > OLD_MS ? "kept" : "unknown" });
      this.timer ??= setTimeout(() => {
        this.timer = null;
        this.linkIsBack();
      }, AGAIN_MS);
    }
    return answer;
  }

  private put(entry: Sent): void {
    const at = this.entries.findIndex((each) => each.key === entry.key);
    if (at < 0) this.entries = [...this.entries, entry].slice(-MOST);
    else this.entries = this.entries.with(at, entry);
    this.changed();
  }

  private changed(): void {
    const open = this.entries.filter((each) => each.state === "unknown" || each.state === "kept" || each.state === "sending");
    try {
      sessionStorage.setItem(SHELF, JSON.stringify(open));
    } catch {
      // A browser that keeps nothing: then it lasts as long as the page.
    }
    for (const each of this.listeners) each();
  }
}

function answeredOrHeld(answer: Promise<unknown>): Promise<void> {
  return new Promise((go) => {
    const timer = setTimeout(go, HELD_MS);
    const on = () => (clearTimeout(timer), go());
    answer.then(on, on);
  });
}

function load(): Sent[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(SHELF) ?? "[]") as Sent[];
    return kept.map((each) => ({ ...each, standing: each.standing ?? {}, state: "kept" }));
  } catch {
    return [];
  }
}
