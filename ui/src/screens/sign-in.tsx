import type { Refusal } from "../act/door.ts";
import type { Words } from "../words/words.ts";

export default function SignIn({ words, refusal }: { readonly words: Words; readonly refusal: Refusal | null; readonly entered: () => void }) {
  return <main><h1>{words.say("sign-in")}</h1>{refusal && <p>{refusal.detail}</p>}</main>;
}
