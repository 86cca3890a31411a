"""Names that locals give: "the old mill" is there, until somebody takes the name back.

A ground knows what its source knows; what people here say is a fact of the town. The names are
public, as street signs are: never a person's.

Source: ISO 19112 (spatial referencing by geographic identifiers: alternative identifier).
"""

from enum import StrEnum

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.ground import in_force
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.ground import LocalName
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class LocalNameRefusal(StrEnum):
    local_name_has_no_place = "local_name_has_no_place"
    local_name_without_ground = "local_name_without_ground"
    local_name_unknown = "local_name_unknown"


# 1. commands and the events they may cause


class NamePlace(Command, frozen=True):
    """People here call it so: a point, or a `feature` of the ground in force by its id (`n12`)."""

    name: Short
    point: Point | None = None
    feature: Ident | None = None
    id: Ident | None = None


class PlaceNamed(Event, frozen=True):
    """`ground` is the one whose feature it is."""

    local_name: str
    name: str
    point: Point | None = None
    feature: str | None = None
    ground: str | None = None


class WithdrawPlaceName(Command, frozen=True):
    """Nobody says so any more, or it was wrong."""

    local_name: Ident


class PlaceNameWithdrawn(Event, frozen=True):
    local_name: str


# 2. decide


def name(command: NamePlace, picture: Picture, context: Context) -> Decision:
    """The same name may stand for several places; for the same place it is said once."""
    if command.point is None and command.feature is None:
        return refuse(LocalNameRefusal.local_name_has_no_place, name=command.name)
    ground = in_force(picture)
    if command.feature is not None and ground is None:
        return refuse(LocalNameRefusal.local_name_without_ground, feature=command.feature)
    cited = None if command.feature is None or ground is None else ground.checksum
    named = PlaceNamed(
        local_name=command.id or context.new_id("n"),
        name=command.name,
        point=command.point,
        feature=command.feature,
        ground=cited,
    )
    said = _noun(named)
    for each in picture.local_names.values():
        if each.id == said.id or _replace(each, id=said.id, ground=cited) == said:
            return []
    return [named]


def withdraw(command: WithdrawPlaceName, picture: Picture, _context: Context) -> Decision:
    if command.local_name not in picture.local_names:
        return refuse(LocalNameRefusal.local_name_unknown, local_name=command.local_name)
    return [PlaceNameWithdrawn(local_name=command.local_name)]


# 3. evolve


def _noun(event: PlaceNamed) -> LocalName:
    return LocalName(event.local_name, event.name, event.point, event.feature, event.ground)


def named(picture: Picture, event: PlaceNamed, _stamp: Stamp) -> Picture:
    names = picture.local_names.put(event.local_name, _noun(event))
    return _replace(picture, local_names=names)


def withdrawn(picture: Picture, event: PlaceNameWithdrawn, _stamp: Stamp) -> Picture:
    return _replace(picture, local_names=picture.local_names.drop(event.local_name))


# 4. the tables

DECIDE = {NamePlace: name, WithdrawPlaceName: withdraw}

EVOLVE = {
    "place_named.1": (PlaceNamed, named),
    "place_name_withdrawn.1": (PlaceNameWithdrawn, withdrawn),
}
