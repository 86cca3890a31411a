// Warnings: all of them, each whole from the draft to the review, and one that is being written.

import type { ScreenProps } from "../../shell/screens.ts";
import { Compose } from "./compose.tsx";
import { WarningList } from "./list.tsx";
import { OneWarning } from "./one.tsx";
import "../pages.css";
import "./warn.css";

export default function Warn({ rest }: ScreenProps) {
  const [id, deed] = rest;
  if (id === "new") return <Compose key="new" deed="draft" id={null} />;
  if (id && (deed === "update" || deed === "cancel" || deed === "revise")) return <Compose key={`${id} ${deed}`} deed={deed} id={id} />;
  return rest[0] ? <OneWarning key={rest[0]} id={rest[0]} /> : <WarningList />;
}
