"""An invented town without a ground: its streets, stations and units, from a seed.

Nothing here is any real place; names are put together from syllables. A town on a ground of its own
is richer: this one plays where growing a ground needs what is not installed.
"""

from tocsin.exercises.chance import Chance
from tocsin.exercises.setting import Door, Post, Setting
from tocsin.geo.places import Point
from tocsin.terms.codes import Agency

_FRONT = ("Alder", "Bram", "Cor", "Dun", "Ellery", "Fen", "Garn", "Hol", "Kel", "Lund", "Mar", "Os")
_BACK = ("moor", "bridge", "wick", "ford", "stead", "haven", "by", "ley", "mouth", "gate")
_STREET = ("Mill", "Quay", "Chapel", "Orchard", "Station", "Weir", "Tanner", "North", "Harbour")
_KIND = ("Lane", "Street", "Road", "Row", "Hill", "Walk", "Yard")
_QUARTERS = ("Old Town", "Harbour", "Northside", "Weirside", "The Heights", "Works")
_DOORS = 900

_Drawn = tuple[str, str, Agency, int, int, tuple[tuple[str, str, int], ...]]
_POSTS: tuple[_Drawn, ...] = (
    (
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
    ("harbour", "Harbour", Agency.fire, 2, 1, (("E2", "engine", 4), ("BT2", "boat", 3))),
    ("north", "Northside", Agency.fire, 0, 1, (("E3", "engine", 4), ("W3", "water_tender", 2))),
    ("heights", "Heights", Agency.fire, 0, 2, (("E4", "engine", 3), ("L4", "ladder", 3))),
    (
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
    (
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
    (
        "watch",
        "Watch house",
        Agency.police,
        1,
        0,
        (("P11", "patrol", 2), ("P12", "patrol", 2), ("P13", "patrol", 2), ("P14", "patrol", 1)),
    ),
    (
        "works",
        "Works yard",
        Agency.works,
        2,
        0,
        (("K1", "works_crew", 3), ("K2", "works_crew", 2), ("K3", "works_crew", 2)),
    ),
)


def invented_town(chance: Chance) -> Setting:
    """A town's name, its code of two letters, its stations, and some forty streets of doors."""
    name = chance.one(_FRONT, "front") + chance.one(_BACK, "back")
    streets = sorted({f"{a} {b}" for a in _STREET for b in _KIND if chance.share(a, b) < 0.6})
    # A middle in open sea: nobody's real address lies there.
    middle = Point(47_000_000 + chance.whole("lat", low=0, high=99_999), -20_000_000)
    return Setting(
        name=name,
        code=(name[0] + name[-3]).upper(),
        posts=tuple(_post(middle, *each) for each in _POSTS),
        doors=tuple(_door(chance, middle, streets, number) for number in range(_DOORS)),
    )


def _post(
    middle: Point,
    id: str,
    name: str,
    agency: Agency,
    row: int,
    column: int,
    units: tuple[tuple[str, str, int], ...],
) -> Post:
    """A station: rows and columns are two kilometres apart."""
    point = Point(middle.lat_udeg - (row - 1) * 18_000, middle.lon_udeg + (column - 1) * 26_000)
    return Post(id, name, agency, row, column, point, units)


def _door(chance: Chance, middle: Point, streets: list[str], number: int) -> Door:
    street = chance.one(streets, "street", number)
    north = chance.whole("lat", number, low=-26_000, high=26_000)
    east = chance.whole("lon", number, low=-36_000, high=36_000)
    house = chance.whole("house", number, low=1, high=90)
    quarter = _QUARTERS[0]
    if abs(north) >= 7_000 or abs(east) >= 10_000:
        quarter = _QUARTERS[1 + (north > 0) + 2 * (east > 0)]
    point = Point(middle.lat_udeg + north, middle.lon_udeg + east)
    return Door(f"{street} {house}", point, quarter)
