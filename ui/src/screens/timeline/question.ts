// The two questions of time: what was known then, and what had happened by then.

export type Question = "known_at" | "time";
