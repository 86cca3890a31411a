// Until when this person has seen the talk of each incident: this seat's own, gone with its tab and
// with another person.

const SHELF = "tocsin-talk-seen";

export function seenUntil(incident: string): number {
  return all()[incident] ?? 0;
}

export function haveSeen(incident: string, at: number): void {
  try {
    sessionStorage.setItem(SHELF, JSON.stringify({ ...all(), [incident]: at }));
  } catch {
    // Then it is new once more.
  }
}

function all(): Readonly<Record<string, number>> {
  try {
    return JSON.parse(sessionStorage.getItem(SHELF) ?? "{}") as Record<string, number>;
  } catch {
    return {};
  }
}
