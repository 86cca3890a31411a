// The sheet of all keys, from the same table that the keys act by; it prints.

import { Dialog } from "./dialog.tsx";
import { Button } from "./button.tsx";
import { KeyCap } from "./key-cap.tsx";

export interface KeyGroup {
  readonly name: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly says: string }[];
  // Whole lines instead of keys.
  readonly areLines?: boolean | undefined;
}

export function Keys({ groups }: { readonly groups: readonly KeyGroup[] }) {
  return (
    <div className="key-sheet">
      {groups.map((group) => (
        <section key={group.name}>
          <h3 className="name">{group.name}</h3>
          <dl>
            {group.keys.map((each) => (
              <div key={each.keys.join(" ")} data-line={group.areLines ? "" : undefined}>
                <dt>{each.keys.map((key) => (group.areLines ? <code key={key} dir="ltr">{key}</code> : <KeyCap key={key} keys={key} />))}</dt>
                <dd>{each.says}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

interface SheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly close: string;
  readonly print: string;
  readonly groups: readonly KeyGroup[];
}

export function KeySheet({ open, onClose, title, close, print, groups }: SheetProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title} wide acts={<><Button onPress={() => window.print()}>{print}</Button><Button kind="primary" onPress={onClose} keyCap="Esc">{close}</Button></>}>
      <Keys groups={groups} />
    </Dialog>
  );
}
