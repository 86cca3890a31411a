// A menu of acts behind a button; each act says its key and, where it is off, why.

import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { Button } from "./button.tsx";
import { KeyCap } from "./key-cap.tsx";

export interface Act {
  readonly key: string;
  readonly name: string;
  readonly onAct: () => void;
  readonly keyCap?: string | undefined;
  readonly mark?: ReactNode;
  readonly more?: string | undefined;
  readonly off?: boolean | undefined;
  readonly danger?: boolean | undefined;
}

interface MenuProps {
  readonly label: ReactNode;
  readonly says?: string | undefined;
  readonly acts: readonly Act[];
  readonly kind?: "plain" | "bare" | undefined;
  readonly keyCap?: string | undefined;
}

export function Menu({ label, says, acts, kind = "plain", keyCap }: MenuProps) {
  return (
    <MenuTrigger>
      <Button kind={kind} {...(says ? { says } : {})} {...(keyCap ? { keyCap } : {})}>
        {label}
        <svg className="arrow" viewBox="0 0 12 12" aria-hidden="true"><path d="m2.5 4.5 3.5 3.5 3.5-3.5" /></svg>
      </Button>
      <Popover className="over">
        <AriaMenu className="choice-list" items={acts} onAction={(key) => acts.find((each) => each.key === key)?.onAct()}>
          {(each) => (
            <MenuItem className="choice" id={each.key} textValue={each.name} isDisabled={each.off ?? false} data-danger={each.danger ? "" : undefined}>
              {each.mark}
              <Text slot="label" className="wording">
                <span className="name">{each.name}</span>{" "}
                {each.more ? <span className="more">{each.more} </span> : null}
                {each.keyCap ? <KeyCap keys={each.keyCap} /> : null}
              </Text>
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
