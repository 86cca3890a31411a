// Tabs: arrows move between them; one panel is shown.

import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";

export interface Leaf {
  readonly key: string;
  readonly name: string;
  readonly count?: number | undefined;
  readonly show: ReactNode;
}

interface TabsProps {
  readonly label: string;
  readonly leaves: readonly Leaf[];
  readonly chosen?: string | undefined;
  readonly onChoose?: ((key: string) => void) | undefined;
}

export function Tabs({ label, leaves, chosen, onChoose }: TabsProps) {
  return (
    <AriaTabs className="tabs" {...(chosen === undefined ? {} : { selectedKey: chosen })} {...(onChoose ? { onSelectionChange: (key) => onChoose(String(key)) } : {})}>
      <TabList className="tab-list" aria-label={label}>
        {leaves.map((each) => (
          <Tab key={each.key} id={each.key} className="tab">
            {each.name}
            {each.count === undefined ? null : <span className="tally">{each.count}</span>}
          </Tab>
        ))}
      </TabList>
      {leaves.map((each) => <TabPanel key={each.key} id={each.key} className="tab-panel">{each.show}</TabPanel>)}
    </AriaTabs>
  );
}
