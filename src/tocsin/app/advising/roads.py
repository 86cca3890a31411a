"""The roads of a ground as the planner of dispatch asks them; what it looks up often is kept."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np

from tocsin.app.advising.homes import Homes
from tocsin.app.ground.routing import Roads, roads_today, routed
from tocsin.app.ground.standing import Ready
from tocsin.app.ground.today import todays
from tocsin.app.outcome import Told
from tocsin.geo.network.arrays import I64, NEVER
from tocsin.geo.network.backward import backward
from tocsin.geo.network.changes import NOTHING
from tocsin.geo.network.journeys import entries_of, gates_of, seeds_of, within
from tocsin.geo.network.near_searches import Near, near_of
from tocsin.geo.network.searching import Gates, Seeds
from tocsin.geo.network.snapping import Snap, snapped
from tocsin.geo.network.trees import Purse, Trees
from tocsin.geo.places import Point
from tocsin.operations.picture import Closure
from tocsin.planners.dispatch.nearest import MS_PER_M

K = TypeVar("K")
V = TypeVar("V")
FARTHEST_MS = 1_800_000
"""Who is farther than half an hour covers nobody."""
BESIDE_M = 100
"""A place that is farther from any road it can be set on is not on that road."""
NO_STATES = np.zeros(0, np.int32)
MOST_KEPT = 4_000
"""Places of which it is kept what is near them."""
MOST_STANDS = 50
"""Sets of places that are asked about together."""
MOST_BYTES = 256_000_000
"""What the trees of places where units stand may take."""
AROUND_MS = 60_000
"""So far is looked for a way round the block."""
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
    """One class of vehicle on the roads of today, searched either way; from where units stand,
    looked up in trees."""

    roads: Roads
    forth: Near
    back: Near
    trees: Trees


class _Begin(NamedTuple):
    """Where a way begins, or ends: on which road, in which states and when."""

    snap: Snap
    seeds: Seeds
    on_trees: Seeds
    """The same beginning, by states that trees reach."""


class _Stands(NamedTuple):
    """Places that are asked about together, each once: where a way begins there, on which piece of
    road (-1: on none), and how far beside it. `of` says which of them was asked."""

    places: list[Point]
    begins: list[_Begin | None]
    piece: I64
    beside_ms: I64
    of: I64


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
        self._ends: dict[tuple[str, Point], _Begin | None] = {}
        self._stands: dict[tuple[str, tuple[Point, ...]], _Stands] = {}
        self._purse = Purse(MOST_BYTES)
        self._marked: dict[tuple[str, Point, int], I64] = {}
        self._ended: dict[tuple[str, Snap, int], I64] = {}

    @property
    def unplaced(self) -> tuple[str, ...]:
        """As in `question.Ground`; known once somebody has driven."""
        found = {each for driven in self._driven.values() for each in driven.roads.unplaced}
        return tuple(sorted(found))

    def to_place(
        self, begins: Sequence[Point], kinds: Sequence[str], end: Point, within_ms: int = NEVER
    ) -> I64:
        """As in `question.Ground`: looked up where a tree stands, however far; for the others, one
        search for each class of vehicle, from the end."""
        out = np.full(len(begins), NEVER, np.int64)
        classes = [DRIVES_AS.get(each, "engine") for each in kinds]
        for name in sorted(set(classes)):
            rows = [at for at, each in enumerate(classes) if each == name]
            there = self._end(name, end)
            if there is not None:
                out[rows] = self._to_place(name, [begins[at] for at in rows], there, within_ms)
        return out

    def _to_place(self, name: str, begins: list[Point], end: _Begin, within_ms: int) -> I64:
        driven = self._drive(name)
        stands = self._stands_of(name, tuple(begins))
        there, into = end.snap, end.seeds
        found = np.full(len(stands.places), NEVER, np.int64)
        rows = driven.trees.rows(stands.places)
        stand = np.flatnonzero(rows >= 0)
        if len(stand):
            found[stand] = driven.trees.times(rows[stand], into.state, into.ms)
        others = np.flatnonzero(rows < 0)
        if within_ms > 0 and len(others):
            asked = [stands.begins[at] for at in others.tolist()]
            found[others] = _searched(driven.back, into, asked, min(within_ms, NEVER - 1))
        for at in np.flatnonzero(stands.piece == there.piece).tolist():
            begin = stands.begins[at]
            if begin is not None:
                found[at] = min(found[at], self._along(driven.roads, begin.snap, there))
        late = found + stands.beside_ms + _beside_ms(there)
        found = np.where(found < NEVER, np.minimum(late, NEVER), found)
        return found[stands.of]

    def _stands_of(self, name: str, begins: tuple[Point, ...]) -> _Stands:
        """Many calls ask about the same places."""
        if (name, begins) not in self._stands:
            places = list(dict.fromkeys(begins))
            known = [self._begin(name, each) for each in places]
            row = {each: at for at, each in enumerate(places)}
            stands = _Stands(
                places, known,
                np.array([-1 if e is None else e.snap.piece for e in known], np.int64),
                np.array([0 if e is None else _beside_ms(e.snap) for e in known], np.int64),
                np.array([row[each] for each in begins], np.int64),
            )  # fmt: skip
            _kept(self._stands, (name, begins), stands, MOST_STANDS)
        return self._stands[name, begins]

    def _along(self, roads: Roads, begin: Snap, there: Snap) -> int:
        if begin.along_cm == there.along_cm:
            return 0
        direct = within(roads.network, roads.driven, roads.arc_ms, begin, there)
        return NEVER if direct is None else direct.ms

    def at_least(self, begins: Sequence[Point], kinds: Sequence[str], end: Point) -> I64:
        """As in `question.Ground`: by the trees of those that stand elsewhere."""
        out = np.zeros(len(begins), np.int64)
        classes = [DRIVES_AS.get(each, "engine") for each in kinds]
        for name in sorted(set(classes)):
            driven = self._drive(name)
            changes, rows = driven.trees.all_rows()
            known = self._end(name, end) if len(rows) else None
            if known is None:
                continue
            to_end = self._to_end(name, known, changes, rows)
            for at in (at for at, each in enumerate(classes) if each == name):
                begin = self._begin(name, begins[at])
                if begin is not None and not _is_there(begin, known):
                    marks = self._marks(name, begins[at], begin, changes, rows)
                    out[at] = driven.trees.not_sooner(marks, begin.on_trees.ms, to_end)
        return out

    def between(self, begin: Point, kind: str, end: Point) -> tuple[int, int]:
        """As in `question.Ground`: guided by trees; where none can, nothing is looked for."""
        name = DRIVES_AS.get(kind, "engine")
        trees = self._drive(name).trees
        changes, rows = trees.all_rows()
        there, mine = self._end(name, end), self._begin(name, begin)
        if there is None or mine is None:
            return NEVER, NEVER
        if not len(rows):
            return NEVER, 0
        if _is_there(mine, there):
            ms = int(self.to_place([begin], [kind], end, AROUND_MS)[0])
            return ms, min(ms, AROUND_MS)
        to_begin = self._marks(name, begin, mine, changes, rows)
        to_end = self._to_end(name, there, changes, rows)
        found = trees.soonest(rows, mine.on_trees, to_begin, there.seeds, to_end)
        if found is None:
            return NEVER, 0
        beside = _beside_ms(there.snap) + _beside_ms(mine.snap)
        ms, least = (min(each + beside, NEVER) for each in found)
        return ms, least

    def _to_end(self, name: str, end: _Begin, changes: int, rows: I64) -> I64:
        key = name, end.snap, changes
        known = self._ended.get(key)
        if known is None:
            known = self._driven[name].trees.times(rows, end.seeds.state, end.seeds.ms)
            _kept(self._ended, key, known)
        return known

    def _marks(self, name: str, place: Point, begin: _Begin, changes: int, rows: I64) -> I64:
        """When each tree reaches the states in which a way begins (states × trees)."""
        known = self._marked.get((name, place, changes))
        if known is None:
            none = np.zeros(1, np.int32)
            trees = self._driven[name].trees
            times = [trees.times(rows, each[None], none) for each in begin.on_trees.state]
            known = np.stack(times) if times else np.zeros((0, len(rows)), np.int64)
            _kept(self._marked, (name, place, changes), known)
        return known

    def want(self, begins: Sequence[Point], kinds: Sequence[str]) -> None:
        """Have trees grown for these places and no others, the first ones first."""
        places: dict[str, dict[Point, None]] = {name: {} for name in self._driven}
        for begin, kind in zip(begins, kinds, strict=True):
            places.setdefault(DRIVES_AS.get(kind, "engine"), {})[begin] = None
        for name, mine in places.items():
            begun = ((each, self._begin(name, each)) for each in mine)
            self._drive(name).trees.want((e, b.seeds) for e, b in begun if b is not None)

    def grow(self) -> bool:
        """Grow one tree more, in a thread of one's own; whether there was one to grow."""
        return any(each.trees.grow() for each in list(self._driven.values()))

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
                begin = _Begin(snap, seeds, self._drive(name).trees.on_trees(seeds))
            _kept(self._begins, (name, place), begin)
        return self._begins[name, place]

    def _end(self, name: str, place: Point) -> _Begin | None:
        if (name, place) not in self._ends:
            roads = self._drive(name).roads
            snap = self._snap(roads, place)
            into = None if snap is None else _into(roads, snap)
            end = None if snap is None or into is None else _Begin(snap, into, into)
            _kept(self._ends, (name, place), end)
        return self._ends[name, place]

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
                Trees(driven, turned, roads.arc_ms, self._purse),
            )
        return self._driven[name]


