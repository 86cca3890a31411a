"""One name in its spellings."""

import re

from tocsin.geo.gazetteer import abbreviations, folding


def key(name: str) -> str:
    """The same for spellings of one name: `Mill Rd.` and `Mill Road`."""
    said = folding.words(name)
    means = (abbreviations.MEANS.get(word, ()) for word in said)
    return " ".join(m[0] if len(m) == 1 else w for w, m in zip(said, means, strict=True))


_BETWEEN = re.compile(r"\s+[/–-]\s+")
"""What stands between the names of a thing in two languages, with blanks around it."""


def parts(name: str) -> tuple[str, ...]:
    """The names in one: `Mill Road / Mühlweg`, `Rue Neuve - Nieuwstraat`; none where it is one."""
    found = tuple(each.strip() for each in _BETWEEN.split(name))
    is_several = len(found) > 1 and all(any(map(str.isalpha, each)) for each in found)
    return found if is_several else ()
