"""An invented valley of two towns, as people say its addresses in several languages."""

from functools import cache
from itertools import pairwise

from tocsin.geo.gazetteer.building import built
from tocsin.geo.gazetteer.gazetteer import Gazetteer
from tocsin.geo.gazetteer.stock import Named, Outline, Piece, Stock, stocked
from tocsin.geo.ground import Address, Boundary, Spot, Whole

ORIGIN: Spot = (47_000_000, 9_000_000)
WEST, EAST = "Westerly", "Easterly"


def at(north: int, east: int) -> Spot:
    """A spot so many µ° from the corner."""
    return ORIGIN[0] + north, ORIGIN[1] + east


def square(north: int, east: int, size: int) -> tuple[Spot, ...]:
    """A square from its south-west corner."""
    top, right = north + size, east + size
    return at(north, east), at(north, right), at(top, right), at(top, east)


STREETS = (
    "Mill Road", "Saint Mary Street", "High Street", "Bahnhofstraße", "Alte Landstrasse",
    "Mühleholzstrasse", "Straße des 17. Juni", "Rue de l'Église", "Avenue du Général de Gaulle",
    "Quai Antoine 1er", "Calle de Alcalá", "Via Giuseppe Verdi", "Aleksanterinkatu",
    "Mannerheimintie", "Østre Gate", "Łąkowa", "Prinsengracht", "Fürst-Franz-Josef-Strasse",
)  # fmt: skip
HOUSES = ("1", "2", "3", "4", "8", "10-16", "12a", "17", "19;21;23", "30", "34/3")


def stock() -> Stock:
    """Every street in the west; Mill Road and High Street in the east too."""
    addresses, pieces = [], []
    for row, street in enumerate(STREETS):
        for town, shift in ((WEST, 0), (EAST, 100_000)):
            if town == EAST and street not in ("Mill Road", "High Street"):
                continue
            north = 4_000 + row * 5_000
            for house, number in enumerate(HOUSES):
                spot = at(north, shift + 10_000 + house * 1_000)
                id = f"n{(row * 100 + house) * 2 + (town == EAST) + 1}"
                addresses.append(Address(id, number, None, street, None, "9490", town, spot))
            line = at(north, shift + 5_000), at(north, shift + 50_000), at(north, shift + 90_000)
            others = ("Chemin du Moulin",) if street == "Mill Road" else ()
            node = 10_000 + row * 10 + 5 * (town == EAST)
            pieces.append(Piece(f"w{node}.n{node}", street, None, node, node + 1, line[:2], others))
            pieces.append(Piece(f"w{node}.n{node + 1}", street, None, node + 1, node + 2, line[1:]))
    quay = [10_000 + row * 10 + 1 for row in range(len(STREETS))]
    for a, b in pairwise(quay):
        rows = (a - 10_001) // 10, (b - 10_001) // 10
        ends = at(4_000 + rows[0] * 5_000, 50_000), at(4_000 + rows[1] * 5_000, 50_000)
        pieces.append(Piece(f"w9.n{a}", "Quay", "A 13", a, b, ends))
    places = [
        Named(
            "n7001",
            "fire_station",
            "Feuerwehr Westerly",
            at(50_000, 20_000),
            ("Caserne Occidentale",),
        ),
        Named("n7002", "hospital", "", at(60_000, 120_000)),
        Named("n7003", "water", "Ells", at(90_000, 99_000)),
    ]
    localities = [Named("n8001", "village", WEST, at(45_000, 45_000)),
                  Named("n8002", "village", EAST, at(45_000, 145_000))]  # fmt: skip
    owners = [
        Boundary("r1", WEST, 8, Whole.closed, (square(0, 0, 100_000),)),
        Boundary("r2", EAST, 8, Whole.closed, (square(0, 100_000, 100_000),)),
    ]
    outlines = [Outline("boundary", e.id, e.name, "administrative", 8, e.rings) for e in owners]
    outlines.append(Outline("boundary", "r3", "Harbour", "administrative", 10,
                            (square(0, 0, 20_000),)))  # fmt: skip
    outlines.append(Outline("zone", "z1", "Zone 1", "ward", None, (square(0, 0, 50_000),)))
    hydrants = [Named(f"n900{n}", "hydrant", "", at(10_000, n * 10_000)) for n in range(1, 5)]
    return stocked(owners, addresses, pieces)._replace(
        places=places, localities=localities, hydrants=hydrants, outlines=outlines
    )


@cache
def valley() -> Gazetteer:
    """The gazetteer of it, with one name that only locals know."""
    return Gazetteer(built(stock()), [("the old ferry", at(90_000, 98_000))])
