"""The part of a picture that somebody is advised on: what they may know, and no more."""

from typing import TypeVar

import msgspec

from tocsin.access import Eye
from tocsin.operations.picture import Closure, Map, Picture
from tocsin.operations.picture.map import from_items

T = TypeVar("T")
NEEDED = {
    "incidents": frozenset({"type", "priority", "place", "responses"}),
    "units": frozenset({"status", "kind", "station", "incident"}),
    "closures": frozenset({"kind", "extent"}),
}
"""Fields without which a subject is left out."""


def in_sight(eye: Eye) -> Picture:
    """The picture without the incidents and units of which the viewer may not know these, and with
    the closures as far as they may: the roads are those of a way that they ask for."""
    picture = eye.picture
    closures = closures_in_sight(eye)
    if closures != list(picture.closures.values()):
        picture = msgspec.structs.replace(
            picture, closures=from_items({each.id: each for each in closures})
        )
    return msgspec.structs.replace(
        picture,
        incidents=_kept(eye, "incidents", picture.incidents),
        units=_kept(eye, "units", picture.units),
    )


def _kept(eye: Eye, kind: str, these: Map[T]) -> Map[T]:
    seen = {id: noun for id, noun in these.items() if NEEDED[kind] <= eye.fields((kind, id))}
    return these if len(seen) == len(these) else from_items(seen)


def closures_in_sight(eye: Eye) -> list[Closure]:
    """The closures of the town, as far as the viewer may know what and where they are."""
    found = []
    for name, closure in eye.picture.closures.items():
        fields = eye.fields(("closures", name))
        if fields >= NEEDED["closures"]:
            found.append(
                msgspec.structs.replace(
                    closure,
                    passable_for=closure.passable_for if "passable_for" in fields else (),
                    depth_cm=closure.depth_cm if "depth_cm" in fields else None,
                )
            )
    return found
