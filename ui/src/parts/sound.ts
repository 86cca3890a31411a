// The sounds of a phone or a desk, made here: two notes for an order or an alarm of the desk, three
// for the phone of a crew beside one in danger. In a drill a spoken word comes first, and where the
// device does not speak a low note that an actual call never has.

export type Call = "order" | "danger" | "alarm-1" | "alarm-2" | "alarm-3";

// Each at most a second, with the low note of a drill.
const NOTES: Readonly<Record<Call, readonly number[]>> = {
  order: [660, 880], danger: [988, 740, 988], "alarm-1": [523, 440], "alarm-2": [660, 880], "alarm-3": [988, 740],
};
const NOTE_S = 0.3;
const DRILL_NOTE = 196;
// What is about lives is heard however low the volume was set.
const LEAST: Readonly<Record<Call, number>> = { order: 0.35, danger: 0.35, "alarm-1": 0, "alarm-2": 0, "alarm-3": 0.35 };
const BUZZ: Readonly<Partial<Record<Call, number[]>>> = { order: [350, 120, 350], danger: [700, 150, 700, 150, 700] };

export interface Prefix {
  readonly word: string;
  readonly language: string;
}

export class Sound {
  private context: AudioContext | null = null;
  private readonly listeners = new Set<() => void>();

  // Browsers let a page be heard only after a touch.
  unlock = (): void => {
    const tell = () => this.listeners.forEach((each) => each());
    try {
      if (this.context === null) {
        this.context = new AudioContext();
        this.context.onstatechange = tell;
      }
      void this.context.resume().then(tell);
    } catch {
      this.context = null;
    }
  };

  get isReady(): boolean {
    return this.context?.state === "running";
  }

  on = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  call(call: Call, chosen: number, prefix: Prefix | null): void {
    const buzz = BUZZ[call];
    if (buzz && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(buzz);
    const volume = Math.max(LEAST[call], chosen);
    if (volume === 0) return;
    const spoken = prefix !== null && this.spoken(prefix, volume, () => this.notes(NOTES[call], volume));
    if (spoken) return;
    this.notes(prefix === null ? NOTES[call] : [DRILL_NOTE, ...NOTES[call]], volume);
  }

  hush(): void {
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(0);
    globalThis.speechSynthesis?.cancel();
  }

  private spoken({ word, language }: Prefix, volume: number, then: () => void): boolean {
    const speech = globalThis.speechSynthesis;
    if (!speech || !speech.getVoices().some((each) => each.lang.startsWith(language))) return false;
    const said = new SpeechSynthesisUtterance(word);
    said.lang = language;
    said.volume = Math.min(1, volume);
    said.onend = then;
    said.onerror = then;
    speech.speak(said);
    return true;
  }

  private notes(notes: readonly number[], volume: number): void {
    const context = this.context;
    if (!context || context.state !== "running") return;
    notes.forEach((hertz, at) => {
      const begin = context.currentTime + at * NOTE_S;
      const tone = new OscillatorNode(context, { type: "triangle", frequency: hertz });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, begin);
      gain.gain.linearRampToValueAtTime(volume, begin + 0.02);
      gain.gain.setValueAtTime(volume, begin + NOTE_S - 0.06);
      gain.gain.linearRampToValueAtTime(0, begin + NOTE_S);
      tone.connect(gain).connect(context.destination);
      tone.start(begin);
      tone.stop(begin + NOTE_S);
    });
  }
}
