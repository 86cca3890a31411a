"""Travel times beside scipy and networkx in the same run: a 50 × 1,000 matrix on real extracts, in
which only ours obeys turn restrictions; from a closure to the answer; a million pieces of road.

Processor time, the best of several runs in turns: the machine has other work.
"""

import random
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import networkx
import numpy as np
import scipy.sparse.csgraph as peer
from scipy.sparse import csr_matrix

from benchmarks.measuring import against, asked, cpu_of, peak_mb, scratch, table, timed
from tests.needs import reference_folder
from tocsin.app.ground.asked import Asked
from tocsin.app.ground.importing import imported
from tocsin.app.ground.network_files import network_of
from tocsin.app.ground.profiles import profile_of
from tocsin.geo.lengths import length_cm
from tocsin.geo.network.arrays import FLOWS, NEVER, Network
from tocsin.geo.network.building import Builder
from tocsin.geo.network.changes import NOTHING, Changes, changed
from tocsin.geo.network.compiled import Compiled
from tocsin.geo.network.journeys import gates_of, journey
from tocsin.geo.network.searching import Seeds
from tocsin.geo.network.snapping import Snap
from tocsin.geo.network.states import Drive, drive, standing
from tocsin.geo.network.vehicles import ROAD_CLASSES

EXTRACTS = (
    ("liechtenstein-latest.osm.pbf", 0.5),
    ("portland-central-filtered.osm.pbf", 0.8),
)  # fmt: skip
SOURCES, TARGETS, CLOSURES = 50, 1_000, 50
CLOSURE_MS = 50


def main() -> None:
    is_quick = asked(__doc__ or "").quick
    runs = 3 if is_quick else 15
    rows: list[tuple[object, ...]] = []
    closures: list[tuple[object, ...]] = []
    with scratch() as folder:
        for name, target in EXTRACTS:
            ground = folder / name.partition("-")[0]
            imported(Asked((reference_folder() / "data" / "osm" / name,), ground))
            network = network_of(ground)
            rows += matrix(ground.name, network, target, runs)
            closures.append(closure(ground.name, network))
        table(f"a {SOURCES} × {TARGETS} matrix", ("on", "engine", "ms", "of scipy", "result"), rows)
        table(
            "from a closure to the answer, wall time",
            ("on", "median ms", "worst ms", "target", "result"), closures,
        )  # fmt: skip
        copies = 4 if is_quick else 67
        multiplied(network, copies, folder / "million")
        command = [sys.executable, "-m", "benchmarks.million_pieces", str(folder / "million")]
        subprocess.run(command, check=True)


def matrix(on: str, network: Network, target: float, runs: int) -> list[tuple[object, ...]]:
    """Ours with turns, scipy and networkx without, on the largest part that scipy finds."""
    driven = drive(network, profile_of(None)["engine"])
    graph = without_turns(driven)
    _, part = peer.connected_components(graph, connection="strong")
    main_part = np.flatnonzero(part == np.bincount(part).argmax())
    dice = random.Random(1)
    begins = dice.choices(main_part.tolist(), k=SOURCES)
    ends = dice.choices(main_part.tolist(), k=TARGETS)
    at = np.full(graph.shape[0], -1)
    at[main_part] = np.arange(len(main_part))
    within = graph[main_part][:, main_part].tocsr()
    nodes = networkx.from_scipy_sparse_array(within, create_using=networkx.DiGraph)
    seeds = [Seeds(np.array([e], np.int32), np.zeros(1, np.int32)) for e in begins]
    gates = gates_of([[(state, 0, -1) for state in standing(driven, e)] for e in ends])
    engine = Compiled(driven.start, driven.to)
    cost = driven.arc_ms[driven.over]

    def ours() -> None:
        engine.matrix(cost, seeds, gates)

    def scipys() -> None:
        peer.dijkstra(within, indices=at[begins])[:, at[ends]]

    def networkxs() -> None:
        for begin in begins:
            found = networkx.single_source_dijkstra_path_length(nodes, int(at[begin]))
            [found[int(at[end])] for end in ends]

    ours()
    best = in_turns([ours, scipys], runs)
    slow = in_turns([networkxs], 1)
    check(engine, driven, seeds, ends)
    ratio = best[0] / best[1]
    turns = len(network.turn_only)
    return [
        (on, f"ours, {turns} turn restrictions", best[0] * 1e3, ratio,
         against(ratio, target, at_most=True)),
        (on, "scipy, without turns", best[1] * 1e3, 1.0, f"target {target}"),
        (on, "networkx, without turns", slow[0] * 1e3, slow[0] / best[1], ""),
    ]  # fmt: skip


def in_turns(works: list[Callable[[], None]], runs: int) -> list[float]:
    """The least processor seconds of each."""
    found = [[cpu_of(work)[1] for work in works] for _ in range(runs)]
    return [min(column) for column in zip(*found, strict=True)]


def without_turns(driven: Drive) -> csr_matrix:
    """Nodes and the quickest arc between each two, as scipy wants them."""
    is_open = driven.arc_ms != NEVER
    tail, head, ms = driven.tail[is_open], driven.head[is_open], driven.arc_ms[is_open]
    order = np.lexsort((ms, head, tail))
    pair = tail[order].astype(np.int64) * len(driven.nodes) + head[order]
    kept = order[np.unique(pair, return_index=True)[1]]
    shape = (len(driven.nodes),) * 2
    return csr_matrix((ms[kept].astype(float), (tail[kept], head[kept])), shape)


