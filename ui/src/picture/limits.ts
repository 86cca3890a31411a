// From when on the board asks for a person, in seconds: as `tocsin.views.limits`, held equal by a
// test.

export interface Limits {
  readonly turnout_s: number;
  readonly travel_s: number;
  readonly silent_s: number;
  readonly all_clear_s: number;
  readonly offered_s: number;
}

export const LIMITS: Limits = { turnout_s: 150, travel_s: 900, silent_s: 1_200, all_clear_s: 300, offered_s: 120 };

// A look at one instant, that notes when what it found could change by time alone.
export class Look {
  readonly now: number;
  readonly limits: Limits;
  next = Infinity;

  constructor(now: number, limits: Limits) {
    this.now = now;
    this.limits = limits;
  }

  // Whether an instant has come; if not, it is one to look again at.
  reached(instant: number): boolean {
    if (this.now >= instant) return true;
    if (instant < this.next) this.next = instant;
    return false;
  }

  // Whether more whole seconds than these have gone by since.
  isOver(since: number, limit_s: number): boolean {
    return this.reached(since + (limit_s + 1) * 1000);
  }
}
