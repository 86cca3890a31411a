"""An invented town: its streets, stations, units and people, grown from a seed.

Nothing here is any real place; names are put together from syllables.
"""

import msgspec

from tocsin.exercises.chance import Chance
from tocsin.geo.places import Point
from tocsin.operations.orders import Command
from tocsin.operations.picture.unit import Capability
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency

_FRONT = ("Alder", "Bram", "Cor", "Dun", "Ellery", "Fen", "Garn", "Hol", "Kel", "Lund", "Mar", "Os")
_BACK = ("moor", "bridge", "wick", "ford", "stead", "haven", "by", "ley", "mouth", "gate")
_STREET = ("Mill", "Quay", "Chapel", "Orchard", "Station", "Weir", "Tanner", "North", "Harbour")
_KIND = ("Lane", "Street", "Road", "Row", "Hill", "Walk", "Yard")
_QUARTERS = ("Old Town", "Harbour", "Northside", "Weirside", "The Heights", "Works")


class Post(msgspec.Struct, frozen=True):
    """A station as it will stand on the map and in the unit matrix."""

    id: str
    name: str
    agency: Agency
    row: int
    column: int
    units: tuple[tuple[str, str, int], ...]
    """Call sign, kind, crew."""


POSTS = (
    Post(
        "central",
        "Central",
        Agency.fire,
        1,
        1,
        (
            ("E1", "engine", 4),
            ("L1", "ladder", 3),
            ("R1", "rescue", 3),
            ("B1", "battalion_chief", 1),
        ),
    ),
    Post("harbour", "Harbour", Agency.fire, 2, 1, (("E2", "engine", 4), ("BT2", "boat", 3))),
    Post("north", "Northside", Agency.fire, 0, 1, (("E3", "engine", 4), ("W3", "water_tender", 2))),
    Post("heights", "Heights", Agency.fire, 0, 2, (("E4", "engine", 3), ("L4", "ladder", 3))),
    Post(
        "clinic",
        "Clinic",
        Agency.medical,
        1,
        2,
        (
            ("A21", "ambulance", 2),
            ("A22", "ambulance", 2),
            ("A23", "ambulance", 2),
            ("A24", "ambulance", 2),
            ("A25", "ambulance", 2),
            ("M2", "medic", 1),
        ),
    ),
    Post(
        "weir",
        "Weirside",
        Agency.medical,
        2,
        2,
        (
            ("A31", "ambulance", 2),
            ("A32", "ambulance", 2),
            ("A33", "ambulance", 2),
            ("A34", "ambulance", 2),
            ("M3", "medic", 1),
        ),
    ),
    Post(
        "watch",
        "Watch house",
        Agency.police,
        1,
        0,
        (("P11", "patrol", 2), ("P12", "patrol", 2), ("P13", "patrol", 2), ("P14", "patrol", 1)),
    ),
    Post(
        "works",
        "Works yard",
        Agency.works,
        2,
        0,
        (("K1", "works_crew", 3), ("K2", "works_crew", 2), ("K3", "works_crew", 2)),
    ),
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


class Setting(msgspec.Struct, frozen=True):
    """Where it plays: the town's name and code, its middle, its streets."""

    name: str
    code: str
    middle: Point
    streets: tuple[str, ...]


def invented_town(chance: Chance) -> Setting:
    """A town's name, its code of two letters, and some forty streets."""
    name = chance.one(_FRONT, "front") + chance.one(_BACK, "back")
    streets = tuple(
        sorted({f"{a} {b}" for a in _STREET for b in _KIND if chance.share(a, b) < 0.6})
    )
    # A middle in open sea: nobody's real address lies there.
    middle = Point(47_000_000 + chance.whole("lat", low=0, high=99_999), -20_000_000)
    return Setting(name, (name[0] + name[-3]).upper(), middle, streets)


def place_of(post: Post, setting: Setting) -> Point:
    """Where a station stands: rows and columns are two kilometres apart."""
    return Point(
        setting.middle.lat_udeg - (post.row - 1) * 18_000,
        setting.middle.lon_udeg + (post.column - 1) * 26_000,
    )


def register(setting: Setting) -> list[Command]:
    """The orders that put the stations and units on the town's register."""
    orders: list[Command] = []
    for post in POSTS:
        orders.append(
            AddStation(
                id=post.id,
                name=post.name,
                point=place_of(post, setting),
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
    return orders


def quarter(point: Point, setting: Setting) -> str:
    """The quarter a point lies in."""
    north = point.lat_udeg - setting.middle.lat_udeg
    east = point.lon_udeg - setting.middle.lon_udeg
    if abs(north) < 7_000 and abs(east) < 10_000:
        return _QUARTERS[0]
    return _QUARTERS[1 + (north > 0) + 2 * (east > 0)]
