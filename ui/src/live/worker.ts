// One stream for all pages of this browser: a shared worker, where there is one. (Browsers open at
// most six connections to a host: twenty pages with a stream each would stop each other.)

import { Link } from "./link.ts";
import { Pages, type Port } from "./pages.ts";

let link: Link;
const pages = new Pages((told) => (link = new Link(told)));

if ("onconnect" in self) {
  (self as unknown as SharedWorkerGlobalScope).onconnect = (event) => {
    const port = event.ports[0];
    if (port) pages.come(port);
  };
} else {
  pages.come(self as unknown as Port);
}
self.addEventListener("online", () => link.hurry());
