// A sheet over the page: all of the screen, its own way out, and the mode's word on it too.

import { useEffect, useRef, type ReactNode } from "react";
import { ModeBand, Watermark } from "../parts/mode.tsx";
import { useModed, usePage } from "./page.tsx";

interface SheetProps {
  readonly name: string;
  readonly kind?: "order" | "danger";
  // Absent where it has to be answered.
  readonly close?: () => void;
  readonly rings?: number;
  readonly children: ReactNode;
}

export function Sheet({ name, kind, close, rings, children }: SheetProps) {
  const { words, town } = usePage();
  const moded = useModed();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box} className="sheet" data-kind={kind} data-rings={rings} aria-labelledby="sheet-name"
      {...(kind ? { role: "alertdialog" } : {})}
      onCancel={(event) => {
        event.preventDefault();
        close?.();
      }}
    >
      {town.kind !== "actual" && <ModeBand {...moded} says={words.say(`mode-${town.kind}-says`)} />}
      <div className="sheet-body">
        <h2 id="sheet-name">{name}</h2>
        {children}
        {close && <button type="button" className="press" onClick={close}>{words.say("crew-back")}</button>}
      </div>
      <Watermark {...moded} />
    </dialog>
  );
}
