import assert from "node:assert/strict";
import { test } from "node:test";
import { Pages, type Port } from "./pages.ts";
import type { ToPage, ToWorker } from "./protocol.ts";

class Page implements Port {
  onmessage: Port["onmessage"] = null;
  readonly heard: ToPage[] = [];
  end: () => void = () => undefined;

  postMessage(message: ToPage): void {
    this.heard.push(message);
  }

  ask(data: ToWorker): void {
    this.onmessage?.({ data } as MessageEvent<ToWorker>);
  }

  // Holds its lock until it ends, as the store of a page does.
  async join(pages: Pages, name: string): Promise<void> {
    pages.come(this);
    await new Promise<void>((held) => void navigator.locks.request(name, () => {
      this.ask({ ask: "join", life: name });
      held();
      return new Promise<void>((end) => (this.end = end));
    }));
  }
}

function served() {
  let isOn = false;
  let tell: (message: ToPage) => void = () => undefined;
  const pages = new Pages((told) => {
    tell = told;
    return { isEnded: false, opening: () => [], start: () => void (isOn = true), stop: () => void (isOn = false), again: () => undefined, forget: () => undefined };
  });
  return { pages, tell: (age_s: number) => tell({ say: "link", link: { is: "stale", age_s }, heard: 0 }), isOn: () => isOn };
}

const soon = () => new Promise((done) => setTimeout(done, 20));

test("a page that crashed is not told any more, and the stream ends with the last one", async () => {
  const { pages, tell, isOn } = served();
  const [one, other] = [new Page(), new Page()];
  await one.join(pages, "one");
  await other.join(pages, "other");
  await soon();
  assert.equal(pages.count, 2, "who lives stays");
  one.end();
  await soon();
  tell(1);
  assert.deepEqual([one.heard.length, other.heard.length, pages.count], [0, 1, 1]);
  other.end();
  await soon();
  assert.deepEqual([pages.count, isOn()], [0, false]);
});

test("a page that left and came back is not thrown out by the end of its first stay", async () => {
  const { pages } = served();
  const page = new Page();
  await page.join(pages, "first");
  page.ask({ ask: "leave" });
  const { end } = page;
  await page.join(pages, "second");
  end();
  await soon();
  assert.equal(pages.count, 1);
  page.end();
});

test("without locks a page stays until it says that it leaves", () => {
  const { pages, isOn } = served();
  const page = new Page();
  pages.come(page);
  page.ask({ ask: "join" });
  assert.deepEqual([pages.count, isOn()], [1, true]);
  page.ask({ ask: "leave" });
  assert.deepEqual([pages.count, isOn()], [0, false]);
});
