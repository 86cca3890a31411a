// The pages that one stream serves. A page that is left says so; one that crashed says nothing any
// more, but the lock it held falls to who waits for it.

import type { ToPage, ToWorker } from "./protocol.ts";

export interface Port {
  postMessage(message: ToPage): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

// As much of a link as pages need.
interface Stream {
  readonly isEnded: boolean;
  opening(): ToPage[];
  start(): void;
  stop(): void;
  again(): void;
  forget(): void;
}

export class Pages {
  // Each with what stops the watch over it.
  private readonly ports = new Map<Port, AbortController>();
  private readonly link: Stream;

  constructor(linked: (told: (message: ToPage) => void) => Stream) {
    this.link = linked((message) => {
      for (const port of this.ports.keys()) port.postMessage(message);
    });
  }

  get count(): number {
    return this.ports.size;
  }

  come(port: Port): void {
    port.onmessage = ({ data }) => {
      if (data.ask === "leave") this.leave(port);
      else if (data.ask === "again") this.link.again();
      else if (data.ask === "forget") this.link.forget();
      else if (!this.ports.has(port)) this.join(port, data.life);
    };
  }

  private join(port: Port, life: string | undefined): void {
    const left = new AbortController();
    this.ports.set(port, left);
    if (life !== undefined) this.watch(port, life, left.signal);
    for (const each of this.link.opening()) port.postMessage(each);
    if (this.link.isEnded) this.link.again();
    else this.link.start();
  }

  private watch(port: Port, life: string, left: AbortSignal): void {
    const ended = () => {
      if (!left.aborted) this.leave(port);
    };
    // Refused only where the page left before.
    navigator.locks.request(life, { signal: left }, ended).catch(() => undefined);
  }

  private leave(port: Port): void {
    this.ports.get(port)?.abort();
    this.ports.delete(port);
    if (this.ports.size === 0) this.link.stop();
  }
}
