// One stream for all pages of this browser: a shared worker, where there is one. (Browsers open at
// most six connections to a host: twenty pages with a stream each would stop each other.)

import { Link } from "./link.ts";
import type { ToPage, ToWorker } from "./protocol.ts";

type Port = { postMessage(message: ToPage): void; onmessage: ((event: MessageEvent<ToWorker>) => void) | null };

const ports = new Set<Port>();
const link = new Link((message) => {
  for (const port of ports) port.postMessage(message);
});

function joined(port: Port): void {
  port.onmessage = ({ data }) => {
    if (data.ask === "leave") {
      ports.delete(port);
      if (ports.size === 0) link.stop();
    } else if (data.ask === "again") {
      link.again();
    } else if (data.ask === "forget") {
      link.forget();
    } else if (!ports.has(port)) {
      ports.add(port);
      for (const each of link.opening()) port.postMessage(each);
      if (link.isEnded) link.again();
      else link.start();
    }
  };
}

if ("onconnect" in self) {
  (self as unknown as SharedWorkerGlobalScope).onconnect = (event) => {
    const port = event.ports[0];
    if (port) joined(port);
  };
} else {
  joined(self as unknown as Port);
}
self.addEventListener("online", () => link.hurry());
