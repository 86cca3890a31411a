// What stands, as text to begin a summary with: a person goes on from there.

import type { Board } from "../../picture/board.ts";
import { told } from "../../picture/needs.ts";
import type { Picture } from "../../picture/picture.ts";
import { clockTime } from "../../shell/time.ts";
import type { Words } from "../../words/words.ts";
import { aboutOf } from "../due/settling.ts";
import type { Left } from "./summary.ts";

const FIRST = 8;

export function inWords(board: Board, left: Left, picture: Picture, now: number, zone: string, words: Words): string {
  const time = (at: number) => clockTime(at, zone, false);
  const lines = [words.say("board-told", { needs: board.needs.length, working: board.working.length, quiet: board.quiet.length })];
  for (const each of board.needs.slice(0, FIRST)) {
    const place = each.place ? `, ${words.tell(each.place)}` : "";
    lines.push(`– ${each.kind === "incidents" ? `${each.number} ` : ""}${words.tell(each.what)}${place}: ${each.reasons.map((reason) => words.tell(told(reason, now))).join(" ")}`);
  }
  for (const each of left.out) lines.push(`– ${each.callSign} ${words.code("status", "out_of_service")}: ${each.because ?? words.say("out-unsaid")}${each.back === null ? "" : `, ${words.say("back-at", { time: time(each.back) })}`}`);
  for (const each of left.closures) lines.push(`– ${words.say("handover-closed", { where: each.where })}${each.ends === null ? "" : `, ${words.say("until-time", { time: time(each.ends) })}`}`);
  for (const each of [...left.overdue, ...left.coming].slice(0, FIRST)) {
    const { what, name } = aboutOf(each, picture);
    lines.push(`– ${words.say("handover-owed", { what, name, time: time(each.due) })}`);
  }
  return lines.join("\n");
}
