import assert from "node:assert/strict";
import { test } from "node:test";
import { notesOf } from "./incident.ts";
import { pictureOf, type Fields } from "./picture.ts";
import { isUnseen, talkOf, waitsFor } from "./talk.ts";

function notes(...entries: readonly Fields[]) {
  const all = entries.map((each, at) => ({ id: `n${at}`, at: `2026-03-02T10:0${at}:00Z`, by: "PE-p-9", kind: "remark", text: "x", ...each }));
  return notesOf(pictureOf(new Map([["narratives", new Map([["incident/1", { entries: all }]])]])), "incident/1");
}

test("what was said on the radio, to be read, or about lives is talk; what was seen and decided is not", () => {
  const all = notes({ kind: "radio" }, {}, { kind: "decision" }, { asked: [{ at: "2026-03-02T10:03:00Z", role: "dispatcher" }] }, { flags: ["safety"] }, { flags: ["pinned"] });
  assert.deepEqual(talkOf(all).map((each) => each.id), ["n4", "n3", "n0"]);
});

test("a correction stands in place of what it corrects", () => {
  assert.deepEqual(talkOf(notes({ kind: "radio", corrected_by: "n1" }, { kind: "radio", corrects: "n0" })).map((each) => each.id), ["n1"]);
});

test("unseen is what others said since, not what one said oneself", () => {
  const [first, second] = notes({ kind: "radio" }, { kind: "radio", by: "me" });
  const seen = Date.parse("2026-03-02T09:59:00Z");
  assert.deepEqual([isUnseen(first!, seen, "me"), isUnseen(second!, seen, "me"), isUnseen(first!, first!.at, "me")], [true, false, false]);
});

test("it waits for whoever was asked and has not read it", () => {
  const asked = (fields: Fields) => notes({ asked: [{ at: "2026-03-02T10:00:00Z", role: "dispatcher", ...fields }] })[0]!;
  assert.equal(waitsFor(asked({}), "me", ["dispatcher"]), true);
  assert.equal(waitsFor(asked({}), "me", ["chief"]), false);
  assert.equal(waitsFor(asked({ read_at: "2026-03-02T10:01:00Z" }), "me", ["dispatcher"]), false);
});
