"""Where a morning plays: a town's stations and units, the doors that people call from.

Its places come from a ground (`app.demo_region`), or are invented (`exercises.invented`).
"""

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.facilities import RegisterFacility
from tocsin.operations.incident import GivenPlace
from tocsin.operations.orders import Command
from tocsin.operations.picture.unit import Capability
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency


class Post(msgspec.Struct, frozen=True):
    """A station as it will stand on the map and in the unit matrix."""

    id: str
    name: str
    agency: Agency
    row: int
    column: int
    point: Point
    units: tuple[tuple[str, str, int], ...]
    """Call sign, kind, crew."""


class Door(msgspec.Struct, frozen=True):
    """An address that somebody may call from, as people of the town say it; the quarter it lies
    in.
    """

    address: str
    point: Point
    quarter: str


class Haven(msgspec.Struct, frozen=True):
    """A hospital, a clinic, a shelter: what crews bring people to."""

    id: str
    name: str
    kind: str
    point: Point


class Setting(msgspec.Struct, frozen=True):
    """A town: name, code, stations, doors, havens, the first of which takes patients.

    `ground` is the checksum of the ground that its places are on, and `jurisdiction` its area
    there; None where they are invented.
    """

    name: str
    code: str
    posts: tuple[Post, ...]
    doors: tuple[Door, ...]
    havens: tuple[Haven, ...] = ()
    ground: str | None = None
    jurisdiction: str | None = None

    @property
    def hospital(self) -> str:
        """Where patients are brought."""
        return self.havens[0].name if self.havens else "clinic"

    def place(self, door: Door) -> GivenPlace:
        """The place of a call, as somebody takes it down."""
        areas = {"quarter": door.quarter}
        if self.jurisdiction is not None:
            areas["jurisdiction"] = self.name
        return GivenPlace(
            words=door.address,
            point=door.point,
            uncertainty_m=30,
            areas=areas,
            ground=self.ground,
        )


SKILLS: dict[str, tuple[Capability, ...]] = {
    "engine": (Capability("engine", 1),),
    "ladder": (Capability("ladder", 1),),
    "rescue": (Capability("rescue", 1), Capability("water_rescue", 2), Capability("hazmat", 3)),
    "battalion_chief": (Capability("command", 2),),
    "boat": (Capability("water_rescue", 1),),
    "water_tender": (Capability("water_tender", 2),),
    "ambulance": (Capability("ambulance", 2),),
    "medic": (Capability("advanced_life_support", 1),),
    "patrol": (Capability("patrol", 1),),
    "works_crew": (Capability("works", 1),),
}


def register(setting: Setting) -> list[Command]:
    """The orders that put stations, units and havens on the town's register."""
    orders: list[Command] = []
    for post in setting.posts:
        orders.append(
            AddStation(
                id=post.id,
                name=post.name,
                point=post.point,
                agency=post.agency,
                row=post.row,
                column=post.column,
            )
        )
        for call_sign, kind, crew in post.units:
            orders.append(
                RegisterUnit(
                    call_sign=call_sign,
                    kind=kind,
                    agency=post.agency,
                    station=post.id,
                    capabilities=SKILLS[kind],
                    crew_minimum=min(crew, 3),
                )
            )
    for haven in setting.havens:
        place = GivenPlace(label=haven.name, point=haven.point, ground=setting.ground)
        orders.append(RegisterFacility(id=haven.id, name=haven.name, kind=haven.kind, place=place))
    return orders
