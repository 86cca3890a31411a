"""The words of the pages for residents: a file a language; what one lacks is said in English."""

import tomllib
from functools import cache
from importlib import resources

from tocsin.app.tongue import ENGLISH, wanted

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
    """The language of a page: what the browser asks for first, else the town's own."""
    return wanted(accepted, languages(), usual)
