import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { LANGUAGES, languageFor, Words, type Language } from "./language.ts";
import { coded, said } from "./said.ts";

function wordsIn(language: Language): Words {
  const folder = join(import.meta.dirname, language);
  return new Words(language, readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf-8")));
}

const ALL = LANGUAGES.map(wordsIn);

// What stands in a sentence without the marks that isolate it in right-to-left text.
function plain(told: string): string {
  return told.replaceAll(/[\u2066-\u2069]/g, "");
}

test("every sentence can be said in every language with every number", () => {
  for (const words of ALL) {
    for (const count of [1, 2, 3, 11, 100]) {
      const taken = words.tell(said("needs-taken", { units: ["E1", "E2"], count, for: said("lasts-days", { n: count }) }));
      assert.doesNotMatch(taken, /[⟨{]/);
      assert.match(plain(taken), /E1/);
    }
  }
});

test("of a long list four are named and the rest is counted", () => {
  const told = ALL.map((words) => plain(words.tell(said("needs-unread", { who: ["a", "b", "c", "d", "e", "f"], for: said("lasts-s", { n: 1 }) }))));
  assert.equal(told[0], "Not read by a, b, c, d and 2 more, asked 1 s ago.");
  for (const each of told) assert.match(each, /2/);
});

test("a sentence within a sentence is said in the same language", () => {
  const german = ALL[LANGUAGES.indexOf("de")]!;
  const told = said("owed-late-unit", { what: coded("owed", "welfare"), unit: "E1", who: coded("who", "chief"), for: said("lasts-min", { n: 4 }) });
  assert.equal(german.tell(told), "Lebenszeichen (E1): überfällig seit 4 min (Leitung).");
});

test("a code that no language has is said as it stands, in words", () => {
  assert.equal(ALL[0]!.tell(coded("owed", "look_at_the_weir")), "look at the weir");
});

test("names stay apart from the text around them where it runs from right to left", () => {
  const arabic = ALL[LANGUAGES.indexOf("ar")]!;
  assert.match(arabic.tell(said("needs-not-there", { units: ["E1"], for: said("lasts-min", { n: 4 }) })), /\u2068E1\u2069/);
});

test("the language is the first wanted that there is", () => {
  assert.deepEqual([languageFor(["fr", "de-AT"]), languageFor(["ar-EG"]), languageFor(["tlh"])], ["de", "ar", "en"]);
});
