"""Nouns: a ground that the town stands on or stood on; a name that locals give to a place."""

from datetime import datetime

import msgspec

from tocsin.geo.places import Point


class Ground(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Places, roads and borders as adopted. `checksum` is over what its layers hold, `manifest`
    over the list of its files; `jurisdiction` is the area of it that this town is.

    It is in force until `replaced_at`, and is kept after that: what was decided cites it.
    """

    checksum: str
    version: int
    manifest: str
    jurisdiction: str
    name: str
    source: str
    adopted_at: datetime
    newest_edit: str = ""
    licence: str = ""
    replaced_at: datetime | None = None


class LocalName(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What people here call a place: a point, or a `feature` of the ground by its id (`n12`)."""

    id: str
    name: str
    point: Point | None = None
    feature: str | None = None
    ground: str | None = None
