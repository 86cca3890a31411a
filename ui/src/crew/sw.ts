// The service worker of the crew page: the page itself without a link, the map around the job, and
// waking. It answers nothing else: reports and pictures go to the town or wait in the page.

declare const self: ServiceWorkerGlobalScope;

// Filled in when the ui is built (ui/build/crew-shell.ts): which build this is, what the page needs,
// and what may follow.
declare const __CREW_SHELL__: { readonly build: string; readonly needed: readonly string[]; readonly later: readonly string[] };

const SHELL_PREFIX = "tocsin-crew-shell-";
const SHELL = SHELL_PREFIX + __CREW_SHELL__.build;
const GROUND = "tocsin-crew-ground";
const PAGE = "/crew";
const PATIENCE_MS = 4_000;
const MOST_PIECES = 800;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([...__CREW_SHELL__.needed])));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(taken());
});

async function taken(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(SHELL_PREFIX) && name !== SHELL) await caches.delete(name);
  await self.clients.claim();
  const cache = await caches.open(SHELL);
  for (const each of __CREW_SHELL__.later) await cache.add(each).catch(() => undefined);
}

// A newer page waits until the person in front of it says so.
self.addEventListener("message", (event) => {
  if ((event.data as { say?: string } | null)?.say === "take-over") void self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === PAGE) event.respondWith(kept(PAGE, request));
  } else if (url.pathname.startsWith("/ui/assets/") || url.pathname.startsWith("/crew/")) {
    event.respondWith(kept(url.pathname, request));
  } else if (url.pathname.startsWith("/ground/")) {
    event.respondWith(piece(request, url));
  }
});

// From this phone; what is not here from the town.
async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(SHELL);
  return (await cache.match(path)) ?? fetch(request);
}

// A piece of the map: of the town, and without it as it was kept. Ranges are kept each under a name
// of its own, whole: a cache takes no partial answers.
async function piece(request: Request, url: URL): Promise<Response> {
  const range = request.headers.get("range") ?? "";
  const name = `${url.pathname}?${new URLSearchParams({ range })}`;
  const cache = await caches.open(GROUND);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 200 || answer.status === 206) await keep(cache, name, answer.clone());
    return answer;
  } catch (error) {
    const found = await cache.match(name);
    if (!found) throw error;
    const headers = new Headers(found.headers);
    const status = Number(headers.get("x-status") ?? 200);
    return new Response(await found.arrayBuffer(), { status, headers });
  }
}

async function keep(cache: Cache, name: string, answer: Response): Promise<void> {
  const headers = new Headers(answer.headers);
  headers.set("x-status", String(answer.status));
  await cache.put(name, new Response(await answer.arrayBuffer(), { status: 200, headers }));
  const names = await cache.keys();
  for (const old of names.slice(0, Math.max(0, names.length - MOST_PIECES))) await cache.delete(old);
}

// Woken. What the town sends says that there is something, not what: it goes through others' hands.
self.addEventListener("push", (event) => {
  event.waitUntil(woken(event.data));
});

async function woken(data: PushMessageData | null): Promise<void> {
  let told: { title?: string; body?: string } = {};
  try {
    told = (data?.json() ?? {}) as typeof told;
  } catch {
    told = { body: data?.text() ?? "" };
  }
  await self.registration.showNotification(told.title ?? "Tocsin", {
    body: told.body ?? "", tag: "tocsin-crew", requireInteraction: true, icon: "/crew/icon-192.png", data: PAGE,
  });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(opened());
});

async function opened(): Promise<void> {
  const pages = await self.clients.matchAll({ type: "window" });
  const found = pages.find((each) => new URL(each.url).pathname === PAGE);
  await (found ? found.focus() : self.clients.openWindow(PAGE));
}

export {};
