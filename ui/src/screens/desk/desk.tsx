import type { ScreenProps } from "../../shell/screens.ts";
import { useKind } from "../../shell/console.tsx";

export default function Desk(_: ScreenProps) {
  const incidents = useKind("incidents");
  return <ul>{[...incidents.values()].map((each) => <li key={String(each["id"])}>{String(each["number"])} {String(each["summary"])}</li>)}</ul>;
}
