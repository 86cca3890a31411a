// Neighbouring towns: how each link stands, what is lent, what is agreed, and what goes on near the border.

import { useMemo } from "react";
import type { AgreementSaid, CarriedIn, RegionStanding } from "../../api/types.ts";
import { loansOf } from "../../picture/loans.ts";
import { byText, text } from "../../picture/read.ts";
import { Button } from "../../parts/button.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Notice } from "../../parts/refusal.tsx";
import { Empty } from "../../parts/states.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { useRegion } from "../../shell/region.ts";
import { go } from "../../shell/route.ts";
import type { ScreenProps } from "../../shell/screens.ts";
import { AmendAgreement, ProposeAgreement } from "./agreement-form.tsx";
import { AgreementPage, AgreementRows, useAgreements } from "./agreements.tsx";
import { ReadBundle } from "./bundles.tsx";
import { CallsBetween } from "./calls-between.tsx";
import { ReadFile } from "./files.tsx";
import { Invite } from "./invite.tsx";
import { LoanPage } from "./loan-page.tsx";
import { Loans } from "./loans.tsx";
import { RegionList } from "./region-list.tsx";
import { Regional } from "./regional.tsx";
import { Requests } from "./requests.tsx";
import { Places } from "./places.tsx";
import { Stock } from "./stock.tsx";
import { Teams } from "./teams.tsx";
import { TownCard } from "./town-card.tsx";
import "../pages.css";
import "./neighbours.css";

export default function Neighbours({ rest }: ScreenProps) {
  const agreements = useAgreements();
  if (rest[0] === "agreements" && rest[1] === "new") return <ProposeAgreement />;
  const amended = rest[2] === "amend" ? agreements?.find((each) => each.id === rest[1]) : undefined;
  if (rest[0] === "agreements" && amended) return <AmendAgreement key={amended.id} agreement={amended} />;
  if (rest[0] === "agreements" && rest[1]) return <AgreementPage key={rest[1]} id={rest[1]} known={agreements} />;
  if (rest[0] === "loans" && rest[1]) return <LoanPage key={rest.join(" ")} id={rest[1]} borrower={rest[2] ?? null} />;
  return <All agreements={agreements} />;
}

function All({ agreements }: { readonly agreements: readonly AgreementSaid[] | null }) {
  const { words, town, past, may } = useConsole();
  const { picture, version } = usePicture("custody", "log_lives", "units", "neighbours", "people", "aid_requests");
  const { region, because } = useRegion();
  const loans = useMemo(() => loansOf(picture, town.code), [picture, version, town.code]);
  const standings = useMemo(() => standingsOf(region?.neighbours ?? [], picture.of("neighbours")), [region, picture, version]);
  const limbo = loans.filter((each) => each.state === "limbo").length;
  return (
    <div className="page neighbours-page">
      <div className="columns">
        <div className="column">
          <Panel name={words.say("neighbours")} count={standings.length}>
            {past ? <Notice>{words.say("region-not-then")}</Notice> : null}
            {because === "none" ? <Empty says={words.say("region-none")} more={words.say("region-none-next")} /> : null}
            {because === "away" ? <Notice kind="warn">{words.say("town-does-not-answer")}</Notice> : null}
            {standings.length === 0 && because === null ? <Empty says={words.say("neighbours-nobody")} more={words.say("neighbours-nobody-next")} /> : null}
            {standings.map((each) => (
              <TownCard key={each.neighbour} standing={each} neighbour={picture.of("neighbours").get(each.neighbour)} loans={loans} agreements={agreements ?? []} />
            ))}
            {standings.some((each) => each.standing === "joined") && !past ? <ReadBundle /> : null}
            {past || because === "none" ? null : <Invite />}
          </Panel>
          <Panel name={words.say("agreements")} count={agreements?.length}>
            <AgreementRows agreements={agreements} />
            <div className="acts panel-acts">
              {may("ProposeAgreement") ? <Button onPress={() => go("/neighbours/agreements/new")}>{words.say("agreement-propose")}</Button> : null}
              {may("ReceiveAgreement") ? <ReadFile<CarriedIn> path="/v1/agreements/file" type="application/json" label={words.say("agreement-read-file")} told={(taken) => words.say("agreement-file-taken", { agreement: taken.agreement, town: taken.sender })} /> : null}
            </div>
          </Panel>
        </div>
        <div className="column wide">
          <CallsBetween standings={standings} />
          <Panel name={words.say("loans")} count={limbo > 0 ? words.say("loans-limbo", { count: limbo }) : loans.length}>
            <Requests standings={standings} />
            <Loans loans={loans} standings={standings} pieces={region?.subjects ?? []} />
          </Panel>
          <Teams />
          <Regional region={region} />
          <Stock />
          <Places />
          <Panel name={words.say("region")} scrolls={false}>
            <RegionList region={region} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

// As the door tells of them; where it does not, as the log has them: never heard, as far as is known here.
function standingsOf(told: readonly RegionStanding[], known: ReadonlyMap<string, Readonly<Record<string, unknown>>>): readonly RegionStanding[] {
  const found = new Map(told.map((each) => [each.neighbour, each]));
  for (const [id, each] of known) {
    const standing = text(each, "standing");
    if (found.has(id) || standing === null || standing === "ended") continue;
    found.set(id, { ...UNHEARD, neighbour: id, name: text(each, "name") ?? id, standing: standing as RegionStanding["standing"] });
  }
  // What a person has just decided here is in the log before the door is asked again.
  return [...found.values()].map((each) => {
    const now = text(known.get(each.neighbour), "standing");
    return now === null ? each : { ...each, standing: now as RegionStanding["standing"] };
  }).sort((a, b) => byText(a.neighbour, b.neighbour));
}

const UNHEARD = { heard_at: null, age_s: null, is_current: false, subjects: 0, fault: "", fault_says: "", clock_off_s: 0, restored_at: null, trouble: "" };
