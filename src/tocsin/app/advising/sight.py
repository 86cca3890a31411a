"""The part of a picture that somebody is advised on: what they may know, and no more."""

from typing import TypeVar

import msgspec

from tocsin.access import Eye
from tocsin.operations.picture import Map, Picture
from tocsin.operations.picture.map import from_items

T = TypeVar("T")
NEEDED = {
    "incidents": frozenset({"type", "priority", "place", "responses"}),
    "units": frozenset({"status", "kind", "station", "incident"}),
}
"""Fields without which a subject is left out."""


def in_sight(eye: Eye) -> Picture:
    """The picture without the incidents and units of which the viewer may not know these."""
    picture = eye.picture
    return msgspec.structs.replace(
        picture,
        incidents=_kept(eye, "incidents", picture.incidents),
        units=_kept(eye, "units", picture.units),
    )


def _kept(eye: Eye, kind: str, these: Map[T]) -> Map[T]:
    seen = {id: noun for id, noun in these.items() if NEEDED[kind] <= eye.fields((kind, id))}
    return these if len(seen) == len(these) else from_items(seen)
