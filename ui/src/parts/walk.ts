// The one way through a list by keys: arrows, Home, End, Page keys, and the first letters of a row.

const TYPED_MS = 700;

// Where a key leads from `at` (none: -1) in a list of so many rows; null where it leads nowhere.
// `way` is where to look on where the row that is met is none (a title between rows).
export function step(key: string, at: number, count: number, page: number): { readonly to: number; readonly way: 1 | -1 } | null {
  const within = (to: number) => Math.min(count - 1, Math.max(0, to));
  switch (key) {
    case "ArrowDown":
      return { to: within(at + 1), way: 1 };
    case "ArrowUp":
      return { to: within(at < 0 ? 0 : at - 1), way: -1 };
    case "Home":
      return { to: 0, way: 1 };
    case "End":
      return { to: within(count - 1), way: -1 };
    case "PageDown":
      return { to: within(at + page), way: 1 };
    case "PageUp":
      return { to: within(at - page), way: -1 };
    default:
      return null;
  }
}

// Whether a key is a letter that finds a row; space, slash and question mark do other things.
export function spells(event: { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean }): boolean {
  return event.key.length === 1 && !" /?".includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
}

// What is typed within a moment belongs together; the same letter again goes to the next row.
export class Spelling {
  private text = "";
  private since = -Infinity;

  // The row that begins so, from `at` on and round; null where none does. `textOf` is null of what
  // is no row.
  find(letter: string, at: number, count: number, textOf: (index: number) => string | null, now: number): number | null {
    this.text = (now - this.since < TYPED_MS ? this.text : "") + letter.toLocaleLowerCase();
    this.since = now;
    const from = this.text.length === 1 ? at + 1 : Math.max(at, 0);
    for (let turn = 0; turn < count; turn += 1) {
      const next = (from + turn) % count;
      if (textOf(next)?.toLocaleLowerCase().startsWith(this.text)) return next;
    }
    return null;
  }
}
