// Warnings: all of them, and each whole, from the draft to the review.

import type { ScreenProps } from "../../shell/screens.ts";
import { WarningList } from "./list.tsx";
import { OneWarning } from "./one.tsx";
import "../pages.css";
import "./warn.css";

export default function Warn({ rest }: ScreenProps) {
  return rest[0] ? <OneWarning key={rest[0]} id={rest[0]} /> : <WarningList />;
}
