// The files of a ground's map on this server: styles, and tiles in ranges.

import { FetchSource, PMTiles, type RangeResponse } from "pmtiles";
import type { StyleSpecification } from "maplibre-gl";

export type Look = "light" | "dark" | "contrast";

export interface GroundStyle {
  readonly look: Look;
  readonly json: StyleSpecification;
  readonly languages: readonly string[];
  readonly bounds: [number, number, number, number];
  readonly marks: Readonly<Record<string, string>>;
}

export class MapRefused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const AGAIN_MS = 500;
const FOLDER = new URL("/ground/", window.location.origin);

export class Source {
  private readonly headers: Headers;

  constructor(token: string | null) {
    this.headers = new Headers(token ? { Authorization: `Bearer ${token}` } : {});
  }

  // A style with the address of its tiles made whole. Addresses that lead elsewhere stay as they
  // are: the page's policy refuses them.
  async style(look: Look): Promise<GroundStyle> {
    const answer = await fetch(new URL(`style-${look}.json`, FOLDER), { headers: this.headers });
    if (!answer.ok) throw new MapRefused(answer.status, await reason(answer));
    const json = (await answer.json()) as StyleSpecification;
    for (const source of Object.values(json.sources)) {
      if (source.type === "vector" && source.url?.startsWith("pmtiles://")) {
        source.url = `pmtiles://${new URL(source.url.slice("pmtiles://".length), FOLDER)}`;
      }
    }
    const said = (json.metadata ?? {}) as Record<string, unknown>;
    return {
      look,
      json,
      languages: said["tocsin:languages"] as string[],
      bounds: said["tocsin:bounds"] as [number, number, number, number],
      marks: said["tocsin:marks"] as Record<string, string>,
    };
  }

  tiles(style: GroundStyle): PMTiles[] {
    return Object.values(style.json.sources).flatMap((source) =>
      source.type === "vector" && source.url
        ? [new PMTiles(new SteadySource(source.url.slice("pmtiles://".length), this.headers))]
        : [],
    );
  }
}

// A request that fails on its way is made once more: a tile that is missing is a hole in the map.
class SteadySource extends FetchSource {
  override async getBytes(offset: number, length: number, signal?: AbortSignal, etag?: string): Promise<RangeResponse> {
    try {
      return await super.getBytes(offset, length, signal, etag);
    } catch (error) {
      if (!(error instanceof TypeError) || signal?.aborted) throw error;
      await new Promise((again) => setTimeout(again, AGAIN_MS));
      return super.getBytes(offset, length, signal, etag);
    }
  }
}

async function reason(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const problem = JSON.parse(text) as { detail?: string; next?: string };
    return [problem.detail, problem.next].filter(Boolean).join(" ");
  } catch {
    return text || `The map cannot be read (${answer.status}).`;
  }
}
