// Who should go, asked of the town; and which advice a line follows, so that it stays with the order.

import type { Advised, Answers } from "../api/types.ts";
import { ask, type Answer } from "./door.ts";

export async function advised(incident: string, signal: AbortSignal): Promise<Answer<Answers["GET /v1/advice"]>> {
  return ask<Advised>(`/v1/advice?incident=${encodeURIComponent(incident)}`, { signal });
}

const MOST = 40;
const followed = new Map<string, string>();

// A proposal's lines, as they stand when a person takes one: changed by a letter, it is another line.
export function propose(lines: readonly string[], basis: string): void {
  for (const line of lines) {
    followed.delete(line);
    followed.set(line, basis);
  }
  for (const oldest of followed.keys()) {
    if (followed.size <= MOST) break;
    followed.delete(oldest);
  }
}

export function basisOf(line: string): string | undefined {
  return followed.get(line.trim());
}
