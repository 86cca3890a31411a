import assert from "node:assert/strict";
import { test } from "node:test";
import { tongueName, tonguesLike } from "./tongues.ts";

test("a language is found by its code, by its name in the reader's words and in its own", () => {
  const first = (typed: string, reader: string) => tonguesLike(typed, reader)[0]?.code;
  assert.equal(first("ar", "en"), "ar");
  assert.equal(first("turk", "en"), "tr");
  assert.equal(first("türkisch", "de"), "tr");
  assert.equal(first("türkçe", "en"), "tr");
  assert.equal(first("الألمانية", "ar"), "de");
  assert.equal(first("klingonish", "en"), undefined);
});

test("a tag is told by name, also with a region; what is no tag has none", () => {
  assert.equal(tongueName("tr", "de"), "Türkisch");
  assert.match(tongueName("pt-BR", "en") ?? "", /Portuguese.*Brazil/);
  assert.equal(tongueName("somebody from the coast", "en"), null);
  assert.equal(tongueName("qqq", "en"), null);
});
