"""In which language somebody is spoken to, and saying a sentence in it.

A door sets it for a request (`speaking`), and whatever is said on the way to the answer is said in
it, in threads that the request waits for as well. Outside of a request it is English: in the
terminal, in logs, and in whatever many read at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

ENGLISH = "en"
LONGEST_HEADER = 400
COMMAS = {"ar": "، "}

_SPOKEN: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def spoken() -> str:
    """The tag of the language that is spoken here."""
    return _SPOKEN.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language until the end of the block."""
    before = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def tell(name: str, /, **what: str | int) -> str:
    """The sentence of this name in the language that is spoken here."""
    from tocsin.app.wording import wording

    return wording(spoken()).said(name, what)


def with_step(name: str, /, **what: str | int) -> tuple[str, str]:
    """A sentence, and what the person can do next."""
    from tocsin.app.wording import wording

    words = wording(spoken())
    return words.said(name, what), words.said(name, what, "do")


def knows(name: str) -> bool:
    """Whether there is a sentence of this name."""
    from tocsin.app.wording import wording

    return wording(spoken()).has(name)


def code(family: str, word: str) -> str:
    """A word of a code list (`on_scene`) as it is said; one that a town adopted itself, as it
    stands, without its underscores.
    """
    name = f"{family}-{word}"
    return tell(name) if knows(name) else word.replace("_", " ")


def type_said(type_: str) -> str:
    """A type of the code list (`rescue.water_rescue`) in words."""
    name = f"type-{type_.replace('.', '-')}"
    if knows(name):
        return tell(name)
    from tocsin.views.saying import type_words

    return type_words(type_)


def order_said(name: str) -> str:
    """An order of the catalogue as a sentence names it; any other name stands as it is."""
    said = f"order-{name}"
    return tell("quoted-order", order=tell(said)) if knows(said) else name


def field_said(name: str) -> str:
    """A field of a noun in words; what is none, as a key of a table, stands as it is."""
    said = f"field-{name}"
    return tell(said) if knows(said) else name


def subject_said(key: tuple[str, str]) -> str:
    """A subject by its kind and id: unit PE-E1."""
    kind, id = key
    said = f"subject-{kind}"
    return f"{tell(said) if knows(said) else kind.removesuffix('s')} {id}"


def bare(name: str) -> str:
    """The sentence of this name with its variables in braces, for somebody else to fill."""
    from tocsin.app.wording import wording

    return wording(spoken()).bare(name)


def comma() -> str:
    """What stands between names in a row."""
    return COMMAS.get(spoken(), ", ")


def lasts(seconds: int) -> str:
    """A duration in a sentence: 40 s, 9 min, 2 h 5 min, 3 days."""
    if seconds < 60:
        return tell("lasts-s", n=seconds)
    if seconds < 3600:
        return tell("lasts-min", n=seconds // 60)
    if seconds < 48 * 3600:
        hours, rest = divmod(seconds // 60, 60)
        return tell("lasts-h-min", h=hours, min=rest) if rest else tell("lasts-h", n=hours)
    return tell("lasts-days", n=seconds // 86_400)


def listed(names: Iterable[str]) -> str:
    """Names in a row."""
    return comma().join(names)


def joined(names: Sequence[str]) -> str:
    """Names in a row, with "and" before the last."""
    if len(names) < 2:
        return "".join(names)
    return tell("and-list", names=listed(names[:-1]), last=names[-1])


@lru_cache(maxsize=256)
def wanted(accepted: str, among: tuple[str, ...], usual: str = ENGLISH) -> str:
    """The language that somebody asks for first of those there are (RFC 9110, Accept-Language),
    else the usual one where it is among them, else English.
    """
    ranked: list[tuple[float, int, str]] = []
    for number, part in enumerate(accepted[:LONGEST_HEADER].split(",")):
        tag, _, weight = part.strip().partition(";")
        try:
            share = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if share > 0:
            ranked.append((-share, number, tag.strip().lower().partition("-")[0]))
    own = usual.lower().partition("-")[0]
    return next(
        (tag for _, _, tag in sorted(ranked) if tag in among), own if own in among else "en"
    )
