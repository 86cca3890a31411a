// Buttons, fields, choices, and what opens over the page.

import { useState } from "react";
import { Button, ButtonRow, Toggle } from "../parts/button.tsx";
import { Checkbox, Radios, Select, Switch, type Choice } from "../parts/choose.tsx";
import { Combo } from "../parts/combo.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { SearchField, TextArea, TextField } from "../parts/fields.tsx";
import { KeySheet } from "../parts/key-sheet.tsx";
import { Menu } from "../parts/menu.tsx";
import { Panel } from "../parts/panel.tsx";
import { Severity } from "../parts/severity.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { Tip } from "../parts/tip.tsx";
import { Divider, Toolbar } from "../parts/toolbar.tsx";
import { UnitStatus } from "../parts/unit.tsx";
import { KEYS } from "./town.ts";

const PRIORITIES: readonly Choice[] = [
  { key: "1", name: "Immediate", mark: <Severity level={1} word="" /> },
  { key: "2", name: "Urgent", mark: <Severity level={2} word="" /> },
  { key: "3", name: "Prompt", mark: <Severity level={3} word="" /> },
  { key: "4", name: "Routine", mark: <Severity level={4} word="" />, more: "needs a reason", off: true },
];
const UNITS: readonly Choice[] = [
  { key: "B1", name: "B1", mark: <UnitStatus status="available" word="" />, more: "Boat, Mill Station, free, 4–6 min" },
  { key: "R1", name: "R1", mark: <UnitStatus status="en_route" word="" />, more: "on its way to 0411: will ask for a reason" },
  { key: "L2", name: "L2", mark: <UnitStatus status="out_of_service" word="" />, more: "lent to Lakeside, not yet confirmed", off: true },
];

export function Controls() {
  const [on, turn] = useState(true);
  return (
    <>
      <Panel name="Buttons" padded>
        <div className="stack">
          <ButtonRow>
            <Button kind="primary" keyCap="1">Send all 3</Button> <Button keyCap="C">Change</Button> <Button>Why not…</Button>
            <Button kind="danger">Close the incident</Button> <Button kind="bare">Put away</Button>
          </ButtonRow>
          <ButtonRow>
            <Button disabled>Approve: needs the area’s name</Button> <Button pending>Sending…</Button>
            <Toggle on={on} onChange={turn} keyCap="L">Layers</Toggle>
          </ButtonRow>
          <div className="gallery-phone stack">
            <Button kind="primary" size="act">On scene</Button>
            <Button size="crew">More help</Button>
            <Button size="crew" kind="danger">Hold 2 s: crew in danger</Button>
          </div>
        </div>
      </Panel>
      <Fields />
      <Overlays />
    </>
  );
}

function Fields() {
  const [text, write] = useState("Mill Lane 14");
  const [search, seek] = useState("pump");
  const [place, put] = useState("");
  const [chosen, choose] = useState<string | null>("2");
  const [unit, take] = useState<string | null>(null);
  const [marked, mark] = useState(true);
  return (
    <Panel name="Fields and choices" padded>
      <div className="gallery-fields">
        <TextField label="Where" value={text} onChange={write} hint="1 of 2 matches" />
        <TextField label="Until" value="25:00" onChange={write} wrong="There is no 25:00. Say 01:00, or a day." mono />
        <TextField label="Number of the call" value="2233" onChange={write} readOnly mono />
        <TextField label="Password" value="" onChange={write} type="password" disabled placeholder="not needed with a passkey" />
        <TextArea label="What" value={"Car in the ford, two adults and a child on the roof."} onChange={write} rows={2} />
        <SearchField label="Search" value={search} onChange={seek} clear="Empty the search" />
        <Select label="Priority" choices={PRIORITIES} chosen={chosen} onChoose={choose} none="not known yet" />
        <Combo label="Unit" choices={UNITS} chosen={unit} onChoose={take} text={place} onText={put} show="Show all units" placeholder="B1, boat, Mill" />
        <Radios label="Kind of town" choices={[{ key: "a", name: "Actual" }, { key: "e", name: "Exercise", more: "(drill)" }, { key: "t", name: "Test", off: true }]} chosen="a" onChoose={() => undefined} across />
        <div>
          <Checkbox on={marked} onChange={mark}>Close ford and footbridge</Checkbox><br />
          <Checkbox on={false} onChange={mark}>Warn Riverside, zone B</Checkbox><br />
          <Checkbox on={false} some onChange={mark}>All of the plan</Checkbox><br />
          <Checkbox on={false} disabled onChange={mark}>Open shelter at Hill School</Checkbox><br />
          <Switch on={marked} onChange={mark}>Single letters act</Switch><br />
          <Switch on={!marked} onChange={mark}>Speak alarms</Switch>
        </div>
      </div>
    </Panel>
  );
}

function Overlays() {
  const [asked, ask] = useState(false);
  const [keys, showKeys] = useState(false);
  const leaf = (says: string) => <p className="gallery-leaf">{says}</p>;
  return (
    <Panel name="Tabs, menus, dialogs">
      <Tabs label="Incident 0417" leaves={[{ key: "log", name: "Log", count: 12, show: leaf("14:22:51 Third call merged by T. Aydin") }, { key: "talk", name: "Talk", count: 3, show: leaf("B1: launching at Hill Street slip") }, { key: "people", name: "People", show: leaf("Nobody is named yet.") }]} />
      <Toolbar label="What can be done">
        <Menu label="More" acts={[
          { key: "merge", name: "Merge with 0418", keyCap: "M", onAct: () => undefined },
          { key: "plan", name: "Adopt a plan", more: "River flood, level 3", onAct: () => undefined },
          { key: "close", name: "Close the incident", danger: true, onAct: () => undefined },
          { key: "lend", name: "Lend a unit", more: "no neighbour is linked", off: true, onAct: () => undefined },
        ]} />
        <Divider />
        <Button onPress={() => ask(true)}>Close 0417…</Button>
        <Tip says="All keys of this screen, to print"><Button keyCap="?" onPress={() => showKeys(true)}>Keys</Button></Tip>
      </Toolbar>
      <Dialog open={asked} onClose={() => ask(false)} title="Close 0417 Water rescue?" acts={<><Button onPress={() => ask(false)}>Leave it open</Button><Button kind="primary" onPress={() => ask(false)}>Close and free 3 units</Button></>}>
        <p>B1, R1 and A22 become free. The log of 0417 stays as it is, and it can be opened again.</p>
        <TextField label="Why" value="" onChange={() => undefined} hint="Stands in the log" />
      </Dialog>
      <KeySheet open={keys} onClose={() => showKeys(false)} title="Keys" close="Back" print="Print" groups={KEYS} />
    </Panel>
  );
}
