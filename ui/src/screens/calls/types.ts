// Types of incident to choose from while somebody speaks, with how urgent each usually is. What a
// town's plans name comes on top. Words stand in the word files (`type-…`).

import type { Picture } from "../../picture/picture.ts";
import { part, parts, texts } from "../../picture/read.ts";

export const USUAL: Readonly<Record<string, 1 | 2 | 3 | 4>> = {
  "fire.structure": 1, "fire.room": 1, "fire.chimney": 2, "fire.vehicle": 2, "fire.wildfire": 2, "fire.outside": 3, "fire.alarm": 2, "fire.explosion": 1,
  "medical.cardiac_arrest": 1, "medical.unconscious": 1, "medical.breathing": 1, "medical.chest_pain": 1, "medical.stroke": 1, "medical.trauma": 2,
  "medical.burns": 2, "medical.fall": 3, "medical.illness": 3, "medical.birth": 2, "medical.overdose": 1,
  "rescue.collision": 2, "rescue.water": 1, "rescue.water_rescue": 1, "rescue.entrapment": 1, "rescue.elevator": 3, "rescue.collapse": 1,
  "hazmat.gas_leak": 2, "hazmat.carbon_monoxide": 1, "hazmat.fuel_spill": 3,
  "flood.street": 3, "flood.building": 3, "works.tree_down": 4, "works.water_main": 3, "works.road_closed": 4, "works.wires_down": 2,
  "police.disturbance": 3, "police.assault": 1, "police.missing_person": 2, "police.suspicious": 3, "service.welfare_check": 3, "service.animal": 4, "call.silent": 2,
};

// Codes that the town's plans are for, after the usual ones.
export function typesOf(picture: Picture): readonly string[] {
  const found = new Set(Object.keys(USUAL));
  for (const shelf of picture.of("plans").values()) {
    for (const version of parts(shelf, "versions")) {
      for (const type of texts(part(part(version, "content"), "trigger"), "types")) if (type.includes(".")) found.add(type);
    }
  }
  return [...found];
}

// Types that what was typed may mean: those of which a word begins so, the most urgent first.
export function likelyTypes(said: string, types: readonly string[], name: (type: string) => string): readonly string[] {
  const wanted = said.toLocaleLowerCase().split(/\s+/).filter((each) => each.length > 1);
  if (wanted.length === 0) return [];
  const scored = types.map((type) => {
    const words = `${name(type)} ${type.replaceAll(/[._]/g, " ")}`.toLocaleLowerCase().split(/[\s,]+/);
    const hits = wanted.filter((each) => words.some((word) => word.startsWith(each) || (each.length > 3 && word.length > 3 && each.startsWith(word))));
    return { type, hits: hits.length };
  });
  return scored
    .filter((each) => each.hits > 0)
    .sort((a, b) => b.hits - a.hits || (USUAL[a.type] ?? 9) - (USUAL[b.type] ?? 9))
    .slice(0, 5)
    .map((each) => each.type);
}
