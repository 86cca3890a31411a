"""The roads of a ground as the planner of dispatch asks them; what it looks up often is kept."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from tocsin.app.ground.asking import opened
from tocsin.app.ground.coverage import doors_of
from tocsin.app.ground.peopled import people_of, shapes_of, zones_of
from tocsin.app.ground.routing import Roads, roads_today, routed
from tocsin.app.ground.standing import Ready
from tocsin.app.ground.today import todays
from tocsin.app.outcome import Told
from tocsin.geo.ground import Line, Spot
from tocsin.geo.network.arrays import I64, NEVER
from tocsin.geo.network.backward import backward
from tocsin.geo.network.changes import NOTHING
from tocsin.geo.network.journeys import entries_of, gates_of, seeds_of, within
from tocsin.geo.network.near_searches import Near, near_of
from tocsin.geo.network.searching import Gates, Seeds
from tocsin.geo.network.snapping import Snap, snapped
from tocsin.geo.places import Point
from tocsin.operations.picture import Closure
from tocsin.planners.dispatch.ground import Zones
from tocsin.planners.dispatch.nearest import MS_PER_M
from tocsin.planners.dispatch.straight import NOBODY

K = TypeVar("K")
V = TypeVar("V")
DOORS = 4
"""So many houses stand for all of a zone."""
FARTHEST_MS = 1_800_000
"""Who is farther than half an hour covers nobody."""
BESIDE_M = 100
"""A place that is farther from any road it can be set on is not on that road."""
NO_STATES = np.zeros(0, np.int32)
MOST_KEPT = 4_000
"""Places of which it is kept what is near them."""
DRIVES_AS = {
    "ambulance": "ambulance", "medic": "ambulance", "ladder": "ladder", "quint": "ladder",
    "patrol": "police", "bus": "bus",
}  # fmt: skip
"""Kinds of unit that do not drive as an engine does."""


def _beside_ms(snap: Snap) -> int:
    """What lies between a place and the road it is set on, where that is far, as the crow flies."""
    far_m = max(0, snap.off_cm // 100 - BESIDE_M)
    return round(far_m * MS_PER_M)


class _Driven(NamedTuple):
    """One class of vehicle on the roads of today, searched either way."""

    roads: Roads
    forth: Near
    back: Near


class _Begin(NamedTuple):
    """Where a way begins: on which road, in which states and when."""

    snap: Snap
    seeds: Seeds


class Area(NamedTuple):
    """A zone as it lies on a map: its name, its town, its people, its rings."""

    name: str
    town: str
    people: int
    rings: tuple[Line, ...]


class Homes(NamedTuple):
    """Spots where people are, and the zones that the planner is told; in which area each lies."""

    spots: list[Spot]
    zones: Zones
    areas: tuple[Area, ...] = ()
    area_of: tuple[int, ...] = ()


def homes_of(ready: Ready) -> Homes:
    """Where the people of a ground are; nobody where none were counted."""
    with opened(ready.folder) as database:
        try:
            return _homes(database, {each.id: each.name for each in ready.owners})
        except Told:
            return Homes([], NOBODY)


def _homes(database: sqlite3.Connection, names: dict[str, str]) -> Homes:
    _, people = people_of(database)
    zones = [each for each in zones_of(database) if each.id in people]
    shapes = shapes_of(database, {each.id for each in zones})
    doors = doors_of(database, shapes, DOORS)
    towns = sorted({names.get(each.town or "", "elsewhere") for each in zones})
    spots, number, town, areas, area_of = [], [], [], [], []
    for zone in zones:
        called = names.get(zone.town or "", "elsewhere")
        areas.append(Area(zone.name, called, people[zone.id][0], shapes[zone.id]))
        mine = doors[zone.id]
        whole, more = divmod(people[zone.id][0], len(mine))
        for at, spot in enumerate(mine):
            spots.append(spot)
            number.append(whole + (at < more))
            town.append(towns.index(called))
            area_of.append(len(areas) - 1)
    zoned = Zones(np.array(number, np.int64), np.array(town, np.int64), tuple(towns))
    return Homes(spots, zoned, tuple(areas), tuple(area_of))


class RoadGround:
    """A ground with the closures that stand. For one thread at a time."""

    def __init__(self, ready: Ready, closures: Iterable[Closure], homes: Homes) -> None:
        self.checksum: str | None = ready.manifest.checksum
        self.zones = homes.zones
        self._ready = ready
        self._closures = list(closures)
        self._homes = homes
        self._driven: dict[str, _Driven] = {}
        self._gates: dict[str, Gates] = {}
        self._rows: dict[tuple[str, Point, int], I64] = {}
        self._begins: dict[tuple[str, Point], _Begin | None] = {}

    @property
    def unplaced(self) -> tuple[str, ...]:
        """As in `question.Ground`; known once somebody has driven."""
        found = {each for driven in self._driven.values() for each in driven.roads.unplaced}
        return tuple(sorted(found))

    def to_place(
        self, begins: Sequence[Point], kinds: Sequence[str], end: Point, within_ms: int = NEVER
    ) -> I64:
        """As in `question.Ground`: one search for each class of vehicle, from the end."""
        out = np.full(len(begins), NEVER, np.int64)
        classes = [DRIVES_AS.get(each, "engine") for each in kinds]
        for name in sorted(set(classes)):
            rows = [at for at, each in enumerate(classes) if each == name]
            there = self._snap(self._drive(name).roads, end)
            if there is not None:
                out[rows] = self._to_place(name, [begins[at] for at in rows], there, within_ms)
        return out

    def _to_place(self, name: str, begins: list[Point], there: Snap, within_ms: int) -> I64:
        driven = self._drive(name)
        roads = driven.roads
        places = list(dict.fromkeys(begins))
        known = [self._begin(name, each) for each in places]
        of = {each: at for at, each in enumerate(places)}
        starts = np.zeros(len(places) + 1, np.int32)
        np.cumsum([0 if e is None else len(e.seeds.state) for e in known], out=starts[1:])
        ways = [each.seeds for each in known if each is not None]
        state = np.concatenate([*(e.state for e in ways), NO_STATES])
        late = np.concatenate([*(e.ms for e in ways), NO_STATES])
        flat = np.array(
            entries_of(roads.network, roads.driven, roads.arc_ms, there), np.int32
        ).reshape(-1, 3)
        into = Seeds(flat[:, 0].copy(), flat[:, 1].copy())
        found = driven.back.times(into, starts, state, late, min(within_ms, NEVER - 1))
        for at, begin in enumerate(known):
            if begin is None:
                continue
            if begin.snap.piece == there.piece:
                found[at] = min(found[at], self._along(roads, begin.snap, there))
            beside = _beside_ms(there) + _beside_ms(begin.snap)
            if beside and found[at] < NEVER:
                found[at] = min(found[at] + beside, NEVER)
        return found[[of[each] for each in begins]]

    def _along(self, roads: Roads, begin: Snap, there: Snap) -> int:
        if begin.along_cm == there.along_cm:
            return 0
        direct = within(roads.network, roads.driven, roads.arc_ms, begin, there)
        return NEVER if direct is None else direct.ms

    def to_zones(
        self, begins: Sequence[Point], kinds: Sequence[str], within_ms: int = FARTHEST_MS
    ) -> I64:
        """As in `question.Ground`: one short search for each place, kept."""
        limit = min(within_ms, FARTHEST_MS)
        rows = [
            self._row(DRIVES_AS.get(kind, "engine"), begin, limit)
            for begin, kind in zip(begins, kinds, strict=True)
        ]
        return np.stack(rows) if rows else np.zeros((0, len(self._homes.spots)), np.int64)

    def way(self, begin: Point, kind: str, end: Point) -> list[tuple[float, float]]:
        """The line, in degrees, that a unit of that kind would drive; empty where there is none."""
        roads = self._drive(DRIVES_AS.get(kind, "engine")).roads
        spots = ((each.lat_udeg, each.lon_udeg) for each in (begin, end))
        try:
            return list(routed(roads, *spots).line)
        except Told:
            return []

    def area(self, id: str | None) -> str | None:
        """The name of a town by its id on the ground."""
        return next((each.name for each in self._ready.owners if each.id == id), None)

    @property
    def homes(self) -> Homes:
        """Where people are."""
        return self._homes

    def _row(self, name: str, place: Point, limit: int) -> I64:
        known = self._rows.get((name, place, limit))
        if known is not None:
            return known
        driven = self._drive(name)
        gates = self._gates_of(name, driven.roads)
        begin = self._begin(name, place)
        if begin is None or not len(gates.state):
            out = np.full(len(self._homes.spots), NEVER, np.int64)
        else:
            out = driven.forth.times(begin.seeds, gates.start, gates.state, gates.ms, limit)
            out[out > limit] = NEVER
        _kept(self._rows, (name, place, limit), out)
        return out

    def _begin(self, name: str, place: Point) -> _Begin | None:
        if (name, place) not in self._begins:
            roads = self._drive(name).roads
            snap = self._snap(roads, place)
            begin = None
            if snap is not None:
                seeds = seeds_of(roads.network, roads.driven, roads.arc_ms, snap)
                begin = _Begin(snap, seeds)
            _kept(self._begins, (name, place), begin)
        return self._begins[name, place]

    def _gates_of(self, name: str, roads: Roads) -> Gates:
        if name not in self._gates:
            entries = []
            for spot in self._homes.spots:
                snap = snapped(roads.network, roads.is_near, spot)
                entries.append(
                    [] if snap is None
                    else entries_of(roads.network, roads.driven, roads.arc_ms, snap)
                )  # fmt: skip
            self._gates[name] = gates_of(entries)
        return self._gates[name]

    def _snap(self, roads: Roads, point: Point) -> Snap | None:
        return snapped(roads.network, roads.is_near, (point.lat_udeg, point.lon_udeg))

    def _drive(self, name: str) -> _Driven:
        if name not in self._driven:
            network, driven = self._ready.driven(name)
            today = todays(network, name, driven.vehicle, self._closures)
            roads = roads_today(self.checksum or "", name, network, driven, NOTHING, today)
            turned = backward(driven)
            self._driven[name] = _Driven(
                roads,
                near_of(driven, driven.start, driven.to, roads.arc_ms[driven.over]),
                near_of(driven, turned.start, turned.source, roads.arc_ms[turned.over]),
            )
        return self._driven[name]


def _kept(these: dict[K, V], key: K, value: V) -> None:
    """Keep it; where many were kept, the oldest goes: units move."""
    these[key] = value
    if len(these) > MOST_KEPT:
        del these[next(iter(these))]
