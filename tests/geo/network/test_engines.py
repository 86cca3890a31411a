"""One contract over all engines: the same times to the millisecond, every restriction obeyed."""

import random
from pathlib import Path

import msgspec
import numpy as np
import pytest
import scipy.sparse.csgraph
from scipy.sparse import csr_matrix

from tests.geo.network.grounds import ENGINE, network_from, rows_of, town, world_of
from tests.geo.network.oracle import Arc, World, is_against
from tocsin.geo.ground import Restriction, Road
from tocsin.geo.network.arrays import I32, I64, NEVER, Network
from tocsin.geo.network.compiled import Compiled
from tocsin.geo.network.plain import Plain
from tocsin.geo.network.searching import Engine, Found, Gates, Seeds
from tocsin.geo.network.states import Drive, drive, standing
from tocsin.geo.network.vehicles import Vehicle

NO_GOALS = np.zeros(0, np.int32)
EXTRACTS = ("liechtenstein-latest.osm.pbf", "portland-central-filtered.osm.pbf")


class Scipy:
    """scipy's Dijkstra over the same states: the peer."""

    name = "scipy"

    def __init__(self, start: I32, to: I32) -> None:
        self._start, self._to = start, to

    def tree(self, cost: I32, seeds: Seeds, goals: I32, limit_ms: int = NEVER - 1) -> Found:
        states = len(self._start) - 1
        ms = np.full(states, np.inf)
        graph = self._graph(cost)
        for state, late in zip(seeds.state, seeds.ms, strict=True):
            ms = np.minimum(ms, scipy.sparse.csgraph.dijkstra(graph, indices=state) + late)
        whole = np.where(np.isinf(ms), NEVER, ms).astype(np.int32)
        return Found(whole, np.full(states, -1, np.int32))

    def matrix(self, cost: I32, sources: list[Seeds], gates: Gates) -> I64:
        rows = [self.tree(cost, each, NO_GOALS).ms.astype(np.int64) for each in sources]
        late = np.stack(rows)[:, gates.state] + gates.ms
        return np.minimum(np.minimum.reduceat(late, gates.start[:-1], axis=1), NEVER)

    def _graph(self, cost: I32) -> csr_matrix:
        """Of parallel exits the quickest: a matrix of scipy would add them up."""
        states = len(self._start) - 1
        source = np.repeat(np.arange(states), np.diff(self._start))
        order = np.lexsort((cost, self._to, source))
        order = order[cost[order] != NEVER]
        pair = source[order] * states + self._to[order]
        kept = order[np.unique(pair, return_index=True)[1]]
        return csr_matrix((cost[kept].astype(float), (source[kept], self._to[kept])), (states,) * 2)


ENGINES = (Compiled, Plain, Scipy)


def seed(state: int) -> Seeds:
    return Seeds(np.array([state], np.int32), np.zeros(1, np.int32))


def node_times(engine: Engine, driven: Drive, node: int) -> dict[int, int]:
    """Times to every node, by the states that stand for it."""
    found = engine.tree(driven.arc_ms[driven.over], seed(node), NO_GOALS).ms
    best: dict[int, int] = {}
    for state, ms in zip(driven.state_node.tolist(), found.tolist(), strict=True):
        if ms != NEVER:
            best[state] = min(ms, best.get(state, NEVER))
    return best


def by_id(network: Network, driven: Drive, times: dict[int, int]) -> dict[int, int]:
    return {int(network.node_id[driven.nodes[node]]): ms for node, ms in times.items()}


def walked(driven: Drive, cost: I32, found: Found, state: int) -> list[Arc]:
    """The arcs of the quickest way to a state."""
    arcs: list[Arc] = []
    while found.came[state] >= 0:
        exit = int(found.came[state])
        arc = int(driven.arcs[driven.over[exit]])
        arcs.append((arc >> 1, not arc & 1))
        state = int(np.searchsorted(driven.start, exit, "right")) - 1
    return arcs[::-1]


def violations(world: World, arcs: list[Arc]) -> int:
    return sum(not world.may(tuple(arcs[:at]), arcs[at]) for at in range(1, len(arcs)))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed_of_town", range(6))
