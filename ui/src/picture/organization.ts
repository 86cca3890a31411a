// Who leads what at one incident, what is to be achieved, and who owes which piece of work.

import { said, type Said } from "../words/said.ts";
import type { Fields, Picture } from "./picture.ts";
import { callSign, who } from "./places.ts";
import { byText, part, parts, text, texts, time, words } from "./read.ts";

export interface Commander {
  readonly person: string;
  readonly called: string;
  readonly agency: string;
  readonly since: number;
}

// A position set up here; `reportsTo` is another post, null command itself.
export interface Post {
  readonly id: string;
  readonly position: string;
  readonly name: string | null;
  readonly reportsTo: string | null;
  readonly called: string | null;
  readonly since: number | null;
  readonly units: readonly string[];
}

export interface Offer {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly person: string;
  readonly since: number;
  readonly situation: string | null;
}

export interface Command {
  readonly name: string | null;
  readonly commanders: readonly Commander[];
  readonly isUnified: boolean;
  readonly posts: readonly Post[];
  readonly offers: readonly Offer[];
  // Posts with more, or fewer, under them than one person can lead; "" is command itself.
  readonly spans: readonly { readonly post: string; readonly state: string; readonly count: number }[];
  readonly terminated: number | null;
}

export function commandOf(picture: Picture, id: string): Command | null {
  const organization = picture.of("posts").get(id);
  if (!organization) return null;
  const commanders = parts(organization, "commanders").map((each) => ({
    person: text(each, "person") ?? "",
    called: who(text(each, "person") ?? "", picture),
    agency: text(each, "agency_name") || (text(each, "agency") ?? ""),
    since: time(each, "since") ?? 0,
  }));
  return {
    name: text(organization, "name"),
    commanders,
    isUnified: commanders.length > 1,
    posts: parts(organization, "posts").map((each) => postOf(each, organization, picture)),
    offers: parts(organization, "offers").filter((each) => !text(each, "accepted_at")).map((each) => ({
      id: text(each, "id") ?? "",
      from: who(text(each, "outgoing") ?? "", picture),
      to: who(text(each, "incoming") ?? "", picture),
      person: text(each, "incoming") ?? "",
      since: time(each, "offered_at") ?? 0,
      situation: words(part(each, "briefing"), "situation"),
    })),
    spans: parts(organization, "notices").map((each) => ({
      post: text(each, "post") ?? "", state: text(each, "state") ?? "", count: Number(each["count"] ?? 0),
    })),
    terminated: time(organization, "terminated_at"),
  };
}

function postOf(post: Fields, organization: Fields, picture: Picture): Post {
  const id = text(post, "id") ?? "";
  const person = text(post, "person");
  return {
    id,
    position: text(post, "position") ?? "",
    name: text(post, "name"),
    reportsTo: text(post, "reports_to"),
    called: person === null ? null : who(person, picture),
    since: time(post, "since"),
    units: parts(organization, "placements").filter((each) => text(each, "post") === id).map((each) => callSign(text(each, "unit") ?? "")),
  };
}

export interface Objective {
  readonly id: string;
  readonly words: string | null;
  readonly measure: string | null;
  readonly priority: string;
  readonly state: string;
  readonly because: string | null;
  readonly since: number;
}

// In the order they were set.
export function objectivesOf(picture: Picture, id: string): readonly Objective[] {
  return hung(picture, "objectives", id).map(([name, each]) => ({
    id: name,
    words: words(each, "text"),
    measure: words(each, "measure"),
    priority: String(each["priority"] ?? ""),
    state: text(each, "state") ?? "open",
    because: words(each, "because"),
    since: time(each, "since") ?? 0,
  }));
}

export interface Task {
  readonly id: string;
  readonly words: string | null;
  readonly owner: string | Said;
  readonly ownerKey: string;
  readonly state: string;
  readonly since: number;
  readonly due: number | null;
  readonly isLate: boolean;
  readonly because: string | null;
  readonly objective: string | null;
}

// In the order they were given.
export function tasksOf(picture: Picture, id: string, now: number): readonly Task[] {
  const posts = parts(picture.of("posts").get(id), "posts");
  return hung(picture, "tasks", id).map(([name, each]) => {
    const due = time(each, "due_at");
    const state = text(each, "state") ?? "open";
    const owner = part(each, "owner");
    return {
      id: name,
      words: words(each, "text"),
      owner: ownerOf(text(owner, "kind") ?? "", text(owner, "id") ?? "", posts, picture),
      ownerKey: `${text(owner, "kind") ?? ""}/${text(owner, "id") ?? ""}`,
      state,
      since: time(each, "since") ?? 0,
      due,
      isLate: due !== null && due <= now && state !== "done" && state !== "cancelled",
      because: words(each, "because"),
      objective: text(each, "objective"),
    };
  });
}

function ownerOf(kind: string, id: string, posts: readonly Fields[], picture: Picture): string | Said {
  if (kind === "unit") return callSign(id);
  if (kind === "person") return who(id, picture);
  const post = posts.find((each) => text(each, "id") === id);
  return post ? text(post, "name") || (text(post, "position") ?? id) : said("span-command");
}

// What hangs on an incident, in the order its organization names it, then what it does not name.
function hung(picture: Picture, kind: "objectives" | "tasks", id: string): readonly (readonly [string, Fields])[] {
  const order = texts(picture.of("posts").get(id), kind);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...picture.of(kind)]
    .filter(([, each]) => text(each, "incident") === id)
    .sort(([a], [b]) => place(a) - place(b) || byText(a, b));
}
