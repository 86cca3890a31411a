import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Sound } from "./sound.ts";

let notes: { readonly hertz: number; readonly begins: number; readonly loud: number }[] = [];

class Param {
  loud = 0;
  setValueAtTime(): void {}
  linearRampToValueAtTime(to: number): void {
    this.loud = Math.max(this.loud, to);
  }
}

class Gain {
  readonly gain = new Param();
  connect(next: unknown): unknown {
    return next;
  }
}

class Tone {
  readonly hertz: number;
  private to: Gain | null = null;
  constructor(_: unknown, { frequency }: { readonly frequency: number }) {
    this.hertz = frequency;
  }
  connect(next: Gain): Gain {
    return (this.to = next);
  }
  start(begins: number): void {
    notes.push({ hertz: this.hertz, begins, loud: this.to!.gain.loud });
  }
  stop(ends: number): void {
    assert.ok(ends <= 1, "no call is longer than a second");
  }
}

class Context {
  state = "suspended";
  readonly currentTime = 0;
  readonly destination = {};
  onstatechange = null;
  async resume(): Promise<void> {
    this.state = "running";
  }
}

Object.assign(globalThis, { AudioContext: Context, OscillatorNode: Tone, GainNode: Gain });
beforeEach(() => {
  notes = [];
});

async function ready(): Promise<Sound> {
  const sound = new Sound();
  sound.unlock();
  await Promise.resolve();
  return sound;
}

const hertz = () => notes.map((each) => each.hertz);

test("each level has two notes of its own", async () => {
  const sound = await ready();
  for (const level of [1, 2, 3] as const) sound.call(`alarm-${level}`, 0.6, null);
  assert.deepEqual(hertz(), [523, 440, 660, 880, 988, 740]);
});

test("what sounds in a drill begins with a note that no actual call has", async () => {
  const sound = await ready();
  sound.call("alarm-2", 0.6, { word: "Exercise", language: "en" });
  assert.deepEqual(hertz(), [196, 660, 880]);
});

test("a seat that is turned off hears a crew in danger, and nothing else", async () => {
  const sound = await ready();
  sound.call("alarm-1", 0, null);
  sound.call("alarm-2", 0, null);
  assert.deepEqual(hertz(), []);
  sound.call("alarm-3", 0, null);
  assert.deepEqual(hertz(), [988, 740]);
  assert.ok(notes.every((each) => each.loud >= 0.35));
});

test("nothing sounds before the browser lets it", () => {
  const sound = new Sound();
  sound.call("alarm-3", 1, null);
  assert.deepEqual([sound.isReady, hertz()], [false, []]);
});
