// Whom an area holds besides people and languages, as the town's ground counts them. What nobody has
// counted is not known, which is another thing than none. As `tocsin.app.warnings.saying`.

import type { Fields } from "../../picture/picture.ts";
import { count, part, parts, text } from "../../picture/read.ts";
import type { Words } from "../../words/words.ts";

const MEASURES = ["households", "no_car", "electricity_dependent", "care_homes", "care_beds", "disabled", "aged_65_up"] as const;

export function sizeSaid(fields: Fields, words: Words): string | null {
  const area = count(part(fields, "survey"), "area_m2");
  return area === null ? null : words.say("warn-size", { km: area >= 1e7 ? Math.round(area / 1e6) : Math.round(area / 1e4) / 100 });
}

export function countedSaid(fields: Fields, words: Words): string | null {
  const told = parts(part(fields, "survey"), "counts").map((each) => {
    const number = count(each, "number");
    const said = number ?? words.say("warn-few");
    const measure = words.code("warn-measure", text(each, "measure") ?? "");
    return words.say("warn-counted-one", { measure, number: count(each, "lacking") ? words.say("warn-at-least", { number: said }) : said });
  });
  return told.join(" · ") || null;
}

export function uncountedSaid(fields: Fields, words: Words): string | null {
  const survey = part(fields, "survey");
  if (!survey || !text(survey, "ground")) return null;
  const known = new Set(parts(survey, "counts").map((each) => text(each, "measure")));
  return MEASURES.filter((each) => !known.has(each)).map((each) => words.code("warn-measure", each)).join(", ") || null;
}
