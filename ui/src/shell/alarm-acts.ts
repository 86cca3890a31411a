// What is done about an alarm: the line of a crew's call, and the way to what any other is about.

import type { Alarm } from "../picture/alarms.ts";
import type { Picture } from "../picture/picture.ts";
import type { Console } from "./console.tsx";
import { entryName } from "./lines.ts";
import { go } from "./route.ts";

// The line that says who has it; where nobody was asked, that calls those who answer crews.
export function lineOf(alarm: Alarm, picture: Picture): string {
  const entry = entryName(picture, alarm.entry ?? "");
  return alarm.act === "ask-desk" ? `RD ${entry} dispatcher duty_officer` : `ACK ${entry}`;
}

const LINES: Readonly<Record<string, (number: string) => string>> = { send: (number) => `D ${number} `, close: (number) => `CL ${number}` };

// Goes to what an alarm is about, and begins the line of its act where it has one.
export function showOf(alarm: Alarm, { select, write, past }: Pick<Console, "select" | "write" | "past">): void {
  const { kind, id } = alarm.about;
  if (alarm.kind === "limbo" || alarm.kind === "call-between") go("/neighbours");
  else if (kind === "reports") go(`/calls/${encodeURIComponent(id)}`);
  else if (kind === "units") go(`/units/${encodeURIComponent(id)}`);
  else if (kind !== "incidents") go("/due");
  else {
    select({ incident: id });
    go("/desk");
    const line = LINES[alarm.act];
    if (line && !past) write(line(alarm.number));
  }
}
