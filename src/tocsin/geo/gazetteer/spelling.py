"""One name in its spellings."""

from tocsin.geo.gazetteer import abbreviations, folding


def key(name: str) -> str:
    """The same for spellings of one name: `Mill Rd.` and `Mill Road`."""
    said = folding.words(name)
    means = (abbreviations.MEANS.get(word, ()) for word in said)
    return " ".join(m[0] if len(m) == 1 else w for w, m in zip(said, means, strict=True))
