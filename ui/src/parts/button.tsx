// Buttons. A desk's are small and many; a crew's are for gloves; an act is a crew's one next thing.

import type { ReactNode } from "react";
import { Button as Pressed, ToggleButton as Toggled } from "react-aria-components";
import { KeyCap } from "./key-cap.tsx";

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly kind?: "plain" | "primary" | "danger" | "bare";
  readonly size?: "desk" | "wide" | "crew" | "act";
  readonly keyCap?: string;
  // What it does, where the words on it are not enough.
  readonly says?: string;
  readonly disabled?: boolean;
  // The order is on its way: the button stays, dashed, and takes no second press.
  readonly pending?: boolean;
  readonly type?: "button" | "submit";
  readonly autoFocus?: boolean;
  readonly slot?: string;
  readonly describedBy?: string;
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
  readonly keyCap?: string;
  readonly says?: string;
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
