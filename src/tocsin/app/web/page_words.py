"""The words of the pages for residents and for signing in, in one language.

What stands for a variable is put in by the pages, in braces: it becomes a part of the page.
"""

from functools import cache

from tocsin.app.tongue import wanted
from tocsin.app.wording import languages, wording

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
FAMILY = "page-"

Wording = dict[str, str]


@cache
def words_of(language: str) -> Wording:
    """Everything said in one language, by name."""
    words = wording(language)
    return {name.removeprefix(FAMILY): words.bare(name) for name in words.names(FAMILY)}


def chosen(accepted: str, usual: str) -> str:
    """The language of a page: what the browser asks for first, else the town's own."""
    return wanted(accepted, languages(), usual)
