// The wall display: the board from four metres, without the command line, kept awake.

import type { ScreenProps } from "../../shell/screens.ts";
import { Board, useWakeLock } from "./board.tsx";

export default function Wall(_: ScreenProps) {
  useWakeLock();
  return <Board isWall />;
}
