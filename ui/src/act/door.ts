// Requests to the town. What comes back is an answer, a refusal in words, or unknown.

export interface Refusal {
  readonly status: number;
  readonly code: string;
  // What and why.
  readonly detail: string;
  // What to do next.
  readonly next: string;
  readonly where?: string;
  // Whether `!` and a reason would do.
  readonly isSoft?: boolean;
  // What the sentence speaks of, by name.
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export type Answer<T> =
  | { readonly is: "done"; readonly body: T }
  | { readonly is: "refused"; readonly refusal: Refusal }
  // Nobody answered, or the answer does not say: asked again with the same key it is given once.
  | { readonly is: "unknown"; readonly because: string };

const PATIENCE_MS = 15_000;

interface Asking {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: unknown;
  readonly key?: string;
  readonly patience_ms?: number;
  readonly signal?: AbortSignal;
}

export function ask<T>(path: string, asking: Asking = {}): Promise<Answer<T>> {
  return asked(path, asking, async (answer) => (answer.status === 204 ? null : await answer.json()) as T);
}

// A file, under the name that the town gives it.
export interface Fetched {
  readonly file: Blob;
  readonly name: string | undefined;
}

export function askFile(path: string, asking: Asking = {}): Promise<Answer<Fetched>> {
  return asked(path, asking, async (answer) => {
    const named = /filename="([^"/\\]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
    return { file: await answer.blob(), name: named?.[1] };
  });
}

async function asked<T>(path: string, asking: Asking, read: (answer: Response) => Promise<T>): Promise<Answer<T>> {
  // The town says its sentences in the language that this page is in.
  const headers = new Headers({ Accept: "application/json", "Accept-Language": document.documentElement.lang || "en", "Tocsin-Console": "1" });
  if (asking.key) headers.set("Idempotency-Key", asking.key);
  const init: RequestInit = {
    method: asking.method ?? (asking.body === undefined ? "GET" : "POST"),
    headers,
    credentials: "same-origin",
    signal: AbortSignal.any([
      AbortSignal.timeout(asking.patience_ms ?? PATIENCE_MS),
      ...(asking.signal ? [asking.signal] : []),
    ]),
  };
  if (asking.body instanceof Blob) {
    headers.set("Content-Type", asking.body.type);
    init.body = asking.body;
  } else if (asking.body !== undefined) {
    headers.set("Content-Type", "application/json");
    init.body = JSON.stringify(asking.body);
  }
  try {
    const answer = await fetch(path, init);
    if (answer.ok) return { is: "done", body: await read(answer) };
    const problem = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
    if (answer.status >= 500) return { is: "unknown", because: String(problem["code"] ?? answer.status) };
    return { is: "refused", refusal: refusalOf(answer.status, problem) };
  } catch {
    return { is: "unknown", because: "away" };
  }
}

function refusalOf(status: number, problem: Record<string, unknown>): Refusal {
  const text = (name: string) => (typeof problem[name] === "string" ? (problem[name] as string) : "");
  const where = text("where");
  return {
    status,
    code: text("code"),
    detail: text("detail") || text("title"),
    next: text("next"),
    isSoft: problem["is_soft"] === true,
    parameters: (problem["parameters"] ?? {}) as Readonly<Record<string, unknown>>,
    ...(where ? { where } : {}),
  };
}

export function freshKey(): string {
  // randomUUID is only there in secure contexts; a town's own network may not be one.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
}
