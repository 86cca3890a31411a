import assert from "node:assert/strict";
import { test } from "node:test";
import { clockTime } from "./time.ts";

const at = (iso: string) => clockTime(Date.parse(iso), "Europe/Berlin", false);

test("the hour that comes twice in autumn carries its offset, and no other does", () => {
  assert.equal(at("2026-10-24T23:59:00Z"), "01:59");
  assert.equal(at("2026-10-25T00:00:00Z"), "02:00 UTC+2");
  assert.equal(at("2026-10-25T00:59:59Z"), "02:59 UTC+2");
  assert.equal(at("2026-10-25T01:00:00Z"), "02:00 UTC+1");
  assert.equal(at("2026-10-25T01:59:59Z"), "02:59 UTC+1");
  assert.equal(at("2026-10-25T02:00:00Z"), "03:00");
});

test("the hour that is left out in spring, half hours and a zone that never turns are told plainly", () => {
  assert.deepEqual([at("2026-03-29T00:59:00Z"), at("2026-03-29T01:00:00Z")], ["01:59", "03:00"]);
  assert.equal(clockTime(Date.parse("2026-10-25T00:30:00Z"), "UTC"), "00:30:00");
  assert.equal(clockTime(Date.parse("2026-10-25T00:30:00Z"), "Asia/Kathmandu"), "06:15:00");
  assert.equal(clockTime(Date.parse("2026-04-04T14:45:00Z"), "Australia/Lord_Howe", false), "01:45 UTC+11");
});