@pytest.mark.parametrize("u_turns", [True, False])
def test_an_engine_agrees_with_the_edge_expanded_graph(
    engine: type[Compiled], seed_of_town: int, u_turns: bool
) -> None:
    roads, turns = town(seed_of_town)
    network = network_from(roads, turns)
    driven = drive(network, msgspec.structs.replace(ENGINE, u_turns=u_turns))
    world = world_of(roads, turns, network, driven)
    if not u_turns:
        no_way_back(world)
    one = engine(driven.start, driven.to)
    for node in range(0, len(driven.nodes), 5):
        expected = world.times(int(network.node_id[driven.nodes[node]]))
        assert by_id(network, driven, node_times(one, driven, node)) == expected


def no_way_back(world: World) -> None:
    """Forbid, in the oracle, to turn round where another way leads on."""
    plain = world.may

    def may(driven: tuple[Arc, ...], arc: Arc) -> bool:
        if driven and arc == (driven[-1][0], not driven[-1][1]):
            others = [e for e in world.leaving[world.head(driven[-1])] if e in world.ms]
            if others != [arc]:
                return False
        return plain(driven, arc)

    world.may = may  # type: ignore[method-assign]


def test_the_towns_of_this_test_hold_what_makes_it_hard() -> None:
    """Control: without restrictions the quickest ways differ, also where only those over a street
    are left out."""
    differ = long_differ = 0
    for each in range(6):
        roads, turns = town(each)
        for left, is_long in ((turns, False), ([t for t in turns if t.via[0][0] == "n"], True)):
            bound, free = (network_from(roads, e) for e in (turns, [] if not is_long else left))
            times = []
            for network in (bound, free):
                driven = drive(network, ENGINE)
                one = Plain(driven.start, driven.to)
                times.append([node_times(one, driven, n) for n in range(len(driven.nodes))])
            if is_long:
                long_differ += times[0] != times[1]
            else:
                differ += times[0] != times[1]
    assert differ == 6
    assert long_differ > 0


@pytest.mark.parametrize("engine", ENGINES)
def test_a_matrix_is_the_least_over_the_ways_into_each_target(engine: type[Compiled]) -> None:
    roads, turns = town(2, 9)
    network = network_from(roads, turns)
    driven = drive(network, ENGINE)
    one = engine(driven.start, driven.to)
    targets = [standing(driven, node) for node in range(0, len(driven.nodes), 3)]
    flat = [state for each in targets for state in each]
    start = np.cumsum([0, *map(len, targets)]).astype(np.int32)
    late = np.arange(len(flat), dtype=np.int32)
    gates = Gates(start, np.array(flat, np.int32), late)
    sources = [seed(node) for node in range(0, len(driven.nodes), 7)]
    cost = driven.arc_ms[driven.over]
    found = one.matrix(cost, sources, gates)
    for row, source in enumerate(sources):
        ms = Plain(driven.start, driven.to).tree(cost, source, NO_GOALS).ms
        for column in range(len(targets)):
            of = slice(int(start[column]), int(start[column + 1]))
            expected = min(int(ms[s]) + int(m) for s, m in zip(flat[of], late[of], strict=True))
            assert found[row, column] == min(expected, NEVER)


@pytest.mark.full
@pytest.mark.parametrize("extract", EXTRACTS)
def test_engines_agree_on_a_real_town(reference: Path, extract: str) -> None:
    agree(reference / "data" / "osm" / extract, sources=4, pairs_each=100)


@pytest.mark.long
@pytest.mark.parametrize("extract", EXTRACTS)
def test_engines_agree_on_ten_thousand_pairs_of_a_real_town(reference: Path, extract: str) -> None:
    agree(reference / "data" / "osm" / extract, sources=100, pairs_each=100)


