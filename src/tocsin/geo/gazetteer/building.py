"""An index of places as arrays: the same stock gives the same arrays. (decision 034)"""

import math
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from tocsin.geo.gazetteer import chains, near, polygons, spelling, streets
from tocsin.geo.gazetteer.indexing import Houses, indexed
from tocsin.geo.gazetteer.pools import Arrays, Blob, Numbered, lists, taken, texts
from tocsin.geo.gazetteer.postcodes import Postcodes
from tocsin.geo.gazetteer.roads import Roads
from tocsin.geo.gazetteer.stock import Entry, Named, Outline, Stock
from tocsin.geo.ground import Line, Spot
from tocsin.geo.lengths import CM_PER_UDEG
from tocsin.geo.outlines import inside

CLOSE_M = 5_000
"""A settlement this near is said beside a place: "Landstrasse, Nendeln"."""
CLOSE_UDEG = math.ceil(CLOSE_M * 100 / CM_PER_UDEG) + 1


class Settlements:
    """Named settlements, and which is the nearest."""

    def __init__(self, localities: Iterable[Named]) -> None:
        self.all = sorted(localities)
        self._spots = np.array([each.at for each in self.all], dtype=np.int64).reshape(-1, 2)
        self._by_lat = np.argsort(self._spots[:, 0], kind="stable")
        self._lats = self._spots[self._by_lat, 0]

    def near(self, spot: Spot) -> tuple[str, ...]:
        """The names of the nearest, its own first; none where it is not close."""
        first, after = np.searchsorted(self._lats, (spot[0] - CLOSE_UDEG, spot[0] + CLOSE_UDEG))
        which = np.sort(self._by_lat[first:after])
        if not len(which):
            return ()
        far = near.distances_m(self._spots[which], spot)
        at = int(np.argmin(far))
        found = self.all[which[at]]
        return (found.name, *found.others) if far[at] <= CLOSE_M else ()


Ordered = Callable[[Iterable[Entry]], Iterable[Entry]]
"""Puts entries in their order, as `sorted` does; there may be more of them than memory holds."""


def built(stock: Stock, ordered: Ordered = sorted) -> Arrays:
    """Everything that can be found, as arrays."""
    return {name: array for part in parts(stock, ordered) for name, array in part.items()}


def parts(stock: Stock, ordered: Ordered) -> Iterator[Arrays]:
    """All arrays, some at a time, so that no more need be held. What may be millions is read in a
    stream."""
    owners = polygons.areas(
        "owner", [each.rings for each in stock.owners], [each.level for each in stock.owners]
    )
    names = [each.name for each in stock.owners]
    claims = polygons.Claims(polygons.Areas(owners, "owner"), names)
    settlements = Settlements(stock.localities)
    towns = Numbered()
    houses = Houses(towns)
    postcodes = Postcodes()
    stock = stock._replace(addresses=postcodes.through(stock.addresses))
    measured = chains.Measured(stock.numbered)
    found = _found(stock, settlements, claims, houses, postcodes, measured.roads)
    yield indexed(ordered(found), houses, towns)
    yield {
        **owners,
        **texts("owner_id", [each.id for each in stock.owners]),
        **texts("owner_name", names),
        **lists("claim", claims.of),
    }
    yield measured.arrays()
    del houses, measured, found, claims, owners
    yield from Roads(stock.pieces).parts()
    yield _spots(stock.hydrants, settlements.all)
    yield _outlines(stock.outlines)


def _found(
    stock: Stock, settlements: Settlements, claims: polygons.Claims, houses: Houses,
    postcodes: Postcodes, roads: Iterable[tuple[str, Spot, int]],
) -> Iterator[Entry]:  # fmt: skip
    """Every entry as it is kept; its houses are written as it passes."""
    for entry in _entries(stock, settlements, claims):
        for each in _placed(entry, claims.named, settlements):
            yield each._replace(houses=(), rows=houses.add(each.houses))
    for code, number in postcodes.named():
        yield from _placed(_plain(code, claims, number), claims.named, settlements)
    for ref, middle, corners in roads:
        road = Entry(ref, "road", f"ref/{ref}", middle, claims(middle), "", (), corners)
        yield from _placed(road, claims.named, settlements)


def _entries(stock: Stock, settlements: Settlements, claims: polygons.Claims) -> Iterator[Entry]:
    """Every place and street, one name at a time."""
    for cluster in streets.clusters(stock.addresses, stock.named):
        yield from streets.entries(cluster, claims)
    yield from _places(stock, settlements, claims)


def _spots(hydrants: Iterable[Named], settlements: Sequence[Named]) -> Arrays:
    """Points that one asks the nearest of."""
    waiting = sorted(hydrants)
    spots = [*waiting, *settlements]
    return {
        **texts("spot_id", [each.id for each in spots]),
        **texts("spot_name", [each.name for each in spots]),
        "spot_spots": np.array([each.at for each in spots], dtype=np.int32).reshape(-1, 2),
        "spot_hydrant": np.array([0, len(waiting)], dtype=np.int64),
        "spot_settlement": np.array([len(waiting), len(spots)], dtype=np.int64),
    }


def _outlines(outlines: Iterable[Outline]) -> Arrays:
    """Areas that may hold a point."""
    said = {head: Blob() for head in ("layer", "id", "name", "kind")}
    levels = array("h")

    def rings() -> Iterator[Sequence[Line]]:
        for one in outlines:
            for text, blob in zip((one.layer, one.id, one.name, one.kind), said.values(),
                                  strict=True):  # fmt: skip
                blob.add(text)
            levels.append(-1 if one.level is None else one.level)
            yield one.rings

    found = polygons.areas("area", rings())
    for head, blob in said.items():
        found |= blob.whole(f"area_{head}")
    return {**found, "area_level": taken(levels, np.int16)}


def _places(stock: Stock, settlements: Settlements, claims: polygons.Claims) -> Iterator[Entry]:
    for each in stock.places:
        yield _plain(each, claims, 1)
    for each in settlements.all:
        yield _plain(each._replace(kind="locality"), claims, 100)
    for owner in stock.owners:
        for at in inside(owner.rings):
            yield _plain(Named(owner.id, "jurisdiction", owner.name, at), claims, 50)


def _plain(each: Named, claims: polygons.Claims, weight: int) -> Entry:
    others = tuple(sorted({*each.others, *spelling.parts(each.name)} - {each.name}))
    return Entry(
        each.name, each.kind, each.id, each.at, claims(each.at), "", (), weight, others=others
    )


def _placed(entry: Entry, owners: Sequence[str], settlements: Settlements) -> Iterator[Entry]:
    """An entry with the words that may be said beside its name, and its houses with a name."""
    spots = [entry.at, *(each.at for each in entry.houses[:: max(1, len(entry.houses) // 6)])]
    beside = {name for spot in spots for name in settlements.near(spot)}
    town = owners[entry.claims] or entry.town or (*settlements.near(entry.at), "")[0]
    where = tuple(sorted({*entry.where, town, *beside, owners[entry.claims]} - {""}))
    yield entry._replace(town=town, where=where)
    for house in entry.houses:
        if house.low < 0 and house.text and not house.text[0].isdigit():
            yield Entry(
                house.text, "house", house.id, house.at, house.claims, town,
                tuple(sorted({*where, entry.name} - {""})), 1,
            )  # fmt: skip
