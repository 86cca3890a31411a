"""Outlines that are drawn, so many at a time: closed ways and multipolygons.

A batch holds the nodes of at most MOST_NODES corners; a large file is read again for each batch,
a small one has a single batch that costs no pass of its own.
"""

from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from tocsin.gateways.osm.covers import WATER_KINDS, building, cover, levels, names
from tocsin.gateways.osm.leaps import trimmed
from tocsin.gateways.osm.objects import Extract
from tocsin.gateways.osm.spots import Spots, spot_of
from tocsin.geo.ground import Area, Building, Doubt, DoubtCode, Line, Name, Spot
from tocsin.geo.outlines import Nodes, crossing, joined
from tocsin.geo.surfaces import area_m2

MOST_NODES = 2_000_000
MOST_RELATIONS = 10_000
MOST_LOOSE = 40
"""So many loose ends are led to each other; more is left out."""


class Shape(NamedTuple):
    """What an outline stands for, before it has one."""

    id: str
    kind: str | None
    building: str | None
    name: str | None
    levels: str
    names: dict[str, str]


class Ring(NamedTuple):
    """A multipolygon: the ways around it, and those of them that may say what it is."""

    shape: Shape
    ways: tuple[int, ...]
    outer: tuple[int, ...]


def shape_of(id: str, tags: dict[str, str]) -> Shape:
    """What tags say of an outline."""
    return Shape(
        id, cover(tags), building(tags), tags.get("name"), tags.get("building:levels", ""),
        names(tags),
    )  # fmt: skip


class Sketches:
    """The outlines of one file."""

    def __init__(
        self, extract: Extract, rings: list[Ring], *, most_nodes: int = MOST_NODES,
        most_relations: int = MOST_RELATIONS,
    ) -> None:  # fmt: skip
        self._extract = extract
        self._rings = rings
        self._most_nodes, self._most_relations = most_nodes, most_relations
        self._bare = {
            way: at
            for at, ring in enumerate(rings)
            if ring.shape.kind is None and ring.shape.building is None
            for way in ring.outer
        }
        self._told: dict[int, Shape] = {}
        self._first_ring = self._first_way = 0
        self._begin()

    def _begin(self) -> None:
        """A new batch."""
        self._last_ring = min(self._first_ring + self._most_relations, len(self._rings))
        chunk = self._rings[self._first_ring : self._last_ring]
        self._members = {way for ring in chunk for way in ring.ways}
        self._refs = array("q")
        self._runs: dict[int, tuple[int, int]] = {}
        self._ways: list[tuple[Shape, int, int]] = []
        self._seen = 0
        self._next_way: int | None = None

    def take(self, way: Any) -> None:  # noqa: ANN401 (osmium's object is good for this call only)
        """A way of the file, in each pass."""
        tags, number = way.tags, way.id
        is_shape = cover(tags) is not None or building(tags) is not None
        run: tuple[int, int] | None = None
        if number in self._members:
            run = self._runs[number] = self._keep(way)
        if not is_shape:
            return
        at = self._bare.get(number)
        if at is not None:
            if at not in self._told:
                ring = self._rings[at]
                self._told[at] = shape_of(ring.shape.id, dict(tags))
            return
        if self._seen >= self._first_way and self._next_way is None:
            if len(self._refs) >= self._most_nodes and self._ways:
                self._next_way = self._seen
            else:
                begin, stop = run or self._keep(way)
                self._ways.append((shape_of(f"w{number}", dict(tags)), begin, stop))
        self._seen += 1

    def _keep(self, way: Any) -> tuple[int, int]:  # noqa: ANN401
        begin = len(self._refs)
        self._refs.extend(node.ref for node in way.nodes)
        return begin, len(self._refs)

    def needed(self) -> Spots:
        """Where the batch's nodes are to be put."""
        return Spots(np.unique(np.array(self._refs, dtype=np.int64)))

    def drawn(self, spots: Spots) -> Iterator[Area | Building | Name | Doubt]:
        """Everything that is drawn; `spots` is the first batch's, with its nodes."""
        while True:
            self._lat, self._lon = spots.placed(np.array(self._refs, dtype=np.int64))
            for at in range(self._first_ring, self._last_ring):
                ring = self._rings[at]
                shape = self._told.get(at, ring.shape)
                if shape.kind is not None or shape.building is not None:
                    yield from self._compound(shape, ring)
            for shape, begin, stop in self._ways:
                yield from self._closed_way(shape, begin, stop)
            if self._next_way is None and self._last_ring == len(self._rings):
                return
            self._first_ring = self._last_ring
            self._first_way = self._seen if self._next_way is None else self._next_way
            self._begin()
            for way in self._extract.each("w"):
                self.take(way)
            spots = self.needed()
            for node in self._extract.nodes(spots.ids()):
                spot = spot_of(node, self._extract)
                if spot is not None:
                    spots.put(node.id, spot)
            spots.settle()

    def _spots(self, begin: int, stop: int) -> tuple[list[Spot], int]:
        """The known spots of a run of nodes, and how many are not known."""
        lats, lons = self._lat[begin:stop].tolist(), self._lon[begin:stop].tolist()
        known = [(a, b) for a, b in zip(lats, lons, strict=True) if a != Spots.UNSET]
        return known, stop - begin - len(known)

    def _closed_way(self, shape: Shape, begin: int, stop: int) -> Iterator[Any]:
        refs = self._refs
        known, missing = self._spots(begin, stop)
        if stop - begin < 4 or refs[begin] != refs[stop - 1]:
            at = known[0] if known else None
            yield Doubt(DoubtCode.outline_open, shape.id, at, f"{stop - begin}", is_kept=False)
            return
        if refs[begin] == refs[stop - 1] and len(known) > 1 and known[0] == known[-1]:
            known.pop()
        ring, leap = trimmed(_plain(known))
        if leap:
            yield leap.doubt(shape.id)
        is_kept = len(ring) > 2
        if missing or not is_kept:
            told = f"{missing} of {stop - begin} nodes"
            at = known[0] if known else None
            yield Doubt(DoubtCode.outline_cut, shape.id, at, told, is_kept)
        if is_kept:
            yield from _made(shape, (tuple(ring),))

    def _compound(self, shape: Shape, ring: Ring) -> Iterator[Any]:
        there = {way: self._nodes(way) for way in ring.ways if way in self._runs}
        places: dict[int, Spot] = {}
        missing = len(ring.ways) - len(there)
        for way, nodes in there.items():
            begin, stop = self._runs[way]
            lats, lons = self._lat[begin:stop].tolist(), self._lon[begin:stop].tolist()
            found = {
                node: (a, b)
                for node, a, b in zip(nodes, lats, lons, strict=True)
                if a != Spots.UNSET
            }
            missing += len(found) < len(set(nodes))
            places.update(found)
        rings, chains = joined(there)
        near = [trimmed(_plain([places[n] for n in each if n in places])) for each in rings]
        yield from (leap.doubt(shape.id) for _, leap in near if leap)
        lines = [tuple(each) for each, _ in near]
        loose = [[places[n] for n in each if n in places] for each in chains]
        loose = [each for each in loose if len(each) > 1]
        lines += [_plain(each) for each in _led(loose)] if len(loose) <= MOST_LOOSE else []
        kept = tuple(each for each in lines if len(each) > 2)
        if missing or chains or not kept:
            at = loose[0][0] if loose else next(iter(places.values()), None)
            code = DoubtCode.outline_cut if missing else DoubtCode.outline_open
            told = f"{missing} of {len(ring.ways)} ways" if missing else f"{len(chains)}"
            yield Doubt(code, shape.id, at, told, bool(kept))
        if kept:
            yield from _made(shape, kept)

    def _nodes(self, way: int) -> Nodes:
        begin, stop = self._runs[way]
        return tuple(self._refs[begin:stop])


