// Buttons. A desk's are small and many; a crew's are for gloves; an act is a crew's one next thing.

import type { ReactNode } from "react";
import { Button as Pressed, ToggleButton as Toggled } from "react-aria-components";
import { KeyCap } from "./key-cap.tsx";

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: (() => void) | undefined;
  readonly kind?: "plain" | "primary" | "danger" | "bare" | undefined;
  readonly size?: "desk" | "wide" | "crew" | "act" | undefined;
  readonly keyCap?: string | undefined;
  // What it does, where it bears a glyph only; with words on it, it begins with the same words.
  readonly says?: string | undefined;
  readonly disabled?: boolean | undefined;
  // The order is on its way: the button stays, dashed, and takes no second press.
  readonly pending?: boolean | undefined;
  readonly type?: "button" | "submit" | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly slot?: string | undefined;
  readonly describedBy?: string | undefined;
}

export function Button({ children, onPress, kind = "plain", size = "desk", keyCap, says, disabled = false, pending = false, type = "button", autoFocus = false, slot, describedBy }: ButtonProps) {
  return (
    <Pressed
      className="button" data-kind={kind} data-size={size} type={type} isDisabled={disabled} isPending={pending} autoFocus={autoFocus}
      {...(onPress ? { onPress } : {})}
      {...(says ? { "aria-label": says } : {})}
      {...(slot ? { slot } : {})}
      {...(describedBy ? { "aria-describedby": describedBy } : {})}
    >
      {children}
      {keyCap ? <KeyCap keys={keyCap} /> : null}
    </Pressed>
  );
}

interface ToggleProps {
  readonly children: ReactNode;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly keyCap?: string | undefined;
  readonly says?: string | undefined;
}

// Stays pressed: a filter, a layer that is shown.
export function Toggle({ children, on, onChange, keyCap, says }: ToggleProps) {
  return (
    <Toggled className="button" isSelected={on} onChange={onChange} {...(says ? { "aria-label": says } : {})}>
      {children}
      {keyCap ? <KeyCap keys={keyCap} /> : null}
    </Toggled>
  );
}

export function ButtonRow({ children }: { readonly children: ReactNode }) {
  return <div className="button-row">{children}</div>;
}
