import assert from "node:assert/strict";
import { test } from "node:test";
import { strengthOf } from "./password.ts";

test("a password is told by what it is, not by its signs", () => {
  const told = (password: string) => strengthOf(password, ["osei", "Mary Lindqvist"]);
  assert.equal(told(""), null);
  assert.equal(told("Xk7!q"), "short");
  assert.equal(told("password12345"), "known");
  assert.equal(told("lindqvist2026"), "known");
  assert.equal(told("abcdefghijklmn"), "plain");
  assert.equal(told("aaaaaaaaaaaaaaa"), "plain");
  assert.equal(told("seven ducks!"), "good");
  assert.equal(told("a lamp under the wet bridge"), "strong");
});
