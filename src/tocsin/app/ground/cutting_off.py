"""What is cut off when roads close: islands, and who and what is in them."""

from collections import Counter
from pathlib import Path

import msgspec
import numpy as np

from tocsin.app.ground.asking import opened
from tocsin.app.ground.people import STATIONS, Living, Place, facilities_at, living_in
from tocsin.app.ground.routing import Roads
from tocsin.geo.ground import Spot
from tocsin.geo.network.arrays import I32, NEVER
from tocsin.geo.network.cutting import Why, critical, islands


class FacilityRow(msgspec.Struct, frozen=True):
    """A facility that is cut off."""

    id: str
    kind: str
    name: str
    lat: float
    lon: float


class IslandRow(msgspec.Struct, frozen=True):
    """A part of the roads that hangs together. `people` is None where no zone has a figure."""

    why: Why
    nodes: int
    edges: int
    road_m: int
    lat: float
    lon: float
    people: int | None
    buildings: int
    stations: list[FacilityRow]
    facilities: list[FacilityRow]


class HingeRow(msgspec.Struct, frozen=True):
    """A piece of road (or a node) on which so many nodes hang alone."""

    edge: str
    road: str
    is_bridge: bool
    nodes: int
    lat: float
    lon: float


class CutOff(msgspec.Struct, frozen=True):
    """`closed` are the pieces that are shut both ways today; `along_them` is who and what stands
    along them. Bridges and points are those of the roads as they are today."""

    closed: list[str]
    along_them: IslandRow | None
    islands: list[IslandRow]
    bridges: int
    articulation_points: int
    hinges: list[HingeRow]
    points: list[HingeRow]
    vehicle: str
    ground: str
    closures: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def cut_off(folder: Path, roads: Roads, most: int) -> CutOff:
    """What the changes of today cut off, and on which `most` roads most hangs."""
    network, driven = roads.network, roads.driven
    usual = driven.arc_ms
    shut = _shut(roads)
    is_near = np.zeros(network.pieces, np.bool_)
    is_near[driven.arcs >> 1] = True
    with opened(folder) as database:
        found = islands(driven, usual, roads.arc_ms)
        groups = [(e.why, e.nodes, np.append(e.pieces, _ends(roads, shut, e.nodes))) for e in found]
        concerned = np.unique(np.concatenate([shut, *(pieces for _, _, pieces in groups)]))
        rows: list[IslandRow] = []
        along = None
        if len(concerned):
            places = facilities_at(database, network, is_near)
            living = living_in(database, network, is_near, concerned.astype(np.int32))
            rows = [_row(roads, *each, places, living) for each in groups]
            if len(shut):
                ends = np.zeros(0, np.int32)
                along = _row(roads, Why.cut_off, ends, shut, places, living)
    weak = critical(driven, roads.arc_ms)
    return CutOff(
        closed=[network.id_of(each) for each in shut.tolist()],
        along_them=along,
        islands=rows,
        bridges=len(weak.bridges),
        articulation_points=len(weak.points),
        hinges=[_hinge(roads, each.at, each.nodes) for each in weak.bridges[:most]],
        points=[_point(roads, each.at, each.nodes) for each in weak.points[:most]],
        vehicle=roads.vehicle,
        ground=roads.ground,
        closures=roads.closures,
        unplaced=roads.unplaced,
    )


def cut_off_lines(roads: Roads) -> list[list[Spot]]:
    """The lines of all roads to which no way leads any more, closed ones among them included."""
    network, driven = roads.network, roads.driven
    shut = _shut(roads)
    lines: list[list[Spot]] = []
    for each in islands(driven, driven.arc_ms, roads.arc_ms):
        if each.why is Why.no_way_out:
            continue
        pieces = np.unique(np.append(each.pieces, _ends(roads, shut, each.nodes)))
        lines += [network.line_of(piece) for piece in pieces.tolist()]
        if not len(pieces):
            at = int(driven.nodes[each.nodes[0]])
            here = int(network.node_lat[at]), int(network.node_lon[at])
            lines.append([here, (here[0] + 1, here[1])])
    return lines


