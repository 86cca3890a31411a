// Choosing one of some from a list or by a mark; by typing part of a name is in combo.tsx.

import type { ReactNode } from "react";
import {
  Button as Pressed, Checkbox as AriaCheck, ListBox, ListBoxItem, Popover, Radio as AriaRadio, RadioGroup,
  Select as AriaSelect, SelectValue, Switch as AriaSwitch, Text,
} from "react-aria-components";
import { Name, Under } from "./fields.tsx";

export interface Choice {
  readonly key: string;
  readonly name: string;
  readonly mark?: ReactNode;
  readonly more?: string | undefined;
  // Cannot be chosen; `more` then says why.
  readonly off?: boolean | undefined;
}

export interface ChooseProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
  readonly hint?: ReactNode;
  readonly wrong?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly bare?: boolean | undefined;
}

export function Arrow() {
  return <svg className="arrow" viewBox="0 0 12 12" aria-hidden="true"><path d="m2.5 4.5 3.5 3.5 3.5-3.5" /></svg>;
}

function Choices({ choices }: { readonly choices: readonly Choice[] }) {
  return (
    <ListBox className="choice-list" items={choices}>
      {(each) => (
        <ListBoxItem className="choice" id={each.key} textValue={each.name} isDisabled={each.off ?? false}>
          {each.mark}
          <Text slot="label" className="wording"><span className="name">{each.name}</span>{each.more ? <span className="more"> {each.more}</span> : null}</Text>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

interface SelectProps extends ChooseProps {
  // What stands there while nothing is chosen.
  readonly none: string;
}

export function Select({ label, choices, chosen, onChoose, hint, wrong, disabled = false, bare, none }: SelectProps) {
  return (
    <AriaSelect
      className="field" value={chosen} onChange={(key) => key !== null && onChoose(String(key))} placeholder={none}
      isInvalid={wrong !== undefined} isDisabled={disabled}
    >
      <Name label={label} bare={bare} />
      <Pressed className="input select"><SelectValue className="value" /><Arrow /></Pressed>
      <Under hint={hint} wrong={wrong} />
      <Popover className="over"><Choices choices={choices} /></Popover>
    </AriaSelect>
  );
}

interface CheckProps {
  readonly children: ReactNode;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean | undefined;
  // Some of what it stands for is on.
  readonly some?: boolean | undefined;
  readonly says?: string | undefined;
}

export function Checkbox({ children, on, onChange, disabled = false, some = false, says }: CheckProps) {
  return (
    <AriaCheck className="check" isSelected={on} onChange={onChange} isDisabled={disabled} isIndeterminate={some} {...(says ? { "aria-label": says } : {})}>
      <svg className="tick" viewBox="0 0 14 14" aria-hidden="true"><path d={some ? "M3.5 7h7" : "m3 7.4 2.8 2.8L11 4.4"} /></svg>
      <span>{children}</span>
    </AriaCheck>
  );
}

export function Switch({ children, on, onChange, disabled = false }: Omit<CheckProps, "some" | "says">) {
  return (
    <AriaSwitch className="switch" isSelected={on} onChange={onChange} isDisabled={disabled}>
      <span className="track" aria-hidden="true"><span className="knob" /></span>
      <span>{children}</span>
    </AriaSwitch>
  );
}

interface RadioProps extends ChooseProps {
  readonly across?: boolean | undefined;
}

export function Radios({ label, choices, chosen, onChoose, hint, wrong, disabled = false, bare, across = false }: RadioProps) {
  return (
    <RadioGroup
      className="field radios" value={chosen} onChange={onChoose} isInvalid={wrong !== undefined} isDisabled={disabled}
      orientation={across ? "horizontal" : "vertical"}
    >
      <Name label={label} bare={bare} />
      <div className="options">
        {choices.map((each) => (
          <AriaRadio key={each.key} className="check radio" value={each.key} isDisabled={each.off ?? false}>
            <span className="dot" aria-hidden="true" />
            <span>{each.mark}{each.name}{each.more ? <span className="more"> {each.more}</span> : null}</span>
          </AriaRadio>
        ))}
      </div>
      <Under hint={hint} wrong={wrong} />
    </RadioGroup>
  );
}
