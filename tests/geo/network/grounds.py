"""Grounds for the tests of the network: invented towns, and the rows of real extracts."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.geo.network.oracle import Arc, World
from tocsin.app.ground.profiles import profile_of
from tocsin.gateways.osm import read
from tocsin.geo.ground import Flow, Restriction, Road
from tocsin.geo.lengths import length_cm
from tocsin.geo.network.arrays import NEVER, Network
from tocsin.geo.network.building import Builder
from tocsin.geo.network.states import Drive, binding

ENGINE = profile_of(None)["engine"]
CORNER = (47_100_000, 9_500_000)


def road(way: int, start: int, end: int, **other: object) -> Road:
    """A straight piece between nodes of a grid: node 100 * row + column."""
    line = tuple(
        (CORNER[0] + 1_000 * (n // 100), CORNER[1] + 1_500 * (n % 100)) for n in (start, end)
    )
    fields: dict[str, object] = {
        "id": f"w{way}.n{start}", "way": way, "at": 0, "from_node": start, "to_node": end,
        "road_class": "residential", "is_link": False, "flow": Flow.both, "is_roundabout": False,
        "is_bridge": False, "is_tunnel": False, "is_ford": False, "height_cm": None,
        "weight_kg": None, "speed_kmh": None, "access": None, "emergency": None,
        "name": f"Street {way}", "ref": None, "length_cm": length_cm(line), "line": line,
    }  # fmt: skip
    return Road(**fields | other)  # type: ignore[arg-type]


def turn(number: int, kind: str, begin: int, via: str, end: int, **other: object) -> Restriction:
    """A restriction from a way over a node or way to a way."""
    fields: dict[str, object] = {
        "id": f"r{number}", "kind": kind, "from_ways": (begin,), "via": (via,), "to_ways": (end,),
        "exempt": None, "only_for": None, "condition": None, "is_whole": True,
    }  # fmt: skip
    return Restriction(**fields | other)  # type: ignore[arg-type]


def network_from(roads: Sequence[Road], turns: Sequence[Restriction] = ()) -> Network:
    """Arrays of roads, as an import makes them from the layer's rows."""
    builder = Builder()
    for e in roads:
        builder.road(
            (e.id, e.way, e.from_node, e.to_node, e.road_class, e.is_link, e.flow.value,
             e.is_roundabout, e.is_bridge, e.is_tunnel, e.is_ford, e.height_cm, e.weight_kg,
             e.speed_kmh, e.access, e.emergency, e.name, e.ref, e.length_cm),
            e.line,
        )  # fmt: skip
    return builder.network(turns)


def town(seed: int, size: int = 6) -> tuple[list[Road], list[Restriction]]:
    """A grid with gaps, one-way streets and turn restrictions of every kind, also over a street."""
    dice = random.Random(seed)
    roads: list[Road] = []
    for row in range(size):
        for column in range(size):
            here = 100 * row + column
            for there, is_in in ((here + 1, column + 1 < size), (here + 100, row + 1 < size)):
                if is_in and dice.random() < 0.9:
                    flow = dice.choice((Flow.both, Flow.both, Flow.forward, Flow.backward))
                    kmh = dice.choice((None, 30, 50))
                    roads.append(road(len(roads) + 1, here, there, flow=flow, speed_kmh=kmh))
    meets = [
        (a, b, node)
        for a in roads
        for b in roads
        for node in {a.from_node, a.to_node} & {b.from_node, b.to_node}
    ]
    kinds = ("no_left_turn", "no_right_turn", "only_straight_on", "no_u_turn", "no_u_turn")
    turns = []
    for number, (a, b, node) in enumerate(dice.sample(meets, min(len(meets), 5 * size))):
        kind = dice.choice(kinds)
        if (a == b) == (kind == "no_u_turn"):
            turns.append(turn(number, kind, a.way, f"n{node}", b.way))
    chains = [
        (a, b, c)
        for a, b, n in meets
        for b2, c, m in meets
        if b is b2 and n != m and a is not b and c is not b and a is not c
    ]
    for number, (a, b, c) in enumerate(dice.sample(chains, min(len(chains), size))):
        kind = dice.choice(("no_left_turn", "only_right_turn"))
        turns.append(turn(1000 + number, kind, a.way, f"w{b.way}", c.way))
    return roads, turns


@cache
def rows_of(extract: Path) -> tuple[list[Road], list[Restriction]]:
    """Roads and restrictions of an extract, roads in the order of their layer."""
    roads, turns = [], []
    for each in read(extract):
        if isinstance(each, Road):
            roads.append(each)
        elif isinstance(each, Restriction):
            turns.append(each)
    return sorted(roads, key=lambda e: (e.way, e.at)), turns


def world_of(roads: list[Road], turns: list[Restriction], network: Network, driven: Drive) -> World:
    """The oracle's view: prices of the arcs that are open, and the restrictions that bind."""
    ms: dict[Arc, int] = {}
    for arc, price in zip(driven.arcs.tolist(), driven.arc_ms.tolist(), strict=True):
        if price != NEVER:
            ms[arc >> 1, not arc & 1] = price
    bound = {
        network.text(network.turn_id[at]) for at in binding(network, driven.vehicle).nonzero()[0]
    }
    return World(roads, ms, [each for each in turns if each.is_whole and each.id in bound])
