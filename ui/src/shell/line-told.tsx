// What stands beside and over the command line: what Enter will do, and what could stand next.

import { KeyCap } from "../parts/key-cap.tsx";
import { named } from "../picture/named.ts";
import { useConsole } from "./console.tsx";
import type { Choice, Echo } from "./line-answers.ts";

interface ChoicesProps {
  readonly id: string;
  readonly choices: readonly Choice[];
  readonly chosen: number;
  readonly take: (choice: Choice) => void;
}

export function Choices({ id, choices, chosen, take }: ChoicesProps) {
  const { words } = useConsole();
  return (
    <ul className="choices" id={id} role="listbox" aria-label={words.say("choices")}>
      {choices.map((each, number) => (
        <li
          key={`${each.kind}/${each.text}`}
          id={`${id}-${number}`}
          role="option"
          aria-selected={number === chosen}
          aria-disabled={!each.is_allowed}
          onPointerDown={(event) => {
            event.preventDefault();
            if (each.is_allowed) take(each);
          }}
        >
          <span className="mono">{each.is_allowed ? each.label : <s>{each.label}</s>}</span>
          <span>{each.is_allowed ? each.detail : each.why}</span>
          {number === Math.max(0, chosen) && <KeyCap keys="Tab" />}
        </li>
      ))}
    </ul>
  );
}

export function toneOf(echo: Echo): string {
  if (echo.is === "says") return echo.preview.would?.outcome === "refused" ? "refused" : "says";
  return echo.is;
}

export function EchoTold({ echo }: { readonly echo: Echo }) {
  const { words, store } = useConsole();
  if (echo.is === "nothing") return null;
  if (echo.is === "away") return words.say("echo-away");
  if (echo.is === "wrong") return echo.refusal.detail;
  const { says, would } = echo.preview;
  if (would?.outcome === "refused") {
    return (
      <>
        {says} <strong>{named(would.why ?? "", store.picture)}</strong> {would.next}
      </>
    );
  }
  return (
    <>
      <KeyCap keys="↵" /> {says}
    </>
  );
}
