"""Where somebody wants to be warned, in words, as a position: the one place that they may mean."""

from tocsin.app.grammar.resolve import typed_point
from tocsin.app.outcome import Told
from tocsin.app.pointing import Finder, called
from tocsin.geo.places import Point
from tocsin.operations.picture import Picture


def point_said(words: str, find: Finder, picture: Picture) -> Point | None:
    """A position as it is typed, or of words by which the ground knows one place; None where they
    may mean none, or several, or there is no ground.
    """
    typed = typed_point(words)
    if typed is not None:
        return typed
    try:
        found = find(words, None, picture).places
    except Told:
        return None
    place = found[0] if len(found) == 1 else called(found, words)
    return None if place is None else place.point
