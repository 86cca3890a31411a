"""Vehicles, changes, snapping, journeys and what is cut off, on small invented towns."""

import random
from math import cos, hypot, radians
from pathlib import Path

import msgspec
import networkx
import numpy as np
import pytest
from shapely.geometry import shape

from tests.geo.network.grounds import CORNER, ENGINE, network_from, road, rows_of, town, turn
from tocsin.app.ground.profiles import profile_of
from tocsin.app.ground.way_words import says
from tocsin.geo.ground import Flow
from tocsin.geo.lengths import CM_PER_UDEG
from tocsin.geo.network.arrays import NEVER, Network
from tocsin.geo.network.changes import Changes, changed
from tocsin.geo.network.compiled import Compiled
from tocsin.geo.network.cutting import Why, critical, islands, severed
from tocsin.geo.network.journeys import journey, seeds_of, times
from tocsin.geo.network.plain import Plain
from tocsin.geo.network.reach import bands, entered_ms, stretches_within
from tocsin.geo.network.snapping import Snap, nearest_pieces, snapped
from tocsin.geo.network.states import Drive, drive
from tocsin.geo.network.steps import steps_of
from tocsin.geo.network.touching import touched
from tocsin.geo.network.vehicles import Vehicle, at_hour

PROFILE = profile_of(None)


def ways(network: Network, vehicle: Vehicle, changes: Changes) -> list[tuple[int, int]]:
    """The cost of each piece, along and back."""
    driven = drive(network, vehicle)
    ms = changed(network, driven, changes)
    found = []
    for piece in range(network.pieces):
        here = driven.arc_at[2 * piece], driven.arc_at[2 * piece + 1]
        found.append(tuple(int(ms[e]) if e >= 0 else NEVER for e in here))
    return found  # type: ignore[return-value]


def test_a_limit_bears_on_who_is_too_high_or_heavy() -> None:
    network = network_from([road(1, 0, 1, height_cm=300), road(2, 1, 2, weight_kg=7_500)])
    assert ways(network, PROFILE["engine"], Changes()) == [(NEVER, NEVER), (NEVER, NEVER)]
    for each in ("police", "ambulance", "foot"):
        assert NEVER not in sum(ways(network, PROFILE[each], Changes()), ())


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({"road_class": "steps"}, {"foot"}),
        ({"road_class": "footway"}, {"foot", "wheelchair"}),
        ({"road_class": "footway", "emergency": "yes"},
         {"engine", "ladder", "ambulance", "police", "foot", "wheelchair"}),
        ({"emergency": "no"}, {"bus", "foot", "wheelchair"}),
        ({"access": "no"}, {"foot", "wheelchair"}),
        ({"access": "private"}, {"engine", "ladder", "ambulance", "police"}),
        ({"road_class": "motorway"}, {"engine", "ladder", "ambulance", "police", "bus"}),
        ({"road_class": "bus_guideway"}, {"bus"}),
        ({"is_ford": True}, {"engine", "ladder", "ambulance", "police", "foot"}),
        ({}, set(PROFILE)),
    ],
)  # fmt: skip
def test_who_may_use_a_road(fields: dict[str, object], may: set[str]) -> None:
    network = network_from([road(1, 0, 1, **fields)])
    found = {n for n, v in PROFILE.items() if ways(network, v, Changes())[0][0] != NEVER}
    assert found == may


def test_one_way_binds_who_drives() -> None:
    network = network_from([road(1, 0, 1, flow=Flow.forward), road(2, 1, 2, flow=Flow.backward)])
    (along, back), (other, there) = ways(network, ENGINE, Changes())
    assert (back, other) == (NEVER, NEVER)
    assert NEVER not in (along, there)
    assert NEVER not in sum(ways(network, PROFILE["foot"], Changes()), ())


def test_an_emergency_rule_may_open_a_one_way_road_but_no_motorway() -> None:
    bold = msgspec.structs.replace(ENGINE, against_one_way_permille=250)
    network = network_from(
        [
            road(1, 0, 1, flow=Flow.forward),
            road(2, 1, 2, flow=Flow.forward, road_class="motorway"),
            road(3, 2, 3, flow=Flow.forward, is_roundabout=True),
        ]
    )
    plain, fast, round_ = ways(network, bold, Changes())
    assert plain[1] == plain[0] * 4
    assert (fast[1], round_[1]) == (NEVER, NEVER)


