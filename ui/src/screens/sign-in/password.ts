// How strong a password is, in four words: by its length and its variety, and whether it holds what
// everybody knows. A hint to who types; what is refused, the town says (NIST SP 800-63B §5.1.1.2).

export const SHORTEST = 12;
const LONG = 18;

export type Strength = "short" | "known" | "plain" | "good" | "strong";

const KNOWN = ["password", "passwort", "tocsin", "qwerty", "qwertz", "letmein", "welcome", "123456", "112112"];

// Null where nothing is typed yet.
export function strengthOf(password: string, own: readonly (string | null)[] = []): Strength | null {
  if (password === "") return null;
  if (password.length < SHORTEST) return "short";
  const typed = password.toLowerCase();
  const names = own.flatMap((each) => (each ?? "").toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((each) => each.length > 2);
  if ([...KNOWN, ...names].some((each) => typed.includes(each) && each.length * 2 >= typed.length - 4)) return "known";
  if (new Set(typed).size < 6 || isRun(typed)) return "plain";
  return password.length >= LONG && new Set(typed).size >= 10 ? "strong" : "good";
}

// Letters or digits that follow each other, up or down: abcdefghijkl, 987654321098.
function isRun(text: string): boolean {
  let following = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (Math.abs(text.charCodeAt(at) - text.charCodeAt(at - 1)) === 1) following += 1;
  }
  return following * 3 >= text.length * 2;
}