def check(engine: Compiled, driven: Drive, seeds: list[Seeds], ends: list[int]) -> None:
    """Ours over states equals scipy over the same states: no difference at all."""
    cost = driven.arc_ms[driven.over]
    source = np.repeat(np.arange(driven.states), np.diff(driven.start))
    order = np.lexsort((cost, driven.to, source))
    order = order[cost[order] != NEVER]
    pair = source[order] * driven.states + driven.to[order]
    kept = order[np.unique(pair, return_index=True)[1]]
    shape = (driven.states,) * 2
    states = csr_matrix((cost[kept].astype(float), (source[kept], driven.to[kept])), shape)
    gates = gates_of([[(state, 0, -1) for state in standing(driven, e)] for e in ends])
    found = engine.matrix(cost, seeds, gates)
    late = peer.dijkstra(states, indices=[int(e.state[0]) for e in seeds])[:, gates.state]
    least = np.minimum.reduceat(late, gates.start[:-1], axis=1)
    assert np.array_equal(np.where(np.isinf(least), NEVER, least), found)


def closure(on: str, network: Network) -> tuple[object, ...]:
    """A way is found, a piece of it closes: wall time to the new answer; it is another one."""
    driven = drive(network, profile_of(None)["engine"])
    engine = Compiled(driven.start, driven.to)
    dice = random.Random(2)
    took: list[float] = []
    pieces = np.unique(driven.arcs >> 1).tolist()
    while len(took) < CLOSURES:
        begin, end = (Snap(dice.choice(pieces), 1, (0, 0), 0) for _ in range(2))
        usual = journey(network, driven, changed(network, driven, NOTHING), engine, begin, end)
        if usual is None or len(usual.stretches) < 5:
            continue
        shut = dice.choice(usual.stretches[1:-1]).arc >> 1

        def answer(
            begin: Snap = begin, end: Snap = end, shut: int = shut
        ) -> tuple[int, ...] | None:
            ms = changed(network, driven, Changes(closed=(shut,)))
            way = journey(network, driven, ms, engine, begin, end)
            return None if way is None else tuple(each.arc >> 1 for each in way.stretches)

        found, seconds = timed(answer)
        assert found is None or shut not in found
        took.append(seconds * 1e3)
    worst = max(took)
    return (on, float(np.median(took)), worst, CLOSURE_MS,
            against(worst, CLOSURE_MS, at_most=True))  # fmt: skip


def hubs_of(network: Network) -> list[int]:
    """Nodes of the largest part, as many apart as there are."""
    driven = drive(network, profile_of(None)["engine"])
    _, part = peer.connected_components(without_turns(driven), connection="strong")
    mine = np.flatnonzero(part == np.bincount(part).argmax())
    order = np.arange(len(mine)) * 7_919 % len(mine)
    return [int(driven.nodes[each]) for each in mine[order]]


def multiplied(
    network: Network, copies: int, folder: Path, columns: int | None = None, joins: int = 1
) -> None:
    """The same roads again and again, side by side in rows of so many (None: in one), each joined
    to those beside it by so many roads: arrays in a folder."""
    builder = Builder()
    across = copies if columns is None else columns
    east = int(network.geom_lon.max() - network.geom_lon.min())
    north = int(network.geom_lat.max() - network.geom_lat.min())
    step = int(network.node_id.max()) + 1
    bits = [
        [bool(flags & bit) for bit in (1, 2, 4, 8, 16)] for flags in network.piece_flags.tolist()
    ]
    ends = [
        network.node_id[each].tolist() for each in (network.piece_from, network.piece_to)
    ]  # fmt: skip
    lines = [network.line_of(piece) for piece in range(network.pieces)]
    hubs = [
        (int(network.node_id[at]), int(network.node_lat[at]), int(network.node_lon[at]))
        for at in hubs_of(network)[:joins]
    ]
    names = [network.text(each) for each in network.piece_name.tolist()]
    way = copies * network.pieces
    for copy in range(copies):
        joined = [copy - 1] if copy % across else []
        joined += [copy - across] if copy >= across else []
        for other, (hub, lat, lon) in product(joined, hubs):
            way += 1
            ends_of = hub + other * step, hub + copy * step
            line = tuple(
                (lat + each // across * north, lon + each % across * east) for each in (other, copy)
            )
            builder.road(
                (f"w{way}.n{ends_of[0]}", way, *ends_of, "primary", 0, "both", 0, 0, 0, 0, None,
                 None, None, None, None, "Joining Road", None, length_cm(line)),
                line,
            )  # fmt: skip
        up, right = copy // across * north, copy % across * east
        for piece in range(network.pieces):
            is_link, is_round, is_bridge, is_tunnel, is_ford = bits[piece]
            start, end = (ids[piece] + copy * step for ids in ends)
            line = tuple((lat + up, lon + right) for lat, lon in lines[piece])
            builder.road(
                (f"w{copy * network.pieces + piece}.n{start}", copy * network.pieces + piece, start,
                 end, ROAD_CLASSES[network.piece_class[piece]], is_link,
                 FLOWS[network.piece_flow[piece]], is_round, is_bridge, is_tunnel, is_ford, None,
                 None, int(network.piece_speed[piece]) or None, None, None, names[piece], None,
                 int(network.piece_length[piece])),
                line,
            )  # fmt: skip
    folder.mkdir()
    for name, values in builder.network([])._asdict().items():
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
    print(f"\n{copies * network.pieces:,} pieces of road were made; peak {peak_mb():,} MB")


if __name__ == "__main__":
    main()
