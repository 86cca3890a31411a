// The page's own copy of the slice, and who wants to hear of which kind. Changes are told once a
// frame; a page that is not shown hears of them each second.

import { pictureOf, type Fields, type Picture, type Subjects } from "../picture/picture.ts";
import type { Clock, Delta, LinkState, ToPage, ToWorker } from "./protocol.ts";
import { Track } from "./track.ts";

export interface Change {
  readonly kind: string;
  readonly id: string;
  readonly before: Fields | undefined;
  readonly after: Fields | undefined;
}

export interface LinkTold {
  readonly link: LinkState;
  // When anything was heard last; ms since 1970, this machine's clock.
  readonly heard: number;
}

const HIDDEN_MS = 1_000;

type Heard = (changes: readonly Change[]) => void;

export class Store {
  readonly picture: Picture;
  readonly track = new Track();
  private readonly kinds = new Map<string, Map<string, Fields>>();
  private readonly versions = new Map<string, number>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly hearers = new Set<Heard>();
  private waiting: Change[] = [];
  private isAsked = false;
  private flushed = -Infinity;
  private linkTold: LinkTold = { link: { is: "joining" }, heard: 0 };
  private clockTold: Clock = { at: Date.now(), heard: Date.now(), rate: 1 };
  private isOpen = false;
  private all = 0;

  constructor() {
    this.picture = pictureOf(this.kinds as ReadonlyMap<string, Subjects>);
    // A page that is hidden gets no frame: what one was asked for must not grow until it is shown.
    if (typeof document !== "undefined") document.addEventListener("visibilitychange", () => document.hidden && this.flush());
  }

  // What the worker said.
  take(message: ToPage): void {
    if (message.say !== "link") this.linkTold = { ...this.linkTold, heard: Date.now() };
    if (message.say === "began") {
      this.replace(message.deltas);
    } else if (message.say === "deltas") {
      this.isOpen = true;
      for (const delta of message.deltas) this.fold(delta);
    } else if (message.say === "link") {
      this.linkTold = { link: message.link, heard: message.heard };
      this.touch("link");
    } else if (message.say === "clock") {
      this.clockTold = message.clock;
      this.touch("clock");
    } else {
      this.track.take(message.body);
      this.touch("positions");
    }
  }

  // Whether a first picture has come.
  get opened(): boolean {
    return this.isOpen;
  }

  get link(): LinkTold {
    return this.linkTold;
  }

  // The town's time now; ms since 1970.
  now(): number {
    return this.clockTold.at + (Date.now() - this.clockTold.heard) * this.clockTold.rate;
  }

  // What the town's clock showed when this machine's showed that. Milliseconds since 1970.
  then(wall: number): number {
    return this.now() - (Date.now() - wall) * this.rate;
  }

  get rate(): number {
    return this.clockTold.rate;
  }

  // Kinds of which anything was ever known here.
  kindsSeen(): readonly string[] {
    return [...this.kinds.keys()].sort();
  }

  version(topic: string): number {
    return topic === "*" ? this.all : (this.versions.get(topic) ?? 0);
  }

  // Calls when a topic changed: a kind, `kind/id`, `link`, `clock`, `positions`, or `*` for all.
  on(topic: string, listener: () => void): () => void {
    let found = this.listeners.get(topic);
    if (!found) this.listeners.set(topic, (found = new Set()));
    found.add(listener);
    return () => {
      found.delete(listener);
    };
  }

  // Calls with each frame's changes, in turn.
  hear(heard: Heard): () => void {
    this.hearers.add(heard);
    return () => {
      this.hearers.delete(heard);
    };
  }

  private replace(deltas: readonly Delta[]): void {
    this.isOpen = this.isOpen || deltas.length > 0;
    const kept = new Set(deltas.map((each) => `${each.kind}/${each.id}`));
    for (const [kind, subjects] of this.kinds) {
      for (const id of [...subjects.keys()]) {
        if (!kept.has(`${kind}/${id}`)) this.fold({ verb: "withdrawn", kind, id });
      }
    }
    for (const delta of deltas) this.fold(delta);
  }

