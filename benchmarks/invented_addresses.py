"""Any number of invented addresses in towns on a grid, each the same from its seed.

Streets are called as in several languages, many of them alike in many towns.
"""

import random
from collections.abc import Iterator
from typing import NamedTuple

from tocsin.geo.gazetteer.abbreviations import listed
from tocsin.geo.gazetteer.stock import Named, Piece, Stock, stocked
from tocsin.geo.ground import Address, Boundary, Spot, Whole

PER_TOWN, PER_STREET = 5_000, 25
TOWN_UDEG, STREETS_A_ROW = 60_000, 20
STEMS = listed(
    "mill church oak station north market school river king queen victoria bridge park high hill "
    "bahnhof kirch linden haupt berg wald garten schiller goethe mozart muhlen schloss "
    "grimaldi liberte foch pasteur hugo moulin gare eglise jaures republique "
    "roma garibaldi mazzini verdi dante manzoni cavour torino"
)
PARTS = listed(
    "al ber cor den el far gol hin ir jo kel lum mor nes or pel quin ros sel tam ul ver wes yar zel"
)
FORMS = ("{} Road", "{} Street", "{} Lane", "{}straße", "{}weg", "{}gasse", "Rue {}", "Avenue {}",
         "Via {}", "Rue de la {}")  # fmt: skip


class Invented(NamedTuple):
    """A region's stock, and every address in it as (number, street, town, spot)."""

    stock: Stock
    said: list[tuple[str, str, str, Spot]]


def invented(count: int, seed: int) -> Invented:
    """So many addresses with their streets and towns."""
    rng = random.Random(seed)
    towns = [_name(rng).capitalize() for _ in range(-(-count // PER_TOWN))]
    side = max(1, round(len(towns) ** 0.5))
    corners = [
        (47_000_000 + at // side * TOWN_UDEG, 9_000_000 + at % side * TOWN_UDEG)
        for at in range(len(towns))
    ]
    addresses = list(_addresses(count, towns, corners, rng))
    pieces = list(_pieces(addresses))
    localities = [
        Named(f"n{at}", "locality", name, (lat + TOWN_UDEG // 2, lon + TOWN_UDEG // 2))
        for at, (name, (lat, lon)) in enumerate(zip(towns, corners, strict=True), 1)
    ]
    owners = [
        Boundary(f"r{at}", name, 8, Whole.closed, (_square(lat, lon),))
        for at, (name, (lat, lon)) in enumerate(zip(towns, corners, strict=True), 1)
    ]
    said = [(each.number or "", each.street or "", each.town or "", each.at) for each in addresses]
    return Invented(stocked(owners, addresses, pieces)._replace(localities=localities), said)


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(sorted(PARTS)) for _ in range(rng.choice((2, 3, 3, 4))))


def _square(lat: int, lon: int) -> tuple[Spot, ...]:
    north, east = lat + TOWN_UDEG, lon + TOWN_UDEG
    return (lat, lon), (lat, east), (north, east), (north, lon)


def _addresses(
    count: int, towns: list[str], corners: list[Spot], rng: random.Random
) -> Iterator[Address]:
    for at in range(count):
        town, within = divmod(at, PER_TOWN)
        street, house = divmod(within, PER_STREET)
        if house == 0:
            stem = rng.choice(sorted(STEMS)) if rng.random() < 0.4 else _name(rng)
            called = rng.choice(FORMS).format(stem.capitalize())
        lat, lon = corners[town]
        row, column = divmod(street, STREETS_A_ROW)
        spot = lat + 3_000 + row * 5_000, lon + 1_500 + column * 2_800 + house * 90
        suffix = "a" if rng.random() < 0.05 else ""
        yield Address(
            f"n{at + 10_000_000}", f"{2 * house + 1 + house % 2}{suffix}", None, called, None,
            f"{10_000 + town}", towns[town], spot,
        )  # fmt: skip


def _pieces(addresses: list[Address]) -> Iterator[Piece]:
    for at in range(0, len(addresses), PER_STREET):
        run = addresses[at : at + PER_STREET]
        line = (run[0].at, run[-1].at) if len(run) > 1 else (run[0].at, run[0].at)
        yield Piece(f"w{at}.n{2 * at}", run[0].street, None, 2 * at, 2 * at + 1, line)
