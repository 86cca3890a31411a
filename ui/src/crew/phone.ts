// This phone: the shell that is kept on it, installing, and being woken.

import { ask } from "../act/door.ts";

export const SHELL = "tocsin-crew-shell-";
export const GROUND = "tocsin-crew-ground";

// The browser's own question, kept until the person asks for it.
interface InstallAsk extends Event {
  prompt(): Promise<unknown>;
}

interface Told {
  // Everything the page is made of lies on this phone.
  readonly isKept: boolean;
  // A newer page lies ready; it is taken when the person says so.
  readonly isNewer: boolean;
  readonly mayInstall: boolean;
}

let told: Told = { isKept: false, isNewer: false, mayInstall: false };
let installAsk: InstallAsk | null = null;
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

function tell(change: Partial<Told>): void {
  told = { ...told, ...change };
  listeners.forEach((each) => each());
}

export const phone = {
  get told(): Told {
    return told;
  },
  on: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  install: (): void => void installAsk?.prompt().then(() => tell({ mayInstall: false })),
  // The newer page: its worker takes over, and the page is read anew.
  takeNewer: (): void => {
    navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
    waiting?.postMessage({ say: "take-over" });
  },
};

export function keepShell(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installAsk = event as InstallAsk;
    tell({ mayInstall: true });
  });
  // Only where the page came over TLS or from this machine; elsewhere it works as long as it is open.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.register("/crew/sw.js", { scope: "/crew" }).then((registration) => {
    // Some browsers can be told to take none, and say nothing.
    if (!registration) return;
    const look = () => {
      waiting = registration.waiting;
      tell({ isKept: registration.active !== null, isNewer: registration.waiting !== null && registration.active !== null });
    };
    look();
    const follow = (worker: ServiceWorker | null) => worker?.addEventListener("statechange", look);
    follow(registration.installing);
    registration.addEventListener("updatefound", () => follow(registration.installing));
  }, () => tell({ isKept: false }));
}

// Signed out: neither the map nor a wake-up stays.
export async function forgetThisPhone(): Promise<void> {
  try {
    await caches.delete(GROUND);
    const registration = await navigator.serviceWorker.getRegistration("/crew");
    await (await registration?.pushManager?.getSubscription())?.unsubscribe();
  } catch {
    // A browser without them had nothing to forget.
  }
}

export type Waking = "on" | "off" | "blocked" | "cannot" | "absent";

async function pushing(): Promise<PushManager | null> {
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return null;
  return (await navigator.serviceWorker.getRegistration("/crew"))?.pushManager ?? null;
}

export async function wakingNow(): Promise<Waking> {
  const manager = await pushing();
  if (!manager) return "cannot";
  if (Notification.permission === "denied") return "blocked";
  return (await manager.getSubscription()) ? "on" : "off";
}

// Asks the browser, then the town, to wake this phone for an order (RFC 8030, 8292).
export async function wake(): Promise<Waking> {
  const manager = await pushing();
  if (!manager) return "cannot";
  const key = await ask<{ readonly key: string }>("/v1/push/key");
  if (key.is !== "done") return "absent";
  if ((await Notification.requestPermission()) !== "granted") return "blocked";
  try {
    const subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key.body.key });
    const answer = await ask("/v1/me/push", { body: { subscription: subscription.toJSON() } });
    if (answer.is === "done") return "on";
    await subscription.unsubscribe();
    return "absent";
  } catch {
    return "cannot";
  }
}

// Whoever signs out is woken no more.
export async function unwake(): Promise<void> {
  if ((await wakingNow()) === "on") await ask("/v1/me/push", { body: {} });
}
