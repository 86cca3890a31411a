// Signing out, also while the town is away: here it is over at once; the session at the town is
// ended as soon as it answers. Known to all pages of this browser, and after a reload.

import { ask } from "./door.ts";

const SHELF = "tocsin-leaving";
const AGAIN_MS = 2_000;

interface Seated {
  readonly session: { readonly id: string } | null;
}

class Leaving {
  private kept: string | null = read();
  private underWay: Promise<boolean> | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor() {
    window.addEventListener("storage", (event) => event.key === SHELF && this.become(read()));
  }

  // The session that the town has not ended yet.
  get session(): string | null {
    return this.kept;
  }

  on = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  begin(session: string): void {
    try {
      localStorage.setItem(SHELF, session);
    } catch {
      // Then it is known as long as this page stays open.
    }
    this.become(session);
  }

  // Asks the town to end it; whether nothing is left to end. Not answered, it is asked again.
  ended(): Promise<boolean> {
    this.underWay ??= this.end().finally(() => (this.underWay = null));
    return this.underWay;
  }

  private async end(): Promise<boolean> {
    const session = this.kept;
    if (session === null) return true;
    // Whoever has signed in since has ended it by that; theirs must not be ended.
    const me = await ask<Seated>("/v1/me");
    const isThere = me.is === "done" && me.body.session?.id === session;
    const answer = isThere ? await ask("/v1/session", { method: "DELETE" }) : me;
    if (answer.is === "unknown" || (answer.is === "refused" && answer.refusal.status === 429)) {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        void this.ended();
      }, AGAIN_MS);
      return false;
    }
    try {
      localStorage.removeItem(SHELF);
    } catch {
      // Nothing is kept.
    }
    this.become(null);
    return true;
  }

  private become(session: string | null): void {
    if (session === this.kept) return;
    this.kept = session;
    for (const each of this.listeners) each();
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(SHELF);
  } catch {
    return null;
  }
}

export const leaving = new Leaving();
