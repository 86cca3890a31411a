import assert from "node:assert/strict";
import { test } from "node:test";
import type { AgreementForm } from "../api/types.ts";
import { formOf, typedOf } from "./agreement-form.ts";

const FORM: AgreementForm = {
  title: "Mutual aid",
  own: { kinds: ["engine", "ladder"], most_units: 2, minimum_at_home: [{ units: 1 }, { units: 2, kind: "engine" }], hours: [{ from_min: 480, until_min: 1080, days: [1, 2, 3] }], stock: [{ kind: "sandbags", quantity: 1000, least_at_home: 200 }, { kind: "fuel", quantity: 40, unit: "litres" }], shelter_places: 20, may_sub_lend: false },
  partner: null,
  areas: ["Quay", "North"],
  border: { lat_udeg: 50_020_000, lon_udeg: -1_010_000 },
  radius_m: 8000,
  payer: "borrower",
  free_h: 4,
  rates: [{ what: "unit with crew", amount: 12_050, currency: "EUR", per: "hour" }, { what: "meal", amount: 900, currency: "JPY", per: "piece" }],
  review_at: "2027-11-30",
  ends_at: null,
  remarks: "",
};

test("a form reads the same when it was typed", () => {
  const { form, wrong } = formOf(typedOf(FORM));
  assert.deepEqual([...wrong], []);
  assert.deepEqual(form, FORM);
});

test("what cannot be read is named and left out", () => {
  const typed = typedOf(FORM);
  const { form, wrong } = formOf({ ...typed, review: "soon", border: "here", rates: "unit with crew; a lot", own: { ...typed.own, hours: "8 to 6", minimum: "engine", most: "-1", stock: "bags" } });
  assert.deepEqual([...wrong].sort(), ["border", "own.hours", "own.minimum", "own.most", "own.stock", "rates", "review"]);
  assert.deepEqual(form.rates, []);
});

test("an amount has no more places than its currency", () => {
  const typed = typedOf(FORM);
  assert.equal(formOf({ ...typed, rates: "a; 1.5 EUR; hour" }).form.rates?.[0]?.amount, 150);
  assert.ok(formOf({ ...typed, rates: "a; 1.5 JPY; hour" }).wrong.has("rates"));
});
