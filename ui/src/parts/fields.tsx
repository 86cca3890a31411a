// Fields to write in. A label always stands over its field, a hint under it, and what is wrong in
// a sentence in the hint's place.

import type { ReactNode } from "react";
import {
  Button as Pressed, FieldError, Input, Label, SearchField as AriaSearch, Text, TextArea as AriaArea, TextField as AriaText,
} from "react-aria-components";

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: ReactNode;
  // A sentence; the field is then marked as wrong.
  readonly wrong?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly name?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly onBlur?: (() => void) | undefined;
  // The label is said and not shown: only where what stands round it shows the same word.
  readonly bare?: boolean | undefined;
}

interface TextProps extends FieldProps {
  readonly type?: "text" | "password" | "email" | "tel" | "url" | undefined;
  readonly autoComplete?: string | undefined;
  readonly inputMode?: "text" | "numeric" | "tel" | "search" | undefined;
  // Ids, times and commands: fixed width, and not turned round in right-to-left text.
  readonly mono?: boolean | undefined;
}

function settings(props: FieldProps) {
  return {
    value: props.value, onChange: props.onChange, isInvalid: props.wrong !== undefined, isDisabled: props.disabled ?? false,
    isReadOnly: props.readOnly ?? false, isRequired: props.required ?? false, autoFocus: props.autoFocus ?? false,
    ...(props.name === undefined ? {} : { name: props.name }),
    ...(props.maxLength === undefined ? {} : { maxLength: props.maxLength }),
    ...(props.onBlur === undefined ? {} : { onBlur: props.onBlur }),
  };
}

// What stands under a field: the hint, or in its place what is wrong.
export function Under({ hint, wrong }: { readonly hint?: ReactNode; readonly wrong?: string | undefined }) {
  return (
    <>
      {hint && wrong === undefined ? <Text slot="description" className="hint">{hint}</Text> : null}
      <FieldError className="wrong">{wrong}</FieldError>
    </>
  );
}

export function Name({ label, bare = false }: { readonly label: string; readonly bare?: boolean | undefined }) {
  return <Label className={bare ? "visually-hidden" : "label"}>{label}</Label>;
}

export function TextField({ type = "text", autoComplete, inputMode, mono = false, ...props }: TextProps) {
  return (
    <AriaText className="field" type={type} {...settings(props)} {...(autoComplete === undefined ? {} : { autoComplete })}>
      <Name label={props.label} bare={props.bare} />
      <Input className={mono ? "input mono" : "input"} placeholder={props.placeholder ?? ""} {...(inputMode ? { inputMode } : {})} {...(mono ? { dir: "ltr" } : {})} />
      <Under hint={props.hint} wrong={props.wrong} />
    </AriaText>
  );
}

export function TextArea({ rows = 3, ...props }: FieldProps & { readonly rows?: number }) {
  return (
    <AriaText className="field" {...settings(props)}>
      <Name label={props.label} bare={props.bare} />
      <AriaArea className="input area" placeholder={props.placeholder ?? ""} rows={rows} />
      <Under hint={props.hint} wrong={props.wrong} />
    </AriaText>
  );
}

interface SearchProps extends FieldProps {
  // The name of the button that empties it.
  readonly clear: string;
  readonly onSubmit?: ((value: string) => void) | undefined;
}

// Escape empties it before it does anything else.
export function SearchField({ clear, onSubmit, ...props }: SearchProps) {
  return (
    <AriaSearch className="field search" {...settings(props)} {...(onSubmit ? { onSubmit } : {})}>
      <Name label={props.label} bare={props.bare} />
      <span className="box">
        <svg className="glass" viewBox="0 0 16 16" aria-hidden="true"><circle cx="6.6" cy="6.6" r="4.4" /><path d="m10 10 4 4" /></svg>
        <Input className="input" placeholder={props.placeholder ?? ""} />
        {props.value === "" ? null : (
          <Pressed className="clear" aria-label={clear}><svg viewBox="0 0 12 12" aria-hidden="true"><path d="m3 3 6 6M9 3 3 9" /></svg></Pressed>
        )}
      </span>
      <Under hint={props.hint} wrong={props.wrong} />
    </AriaSearch>
  );
}
