// How bad it is, by CAP's severity; of an all clear that it is one.

import { levelOf, Severity } from "../../parts/severity.tsx";
import type { Fields } from "../../picture/picture.ts";
import { part, text } from "../../picture/read.ts";
import { isAllClear, LEVELS } from "../../picture/warnings.ts";
import { useConsole } from "../../shell/console.tsx";

export function Danger({ fields, size = 18 }: { readonly fields: Fields; readonly size?: 18 | 24 }) {
  const { words } = useConsole();
  if (isAllClear(fields)) return <svg className="all-clear" viewBox="0 0 24 24" role="img" aria-label={words.code("cap-response", "AllClear")}><circle cx="12" cy="12" r="10" /><path d="m7 12.5 3.4 3.4 6.6-7.4" /></svg>;
  const severity = text(part(fields, "facts"), "severity") ?? "Unknown";
  return <Severity level={levelOf(LEVELS[severity])} word={words.code("cap-severity", severity)} size={size} />;
}
