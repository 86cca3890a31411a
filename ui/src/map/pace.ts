// How often what changed is drawn. A drawing of the map costs the same for one change as for a
// hundred, and one that takes long holds up the lists beside it: a machine that draws slowly draws
// less often, so that at most a third of its time goes into the map.

const LEAST_MS = 200;
const MOST_MS = 2_000;
const SHARE = 3;
// A frame that comes within this is on time.
const FRAME_MS = 20;

// Times in ms, all of one clock that only goes forward.
export class Pace {
  private begun = -Infinity;
  private last = -Infinity;
  private late = 0;

  // What changed is drawn from now on.
  begin(now: number): void {
    this.begun = this.last = now;
    this.late = 0;
  }

  // A frame of it was drawn.
  frame(now: number): void {
    if (now - this.begun > MOST_MS) return;
    this.late += Math.max(0, now - this.last - FRAME_MS);
    this.last = now;
  }

  // How long what changed should wait.
  wait(now: number): number {
    const apart = Math.min(MOST_MS, Math.max(LEAST_MS, SHARE * this.late));
    return Math.max(0, this.begun + apart - now);
  }
}
