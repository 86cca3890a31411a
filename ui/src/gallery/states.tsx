// Each state of a part, in words.

import { Button } from "../parts/button.tsx";
import { Panel } from "../parts/panel.tsx";
import { Notice, Refusal } from "../parts/refusal.tsx";
import { Empty, Failed, Loading, NotAllowed, Offline, Pending, Stale, Told } from "../parts/states.tsx";

export function States() {
  return (
    <>
      <Panel name="Refused" padded>
        <div className="stack">
          <Refusal
            what="R1 not sent:" why="it is on its way to 0411."
            next={<>Take <strong>B2</strong> (7 min), or add <strong>!</strong> and a reason.</>}
            acts={<><Button kind="primary">Take B2</Button><Button>Send R1 with a reason</Button><Button kind="bare">Put away</Button></>}
          />
          <Refusal what="The incident was not closed:" why="two units are still on it." next="Free them first." />
          <Notice><strong>Rising water.</strong> 10 cm in 15 min. Launch at Hill Street slip, not at the ford.</Notice>
          <Notice kind="warn" polite acts={<Button>Ask again</Button>}><strong>Northvale has not answered</strong> our request for a pump since 14:19.</Notice>
        </div>
      </Panel>
      <Panel name="Loading" count="then words"><Loading says="Reading the log, 38 of 48 thousand" rows={3} /></Panel>
      <Panel name="Empty"><Empty says="No open incidents." more="Last closed 0391 at 13:22." acts={<Button keyCap="F1">Take a call</Button>} /></Panel>
      <Panel name="Offline"><Offline acts={<Button>See what is kept</Button>}><strong>No link to the town’s log since 14:20.</strong> You see 14:20. 2 notes kept.</Offline></Panel>
      <Panel name="Failed, pending, stale, not allowed" padded>
        <div className="stack">
          <Failed says="Gauge layer: no data since 13:50." next="The other layers go on." acts={<Button>Ask again</Button>} />
          <Pending acts={<Button kind="bare">Take back</Button>}><strong>Sent, no answer yet: 4 s.</strong> The same id will be asked again.</Pending>
          <p>Level <Stale age="9 min old">2.31 m</Stale> at Mill bridge</p>
          <NotAllowed says="Details are with the police." />
          <p><Told by="as Northvale told us 14:21" code="NV">P1 on its way</Told></p>
        </div>
      </Panel>
    </>
  );
}
