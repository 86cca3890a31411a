"""An index of places as arrays: the same stock gives the same arrays. (decision 034)"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from tocsin.geo.gazetteer import chains, near, polygons, streets
from tocsin.geo.gazetteer.crossings import Ends, crossings
from tocsin.geo.gazetteer.indexing import indexed
from tocsin.geo.gazetteer.pools import Arrays, Numbered, lists, texts
from tocsin.geo.gazetteer.stock import Entry, Named, Outline, Piece, Stock
from tocsin.geo.ground import Spot
from tocsin.geo.outlines import inside

CLOSE_M = 5_000
"""A settlement this near is said beside a place: "Landstrasse, Nendeln"."""


class Settlements:
    """Named settlements, and which is the nearest."""

    def __init__(self, localities: Iterable[Named]) -> None:
        self.all = sorted(localities)
        self._spots = np.array([each.at for each in self.all], dtype=np.int64).reshape(-1, 2)

    def near(self, spot: Spot) -> tuple[str, ...]:
        """The names of the nearest, its own first; none where it is not close."""
        if not self.all:
            return ()
        far = near.distances_m(self._spots, spot)
        at = int(np.argmin(far))
        return (self.all[at].name, *self.all[at].others) if far[at] <= CLOSE_M else ()


class Roads:
    """Pieces of road, gathered as they come."""

    def __init__(self) -> None:
        self._names: dict[str, tuple[int, str]] = {}
        self.ends = Ends(array("q"))
        self.by_ref: dict[str, list[Piece]] = defaultdict(list)
        self._ids: list[str] = []
        self._said: list[int] = []
        self._class, self._classes = Numbered(), array("h")
        self._segments = array("i")
        self._of = array("i")

    def through(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Every piece, once it is noted."""
        for piece in pieces:
            at = len(self._ids)
            self._ids.append(piece.id)
            refs = [each.strip() for each in (piece.ref or "").split(";") if each.strip()]
            called = [*([piece.name] if piece.name else []), *refs]
            numbers = [self._number(each) for each in called]
            self._classes.append(self._class(piece.road_class))
            self._said.append(numbers[0] if numbers else -1)
            self.ends.add(piece, sorted(set(numbers)))
            for ref in refs:
                self.by_ref[ref].append(piece)
            for a, b in pairwise(piece.line):
                self._segments.extend((*a, *b))
                self._of.append(at)
            yield piece

    def _number(self, name: str) -> int:
        """The number of a name, the same for its spellings."""
        return self._names.setdefault(streets.key(name), (len(self._names), name))[0]

    def arrays(self) -> Arrays:
        """Pieces by id and name, and their lines by cells."""
        ends = np.array(self._segments, dtype=np.int32).reshape(-1, 4)
        return {
            **texts("piece", self._ids),
            **texts("called_key", self._names),
            **texts("called", [name for _, name in self._names.values()]),
            **texts("road_class", self._class.texts()),
            "piece_class": np.array(self._classes, dtype=np.int16),
            "piece_called": np.array(self._said, dtype=np.int32),
            "segment_ends": ends,
            "segment_piece": np.array(self._of, dtype=np.int32),
            **near.segment_cells("segment", ends),
        }


def built(stock: Stock) -> Arrays:
    """Everything that can be found, as arrays."""
    owners = polygons.areas("owner", [each.rings for each in stock.owners])
    claims = polygons.Claims(polygons.Areas(owners, "owner"))
    settlements = Settlements(stock.localities)
    roads = Roads()
    clusters = streets.clusters(stock.addresses, roads.through(stock.pieces))
    found = list(_places(stock, settlements, claims))
    ordered = sorted(clusters.items())
    for _, cluster in ordered:
        for spot in [each.at for each in cluster.houses] + [spot for spot, _ in cluster.spots]:
            claims(spot)
    names = _owner_names(stock, claims)
    for _, cluster in ordered:
        found.extend(streets.entries(cluster, claims, names))
    measured = {ref: chains.chained(pieces) for ref, pieces in sorted(roads.by_ref.items())}
    for ref, chain in measured.items():
        middle = chain[len(chain) // 2][0]
        found.append(Entry(ref, "road", f"ref/{ref}", middle, claims(middle), "", (), len(chain)))
    names = _owner_names(stock, claims)
    entries = sorted(_placed(found, names, settlements))
    return {
        **owners,
        **texts("owner_id", [each.id for each in stock.owners]),
        **texts("owner_name", [each.name for each in stock.owners]),
        **lists("claim", claims.of),
        **indexed(entries, names),
        **roads.arrays(),
        **_crossings(roads),
        **_chains(measured),
        **_spots(stock.hydrants, settlements.all),
        **_outlines(stock.outlines),
    }


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
    each = list(outlines)
    return {
        **polygons.areas("area", [one.rings for one in each]),
        **texts("area_layer", [one.layer for one in each]),
        **texts("area_id", [one.id for one in each]),
        **texts("area_name", [one.name for one in each]),
        **texts("area_kind", [one.kind for one in each]),
        "area_level": np.array(
            [-1 if one.level is None else one.level for one in each], dtype=np.int16
        ),
    }


def _owner_names(stock: Stock, claims: polygons.Claims) -> list[str]:
    """What is said of each set of claims: the name of the one owner, or nothing."""
    return [stock.owners[owned[0]].name if len(owned) == 1 else "" for owned in claims.of]


def _places(stock: Stock, settlements: Settlements, claims: polygons.Claims) -> Iterator[Entry]:
    for each in stock.places:
        yield _plain(each, claims, 1)
    for each in settlements.all:
        yield _plain(each._replace(kind="locality"), claims, 100)
    for owner in stock.owners:
        for at in inside(owner.rings):
            yield _plain(Named(owner.id, "jurisdiction", owner.name, at), claims, 50)


def _plain(each: Named, claims: polygons.Claims, weight: int) -> Entry:
    others = tuple(sorted({*each.others} - {each.name}))
    return Entry(
        each.name, each.kind, each.id, each.at, claims(each.at), "", (), weight, (), others
    )


def _placed(
    entries: Sequence[Entry], owners: Sequence[str], settlements: Settlements
) -> Iterator[Entry]:
    """Entries with the words that may be said beside their names, and houses with a name."""
    for each in entries:
        spots = [each.at, *(house.at for house in each.houses[:: max(1, len(each.houses) // 6)])]
        beside = {name for spot in spots for name in settlements.near(spot)}
        town = owners[each.claims] or each.town or (*settlements.near(each.at), "")[0]
        where = tuple(sorted({*each.where, town, *beside, owners[each.claims]} - {""}))
        yield each._replace(town=town, where=where)
        for house in each.houses:
            if house.low < 0 and house.text and not house.text[0].isdigit():
                yield Entry(
                    house.text, "house", house.id, house.at, house.claims, town,
                    tuple(sorted({*where, each.name} - {""})), 1,
                )  # fmt: skip


def _crossings(roads: Roads) -> Arrays:
    found = crossings(roads.ends)
    return {**found, **near.cells("crossing", found["crossing_spots"])}


def _chains(measured: dict[str, list[tuple[Spot, int]]]) -> Arrays:
    counts = Counter({ref: len(chain) for ref, chain in measured.items()})
    rows = [(*spot, cm) for chain in measured.values() for spot, cm in chain]
    return {
        **texts("chain_ref", measured),
        "chain_rows": np.array(rows, dtype=np.int64).reshape(-1, 3),
        "chain_ends": np.cumsum([0, *(counts[ref] for ref in measured)], dtype=np.int64),
    }