def agree(extract: Path, sources: int, pairs_each: int) -> None:
    """Exact equality on random pairs, with the restrictions; each way that is found is walked."""
    roads, turns = rows_of(extract)
    network = network_from(roads, turns)
    driven = drive(network, ENGINE)
    world = world_of(roads, turns, network, driven)
    dice = random.Random(1)
    cost = driven.arc_ms[driven.over]
    engines = [each(driven.start, driven.to) for each in ENGINES]
    for node in dice.choices(range(len(driven.nodes)), k=sources):
        expected = world.times(int(network.node_id[driven.nodes[node]]))
        ends = dice.choices(range(len(driven.nodes)), k=pairs_each)
        for engine in engines:
            found = node_times(engine, driven, node)
            for end in ends:
                id = int(network.node_id[driven.nodes[end]])
                assert found.get(end) == expected.get(id), (engine.name, node, end)
        tree = engines[0].tree(cost, seed(node), NO_GOALS)
        for end in ends:
            state = min(standing(driven, end), key=lambda s: int(tree.ms[s]))
            check_way(roads, world, driven, walked(driven, cost, tree, state))


def check_way(roads: list[Road], world: World, driven: Drive, arcs: list[Arc]) -> None:
    assert violations(world, arcs) == 0
    assert [each for each in arcs if is_against(roads[each[0]], each[1])] == []


def every_turn(
    roads: list[Road], turns: list[Restriction], vehicle: Vehicle
) -> tuple[int, int, int]:
    """(restrictions that bind, of these which a quickest way may meet, violations): ways are sought
    from before each restriction to beyond it."""
    network = network_from(roads, turns)
    driven = drive(network, vehicle)
    bound = msgspec.structs.replace(vehicle, turns_bind=True)
    world = world_of(roads, turns, network, drive(network, bound))
    cost = driven.arc_ms[driven.over]
    engine = Compiled(driven.start, driven.to)
    node_at = {int(network.node_id[node]): at for at, node in enumerate(driven.nodes.tolist())}
    rules = [rule for each in world.rules.values() for rule in each]
    met = broken = 0
    for rule in rules:
        begin = node_at.get(world.tail(rule.before[0]))
        if begin is None:
            continue
        tree = engine.tree(cost, seed(begin), NO_GOALS)
        leaving = world.leaving[world.head(rule.before[-1])]
        ends = {node_at[n] for n in map(world.head, leaving) if n in node_at}
        met += bool(ends)
        for end in ends:
            state = min(standing(driven, end), key=lambda s: int(tree.ms[s]))
            broken += violations(world, walked(driven, cost, tree, state))
    return len(turns), met, broken


@pytest.mark.full
def test_every_mapped_restriction_of_a_real_town_is_obeyed(reference: Path) -> None:
    roads, turns = rows_of(reference / "data" / "osm" / "portland-central-filtered.osm.pbf")
    everyone = msgspec.structs.replace(ENGINE, exempt_as=())
    mapped, met, broken = every_turn(roads, turns, everyone)
    assert mapped == 443
    assert sum(each.is_whole for each in turns) == 421  # the others lack a road in this extract
    assert met == 414  # the others are on roads that an engine may not use
    assert broken == 0


@pytest.mark.full
def test_control_a_vehicle_that_no_restriction_binds_breaks_some(reference: Path) -> None:
    roads, turns = rows_of(reference / "data" / "osm" / "portland-central-filtered.osm.pbf")
    lawless = msgspec.structs.replace(ENGINE, exempt_as=(), turns_bind=False)
    assert every_turn(roads, turns, lawless)[2] > 100


def test_without_numba_the_plain_engine_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    from tocsin.geo.network import engines

    roads, turns = town(1)
    driven = drive(network_from(roads, turns), ENGINE)
    assert engines.engine_for(driven, 1).name == "plain"
    assert engines.engine_for(driven, 10**6).name == "numba"
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    assert engines.engine_for(driven, 10**6).name == "plain"


def test_the_parts_of_both_engines_are_those_of_scipy(monkeypatch: pytest.MonkeyPatch) -> None:
    from tocsin.geo.network import engines

    for each in range(3):
        driven = drive(network_from(*town(each, 8)), ENGINE)
        cost = driven.arc_ms[driven.over]
        graph = Scipy(driven.start, driven.to)._graph(cost)
        _, expected = scipy.sparse.csgraph.connected_components(graph, connection="strong")
        for worth in (0, 10**9):
            monkeypatch.setattr(engines, "WORTH_COMPILING", worth)
            found = engines.parts_of(driven, cost)
            pairs = set(zip(found.tolist(), expected.tolist(), strict=True))
            assert len(pairs) == len(set(found.tolist())) == len(set(expected.tolist()))
