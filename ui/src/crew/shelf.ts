// What this phone keeps over a reload and without a link: reports, the last picture, what was taken.
// Kept by the browser (IndexedDB); where it keeps nothing, for as long as the page is open.

import type { Report } from "./report.ts";

const NAME = "tocsin-crew";
const REPORTS = "reports";
const KEPT = "kept";

export interface Shelf {
  // Whether it outlives this page.
  readonly isLasting: boolean;
  readonly reports: () => Promise<Report[]>;
  // On the disk when it returns.
  readonly put: (report: Report) => Promise<void>;
  readonly drop: (key: string) => Promise<void>;
  readonly kept: <T>(name: string) => Promise<T | undefined>;
  readonly keep: (name: string, value: unknown) => Promise<void>;
  // Forgets everything: somebody signed out.
  readonly wipe: () => Promise<void>;
  // Forgets what was seen; reports that wait stay.
  readonly forget: () => Promise<void>;
}

export async function openShelf(): Promise<Shelf> {
  try {
    return shelfOn(await opened());
  } catch {
    return passing();
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(REPORTS, { keyPath: "key" });
      asked.result.createObjectStore(KEPT);
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
    asked.onblocked = () => failed(new Error("blocked"));
  });
}

function shelfOn(base: IDBDatabase): Shelf {
  const write = (stores: string[], act: (of: (name: string) => IDBObjectStore) => void): Promise<void> =>
    new Promise((done, failed) => {
      const change = base.transaction(stores, "readwrite", { durability: "strict" });
      act((name) => change.objectStore(name));
      change.oncomplete = () => done();
      change.onerror = change.onabort = () => failed(change.error);
    });
  const read = <T>(store: string, ask: (of: IDBObjectStore) => IDBRequest): Promise<T> =>
    new Promise((done, failed) => {
      const asked = ask(base.transaction(store).objectStore(store));
      asked.onsuccess = () => done(asked.result as T);
      asked.onerror = () => failed(asked.error);
    });
  return {
    isLasting: true,
    reports: () => read<Report[]>(REPORTS, (of) => of.getAll()),
    put: (report) => write([REPORTS], (of) => void of(REPORTS).put(report)),
    drop: (key) => write([REPORTS], (of) => void of(REPORTS).delete(key)),
    kept: <T>(name: string) => read<T | undefined>(KEPT, (of) => of.get(name)),
    keep: (name, value) => write([KEPT], (of) => void of(KEPT).put(value, name)),
    wipe: () => write([REPORTS, KEPT], (of) => [REPORTS, KEPT].forEach((each) => void of(each).clear())),
    forget: () => write([KEPT], (of) => void of(KEPT).clear()),
  };
}

function passing(): Shelf {
  const reports = new Map<string, Report>();
  const kept = new Map<string, unknown>();
  return {
    isLasting: false,
    reports: async () => [...reports.values()],
    put: async (report) => void reports.set(report.key, report),
    drop: async (key) => void reports.delete(key),
    kept: async <T>(name: string) => kept.get(name) as T | undefined,
    keep: async (name, value) => void kept.set(name, value),
    wipe: async () => [reports, kept].forEach((each) => each.clear()),
    forget: async () => kept.clear(),
  };
}
