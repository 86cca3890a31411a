// Sounds of this phone: two notes for an order, three for a crew in danger. In a drill a spoken word
// comes first, and where the phone does not speak a low note that an actual order never has.

export type Call = "order" | "danger";

const NOTES: Readonly<Record<Call, readonly number[]>> = { order: [660, 880], danger: [988, 740, 988] };
const NOTE_S = 0.3;
const DRILL_NOTE = 196;
const BUZZ: Readonly<Record<Call, number[]>> = { order: [350, 120, 350], danger: [700, 150, 700, 150, 700] };

export interface Prefix {
  readonly word: string;
  readonly language: string;
}

export class Sound {
  private context: AudioContext | null = null;
  private readonly listeners = new Set<() => void>();

  // Browsers let a page be heard only after a touch.
  unlock = (): void => {
    try {
      this.context ??= new AudioContext();
      void this.context.resume().then(() => this.listeners.forEach((each) => each()));
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

  // Never silent: the volume chosen for the desk has a floor here.
  call(call: Call, volume: number, prefix: Prefix | null): void {
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(BUZZ[call]);
    const spoken = prefix !== null && this.spoken(prefix, () => this.notes(NOTES[call], volume));
    if (spoken) return;
    this.notes(prefix === null ? NOTES[call] : [DRILL_NOTE, ...NOTES[call]], volume);
  }

  hush(): void {
    if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(0);
    globalThis.speechSynthesis?.cancel();
  }

  private spoken({ word, language }: Prefix, then: () => void): boolean {
    const speech = globalThis.speechSynthesis;
    if (!speech || !speech.getVoices().some((each) => each.lang.startsWith(language))) return false;
    const said = new SpeechSynthesisUtterance(word);
    said.lang = language;
    said.onend = then;
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
      gain.gain.linearRampToValueAtTime(Math.max(0.35, volume), begin + 0.02);
      gain.gain.setValueAtTime(Math.max(0.35, volume), begin + NOTE_S - 0.06);
      gain.gain.linearRampToValueAtTime(0, begin + NOTE_S);
      tone.connect(gain).connect(context.destination);
      tone.start(begin);
      tone.stop(begin + NOTE_S);
    });
  }
}
