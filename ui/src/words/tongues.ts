// Languages that people speak, by their codes, in the words of whoever reads. Source: ISO 639-1 as
// the browser's own CLDR names it, and the sign languages of ISO 639-3 that emergency calls come in.

const CODES =
  "aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr " +
  "fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg " +
  "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se " +
  "sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu " +
  "ase bfi fsl gsg ise sgg swl";

export interface Tongue {
  readonly code: string;
  readonly name: string;
  // As those who speak it write it.
  readonly own: string;
}

const NAMES = new Map<string, Intl.DisplayNames>();

function namesIn(language: string): Intl.DisplayNames {
  let found = NAMES.get(language);
  if (!found) NAMES.set(language, (found = new Intl.DisplayNames([language], { type: "language", fallback: "none", languageDisplay: "standard" })));
  return found;
}

// The name of a language; null where the tag is none, or nobody has a name for it.
export function tongueName(tag: string, language: string): string | null {
  try {
    return namesIn(language).of(tag) ?? null;
  } catch {
    return null;
  }
}

const LISTS = new Map<string, readonly Tongue[]>();

// All of them, by name as the reader's language orders them. Made when they are first asked for.
export function tongues(language: string): readonly Tongue[] {
  let found = LISTS.get(language);
  if (!found) {
    const order = new Intl.Collator(language);
    found = CODES.split(" ")
      .flatMap((code) => {
        const name = tongueName(code, language);
        return name === null ? [] : [{ code, name, own: tongueName(code, code) ?? "" }];
      })
      .sort((a, b) => order.compare(a.name, b.name));
    LISTS.set(language, found);
  }
  return found;
}

// Those that what is typed may mean: its code first, then names that begin so, then the rest.
export function tonguesLike(typed: string, language: string): readonly Tongue[] {
  const wanted = typed.trim().toLocaleLowerCase(language);
  if (wanted === "") return tongues(language);
  const rank = ({ code, name, own }: Tongue): number => {
    if (code === wanted) return 0;
    const names = [name, own].map((each) => each.toLocaleLowerCase(language));
    if (names.some((each) => each.startsWith(wanted))) return 1;
    return names.some((each) => each.includes(wanted)) ? 2 : 3;
  };
  return tongues(language)
    .map((each) => [rank(each), each] as const)
    .filter(([found]) => found < 3)
    .sort(([a], [b]) => a - b)
    .map(([, each]) => each);
}
