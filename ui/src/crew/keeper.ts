// The last picture that this phone was shown, kept for a reload without link: the job and what
// belongs to it, nothing else. It stands until the town is heard again.

import type { Store } from "../live/store.ts";
import type { Clock, Delta, ToPage } from "../live/protocol.ts";
import type { Picture } from "../picture/picture.ts";
import type { Shelf } from "./shelf.ts";
import { unitOf } from "./seen.ts";
import type { Crew, Town } from "./who.ts";

const SAVED_AFTER_MS = 700;
const NAME = "picture";

export interface Kept {
  readonly town: Town;
  readonly me: Crew;
  readonly unit: string | null;
  readonly deltas: readonly Delta[];
  readonly clock: Clock;
  // When the town was heard last, by this phone's clock.
  readonly heard: number;
}

export class Keeper {
  private readonly store: Store;
  private readonly shelf: Shelf;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private isOld = false;
  private heard = 0;
  private who: { town: Town; me: Crew; unit: string | null } | null = null;

  constructor(store: Store, shelf: Shelf) {
    this.store = store;
    this.shelf = shelf;
    store.on("*", () => this.soon());
  }

  async restore(): Promise<Kept | null> {
    const kept = await this.shelf.kept<Kept>(NAME).catch(() => undefined);
    if (!kept) return null;
    this.isOld = true;
    this.heard = kept.heard;
    this.store.take({ say: "clock", clock: kept.clock });
    this.store.take({ say: "deltas", deltas: kept.deltas, at: kept.clock.at });
    this.store.take({ say: "link", link: { is: "joining" }, heard: kept.heard });
    return kept;
  }

  // What the worker says, with the old picture kept until a new one is there.
  take = (message: ToPage): void => {
    if (message.say === "link" && message.link.is === "ended") this.isOld = false;
    else if (this.isOld && message.say === "began" && message.deltas.length === 0) return;
    else if (this.isOld && message.say === "link" && message.heard === 0) {
      const link = message.link.is === "lost" ? { ...message.link, since: this.heard } : message.link;
      this.store.take({ ...message, link, heard: this.heard });
      return;
    } else if (this.isOld && (message.say === "deltas" || message.say === "began")) {
      this.isOld = false;
      if (message.say === "deltas") this.store.take({ say: "began", deltas: [] });
    }
    this.store.take(message);
  };

  is(town: Town, me: Crew, unit: string | null): void {
    this.who = { town, me, unit };
    this.soon();
  }

  stop(): void {
    this.who = null;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private soon(): void {
    if (this.isOld || !this.who || !this.store.opened) return;
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.save();
    }, SAVED_AFTER_MS);
  }

  private async save(): Promise<void> {
    if (!this.who || this.isOld || this.store.link.link.is !== "live") return;
    const { unit } = this.who;
    const clock: Clock = { at: this.store.now(), heard: Date.now(), rate: this.store.rate };
    const kept: Kept = { ...this.who, deltas: unit ? ownOf(this.store.picture, unit) : [], clock, heard: this.store.link.heard };
    await this.shelf.keep(NAME, kept).catch(() => undefined);
  }
}

// The job of a unit and all that belongs to it.
function ownOf(picture: Picture, unitId: string): Delta[] {
  const unit = unitOf(picture, unitId);
  const found: Delta[] = [];
  const put = (kind: string, id: string | null | undefined) => {
    const fields = id ? picture.of(kind).get(id) : undefined;
    if (id && fields) found.push({ verb: "disclosed", kind, id, fields });
  };
  put("units", unitId);
  put("custody", unitId);
  for (const [id, team] of picture.of("teams")) {
    const units = Array.isArray(team["units"]) ? team["units"] : [];
    if (!units.includes(unitId)) continue;
    put("teams", id);
    for (const other of units) if (other !== unitId) put("units", String(other));
  }
  put("stations", unit?.station);
  for (const seat of unit?.seats ?? []) put("people", seat.person);
  for (const [id] of picture.of("settings")) put("settings", id);
  for (const [id, each] of picture.of("facilities")) if (each["kind"] === "hospital") put("facilities", id);
  for (const [id, each] of picture.of("obligations")) if (each["subject"] === `unit/${unitId}`) put("obligations", id);
  for (const incident of [unit?.incident, ...(unit?.stack ?? [])]) {
    for (const kind of ["incidents", "runs", "posts"]) put(kind, incident);
    put("narratives", incident && `incident/${incident}`);
    if (!incident) continue;
    for (const [id, each] of picture.of("units")) if (id !== unitId && each["incident"] === incident) put("units", id);
  }
  return found;
}
