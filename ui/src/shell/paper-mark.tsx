// Says of a fact that it was written on paper, on which sheet, and entered later.

import { useConsole } from "./console.tsx";

export function PaperMark({ sheet }: { readonly sheet: string | null | undefined }) {
  const { words } = useConsole();
  if (!sheet) return null;
  return <span className="tag paper" title={words.say("paper-mark-says", { sheet })}>{words.say("paper-mark")} <bdi dir="ltr">{sheet}</bdi></span>;
}
