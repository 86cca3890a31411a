"""Outlines that are drawn, so many at a time: closed ways and multipolygons.

The ways of multipolygons are put aside while the ways are read for another reason; closed ways are
drawn as they come in a pass of their own.
"""

from array import array
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from tocsin.gateways.osm.aside import Aside, Runs
from tocsin.gateways.osm.covers import WATER_KINDS, building, cover, levels, names
from tocsin.gateways.osm.leaps import trimmed
from tocsin.gateways.osm.objects import Extract
from tocsin.gateways.osm.spots import Spots, spots_of
from tocsin.gateways.osm.tags import Tags
from tocsin.geo.ground import Area, Building, Doubt, DoubtCode, Line, Name, Spot
from tocsin.geo.outlines import crossing, joined
from tocsin.geo.surfaces import area_m2

MOST_CORNERS = 65_536
"""So many corners are placed at once."""
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
        self, extract: Extract, rings: list[Ring], aside: Aside, *,
        most_corners: int = MOST_CORNERS,
    ) -> None:  # fmt: skip
        self._extract = extract
        self._rings = rings
        self._most_corners = most_corners
        self._bare = {
            way: at
            for at, ring in enumerate(rings)
            if ring.shape.kind is None and ring.shape.building is None
            for way in ring.outer
        }
        self._told: dict[int, Shape] = {}
        self._members = Runs((way for ring in rings for way in ring.ways), aside)

    def take(self, way: Any) -> None:  # noqa: ANN401 (osmium's object is good for this call only)
        """A way of the file, before anything is drawn."""
        number = way.id
        if self._members.wants(number):
            self._members.put(number, [node.ref for node in way.nodes])
        at = self._bare.get(number)
        if at is not None and at not in self._told and _is_shape(way.tags):
            self._told[at] = shape_of(self._rings[at].shape.id, dict(way.tags))

    def drawn(self, spots: Spots) -> Iterator[Area | Building | Name | Doubt]:
        """Everything that is drawn, from one more pass over the ways."""
        for at, ring in enumerate(self._rings):
            shape = self._told.get(at, ring.shape)
            if shape.kind is not None or shape.building is not None:
                yield from self._compound(shape, ring, spots)
        waiting: list[Shape] = []
        refs, ends = array("q"), [0]
        for way in self._extract.each("w"):
            if way.id in self._bare or not _is_shape(way.tags):
                continue
            waiting.append(shape_of(f"w{way.id}", dict(way.tags)))
            refs.extend(node.ref for node in way.nodes)
            ends.append(len(refs))
            if len(refs) >= self._most_corners:
                yield from _closed_ways(waiting, refs, ends, spots)
                waiting, refs, ends = [], array("q"), [0]
        yield from _closed_ways(waiting, refs, ends, spots)

    def _compound(self, shape: Shape, ring: Ring, spots: Spots) -> Iterator[Any]:
        there = self._members.of(ring.ways)
        flat = [node for nodes in there.values() for node in nodes]
        places = {
            node: spot
            for node, spot in zip(flat, spots.of(flat), strict=True)
            if spot is not None
        }  # fmt: skip
        missing = len(ring.ways) - len(there)
        missing += sum(any(node not in places for node in nodes) for nodes in there.values())
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


def _is_shape(tags: Tags) -> bool:
    return cover(tags) is not None or building(tags) is not None


def _closed_ways(
    shapes: list[Shape], refs: "array[int]", ends: list[int], spots: Spots
) -> Iterator[Any]:
    lats, lons = spots.placed(np.array(refs, dtype=np.int64))
    for shape, (begin, stop) in zip(shapes, pairwise(ends), strict=True):
        spots_there = spots_of(lats[begin:stop], lons[begin:stop])
        known = [spot for spot in spots_there if spot is not None]
        is_round = stop > begin and refs[begin] == refs[stop - 1]
        yield from _closed_way(shape, known, stop - begin, is_round=is_round)


def _closed_way(shape: Shape, known: list[Spot], corners: int, *, is_round: bool) -> Iterator[Any]:
    """A way of so many corners, of which these are known."""
    missing = corners - len(known)
    if corners < 4 or not is_round:
        at = known[0] if known else None
        yield Doubt(DoubtCode.outline_open, shape.id, at, f"{corners}", is_kept=False)
        return
    if len(known) > 1 and known[0] == known[-1]:
        known.pop()
    ring, leap = trimmed(_plain(known))
    if leap:
        yield leap.doubt(shape.id)
    is_kept = len(ring) > 2
    if missing or not is_kept:
        told = f"{missing} of {corners} nodes"
        at = known[0] if known else None
        yield Doubt(DoubtCode.outline_cut, shape.id, at, told, is_kept)
    if is_kept:
        yield from _made(shape, (tuple(ring),))


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