def test_water_slows_and_from_its_fording_depth_stops_a_vehicle() -> None:
    network = network_from([road(1, 0, 1, speed_kmh=50)])
    ambulance = PROFILE["ambulance"]
    costs = [
        ways(network, ambulance, Changes(flooded=((0, d),)))[0][0] for d in (0, 10, 20, 29, 30)
    ]
    assert costs == sorted(costs)
    assert costs[0] < costs[2] < costs[3] < costs[4] == NEVER
    assert ways(network, ENGINE, Changes(flooded=((0, 30),)))[0][0] < NEVER
    assert ways(network, ENGINE, Changes(flooded=((0, 50),)))[0][0] == NEVER


def test_traffic_may_be_led_otherwise() -> None:
    network = network_from([road(1, 0, 1, flow=Flow.forward), road(2, 1, 2)])
    usual = ways(network, ENGINE, Changes())
    cost = usual[0][0]
    assert ways(network, ENGINE, Changes(reversed=(0,)))[0] == (NEVER, cost)
    assert ways(network, ENGINE, Changes(contraflow=(0,)))[0] == (cost, cost)
    assert ways(network, ENGINE, Changes(one_way=((1, False),)))[1] == (NEVER, usual[1][1])
    assert ways(network, ENGINE, Changes(slowed=((0, 500),)))[0][0] == pytest.approx(
        2 * cost, abs=2
    )
    assert ways(network, ENGINE, Changes(closed=(0,), slowed=((0, 900),)))[0] == (NEVER, NEVER)
    assert ways(network, ENGINE, Changes()) == usual


def test_an_hour_has_its_own_speed() -> None:
    slow = msgspec.structs.replace(ENGINE, hour_permille={"08": 500})
    network = network_from([road(1, 0, 1)])
    usual, at_eight, at_nine = (
        ways(network, each, Changes())[0][0] for each in (slow, at_hour(slow, 8), at_hour(slow, 9))
    )
    assert at_eight == pytest.approx(2 * usual, rel=0.01)
    assert at_nine == usual


def test_a_point_is_set_on_the_nearest_piece_that_may_be_used() -> None:
    roads, _ = town(4, 8)
    network = network_from(roads)
    dice = random.Random(2)
    usable = np.array([dice.random() < 0.7 for _ in roads])
    spots = [
        (CORNER[0] + dice.randrange(8_000), CORNER[1] + dice.randrange(12_000)) for _ in range(200)
    ]
    at_once = nearest_pieces(network, usable, np.array(spots))
    for spot, piece in zip(spots, at_once.tolist(), strict=True):
        found = snapped(network, usable, spot)
        assert found is not None
        off = [away(spot, each.line) for each in roads]
        least = min(o for o, may in zip(off, usable, strict=True) if may)
        assert off[found.piece] == pytest.approx(least, abs=0.01)
        assert off[piece] == pytest.approx(least, abs=0.01)
        assert found.off_cm == pytest.approx(least * CM_PER_UDEG, abs=2)


def away(spot: tuple[int, int], line: tuple[tuple[int, int], ...]) -> float:
    """Distance from a straight piece in µ° of latitude, by looking at 2,000 places on it."""
    shrink = cos(radians(spot[0] / 1e6))
    (a, b), (c, d) = line
    y, x, dy, dx = a - spot[0], (b - spot[1]) * shrink, c - a, (d - b) * shrink
    share = min(1.0, max(0.0, -(y * dy + x * dx) / (dy * dy + dx * dx)))
    return hypot(y + share * dy, x + share * dx)


def test_a_point_far_from_every_road_is_nowhere() -> None:
    network = network_from([road(1, 0, 1)])
    assert snapped(network, np.ones(1, np.bool_), (0, 0)) is None
    assert snapped(network, np.zeros(1, np.bool_), CORNER) is None