def _plain(ring: list[Spot]) -> Line:
    """A ring without a spot that is said twice in a row."""
    found = [spot for spot, before in zip(ring, [None, *ring], strict=False) if spot != before]
    if len(found) > 1 and found[0] == found[-1]:
        found.pop()
    return tuple(found)


def _led(loose: list[list[Spot]]) -> list[list[Spot]]:
    """Loose lines as rings: each end goes on to the nearest end, its own other one included."""
    left = [list(each) for each in loose]
    rings: list[list[Spot]] = []
    while left:
        chain = left.pop(0)
        while True:
            lat, lon = chain[-1]
            own = len(left)
            ends = [(chain[0], own, False)] if len(chain) > 2 or not left else []
            ends += [(each[0], at, False) for at, each in enumerate(left)]
            ends += [(each[-1], at, True) for at, each in enumerate(left)]
            _, at, is_turned = min(
                ends, key=lambda e: ((e[0][0] - lat) ** 2 + (e[0][1] - lon) ** 2, e[1], e[2])
            )
            if at == own:
                break
            following = left.pop(at)
            chain += following[::-1] if is_turned else following
        rings.append(chain)
    return rings


def _made(shape: Shape, rings: tuple[Line, ...]) -> Iterator[Area | Building | Name | Doubt]:
    """The area, the building, or both, after the doubts about them."""
    for ring in rings:
        at = _crosses(ring)
        if at is not None:
            yield Doubt(DoubtCode.outline_crosses_itself, shape.id, at)
    if shape.kind is not None:
        yield Area(shape.id, shape.kind, shape.name, shape.kind in WATER_KINDS, rings)
        for language, text in shape.names.items():
            yield Name(shape.id, language, text)
    if shape.building is not None:
        storeys: int | None = None
        if shape.levels:
            try:
                storeys = levels(shape.levels)
            except ValueError:
                told = shape.levels[:200]
                yield Doubt(DoubtCode.levels_not_understood, shape.id, rings[0][0], told)
        yield Building(shape.id, shape.building, storeys, area_m2(rings), rings)


def _crosses(ring: Line) -> Spot | None:
    """As `crossing`, which a ring that only ever turns one way need not be asked."""
    if len(ring) == 4:
        turns = [
            (b[1] - a[1]) * (c[0] - b[0]) - (b[0] - a[0]) * (c[1] - b[1])
            for (a, b), c in zip(pairwise((*ring, ring[0])), (*ring[2:], *ring[:2]), strict=False)
        ]
        if min(turns) > 0 or max(turns) < 0:
            return None
    return crossing(ring)
