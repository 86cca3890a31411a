// The picture of another time, asked for whole: the same screens show it, and nothing can be sent.

import { ask } from "../act/door.ts";
import type { Store } from "../live/store.ts";
import { pictureOf, type Fields, type Picture } from "../picture/picture.ts";
import type { PastTold } from "./console.tsx";

const PAGE = 1_000;

interface Page {
  readonly subjects: readonly { readonly id: string; readonly fields: Fields }[];
  readonly next: string | null;
}

// The picture, or the sentence that says why there is none. Kinds are those that this viewer has
// seen something of.
export async function pictureThen(asked: PastTold, store: Store, unanswered: string): Promise<Picture | string> {
  const kinds = store.kindsSeen();
  const found = new Map<string, Map<string, Fields>>();
  for (const kind of kinds) {
    const subjects = new Map<string, Fields>();
    let after: string | null = null;
    do {
      const query = new URLSearchParams({ [asked.question]: asked.at, limit: String(PAGE), ...(after ? { after } : {}) });
      const answer = await ask<Page>(`/v1/at/${kind}?${query.toString()}`, { patience_ms: 60_000 });
      if (answer.is === "refused") return `${answer.refusal.detail} ${answer.refusal.next}`;
      if (answer.is === "unknown") return unanswered;
      for (const each of answer.body.subjects) subjects.set(each.id, each.fields);
      after = answer.body.next;
    } while (after);
    found.set(kind, subjects);
  }
  return pictureOf(found);
}
