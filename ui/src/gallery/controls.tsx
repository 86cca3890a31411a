// Buttons, fields, and what opens over the page.

import { useState } from "react";
import { Button, ButtonRow, Toggle } from "../parts/button.tsx";
import { Panel } from "../parts/panel.tsx";

export function Controls() {
  const [on, turn] = useState(true);
  return (
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
  );
}
