// Actual, exercise, test and past can be told apart in grey, from four metres and in any crop: a
// band with words, a hatched frame, the word in every panel's title, and the word tiled over all.

import { createContext, use, useId, type ReactNode } from "react";

export type Mode = "actual" | "exercise" | "test" | "past";

export interface Moded {
  readonly mode: Mode;
  // The word of it, as it stands in titles: "EXERCISE", "PAST 14:02".
  readonly word: string;
  // Of what town a past picture is: a past of a drill stays a drill.
  readonly of?: Mode | undefined;
}

const ModeContext = createContext<Moded>({ mode: "actual", word: "" });

export function useMode(): Moded {
  return use(ModeContext);
}

// The word for a panel's title; nothing in an actual picture.
export function ModeWord() {
  const { mode, word, of } = useMode();
  return mode === "actual" ? null : <span className="tag mode-word" data-mode={mode} data-of={of}>{word}</span>;
}

interface BandProps extends Moded {
  // What it means, in a sentence: "nothing typed here leaves this room".
  readonly says: ReactNode;
  // At the end: how to leave.
  readonly leave?: ReactNode;
}

export function ModeBand({ mode, word, says, leave }: BandProps) {
  if (mode === "actual") return null;
  return (
    <div className="mode-band" data-mode={mode} role="region" aria-label={word}>
      <strong className="patch mode-word">{mode === "past" ? word : `${word} · ${word} · ${word}`}</strong>
      <span className="patch says">{says}</span>
      {leave ? <span className="patch apart">{leave}</span> : null}
    </div>
  );
}

// In the ground's own colours and blended so that it lies under whatever is brighter (dark looks)
// or darker (light): no letter on it loses contrast.
export function Watermark({ mode, word, of }: Moded) {
  const id = useId();
  if (mode === "actual") return null;
  const across = Math.max(184, 64 + word.length * 11);
  return (
    <svg className="watermark" data-mode={mode} data-of={of} aria-hidden="true">
      <defs>
        <pattern id={id} width={across} height="92" patternUnits="userSpaceOnUse" patternTransform="rotate(-17)">
          <text x="8" y="28">{word}</text>
          <text x={8 + across / 2} y="74">{word}</text>
          <text x={8 - across / 2} y="74">{word}</text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}

interface FrameProps extends Moded {
  readonly says?: ReactNode;
  readonly leave?: ReactNode;
  readonly children: ReactNode;
}

export function ModeFrame({ mode, word, of, says, leave, children }: FrameProps) {
  return (
    <ModeContext value={{ mode, word, of }}>
      <div className="mode-frame" data-mode={mode} data-of={of}>
        <ModeBand mode={mode} word={word} says={says} leave={leave} />
        <div className="mode-body">{children}</div>
        <Watermark mode={mode} word={word} of={of} />
      </div>
    </ModeContext>
  );
}

// The hatch alone, for a card or a picture that is taken out of its screen.
export function Hatch({ mode, children }: { readonly mode: Mode; readonly children: ReactNode }) {
  return <div className="hatch" data-mode={mode}>{children}</div>;
}
