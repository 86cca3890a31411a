// Holds one stream open and keeps the slice: four lines of folding (SIGHT), no rule of the town.

import type { Positions } from "../api/types.ts";
import type { Fields } from "../picture/picture.ts";
import { EventReader, type StreamEvent } from "./events.ts";
import type { Clock, Delta, LinkState, ToPage } from "./protocol.ts";
import { Track } from "./track.ts";

const STREAM = "/v1/stream?positions=true";
const SILENT_MS = 40_000;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 5_000;

export class Link {
  private readonly told: (message: ToPage) => void;
  private readonly kinds = new Map<string, Map<string, Fields>>();
  private state: LinkState = { is: "joining" };
  private clock: Clock | null = null;
  private readonly track = new Track();
  private heard = 0;
  private lastId = "";
  private incarnation = "";
  private stopping: AbortController | null = null;
  private wake: (() => void) | null = null;

  constructor(told: (message: ToPage) => void) {
    this.told = told;
  }

  get isEnded(): boolean {
    return this.state.is === "ended";
  }

  // All that a page needs that comes later than the stream.
  opening(): ToPage[] {
    if (this.isEnded) return [];
    const said: ToPage[] = [{ say: "began", deltas: this.all() }, { say: "link", link: this.state, heard: this.heard }];
    if (this.clock) said.push({ say: "clock", clock: this.clock });
    said.push({ say: "positions", body: this.track.whole() });
    return said;
  }

  start(): void {
    if (this.stopping) return;
    this.stopping = new AbortController();
    void this.run(this.stopping.signal);
  }

  stop(): void {
    this.stopping?.abort();
    this.stopping = null;
  }

  // Somebody signed in, or wants to try at once.
  again(): void {
    this.stop();
    this.kinds.clear();
    this.lastId = this.incarnation = "";
    this.told({ say: "began", deltas: [] });
    this.move(null);
    this.become({ is: "joining" });
    this.start();
  }

  // Somebody signed out: nothing of what they saw stays, whether the town is there or not.
  forget(): void {
    this.stop();
    this.end("signed_out");
  }

  hurry(): void {
    this.wake?.();
  }

  private async run(signal: AbortSignal): Promise<void> {
    let wait = FIRST_WAIT_MS;
    while (!signal.aborted) {
      const began = Date.now();
      const because = await this.followed(signal);
      if (signal.aborted) return;
      if (this.state.is === "ended") {
        this.stopping = null;
        return;
      }
      this.lose(because);
      wait = Date.now() - began > 10_000 ? FIRST_WAIT_MS : Math.min(wait * 1.6, LONGEST_WAIT_MS);
      await this.pause(wait * (0.7 + Math.random() * 0.6));
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  // Follows the stream until it breaks; says why it did.
  private async followed(signal: AbortSignal): Promise<string> {
    const silence = new AbortController();
    const either = AbortSignal.any([signal, silence.signal]);
    let timer = setTimeout(() => silence.abort(), SILENT_MS);
    try {
      const headers = new Headers({ Accept: "text/event-stream", "Tocsin-Console": "1" });
      if (this.lastId) headers.set("Last-Event-ID", this.lastId);
      const answer = await fetch(STREAM, { headers, signal: either, cache: "no-store", credentials: "same-origin" });
      if (answer.status === 401 || answer.status === 403) {
        this.end(answer.status === 401 ? "token_not_good" : "scope_missing");
        return "refused";
      }
      if (!answer.ok || !answer.body) return `status ${answer.status}`;
      const reader = answer.body.getReader();
      const events = new EventReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return "closed";
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENT_MS);
        this.heard = Date.now();
        this.take(events.read(value));
        if (this.state.is === "ended") return "ended";
      }
    } catch {
      return silence.signal.aborted ? "silent" : "away";
    } finally {
      clearTimeout(timer);
    }
  }

  private take(events: readonly StreamEvent[]): void {
    const deltas: Delta[] = [];
    let at = 0;
    for (const event of events) {
      if (event.name === "tick") {
        const incarnation = event.id.slice(0, event.id.indexOf(":"));
        if (incarnation !== this.incarnation) {
          // A fresh stream knows nothing of the one before: what is not in it may not be known.
          this.incarnation = incarnation;
          this.kinds.clear();
          deltas.length = 0;
          this.told({ say: "began", deltas: [] });
        }
        this.lastId = event.id;
        at = Date.parse((JSON.parse(event.data[0] ?? "{}") as { at?: string }).at ?? "");
        for (const delta of JSON.parse(event.data[1] ?? "[]") as Delta[]) {
          this.fold(delta);
          deltas.push(delta);
        }
        this.become({ is: "live" });
      } else if (event.name === "positions") {
        this.move(JSON.parse(event.data[0] ?? "null") as Positions | null);
      } else if (event.name === "clock") {
        const said = JSON.parse(event.data[0] ?? "{}") as { at: string; rate: number };
        this.clock = { at: Date.parse(said.at), heard: Date.now(), rate: said.rate };
        this.told({ say: "clock", clock: this.clock });
        this.become({ is: "live" });
      } else if (event.name === "stale") {
        const said = JSON.parse(event.data[0] ?? "{}") as { picture_age_s: number };
        this.become({ is: "stale", age_s: said.picture_age_s });
      } else if (event.name === "end") {
        const said = JSON.parse(event.data[0] ?? "{}") as { code: string };
        if (said.code !== "closing") this.end(said.code);
      } else {
        this.become({ is: "live" });
      }
    }
    if (deltas.length > 0) this.told({ say: "deltas", deltas, at });
  }

  private move(body: Positions | null): void {
    this.track.take(body);
    this.told({ say: "positions", body });
  }

  private fold(delta: Delta): void {
    let kind = this.kinds.get(delta.kind);
    if (!kind) this.kinds.set(delta.kind, (kind = new Map()));
    if (delta.verb === "withdrawn") kind.delete(delta.id);
    else if (delta.verb === "disclosed") kind.set(delta.id, delta.fields ?? {});
    else kind.set(delta.id, { ...kind.get(delta.id), ...delta.fields });
  }

  private all(): Delta[] {
    const found: Delta[] = [];
    for (const [kind, subjects] of this.kinds) {
      for (const [id, fields] of subjects) found.push({ verb: "disclosed", kind, id, fields });
    }
    return found;
  }

  private lose(because: string): void {
    if (this.state.is !== "lost") this.become({ is: "lost", since: this.heard || Date.now(), because });
  }

  // Nothing of what was seen is kept for whoever may not see it any more.
  private end(code: string): void {
    this.kinds.clear();
    this.lastId = this.incarnation = "";
    this.told({ say: "began", deltas: [] });
    this.move(null);
    this.become({ is: "ended", code });
  }

  private become(state: LinkState): void {
    if (state.is === this.state.is && state.is !== "stale") return;
    this.state = state;
    this.told({ say: "link", link: state, heard: this.heard });
  }
}
