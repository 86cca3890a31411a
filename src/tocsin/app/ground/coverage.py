"""People whom so many facilities of a kind reach within so many minutes."""

import argparse
import sqlite3
from collections import Counter, defaultdict

import msgspec
import numpy as np

from tocsin.app.ground.geometry import spot_at
from tocsin.app.ground.peopled import people_of, shapes_of, zones_of
from tocsin.app.ground.routing import Roads
from tocsin.app.outcome import Exit, Told
from tocsin.geo.cells import Finder
from tocsin.geo.ground import FACILITY_KINDS, Line, Spot
from tocsin.geo.islands import Islands
from tocsin.geo.network.arrays import NEVER, Mask, heads, tails
from tocsin.geo.network.engines import engine_for, parts_of
from tocsin.geo.network.journeys import entries_of, gates_of, seeds_of, within
from tocsin.geo.network.snapping import Snap, snapped
from tocsin.geo.outlines import inside

FARTHEST_CM = 100_000
"""Who lives 1 km from every road is not reached by road."""
DOORS = 25
"""So many houses stand for all of a zone; evenly taken."""


class ZoneCovered(msgspec.Struct, frozen=True):
    """How many of a zone's people are reached in time."""

    id: str
    name: str
    town: str | None
    people: int
    covered: int
    year: int
    source: str


class Coverage(msgspec.Struct, frozen=True):
    """`covered_permille` of all people; `people_off_road` live where no road of the network is
    near, and are not covered."""

    kind: str
    minutes: int
    units: int
    vehicle: str
    facilities: int
    people: int
    covered: int
    covered_permille: int
    people_off_road: int
    zone_kind: str
    zones: tuple[ZoneCovered, ...]
    ground: str


def covered(database: sqlite3.Connection, roads: Roads, asked: argparse.Namespace) -> Coverage:
    """Each zone's people stand at up to 25 of its houses (else at its middle), in equal parts. A
    facility counts as one unit. Raises Told."""
    if asked.kind not in FACILITY_KINDS:
        raise Told(
            f"`{asked.kind}` is no kind of facility: {', '.join(FACILITY_KINDS)}", Exit.usage
        )
    usable = _usable(roads)
    rows = database.execute("SELECT geom FROM facility WHERE kind = ? ORDER BY fid", (asked.kind,))
    begins = [snap for (geom,) in rows.fetchall() if (snap := _snap(roads, usable, spot_at(geom)))]
    kind, people = people_of(database)
    zones = {each.id: each for each in zones_of(database) if each.id in people}
    doors = doors_of(database, shapes_of(database, set(zones)), DOORS)
    spots = {id: [_snap(roads, usable, spot) for spot in doors[id]] for id in zones}
    ends = sorted({snap for each in spots.values() for snap in each if snap is not None})
    reached = _reached(roads, begins, ends, asked.minutes * 60_000, asked.units)
    found = []
    off_road = 0
    for id, zone in zones.items():
        number, year, source = people[id]
        hits = sum(snap is not None and reached[snap] for snap in spots[id])
        lost = sum(snap is None for snap in spots[id])
        off_road += number * lost // len(spots[id])
        inside_time = number * hits // len(spots[id])
        found.append(ZoneCovered(id, zone.name, zone.town, number, inside_time, year, source))
    total, part = sum(e.people for e in found), sum(e.covered for e in found)
    return Coverage(
        kind=asked.kind, minutes=asked.minutes, units=asked.units, vehicle=roads.vehicle,
        facilities=len(begins), people=total, covered=part,
        covered_permille=part * 1000 // total if total else 0, people_off_road=off_road,
        zone_kind=kind, zones=tuple(found), ground=roads.ground,
    )  # fmt: skip


def _snap(roads: Roads, usable: Mask, spot: Spot) -> Snap | None:
    found = snapped(roads.network, usable, spot)
    return found if found is not None and found.off_cm <= FARTHEST_CM else None


def _usable(roads: Roads) -> Mask:
    """Pieces that a journey may begin and end on; of islands beside the largest part, those of the
    largest part of each: who lives there is not reached by a road on the other side of the river.
    """
    driven = roads.driven
    here = np.flatnonzero(roads.arc_ms != NEVER)
    arcs = driven.arcs[here]
    label = parts_of(driven, roads.arc_ms[driven.over])[driven.arrives[here]].tolist()
    first = tails(roads.network, arcs).tolist()
    islands = Islands(zip(first, heads(roads.network, arcs).tolist(), strict=True))
    island = [islands.of(node) for node in first]
    near = roads.is_near[arcs >> 1].tolist()
    reached = {each for each, is_near in zip(island, near, strict=True) if is_near}
    sizes: dict[int, Counter[int]] = defaultdict(Counter)
    for each, part in zip(island, label, strict=True):
        sizes[each][part] += 1
    best = {each: min(of, key=lambda part: (-of[part], part)) for each, of in sizes.items()}
    found = roads.is_near.copy()
    found[arcs >> 1] |= np.array(
        [e not in reached and best[e] == part for e, part in zip(island, label, strict=True)],
        np.bool_,
    )
    return found


def doors_of(
    database: sqlite3.Connection, shapes: dict[str, tuple[Line, ...]], most: int
) -> dict[str, list[Spot]]:
    """Spots where the people of each zone stand: at most so many addresses, evenly taken; else its
    middle."""
    finder = Finder(shapes)
    found: dict[str, list[Spot]] = {id: [] for id in shapes}
    for (geom,) in database.execute("SELECT geom FROM address ORDER BY fid"):
        zone = finder.at(spot_at(geom))
        if zone is not None:
            found[zone].append(spot_at(geom))
    return {
        id: sorted(spots)[:: max(1, -(-len(spots) // most))]
        or inside(shapes[id])
        or [shapes[id][0][0]]
        for id, spots in found.items()
    }


def _reached(
    roads: Roads, begins: list[Snap], ends: list[Snap], limit_ms: int, units: int
) -> dict[Snap, bool]:
    """Whether so many of the facilities are at each place in time."""
    if not begins or not ends:
        return dict.fromkeys(ends, False)
    network, driven, arc_ms = roads.network, roads.driven, roads.arc_ms
    sources = [seeds_of(network, driven, arc_ms, each) for each in begins]
    gates = gates_of([entries_of(network, driven, arc_ms, each) for each in ends])
    times = engine_for(driven, len(begins)).matrix(arc_ms[driven.over], sources, gates)
    in_time = times + driven.vehicle.start_ms <= limit_ms
    for row, begin in enumerate(begins):
        for column, end in enumerate(ends):
            if begin.piece == end.piece:
                direct = within(network, driven, arc_ms, begin, end)
                if direct is not None and direct.ms + driven.vehicle.start_ms <= limit_ms:
                    in_time[row, column] = True
    return dict(zip(ends, (in_time.sum(axis=0) >= units).tolist(), strict=True))
