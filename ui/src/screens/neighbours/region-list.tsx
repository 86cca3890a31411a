// What neighbours let us know, as a list: whose it is, and how old. Nothing is guessed forward.

import { useState } from "react";
import type { Piece, Region } from "../../api/types.ts";
import { Toggle } from "../../parts/button.tsx";
import { levelOf, Severity } from "../../parts/severity.tsx";
import { Empty, Loading, Stale } from "../../parts/states.tsx";
import { Toolbar } from "../../parts/toolbar.tsx";
import { UnitStatus } from "../../parts/unit.tsx";
import { howLong, secondsBetween } from "../../picture/ages.ts";
import type { Fields } from "../../picture/picture.ts";
import { placeWords, typeOf } from "../../picture/places.ts";
import { count, instant, part, text } from "../../picture/read.ts";
import { useConsole, useNow } from "../../shell/console.tsx";
import { isOpenPiece } from "../../picture/region.ts";
import { clockTime } from "../../shell/time.ts";

const KINDS = ["incidents", "units", "closures", "facilities"] as const;
type Kind = (typeof KINDS)[number];

export function RegionList({ region }: { readonly region: Region | null }) {
  const { words, town, past } = useConsole();
  const [kind, choose] = useState<Kind>("incidents");
  if (!region) return past ? <Empty says={words.say("region-not-then")} /> : <Loading says={words.say("region-asks")} />;
  const theirs = region.subjects.filter((each) => each.town !== town.code && isOpenPiece(each));
  const shown = theirs.filter((each) => each.kind === kind);
  return (
    <div className="region" data-pane="region">
      <Toolbar label={words.say("region-narrow")}>
        {KINDS.map((each) => (
          <Toggle key={each} on={kind === each} onChange={() => choose(each)}>{words.code("region-kind", each)} {theirs.filter((one) => one.kind === each).length}</Toggle>
        ))}
      </Toolbar>
      {shown.length === 0 ? <Empty says={words.code("region-empty", kind)} more={words.say("region-empty-next")} /> : (
        <ul className="region-rows">{shown.map((each) => <Row key={`${each.town} ${each.kind} ${each.id}`} piece={each} region={region} />)}</ul>
      )}
    </div>
  );
}

function Row({ piece, region }: { readonly piece: Piece; readonly region: Region }) {
  const { words, town } = useConsole();
  const now = useNow();
  const heard = instant(piece.heard_at) ?? now;
  const standing = region.neighbours.find((each) => each.neighbour === piece.town);
  const name = standing?.name ?? piece.town;
  const isOld = !(standing?.is_current ?? false) || standing?.standing !== "joined";
  const age = words.say("as-told", { town: name, at: clockTime(heard, town.zone, false), for: words.tell(howLong(secondsBetween(heard, now))) });
  const said = <Said piece={piece} />;
  return (
    <li className="region-row" data-town={piece.town} data-kind={piece.kind} data-old={isOld ? "" : undefined}>
      <span className="tag" title={name}>{piece.town}</span>
      <span className="what">{isOld ? <Stale age={age}>{said}</Stale> : said}</span>
      {isOld ? null : <span className="meta">{age}</span>}
    </li>
  );
}

function Said({ piece }: { readonly piece: Piece }) {
  const { words } = useConsole();
  const { fields, kind } = piece;
  const place = part(fields, "place");
  const where = place ? words.tell(placeWords(place)) : "";
  if (kind === "incidents") {
    const type = text(fields, "type");
    const priority = count(fields, "priority");
    return (
      <>
        {fields["priority"] === undefined ? null : <Severity level={levelOf(priority)} word={words.code("severity", priority === null ? "unknown" : String(priority))} />}{" "}
        <strong>{text(fields, "number") ?? ""} {type ? words.tell(typeOf(type)) : ""}</strong>{where ? ` · ${where}` : ""}
      </>
    );
  }
  if (kind === "units") {
    const status = text(fields, "status") ?? "";
    return (
      <>
        <UnitStatus status={status} word="" /> <strong>{text(fields, "call_sign") ?? piece.id}</strong> <span className="quiet">{words.code("unit-kind", text(fields, "kind") ?? "")}</span>
        {status ? ` · ${words.code("status", status)}` : ""}
      </>
    );
  }
  return <><strong>{nameOf(fields, piece.id)}</strong> <span className="quiet">{words.code(kind === "closures" ? "closure" : "place-kind", text(fields, "kind") ?? "")}</span>{where ? ` · ${where}` : ""}{text(fields, "state") ? ` · ${words.code("facility-state", text(fields, "state")!)}` : ""}</>;
}

function nameOf(fields: Fields, id: string): string {
  return text(fields, "name") ?? id;
}
