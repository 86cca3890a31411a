// A dialog asks for one thing: its title, what it says, and acts with the verb of what they do
// (never "OK"). Escape leaves it and keeps what was typed where the screen keeps it.

import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { ModeWord } from "./mode.tsx";

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  readonly acts: ReactNode;
  // Takes the answer of somebody who must not be able to slip past: no click beside it closes it.
  readonly grave?: boolean | undefined;
  readonly wide?: boolean | undefined;
}

export function Dialog({ open, onClose, title, children, acts, grave = false, wide = false }: DialogProps) {
  return (
    <ModalOverlay className="veil" isOpen={open} onOpenChange={(next) => !next && onClose()} isDismissable={!grave}>
      <Modal className="sheet" data-wide={wide || undefined}>
        <AriaDialog className="dialog" role={grave ? "alertdialog" : "dialog"}>
          <div className="dialog-head"><ModeWord /><Heading slot="title" className="title">{title}</Heading></div>
          <div className="dialog-body" {...(wide ? { tabIndex: 0 } : {})}>{children}</div>
          <div className="dialog-acts">{acts}</div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
