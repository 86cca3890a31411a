// One board for all screens of a page: kept up with the stream, looked at again each second.

import { useSyncExternalStore } from "react";
import type { Store } from "../live/store.ts";
import { board as boardOf, Desk, type Board } from "../picture/board.ts";
import { LIMITS, type Limits } from "../picture/limits.ts";
import type { Picture } from "../picture/picture.ts";
import { useConsole } from "./console.tsx";
import type { TownTold } from "./town.ts";

export class BoardKeeper {
  private readonly desk: Desk;
  private readonly store: Store;
  private readonly listeners = new Set<() => void>();
  private shown: Board;

  constructor(store: Store, code: string, limits: Limits) {
    this.store = store;
    this.desk = new Desk(store.picture, code, limits);
    this.shown = this.desk.at(store.now());
  }

  // Until the console is left.
  begin(): () => void {
    const off = this.store.hear((changes) => {
      this.desk.heed(changes);
      this.look();
    });
    // What came between being made and hearing was not heard.
    this.desk.restart();
    this.look();
    const timer = setInterval(() => this.look(), 1_000);
    return () => {
      off();
      clearInterval(timer);
    };
  }

  readonly on = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  readonly now = (): Board => this.shown;

  private look(): void {
    const next = this.desk.at(this.store.now());
    if (next === this.shown) return;
    this.shown = next;
    for (const each of this.listeners) each();
  }
}

export function limitsOf(town: TownTold): Limits {
  return { ...LIMITS, ...(town.limits as unknown as Partial<Limits>) };
}

// Boards of other times, reckoned once for all parts of a screen that ask.
const THEN = new WeakMap<Picture, Board>();

function boardThen({ picture, at }: { readonly picture: Picture; readonly at: string }, town: TownTold): Board {
  const found = THEN.get(picture) ?? boardOf(picture, Date.parse(at), town.code, limitsOf(town));
  THEN.set(picture, found);
  return found;
}

// The board shown: of now, or of the time that is looked back at.
export function useBoard(): Board {
  const { boards, past, town } = useConsole();
  const live = useSyncExternalStore(boards.on, boards.now);
  return past ? boardThen(past, town) : live;
}
