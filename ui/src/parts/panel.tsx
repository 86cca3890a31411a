// A panel: its name as a heading (with the mode's word), how many, what is at its end, its key.

import { useId, type ReactNode } from "react";
import { KeyCap } from "./key-cap.tsx";
import { ModeWord } from "./mode.tsx";

interface PanelProps {
  readonly name: string;
  readonly count?: ReactNode;
  // What stands at the end of the title: the order of sorting, an age, a button.
  readonly ends?: ReactNode;
  readonly keyCap?: string | undefined;
  readonly level?: 1 | 2 | 3 | 4 | undefined;
  readonly scrolls?: boolean | undefined;
  readonly padded?: boolean | undefined;
  readonly id?: string | undefined;
  readonly children: ReactNode;
}

export function Panel({ name, count, ends, keyCap, level = 2, scrolls = false, padded = false, id, children }: PanelProps) {
  const own = useId();
  const Heading = `h${level}` as const;
  return (
    <section className="panel" aria-labelledby={own} id={id}>
      <div className="panel-head">
        <ModeWord />
        <Heading className="name" id={own}>{name}</Heading>
        {count === undefined ? null : <span className="tally">{count}</span>}
        {ends || keyCap ? <span className="ends">{ends}{keyCap ? <KeyCap keys={keyCap} /> : null}</span> : null}
      </div>
      <div className="panel-body" data-scrolls={scrolls || undefined} data-padded={padded || undefined} {...(scrolls ? { tabIndex: 0, role: "group", "aria-labelledby": own } : {})}>
        {children}
      </div>
    </section>
  );
}

interface BandProps {
  readonly name: string;
  readonly count?: ReactNode;
  readonly ends?: ReactNode;
  // 0: no heading, for inside a list, which may hold none.
  readonly level?: 0 | 2 | 3 | 4 | undefined;
  // A band that can be folded says whether it is open and takes a press.
  readonly open?: boolean | undefined;
  readonly onFold?: ((open: boolean) => void) | undefined;
}

export function Band({ name, count, ends, level = 3, open = true, onFold }: BandProps) {
  const Heading = level === 0 ? "span" : (`h${level}` as const);
  const inside = (
    <>
      <Heading className="name">{name}</Heading>
      {count === undefined ? null : <span className="tally">{count}</span>}
    </>
  );
  if (!onFold) return <div className="band">{inside}{ends ? <span className="ends">{ends}</span> : null}</div>;
  return (
    <div className="band">
      <Heading className="name grows">
        <button type="button" aria-expanded={open} onClick={() => onFold(!open)}>
          <span className="fold" aria-hidden="true" />
          <span>{name}</span>
          {count === undefined ? null : <span className="tally">{count}</span>}
        </button>
      </Heading>
      {ends ? <span className="ends">{ends}</span> : null}
    </div>
  );
}
