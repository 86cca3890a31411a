// Holds the word files against each other and against the sources: a missing or unused message, a
// variable that differs, a plural form that a language needs and lacks fail the build.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { TOLD_KINDS } from "../src/picture/differing.ts";
import { parse, type Entry, Message, Placeable, SelectExpression, TextElement, VariableReference, Visitor } from "@fluent/syntax";

const ROOT = join(import.meta.dirname, "..");
const WORDS = join(ROOT, "src", "words");
const APART = ["map", "gallery"].map((each) => join(ROOT, "src", each));
const LANGUAGES = readdirSync(WORDS).filter((each) => statSync(join(WORDS, each)).isDirectory());
// Families of ids that are put together from a code: `words.code("status", unit.status)`,
// `coded("owed", obligation.kind)`.
const MADE = /(?:\.code|\bcoded)\(\s*"([a-z-]+)"/g;
const NAMED = /\b(?:say|said|t)\(\s*"([a-z][a-z0-9-]*)"/g;
const FAMILY = /\b(?:say|said|t)\(\s*`([a-z][a-z0-9-]*-)\$\{/g;
const ID = /\bid: "([a-z][a-z0-9-]*)"/g;
const ATTRIBUTE = /\b(?:says|label|title|hint|name)(?:Id|: said)?=\{?"([a-z]+(?:-[a-z0-9]+)+)"/g;

interface Told {
  readonly variables: string[];
  readonly plurals: Map<string, string[]>;
}

class Look extends Visitor {
  readonly variables = new Set<string>();
  readonly plurals = new Map<string, string[]>();
  override visitVariableReference(node: VariableReference): void {
    this.variables.add(node.id.name);
  }
  override visitSelectExpression(node: SelectExpression): void {
    const keys = node.variants.map((each) => String("name" in each.key ? each.key.name : each.key.value));
    if (keys.some((key) => PLURAL.has(key)) && node.selector instanceof VariableReference) {
      this.plurals.set(node.selector.id.name, keys);
    }
    this.genericVisit(node);
  }
}

const PLURAL = new Set(["zero", "one", "two", "few", "many"]);

function messages(language: string, faults: string[]): Map<string, Told> {
  const found = new Map<string, Told>();
  for (const file of readdirSync(join(WORDS, language)).sort()) {
    const body = parse(readFileSync(join(WORDS, language, file), "utf-8"), {}).body;
    for (const entry of body as Entry[]) {
      if (entry.type === "Junk") faults.push(`${language}/${file}: cannot be read: ${JSON.stringify(entry.content).slice(0, 80)}`);
      if (!(entry instanceof Message) || entry.value === null) continue;
      const look = new Look();
      look.visit(entry.value);
      if (found.has(entry.id.name)) faults.push(`${language}/${file}: ${entry.id.name} stands twice`);
      const isEmpty = entry.value.elements.every((each) => each instanceof TextElement && each.value.trim() === "");
      if (isEmpty && !entry.value.elements.some((each) => each instanceof Placeable)) faults.push(`${language}/${file}: ${entry.id.name} says nothing`);
      found.set(entry.id.name, { variables: [...look.variables].sort(), plurals: look.plurals });
    }
  }
  return found;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((each) => {
    const path = join(folder, each.name);
    // The page of the map and the gallery of parts speak for themselves.
    if (each.isDirectory()) return APART.includes(path) ? [] : sources(path);
    return /\.(ts|tsx)$/.test(each.name) ? [readFileSync(path, "utf-8")] : [];
  });
}

export function faultsOf(): string[] {
  const faults: string[] = [];
  const all = new Map(LANGUAGES.map((language) => [language, messages(language, faults)]));
  const english = all.get("en")!;
  for (const [language, own] of all) {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [id, told] of english) {
      const here = own.get(id);
      if (!here) {
        faults.push(`${language}: ${id} is missing`);
      } else if (String(here.variables) !== String(told.variables)) {
        faults.push(`${language}: ${id} has the variables ${here.variables}, English ${told.variables}`);
      }
    }
    for (const [id, told] of own) {
      if (!english.has(id)) faults.push(`${language}: ${id} does not stand in English`);
      for (const [variable, keys] of told.plurals) {
        // Forms given as plain numbers stand for the category they are the only member of.
        const given = new Set(keys.map((key) => (/^\d+$/.test(key) ? new Intl.PluralRules(language).select(Number(key)) : key)));
        const missing = needed.filter((each) => !given.has(each));
        if (missing.length > 0) faults.push(`${language}: ${id} lacks the form ${missing.join(", ")} of ${variable}`);
      }
    }
  }
  // Every field of what is told of in the timeline has a name in words.
  const kinds = readFileSync(join(ROOT, "src", "api", "kinds.ts"), "utf-8");
  for (const kind of TOLD_KINDS) {
    const title = kind.split("_").map((each) => each.slice(0, 1).toUpperCase() + each.slice(1)).join("");
    const fields = new RegExp(`^export interface Seen${title} \\{\\n([\\s\\S]*?)^\\}`, "m").exec(kinds)?.[1];
    for (const [, field] of (fields ?? "").matchAll(/^ {2}readonly (\w+)\?/gm)) if (!english.has(`field-${field}`)) faults.push(`en: field-${field} of ${kind} is missing`);
    if (!fields || !english.has(`kind-${kind}`)) faults.push(`en: kind-${kind} is missing, or the kind is`);
  }
  const text = sources(join(ROOT, "src"));
  const used = new Set<string>();
  const families = new Set<string>();
  for (const each of text) {
    for (const pattern of [NAMED, ID, ATTRIBUTE]) for (const hit of each.matchAll(pattern)) used.add(hit[1]!);
    for (const hit of each.matchAll(MADE)) families.add(`${hit[1]}-`);
    for (const hit of each.matchAll(FAMILY)) families.add(hit[1]!);
  }
  const quoted = new Set(text.flatMap((each) => [...each.matchAll(/"([a-z][a-z0-9]*(?:-[a-z0-9_]+)*)"/g)].map((hit) => hit[1]!)));
  for (const id of used) if (!english.has(id) && text.some((each) => new RegExp(`\\b(?:say|said|t)\\(\\s*"${id}"`).test(each))) faults.push(`en: ${id} is missing, and is used`);
  for (const id of english.keys()) {
    if (!quoted.has(id) && ![...families].some((each) => id.startsWith(each))) faults.push(`en: ${id} is used nowhere`);
  }
  return faults;
}

if (process.argv[1] === import.meta.filename) {
  const faults = faultsOf();
  for (const each of faults) console.error(each);
  if (faults.length > 0) process.exit(1);
}