def _shut(roads: Roads) -> I32:
    driven = roads.driven
    back = driven.arc_at[driven.arcs ^ 1]
    was = (driven.arc_ms != NEVER) | (driven.arc_ms[back] != NEVER)
    is_open = (roads.arc_ms != NEVER) | (roads.arc_ms[back] != NEVER)
    return np.unique(driven.arcs[was & ~is_open] >> 1).astype(np.int32)


def _ends(roads: Roads, shut: I32, nodes: I32) -> I32:
    """Closed pieces with both ends among nodes: who lives on them is cut off with them."""
    driven = roads.driven
    both = np.isin(driven.node_at[roads.network.piece_from[shut]], nodes) & np.isin(
        driven.node_at[roads.network.piece_to[shut]], nodes
    )
    found: I32 = shut[both]
    return found


def _row(
    roads: Roads, why: Why, nodes: I32, pieces: I32, places: list[Place], living: Living
) -> IslandRow:
    network = roads.network
    inside = np.isin(living.piece, pieces)
    standing = [e for e in places if e.piece in set(pieces.tolist())]
    rows = [FacilityRow(e.id, e.kind, e.name, e.lat, e.lon) for e in standing]
    at = int(roads.driven.nodes[nodes[0]]) if len(nodes) else int(network.piece_from[pieces[0]])
    return IslandRow(
        why=why,
        nodes=len(nodes),
        edges=len(pieces),
        road_m=round(int(network.piece_length[pieces].sum()) / 100),
        lat=int(network.node_lat[at]) / 1e6,
        lon=int(network.node_lon[at]) / 1e6,
        people=round(int(living.permille[inside].sum()) / 1000) if living.is_known else None,
        buildings=int(np.isin(living.buildings, pieces).sum()),
        stations=[e for e in rows if e.kind in STATIONS],
        facilities=[e for e in rows if e.kind not in STATIONS],
    )


def _hinge(roads: Roads, piece: int, nodes: int) -> HingeRow:
    network = roads.network
    at = int(network.piece_from[piece])
    return HingeRow(
        network.id_of(piece), network.text(network.piece_name[piece]),
        bool(network.piece_flags[piece] & 4), nodes,
        int(network.node_lat[at]) / 1e6, int(network.node_lon[at]) / 1e6,
    )  # fmt: skip


def _point(roads: Roads, node: int, nodes: int) -> HingeRow:
    network = roads.network
    at = int(roads.driven.nodes[node])
    first = int(np.searchsorted(roads.driven.tail, node))
    names = network.text(network.piece_name[roads.driven.arcs[first] >> 1])
    return HingeRow(
        f"n{network.node_id[at]}", names, False, nodes,
        int(network.node_lat[at]) / 1e6, int(network.node_lon[at]) / 1e6,
    )  # fmt: skip


def told(found: CutOff) -> list[str]:
    """In sentences."""
    lines = [
        f"{len(found.closed)} pieces of road are shut; {len(found.islands)} parts are cut off."
    ]
    for each in found.islands:
        who = "people not known" if each.people is None else f"{each.people:,} people"
        kinds = Counter(e.kind for e in [*each.stations, *each.facilities])
        what = ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())) or "no facility"
        lines.append(
            f"  {each.why.value.replace('_', ' ')}: {each.nodes} crossings, {each.road_m:,} m of "
            f"road at {each.lat:.6f},{each.lon:.6f}; {who}, {each.buildings} buildings; {what}"
        )
    lines.append(
        f"{found.bridges} pieces and {found.articulation_points} crossings are the only way to "
        "something. Most hangs on:"
    )
    for hinge in found.hinges:
        name = hinge.road or "unnamed"
        bridge = ", a bridge" if hinge.is_bridge else ""
        lines.append(f"  {hinge.edge} ({name}{bridge}): {hinge.nodes} crossings")
    return lines
