// Typing part of a name and taking one of what is offered (ARIA 1.2 combobox with a list). Choices
// that cannot be taken come last with their reason; the page round it stays as it is.

import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Popover } from "react-aria-components";
import { Arrow, type Choice, type ChooseProps } from "./choose.tsx";

interface ComboProps extends ChooseProps {
  readonly text: string;
  // Each letter; what was typed stays when nothing is taken.
  readonly onText: (text: string) => void;
  readonly placeholder?: string | undefined;
  // The choices come ready from elsewhere (a gazetteer), and are not filtered again.
  readonly asGiven?: boolean | undefined;
  // The name of the button that shows all.
  readonly show: string;
  readonly name?: string | undefined;
  // The field is left, with whatever stands in it.
  readonly onLeave?: (() => void) | undefined;
}

export function Combo({ label, choices, chosen, onChoose, text, onText, hint, wrong, disabled = false, bare = false, placeholder, asGiven = false, show, name, onLeave }: ComboProps) {
  const own = useId();
  const box = useRef<HTMLSpanElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<"no" | "fitting" | "all">("no");
  const [here, goTo] = useState(-1);
  const offered = asGiven || open === "all" ? choices : fitting(choices, text);
  const shown = open !== "no" && offered.length > 0;
  const active = shown ? offered[here] : undefined;

  const close = () => {
    setOpen("no");
    goTo(-1);
  };
  const take = (choice: Choice) => {
    if (choice.off) return;
    onChoose(choice.key);
    onText(choice.name);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (way !== 0) {
      if (!shown) setOpen(text === "" ? "all" : "fitting");
      if (offered.length > 0) goTo((here + way + offered.length) % offered.length);
    } else if (event.key === "Enter" && active) take(active);
    else if (event.key === "Escape" && shown) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const under = wrong ?? hint;
  return (
    <div className="field">
      <label className={bare ? "visually-hidden" : "label"} htmlFor={`${own}in`}>{label}</label>
      <span className="box" ref={box}>
        <input
          ref={input} id={`${own}in`} name={name} className="input" dir="auto" role="combobox" autoComplete="off" spellCheck={false} value={text} disabled={disabled} placeholder={placeholder}
          aria-expanded={shown} aria-autocomplete="list" aria-controls={shown ? `${own}list` : undefined} aria-activedescendant={active ? `${own}${active.key}` : undefined}
          aria-invalid={wrong !== undefined || undefined} aria-describedby={under ? `${own}under` : undefined} data-invalid={wrong !== undefined || undefined} data-disabled={disabled || undefined}
          onChange={(event) => {
            onText(event.target.value);
            setOpen(event.target.value === "" ? "no" : "fitting");
            goTo(0);
          }}
          onKeyDown={onKeyDown} onBlur={() => (close(), onLeave?.())}
        />
        <button
          type="button" className="clear" tabIndex={-1} aria-label={`${show}: ${label}`} disabled={disabled}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            input.current?.focus();
            setOpen(shown ? "no" : "all");
          }}
        >
          <Arrow />
        </button>
      </span>
      {under ? <span id={`${own}under`} className={wrong === undefined ? "hint" : "wrong"}>{under}</span> : null}
      <Popover className="over" triggerRef={box} isOpen={shown} isNonModal placement="bottom start" offset={2}>
        <Offered own={own} label={label} offered={offered} here={here} chosen={chosen} take={take} />
      </Popover>
    </div>
  );
}

interface OfferedProps {
  readonly own: string;
  readonly label: string;
  readonly offered: readonly Choice[];
  readonly here: number;
  readonly chosen: string | null;
  readonly take: (choice: Choice) => void;
}

function Offered({ own, label, offered, here, chosen, take }: OfferedProps): ReactNode {
  return (
    <section aria-label={label}>
      <ul id={`${own}list`} className="choice-list" role="listbox" aria-label={label}>
      {offered.map((each, at) => (
        <li
          key={each.key} id={`${own}${each.key}`} className="choice" role="option" aria-selected={each.key === chosen} aria-disabled={each.off || undefined}
          data-focused={at === here || undefined} data-disabled={each.off || undefined} data-selected={each.key === chosen || undefined}
          ref={(row) => (at === here ? row?.scrollIntoView({ block: "nearest" }) : undefined)}
          onPointerDown={(event) => event.preventDefault()} onClick={() => take(each)}
        >
          {each.mark}
          <span className="wording"><span className="name">{each.name}</span>{each.more ? <span className="more"> {each.more}</span> : null}</span>
        </li>
      ))}
      </ul>
    </section>
  );
}

// Those whose name or reason has what was typed at the beginning of a word; what cannot be taken last.
function fitting(choices: readonly Choice[], text: string): readonly Choice[] {
  const wanted = text.trim().toLocaleLowerCase();
  const fits = (each: Choice) => ` ${each.name} ${each.more ?? ""}`.toLocaleLowerCase().includes(` ${wanted}`);
  const found = wanted === "" ? choices : choices.filter(fits);
  return [...found.filter((each) => !each.off), ...found.filter((each) => each.off)];
}
