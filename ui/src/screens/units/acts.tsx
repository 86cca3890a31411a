// What can be done with a unit: how far it is, in or out of service, who rides on it, how it is.

import { useState } from "react";
import { Menu } from "../../parts/menu.tsx";
import { AskForm, Give, type Wanted } from "../../shell/act.tsx";
import { useConsole, usePicture } from "../../shell/console.tsx";
import { handles, plain, quoted } from "../../shell/lines.ts";
import type { Listed } from "./list.ts";

const NEXT: Readonly<Record<string, readonly (readonly [verb: string, order: string])[]>> = {
  committed: [["E", "ReportEnRoute"]],
  en_route: [["A", "ReportOnScene"]],
  staged: [["A", "ReportOnScene"]],
  on_scene: [["F", "ClearUnit"]],
  transporting: [["H", "ReportAtHospital"]],
  at_hospital: [["F", "ClearUnit"]],
  returning: [["F", "ClearUnit"]],
};

const CONDITIONS = ["sound", "limited", "damaged", "destroyed"];

interface Deed {
  readonly key: string;
  readonly order: string;
  readonly wants: readonly Wanted[];
  readonly line: (said: Readonly<Record<string, string>>) => string;
}

export function UnitActs({ row }: { readonly row: Listed }) {
  const { words, may } = useConsole();
  const [asked, ask] = useState<string | null>(null);
  const sign = row.cell.callSign;
  const deeds = useDeeds(row).filter((each) => may(each.order));
  const deed = deeds.find((each) => each.key === asked);
  if (deed) {
    return (
      <AskForm
        key={deed.key} order={deed.order} title={words.say("deed-of-unit", { deed: words.code("deed", deed.key), unit: sign })}
        wants={deed.wants} line={deed.line} close={() => ask(null)}
      >{null}</AskForm>
    );
  }
  return (
    <>
      {(NEXT[row.cell.status] ?? []).map(([verb, order]) => (
        <Give key={verb} order={order} line={`${verb} ${sign}`} says={`${words.code("next", verb)}, ${sign}`}>{words.code("next", verb)}</Give>
      ))}
      {row.cell.status === "out_of_service" ? <Give order="ReturnToService" line={`I ${sign}`} says={`${words.code("next", "I")}, ${sign}`}>{words.code("next", "I")}</Give> : null}
      {deeds.length > 0 ? (
        <Menu
          label={words.say("more-acts")} says={words.say("more-acts-of", { unit: sign })}
          acts={deeds.map((each) => ({ key: each.key, name: words.code("deed", each.key), onAct: () => ask(each.key) }))}
        />
      ) : null}
    </>
  );
}

function useDeeds(row: Listed): readonly Deed[] {
  const { words } = useConsole();
  const { picture } = usePicture("people", "stations");
  const { cell } = row;
  const sign = cell.callSign;
  const who: Wanted = { name: "who", label: words.say("crew-who"), is: "words", hint: words.say("crew-who-hint", { some: handles(picture).slice(0, 3).map((each) => each.handle) }) };
  const until: Wanted = { name: "until", label: words.say("until-when"), is: "time", optional: true, hint: words.say("time-hint") };
  const ends = (said: Readonly<Record<string, string>>) => (said["until"]?.trim() ? ` until ${plain(said["until"])}` : "");
  const deeds: Deed[] = [];
  if (cell.status !== "out_of_service") {
    deeds.push({ key: "out", order: "TakeOutOfService", wants: [{ name: "why", label: words.say("why-out"), is: "words" }, until], line: (said) => `O ${sign}${ends(said)} ${quoted(said["why"] ?? "")}` });
  }
  if (row.crew === null || row.crew === 0) {
    deeds.push({ key: "crew", order: "CrewUnit", wants: [who, until], line: (said) => `CR ${sign} ${plain(said["who"] ?? "")}${ends(said)}` });
  } else {
    const told: Wanted = { name: "told", label: words.say("crew-told"), is: "words", optional: true };
    deeds.push({
      key: "relieve", order: "RelieveCrew", wants: [who, told, until],
      line: (said) => `RC ${sign} ${plain(said["who"] ?? "")}${ends(said)}${said["told"]?.trim() ? ` ${quoted(said["told"])}` : ""}`,
    });
    deeds.push({ key: "stand-down", order: "StandDownCrew", wants: [], line: () => `SD ${sign}` });
  }
  deeds.push({
    key: "condition", order: "ReportCondition",
    wants: [
      { name: "is", label: words.say("condition-now"), is: "choice", choices: CONDITIONS.map((each) => ({ key: each, name: words.code("condition", each) })), first: row.condition },
      { name: "without", label: words.say("condition-without"), is: "words", optional: true, hint: words.say("condition-without-hint") },
      { name: "remark", label: words.say("remark"), is: "words", optional: true },
    ],
    line: (said) => `COND ${sign} ${said["is"] ?? ""}${said["without"]?.trim() ? ` ${plain(said["without"])}` : ""}${said["remark"]?.trim() ? ` ${quoted(said["remark"])}` : ""}`,
  });
  const stations = [...picture.of("stations")].map(([key, each]) => ({ key, name: String(each["name"] ?? key) }));
  if (stations.length > 0) {
    deeds.push({ key: "move-up", order: "MoveUp", wants: [{ name: "to", label: words.say("move-up-to"), is: "choice", choices: stations }], line: (said) => `MV ${sign} ${said["to"] ?? ""}` });
  }
  return deeds;
}
