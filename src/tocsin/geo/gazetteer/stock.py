"""What an index of places is made from, and the entries it is made of."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tocsin.geo.ground import FACILITY_KINDS, Address, Boundary, Line, Spot

KINDS = ("street", "road", "house", "locality", "jurisdiction", "water", "area", "alias",
         *FACILITY_KINDS)  # fmt: skip
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
    rings: tuple[Line, ...]


class Stock(NamedTuple):
    """Everything that can be found. Iterables are read once, in any order."""

    owners: Sequence[Boundary]
    """The areas that own points, in the order in which `whose` is asked about them."""
    addresses: Iterable[Address] = ()
    pieces: Iterable[Piece] = ()
    places: Iterable[Named] = ()
    """Facilities, named waters and areas, aliases."""
    localities: Iterable[Named] = ()
    hydrants: Iterable[Named] = ()
    outlines: Iterable[Outline] = ()


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
    others: tuple[str, ...] = ()
    """Names in other languages: each finds it as its name does."""
