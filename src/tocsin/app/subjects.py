"""Finding what a person names: an id, a call sign, an incident's ending, a handle, a station."""

from collections.abc import Callable

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.resolve import Names
from tocsin.app.outcome import Exit, Told
from tocsin.app.seeing import Seen
from tocsin.operations.picture import KINDS, Picture, Subject, subject


def named(picture: Picture, code: str, word: str) -> Subject:
    """The key of the subject a word names. Raises Told when there is none, or several."""
    names = Names(picture, code)
    finders: tuple[tuple[str, Callable[[str], str | None]], ...] = (
        ("units", names.unit),
        ("incidents", lambda each: None if each == "." else names.incident(each)),
        ("people", names.person),
        ("stations", names.station),
        ("facilities", names.facility),
    )
    try:
        for kind, find in finders:
            found = find(word)
            if found is not None:
                return kind, found
        for kind in KINDS:
            for name in (word, f"{code}-{word}"):
                if subject(picture, (kind, name)) is not None:
                    return kind, name
        for kind in ENDING:
            found = names.ending(getattr(picture, kind), word)
            if found is not None:
                return kind, found
    except NotUnderstood as error:
        raise Told(str(error), Exit.usage) from error
    raise Told(
        f"nothing here is called `{word}`; try tocsin search, or an id from the board", Exit.usage
    )


ENDING = ("reports", "tasks", "objectives", "obligations", "closures", "proposals", "plans")
"""Kinds that are also known by the end of their id."""


def named_ever(town: Seen, word: str) -> tuple[Subject, object]:
    """The same, with the noun; also an incident that has left the picture. Raises Told."""
    code = town.store.header.code
    try:
        key = named(town.picture, code, word)
    except Told:
        closed = town.incident(word) or town.incident(f"{code}-{word}")
        if closed is None:
            raise
        return ("incidents", closed.id), closed
    found = subject(town.picture, key)
    assert found is not None, key
    return key, found