def between(network: Network, driven: Drive, begin: Snap, end: Snap) -> tuple[int, int] | None:
    found = []
    for engine in (Compiled, Plain):
        one = engine(driven.start, driven.to)
        way = journey(network, driven, driven.arc_ms, one, begin, end)
        found.append(None if way is None else (way.ms, way.stretches))
    assert found[0] == found[1]
    if found[0] is None:
        return None
    ms, stretches = found[0]
    assert abs(sum(each.ms for each in stretches) - ms) <= 1
    return ms, len(stretches)


def test_parts_of_pieces_count_at_both_ends_and_a_matrix_says_the_same() -> None:
    roads, turns = town(3, 7)
    network = network_from(roads, turns)
    driven = drive(network, ENGINE)
    dice = random.Random(9)

    def place() -> Snap:
        piece = dice.randrange(len(roads))
        length = roads[piece].length_cm
        return Snap(piece, dice.choice((0, length, dice.randrange(1, length))), CORNER, 0)

    places = [place() for _ in range(24)]
    found = times(network, driven, driven.arc_ms, Plain(driven.start, driven.to), places, places)
    again = times(network, driven, driven.arc_ms, Compiled(driven.start, driven.to), places, places)
    assert np.array_equal(found, again)
    for row, begin in enumerate(places):
        for column, end in enumerate(places):
            way = between(network, driven, begin, end)
            assert (NEVER if way is None else way[0]) == found[row, column]
    assert (found < NEVER).mean() > 0.5


