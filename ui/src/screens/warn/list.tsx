// Warnings of the town, what needs a person first; and those of neighbours that are in force.

import { useMemo, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Band, Panel } from "../../parts/panel.tsx";
import { Empty } from "../../parts/states.tsx";
import { howLong, secondsBetween } from "../../picture/ages.ts";
import { byText, part, parts, text, time } from "../../picture/read.ts";
import { areaName, isInForce, WARNING_BANDS, warningRows, type WarningRow } from "../../picture/warnings.ts";
import type { Region } from "../../api/types.ts";
import { useConsole, useNow, usePicture } from "../../shell/console.tsx";
import { Linked } from "../../shell/linked.tsx";
import { useRegion } from "../../shell/region.ts";
import { go } from "../../shell/route.ts";
import { clockDay, clockTime } from "../../shell/time.ts";
import { Danger } from "./marks.tsx";

export const KEPT_IN = ["warnings", "deliveries", "people", "neighbours", "warning_channels", "warning_templates"];
const REGION_MS = 10_000;

export function WarningList() {
  const { words, me, may } = useConsole();
  const { picture, version } = usePicture(...KEPT_IN);
  const now = useNow();
  const minute = Math.floor(now / 10_000);
  const rows = useMemo(() => warningRows(picture, me.person, minute * 10_000), [picture, version, me.person, minute]);
  const { region } = useRegion(REGION_MS, picture.of("neighbours").size > 0);
  const [isOpen, open] = useState(false);
  const write = may("DraftWarning") ? <Button kind="primary" onPress={() => go("/warn/new")}>{words.say("warn-write")}</Button> : null;
  const over = rows.filter((each) => each.band === "over");
  return (
    <div className="page warn-page">
      <Panel name={words.say("warnings")} count={rows.length - over.length} ends={write}>
        {rows.length === 0 ? <Empty says={words.say("warn-none")} more={words.say("warn-none-next")} /> : null}
        {WARNING_BANDS.map((band) => {
          const own = rows.filter((each) => each.band === band);
          if (own.length === 0) return null;
          const isFolded = band === "over" && !isOpen;
          return (
            <section key={band} data-band={band} aria-label={words.code("warn-band", band)}>
              <Band name={words.code("warn-band", band)} count={own.length} {...(band === "over" ? { open: isOpen, onFold: open } : {})} />
              {isFolded ? null : <ul className="warn-rows">{own.map((each) => <Row key={each.id} row={each} now={now} />)}</ul>}
            </section>
          );
        })}
      </Panel>
      <Abroad region={region} />
    </div>
  );
}

function Row({ row, now }: { readonly row: WarningRow; readonly now: number }) {
  const { words, town } = useConsole();
  const to = `/warn/${encodeURIComponent(row.id)}`;
  const isOver = row.band === "over";
  return (
    <li className="warn-row" data-warning={row.id} data-state={row.state}>
      <Danger fields={row.fields} />
      <div className="state">
        <p className="says"><Linked to={to}><bdi>{row.headline || row.event}</bdi></Linked></p>
        <p className="quiet"><bdi>{row.area}</bdi> · {words.code("cap-type", row.type)} · <span className="mono" dir="ltr">{row.id}</span></p>
        {row.whys.map((each) => <p key={each.id} className={isOver ? "quiet" : "why"}>{words.tell(each)}</p>)}
      </div>
      <div className="when">
        <span className="tag">{words.code("warn-state", row.state)}</span>
        <span className="quiet" title={clockDay(row.expires, town.zone, words.language)}>
          {isOver ? words.say("warn-ended-at", { at: `${clockDay(row.expires, town.zone, words.language)} ${clockTime(row.expires, town.zone, false)}` }) : words.say("warn-until", { at: clockTime(row.expires, town.zone, false), for: howLong(secondsBetween(now, row.expires)) })}
        </span>
      </div>
    </li>
  );
}

// What neighbours have in force: somebody near the border reads both.
function Abroad({ region }: { readonly region: Region | null }) {
  const { words, town, store } = useConsole();
  const { picture } = usePicture("warnings");
  const found = (region?.subjects ?? []).filter((each) => each.kind === "warnings" && isInForce(each.fields));
  if (found.length === 0) return null;
  const against = new Set([...picture.of("warnings").values()].flatMap((each) => parts(part(each, "survey"), "contradicts").map((one) => `${text(one, "town") ?? ""}/${text(one, "warning") ?? ""}`)));
  return (
    <Panel name={words.say("warn-abroad")} count={found.length}>
      <ul className="warn-rows">
        {[...found].sort((a, b) => byText(a.id, b.id)).map((each) => {
          const facts = part(each.fields, "facts");
          const ends = time(facts, "expires");
          const isAgainst = against.has(`${each.town}/${each.id}`);
          return (
            <li key={`${each.town} ${each.id}`} className="warn-row" data-abroad={each.town}>
              <Danger fields={each.fields} />
              <div className="state">
                <p className="says"><bdi>{text(parts(each.fields, "texts")[0], "headline") ?? text(parts(each.fields, "texts")[0], "event") ?? each.id}</bdi></p>
                <p className="quiet">{words.say("warn-as-told", { town: region?.neighbours.find((one) => one.neighbour === each.town)?.name ?? each.town })} · <bdi>{areaName(each.fields)}</bdi></p>
                {isAgainst ? <p className="why">{words.say("warn-against")}</p> : null}
              </div>
              <div className="when">{ends === null ? null : <span className="quiet">{words.say("warn-until", { at: clockTime(ends, town.zone, false), for: howLong(secondsBetween(store.now(), ends)) })}</span>}</div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
