// What one source of the map holds: changed by id, and handed on as the difference. One difference is
// under way at a time; what changes meanwhile goes with the next, the last word on each id.

import type * as GeoJSON from "geojson";

export type Feature = GeoJSON.Feature<GeoJSON.Geometry, Record<string, unknown>>;

// As much of a source as is needed here (MapLibre's GeoJSONSource).
export interface Drawn {
  updateData(difference: { remove: string[]; add: Feature[] }): Promise<unknown>;
}

export class Sheet {
  private readonly features = new Map<string, Feature>();
  private waiting = new Set<string>();
  // Ids that the source has, or is being given.
  private shown = new Set<string>();
  private isUnderWay = false;

  get size(): number {
    return this.features.size;
  }

  // Null: there is none any more.
  put(id: string, feature: Feature | null): void {
    if (feature) this.features.set(id, feature);
    else if (!this.features.delete(id)) return;
    this.waiting.add(id);
  }

  // All of it, for a source that begins; nothing waits then.
  whole(): GeoJSON.FeatureCollection {
    this.waiting = new Set();
    this.shown = new Set(this.features.keys());
    this.isUnderWay = false;
    return { type: "FeatureCollection", features: [...this.features.values()] };
  }

  // None of it, for a source that begins empty and is given all by and by.
  none(): GeoJSON.FeatureCollection {
    this.whole();
    this.waiting = new Set(this.features.keys());
    this.shown = new Set();
    return { type: "FeatureCollection", features: [] };
  }

  // Hands on what changed, of so many features at most. False: something still waits, for the source is
  // busy with what it was given before, or there was more.
  draw(source: Drawn, most = Infinity): boolean {
    if (this.waiting.size === 0) return true;
    if (this.isUnderWay) return false;
    const [remove, add]: [string[], Feature[]] = [[], []];
    for (const id of this.waiting) {
      if (remove.length + add.length >= most) break;
      this.waiting.delete(id);
      const feature = this.features.get(id);
      if (feature) add.push(feature);
      else if (this.shown.has(id)) remove.push(id);
      if (feature) this.shown.add(id);
      else this.shown.delete(id);
    }
    if (remove.length + add.length === 0) return true;
    this.isUnderWay = true;
    const { shown } = this;
    const settled = () => {
      // Of a source that was begun anew meanwhile, nothing is under way.
      if (this.shown === shown) this.isUnderWay = false;
    };
    source.updateData({ remove, add }).then(settled, settled);
    return this.waiting.size === 0;
  }
}