  private fold(delta: Delta): void {
    let kind = this.kinds.get(delta.kind);
    if (!kind) this.kinds.set(delta.kind, (kind = new Map()));
    const before = kind.get(delta.id);
    if (delta.verb === "withdrawn") kind.delete(delta.id);
    else if (delta.verb === "disclosed") kind.set(delta.id, delta.fields ?? {});
    else kind.set(delta.id, { ...before, ...delta.fields });
    this.waiting.push({ kind: delta.kind, id: delta.id, before, after: kind.get(delta.id) });
    this.ask();
  }

  private touch(topic: string): void {
    this.versions.set(topic, this.version(topic) + 1);
    for (const each of this.listeners.get(topic) ?? []) each();
  }

  private ask(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    if (typeof document !== "undefined" && !document.hidden) requestAnimationFrame(() => this.flush());
    // A page long hidden has its timers held back for up to a minute; a crew in danger cannot wait for
    // one. What comes after a second's rest is told with the message that brought it.
    else if (performance.now() - this.flushed >= HIDDEN_MS) queueMicrotask(() => this.flush());
    else setTimeout(() => this.flush(), HIDDEN_MS);
  }

  private flush(): void {
    if (!this.isAsked) return;
    this.isAsked = false;
    this.flushed = performance.now();
    const changes = this.waiting;
    this.waiting = [];
    for (const heard of this.hearers) heard(changes);
    const topics = new Set<string>();
    for (const each of changes) topics.add(each.kind).add(`${each.kind}/${each.id}`);
    this.all += 1;
    for (const topic of topics) this.touch(topic);
    for (const each of this.listeners.get("*") ?? []) each();
  }
}

const DOES = { join: "start", again: "again", forget: "forget", leave: "stop" } as const;

// Holds a lock of its own as long as the page lives, so that the worker learns of its end however it
// comes, and tells its name once it is held. What is returned lets go of it. Without locks (a page
// that came neither over TLS nor from this machine) there is no name.
function living(held: (name: string | undefined) => void): () => void {
  if (navigator.locks === undefined) {
    held(undefined);
    return () => undefined;
  }
  const name = `tocsin-page-${crypto.randomUUID()}`;
  let letGo: () => void = () => undefined;
  const end = new Promise<void>((done) => (letGo = done));
  void navigator.locks.request(name, () => {
    held(name);
    return end;
  });
  return () => letGo();
}

// Joins the worker that holds the stream; `take` may stand between it and the store.
export function joined(store: Store, take: (message: ToPage) => void = (message) => store.take(message)): { again(): void; forget(): void; leave(): void } {
  const told = (event: MessageEvent<ToPage>) => take(event.data);
  let ask: (message: ToWorker) => void;
  if (typeof SharedWorker === "undefined") {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "tocsin" });
    worker.onmessage = told;
    ask = (message) => worker.postMessage(message);
  } else {
    const shared = new SharedWorker(new URL("./worker.ts", import.meta.url), { type: "module", name: "tocsin" });
    shared.port.onmessage = told;
    shared.port.start();
    ask = (message) => shared.port.postMessage(message);
    // Where its script cannot be had (a page out of a phone's own store, without a link), the page
    // holds the stream itself.
    shared.onerror = () => void import("./link.ts").then(({ Link }) => {
      const link = new Link(take);
      ask = (message) => link[DOES[message.ask]]();
      window.addEventListener("online", () => link.hurry());
      link.start();
    });
  }
  let life = living((name) => ask({ ask: "join", life: name }));
  window.addEventListener("pagehide", () => {
    ask({ ask: "leave" });
    life();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) life = living((name) => ask({ ask: "join", life: name }));
  });
  return { again: () => ask({ ask: "again" }), forget: () => ask({ ask: "forget" }), leave: () => ask({ ask: "leave" }) };
}
