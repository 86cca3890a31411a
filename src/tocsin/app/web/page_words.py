"""The words of the pages for residents: a file a language; what one lacks is said in English."""

import tomllib
from functools import cache
from importlib import resources

ENGLISH = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

Wording = dict[str, str]


@cache
def languages() -> tuple[str, ...]:
    """The languages there are, by their tags."""
    folder = resources.files("tocsin.app.web") / "words"
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir()))


@cache
def words_of(language: str) -> Wording:
    """Everything said in one language, by name."""
    folder = resources.files("tocsin.app.web") / "words"
    own = tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8"))
    return own if language == ENGLISH else {**words_of(ENGLISH), **own}


def chosen(accepted: str, usual: str) -> str:
    """The language of a page: what the browser asks for first (RFC 9110, Accept-Language), else
    the town's own, else English.
    """
    ranked: list[tuple[float, int, str]] = []
    for number, part in enumerate(accepted[:400].split(",")):
        tag, _, weight = part.strip().partition(";")
        try:
            share = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if share > 0:
            ranked.append((-share, number, tag.strip().lower().partition("-")[0]))
    for _, _, tag in sorted(ranked):
        if tag in languages():
            return tag
    own = usual.lower().partition("-")[0]
    return own if own in languages() else ENGLISH
