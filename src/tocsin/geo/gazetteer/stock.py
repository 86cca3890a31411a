"""What an index of places is made from, and the entries it is made of."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tocsin.geo.gazetteer.spelling import key
from tocsin.geo.ground import FACILITY_KINDS, LANDMARK_KINDS, Address, Boundary, Line, Spot

KINDS = ("street", "road", "house", "locality", "jurisdiction", "water", "area", "alias",
         *FACILITY_KINDS, "zone", "boundary", *LANDMARK_KINDS, "postcode")  # fmt: skip
"""What an entry may be. A new kind is added at the end: stored numbers follow this order."""

KIND = {kind: at for at, kind in enumerate(KINDS)}


class Piece(NamedTuple):
    """A piece of road between two crossings."""

    id: str
    name: str | None
    ref: str | None
    from_node: int
    to_node: int
    line: Line
    others: tuple[str, ...] = ()
    """What it is called in other languages."""
    road_class: str = ""


class Named(NamedTuple):
    """A place with a name or a kind that has words (`KINDS`)."""

    id: str
    kind: str
    name: str
    at: Spot
    others: tuple[str, ...] = ()


class Outline(NamedTuple):
    """An area that may hold a point: a boundary of any level, a zone, what covers the land."""

    layer: str
    id: str
    name: str
    kind: str
    level: int | None
    rings: Sequence[Line]


class Stock(NamedTuple):
    """Everything that can be found. Iterables are read once, one after another."""

    owners: Sequence[Boundary]
    """The areas that own points, in the order in which `whose` is asked about them."""
    addresses: Iterable[tuple[str, Address]] = ()
    """With the `key` of the street, else of the locality, sorted by it."""
    named: Iterable[tuple[str, Piece]] = ()
    """Pieces with a name, with its `key`, sorted by it."""
    numbered: Iterable[tuple[str, Piece]] = ()
    """Pieces with a road's number, with each such number, sorted by it."""
    pieces: Iterable[Piece] = ()
    """Every piece, in any order."""
    places: Iterable[Named] = ()
    """Facilities, landmarks, named waters and areas, aliases."""
    localities: Iterable[Named] = ()
    hydrants: Iterable[Named] = ()
    outlines: Iterable[Outline] = ()


def stocked(
    owners: Sequence[Boundary], addresses: Iterable[Address], pieces: Iterable[Piece]
) -> Stock:
    """A stock of what is held in memory."""
    every = list(pieces)
    houses = [(key(each.street or each.locality or ""), each) for each in addresses]
    return Stock(
        owners,
        sorted(houses, key=lambda each: (each[0], each[1].id)),
        sorted((key(each.name), each) for each in every if each.name),
        sorted((ref, each) for each in every for ref in refs_of(each.ref)),
        every,
    )


def refs_of(text: str | None) -> list[str]:
    """The road numbers of a text: `A 13; E 43`."""
    return [each.strip() for each in (text or "").split(";") if each.strip()]


class House(NamedTuple):
    """One number of one address."""

    low: int
    high: int
    suffix: str
    text: str
    id: str
    town: str
    at: Spot
    claims: int


class Entry(NamedTuple):
    """One thing with a name in one place. `where` are words that may be said beside its name."""

    name: str
    kind: str
    id: str
    at: Spot
    claims: int
    town: str
    where: tuple[str, ...]
    weight: int
    houses: tuple[House, ...] = ()
    """Until they are written; then `rows` says from which row to before which."""
    rows: tuple[int, int] = (0, 0)
    others: tuple[str, ...] = ()
    """Names in other languages: each finds it as its name does."""
