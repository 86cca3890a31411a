// The language somebody speaks: typed in any of its names, or by its code; chosen from a list.

import { useState } from "react";
import { tongueName, tonguesLike } from "../words/tongues.ts";
import { Combo } from "./combo.tsx";

interface TongueFieldProps {
  readonly label: string;
  // The tag (BCP 47); empty for none.
  readonly tag: string;
  readonly onTag: (tag: string) => void;
  // Of whoever reads.
  readonly language: string;
  readonly show: string;
  readonly unknown: string;
  readonly name?: string | undefined;
  readonly disabled?: boolean | undefined;
}

export function TongueField({ label, tag, onTag, language, show, unknown, name, disabled }: TongueFieldProps) {
  const nameOf = (of: string) => (of === "" ? "" : (tongueName(of, language) ?? of));
  // What is being typed, until it is a language.
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const take = (of: string) => {
    setTyped(null);
    setWrong(false);
    if (of !== tag) onTag(of);
  };
  const leave = () => {
    if (typed === null) return;
    const text = typed.trim();
    const [first] = tonguesLike(text, language);
    if (text === "") take("");
    else if (first && [first.code, first.name.toLocaleLowerCase(language), first.own.toLocaleLowerCase(language)].includes(text.toLocaleLowerCase(language))) take(first.code);
    else if (tongueName(text, language) !== null) take(text);
    else setWrong(true);
  };
  const offered = tonguesLike(typed ?? "", language).map((each) => ({ key: each.code, name: each.name, more: each.own === each.name ? each.code : `${each.own} · ${each.code}` }));
  return (
    <Combo
      label={label} show={show} name={name} disabled={disabled} choices={offered} chosen={tag || null} asGiven
      text={typed ?? nameOf(tag)} onText={(text) => (setTyped(text), setWrong(false))} onChoose={take} onLeave={leave}
      wrong={isWrong ? unknown : undefined}
    />
  );
}