def _is_there(begin: _Begin, end: _Begin) -> bool:
    """Whether it stands on the road, or at the crossing, that it wants to."""
    if begin.snap.piece == end.snap.piece:
        return True
    return not set(begin.seeds.state.tolist()).isdisjoint(end.seeds.state.tolist())


def _into(roads: Roads, there: Snap) -> Seeds:
    entries = entries_of(roads.network, roads.driven, roads.arc_ms, there)
    flat = np.array(entries, np.int32).reshape(-1, 3)
    return Seeds(flat[:, 0].copy(), flat[:, 1].copy())


def _searched(back: Near, into: Seeds, known: list[_Begin | None], within_ms: int) -> I64:
    """From each of these by a search from the end."""
    starts = np.zeros(len(known) + 1, np.int32)
    np.cumsum([0 if e is None else len(e.seeds.state) for e in known], out=starts[1:])
    ways = [each.seeds for each in known if each is not None]
    state = np.concatenate([*(e.state for e in ways), NO_STATES])
    late = np.concatenate([*(e.ms for e in ways), NO_STATES])
    return back.times(into, starts, state, late, within_ms)


def _kept(these: dict[K, V], key: K, value: V, most: int = MOST_KEPT) -> None:
    """Keep it; where many were kept, the oldest goes: units move."""
    these[key] = value
    if len(these) > most:
        del these[next(iter(these))]