def test_on_one_way_piece_the_way_back_leads_round() -> None:
    """A block: 0 → 1 → 101 → 100 → 0."""
    ring = [(0, 1), (1, 101), (101, 100), (100, 0)]
    roads = [road(n, *ends, flow=Flow.forward) for n, ends in enumerate(ring, 1)]
    network = network_from(roads)
    driven = drive(network, ENGINE)
    length = roads[0].length_cm
    far, near = Snap(0, length * 3 // 4, CORNER, 0), Snap(0, length // 4, CORNER, 0)
    direct = between(network, driven, near, far)
    round_ = between(network, driven, far, near)
    assert direct is not None
    assert round_ is not None
    assert direct[1] == 1
    assert round_[1] == 5


def test_directions_say_where_to_turn_and_which_exit_to_take() -> None:
    """East along a street, round a circle to its second exit, then left."""
    circle = [(1, 2), (2, 102), (102, 101), (101, 1)]
    roads = [
        road(1, 0, 1, name="Mill Rd"),
        *(
            road(10 + n, *e, is_roundabout=True, flow=Flow.forward, name=None)
            for n, e in enumerate(circle)
        ),
        road(3, 2, 3, name="First St"),
        road(4, 102, 202, name="Quay"),
        road(5, 202, 201, name="Dock Lane"),
    ]  # fmt: skip
    network = network_from(roads)
    driven = drive(network, ENGINE)
    at = {each.name: n for n, each in enumerate(roads)}
    begin, end = Snap(at["Mill Rd"], 0, CORNER, 0), Snap(at["Dock Lane"], 5_000, CORNER, 0)
    way = journey(network, driven, driven.arc_ms, Plain(driven.start, driven.to), begin, end)
    assert way is not None
    told = [says(each) for each in steps_of(network, driven, way)]
    assert told[0].startswith("east on Mill Rd, ")
    assert told[1].startswith("at the roundabout exit 2 into Quay, ")
    assert told[2] == "left into Dock Lane, 50 m"
    assert len(told) == 3


def test_a_forbidden_turn_changes_the_directions() -> None:
    block = [road(1, 0, 1), road(2, 1, 101), road(3, 1, 2), road(4, 2, 102), road(5, 102, 101)]
    free = network_from(block)
    bound = network_from(block, [turn(1, "no_left_turn", 1, "n1", 2)])
    stiff = msgspec.structs.replace(ENGINE, u_turns=False)
    begin, end = Snap(0, 0, CORNER, 0), Snap(1, block[1].length_cm // 2, CORNER, 0)
    found = [between(n, drive(n, stiff), begin, end) for n in (free, bound)]
    assert [each and each[1] for each in found] == [2, 5]


@pytest.mark.parametrize("seed", range(4))
def test_closing_every_bridge_one_by_one_cuts_off_what_networkx_says(seed: int) -> None:
    dice = random.Random(seed)
    roads = [e for e in town(seed, 8)[0] if dice.random() < 0.75]
    network = network_from(roads)
    driven = drive(network, ENGINE)
    graph = networkx.MultiGraph()
    graph.add_edges_from((e.from_node, e.to_node, n) for n, e in enumerate(roads))
    largest = max(networkx.connected_components(graph), key=len)
    simple = networkx.Graph(graph)
    doubled = {(a, b) for a, b in simple.edges if graph.number_of_edges(a, b) > 1}
    expected = {
        frozenset((a, b)) for a, b in networkx.bridges(simple)
        if (a, b) not in doubled and (b, a) not in doubled
    }  # fmt: skip
    found = critical(driven, driven.arc_ms)
    ends = {frozenset((roads[e.at].from_node, roads[e.at].to_node)) for e in found.bridges}
    assert ends == expected
    id_of = [int(network.node_id[node]) for node in driven.nodes]
    assert {id_of[e.at] for e in found.points} == set(networkx.articulation_points(simple))
    assert len(expected) > 5
    for bridge in found.bridges:
        after = changed(network, driven, Changes(closed=(bridge.at,)))
        cut = [each for each in islands(driven, driven.arc_ms, after) if each.why is Why.cut_off]
        without = graph.copy()
        ends_of = roads[bridge.at].from_node, roads[bridge.at].to_node
        without.remove_edge(*ends_of, bridge.at)
        parts = [networkx.node_connected_component(without, each) for each in ends_of]
        smaller = min(parts, key=len)
        assert [len(each.nodes) for each in cut] == [len(smaller)] == [bridge.nodes]
        if len(parts[0]) != len(parts[1]):
            assert {id_of[node] for node in cut[0].nodes} == smaller
    assert largest


@pytest.mark.parametrize(
    ("extract", "at_least"),
    [
        ("Helsinki.osm.pbf", 2),
        pytest.param("liechtenstein-latest.osm.pbf", 100, marks=pytest.mark.long),
    ],
)
def test_closing_every_bridge_of_a_real_town_cuts_off_what_networkx_says(
    reference: Path, extract: str, at_least: int
) -> None:
    """Every bridge over something, and every twentieth piece that is a bridge of the graph."""
    roads, turns = rows_of(reference / "data" / "osm" / extract)
    network = network_from(roads, turns)
    driven = drive(network, ENGINE)
    usable = set(np.unique(driven.arcs >> 1).tolist())
    graph = networkx.MultiGraph()
    graph.add_edges_from((roads[n].from_node, roads[n].to_node, n) for n in sorted(usable))
    of_graph = [each.at for each in critical(driven, driven.arc_ms).bridges]
    simple = networkx.Graph(graph)
    singles = [e for e in networkx.bridges(simple) if graph.number_of_edges(*e) == 1]
    assert len(of_graph) == len(singles)
    over = [n for n in sorted(usable) if roads[n].is_bridge]
    assert len(over) >= at_least
    id_of = [int(network.node_id[node]) for node in driven.nodes]
    for piece in [*over, *of_graph[::20]]:
        after = changed(network, driven, Changes(closed=(piece,)))
        found = severed(driven, driven.arc_ms, after)
        ends = roads[piece].from_node, roads[piece].to_node
        graph.remove_edge(*ends, piece)
        parts = [networkx.node_connected_component(graph, each) for each in ends]
        graph.add_edge(*ends, piece)
        if parts[0] == parts[1]:
            assert found == []
        else:
            (island,) = found
            names = {id_of[node] for node in island.nodes}
            assert names in parts
            assert len(names) == min(map(len, parts))


def test_what_can_be_left_but_not_reached_is_told_apart() -> None:
    """A square that one-way streets join to the rest: one leads in, one leads out."""
    roads = [
        road(1, 0, 1), road(2, 1, 2), road(3, 100, 101),
        road(4, 0, 100, flow=Flow.forward), road(5, 101, 1, flow=Flow.forward),
    ]  # fmt: skip
    network = network_from(roads)
    driven = drive(network, ENGINE)
    for closed, why in ((3, Why.no_way_in), (4, Why.no_way_out)):
        after = changed(network, driven, Changes(closed=(closed,)))
        found = islands(driven, driven.arc_ms, after)
        assert [each.why for each in found] == [why]
        assert {int(network.node_id[driven.nodes[n]]) for n in found[0].nodes} == {100, 101}
    assert islands(driven, driven.arc_ms, driven.arc_ms) == []


def test_bands_of_reach_hold_what_is_reached_and_do_not_overlap() -> None:
    roads, turns = town(5, 9)
    network = network_from(roads, turns)
    driven = drive(network, ENGINE)
    begin = Snap(0, 100, roads[0].line[0], 0)
    seeds = seeds_of(network, driven, driven.arc_ms, begin)
    found = Plain(driven.start, driven.to).tree(
        driven.arc_ms[driven.over], seeds, np.zeros(0, np.int32)
    )
    entered = entered_ms(driven, found)
    limits = (20_000, 60_000, 120_000)
    lines = [
        stretches_within(network, driven, driven.arc_ms, entered, limit, begin) for limit in limits
    ]
    areas = [shape(each) for each in bands(lines, begin.spot)]
    assert all(each.is_valid and each.area > 0 for each in areas)
    for a, b in ((0, 1), (1, 2), (0, 2)):
        assert areas[a].intersection(areas[b]).area < 1e-5 * areas[a].area
    ms = {int(network.node_id[driven.nodes[s]]): int(m)
          for s, m in zip(driven.state_node, found.ms, strict=True) if m != NEVER}  # fmt: skip
    for id, late in ms.items():
        lat, lon = CORNER[0] + 1_000 * (id // 100), CORNER[1] + 1_500 * (id % 100)
        spot = shape({"type": "Point", "coordinates": (lon / 1e6, lat / 1e6)})
        held = [n for n, area in enumerate(areas) if area.buffer(1e-6).contains(spot)]
        in_time = next((n for n, limit in enumerate(limits) if late < limit), None)
        if in_time is not None:
            assert held
            assert held[0] <= in_time


def test_what_a_closure_touches() -> None:
    """A grid of three by three: nodes 0 1 2, 100 101 102, 200 201 202."""
    pairs = [(r * 100 + c, r * 100 + c + 1) for r in range(3) for c in range(2)]
    pairs += [(r * 100 + c, r * 100 + 100 + c) for r in range(2) for c in range(3)]
    roads = [road(n, *ends) for n, ends in enumerate(pairs, 1)]
    network = network_from(roads)

    def names(found: np.ndarray[tuple[int], np.dtype[np.int32]]) -> set[frozenset[int]]:
        return {frozenset((roads[e].from_node, roads[e].to_node)) for e in found.tolist()}

    def at(row: float, column: float) -> tuple[int, int]:
        return CORNER[0] + round(1_000 * row), CORNER[1] + round(1_500 * column)

    assert names(touched(network, circles=[(at(1, 1), 20)])) == {
        frozenset(e) for e in ((100, 101), (101, 102), (1, 101), (101, 201))
    }
    square = (at(-0.2, 0.3), at(-0.2, 0.7), at(1.2, 0.7), at(1.2, 0.3))
    assert names(touched(network, polygons=[[square]])) == {
        frozenset((0, 1)),
        frozenset((100, 101)),
    }
    hole = (at(-0.1, 0.2), at(-0.1, 0.8), at(0.1, 0.8), at(0.1, 0.2))
    around = (at(-0.2, -0.1), at(-0.2, 1.1), at(0.2, 1.1), at(0.2, -0.1))
    in_hole = touched(network, polygons=[[around, hole]])
    assert frozenset((0, 1)) in names(in_hole)  # its ends stand outside of the hole
    assert names(touched(network, lines=[(at(0.5, -0.1), at(0.5, 1.1))])) == {
        frozenset((0, 100)), frozenset((1, 101))
    }  # fmt: skip
    assert len(touched(network)) == 0
    assert len(touched(network, circles=[((0, 0), 100)])) == 0
