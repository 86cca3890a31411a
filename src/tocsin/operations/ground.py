"""Adopt a ground: the places, roads and borders that the town decides by from now on.

The ground itself lies beside the log; on record is which one, by its checksum, so that advice and
places can cite it. Closures, floods and outages are facts of the town (`closures`), never edits of
a ground.

Source: architecture idea 7: what a decision reads is in the log; ISO 19115-1 (identification).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.ground import Ground
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

Digest = Annotated[str, msgspec.Meta(pattern=r"^sha256:[0-9a-f]{64}$")]
"""A SHA-256 as a ground says it: `sha256:` and 64 hexadecimal digits."""
Kept = Annotated[str, msgspec.Meta(max_length=300)]


class GroundRefusal(StrEnum):
    ground_has_changed = "ground_has_changed"


# 1. commands and the events they may cause


class AdoptGround(Command, frozen=True):
    """Decide by this ground from now on; `jurisdiction` is the area of it that the town is.

    `after` is the version in force when it was drawn up, 0 where there is none.
    """

    checksum: Digest
    manifest: Digest
    jurisdiction: Ident
    name: Short
    source: Short
    newest_edit: Kept = ""
    licence: Kept = ""
    after: int = 0


class GroundAdopted(Event, frozen=True):
    """`version` counts the town's adoptions, from 1."""

    checksum: str
    version: int
    manifest: str
    jurisdiction: str
    name: str
    source: str
    newest_edit: str = ""
    licence: str = ""


def in_force(picture: Picture) -> Ground | None:
    """The ground that the town decides by; None where it has none."""
    return max(picture.grounds.values(), key=lambda each: each.version, default=None)


# 2. decide


def adopt(command: AdoptGround, picture: Picture, _context: Context) -> Decision:
    """Refused where somebody adopted another one in between."""
    now = in_force(picture)
    version = 0 if now is None else now.version
    given = GroundAdopted(
        checksum=command.checksum,
        version=version + 1,
        manifest=command.manifest,
        jurisdiction=command.jurisdiction,
        name=command.name,
        source=command.source,
        newest_edit=command.newest_edit,
        licence=command.licence,
    )
    if now is not None and all(
        getattr(now, each) == getattr(given, each)
        for each in given.__struct_fields__
        if each != "version"
    ):
        return []
    if command.after != version:
        return refuse(GroundRefusal.ground_has_changed, version=version, after=command.after)
    return [given]


# 3. evolve


def adopted(picture: Picture, event: GroundAdopted, stamp: Stamp) -> Picture:
    """The one before stays, as replaced: what was decided by it cites it."""
    grounds, before = picture.grounds, in_force(picture)
    if before is not None:
        replaced = _replace(before, replaced_at=stamp.occurred_at)
        grounds = grounds.put(before.checksum, replaced)
    ground = Ground(
        checksum=event.checksum,
        version=event.version,
        manifest=event.manifest,
        jurisdiction=event.jurisdiction,
        name=event.name,
        source=event.source,
        adopted_at=stamp.occurred_at,
        newest_edit=event.newest_edit,
        licence=event.licence,
    )
    return _replace(picture, grounds=grounds.put(event.checksum, ground))


# 4. the tables

DECIDE = {AdoptGround: adopt}

EVOLVE = {"ground_adopted.1": (GroundAdopted, adopted)}
