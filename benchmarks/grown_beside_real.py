"""Grown regions beside real ones: do their streets look alike, by the measures of the field?

Source of the measures: G. Boeing, "OSMnx", Computers, Environment and Urban Systems 65, 2017, and
"Planarity and street network representation", Environment and Planning B 47, 2020 (blocks).
"""

import argparse
import sqlite3
from collections import Counter, defaultdict
from math import cos, radians, sqrt
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import networkx
import numpy as np
from shapely import from_wkb
from shapely.geometry import LineString
from shapely.ops import polygonize, unary_union

from tocsin.app.ground.growing import VERSION, Recipe, grown_ground

STREETS = (
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential",
    "living_street", "pedestrian",
)  # fmt: skip
METRES_PER_DEGREE = 111_195
LARGEST_BLOCK_M2 = 200_000
"""A larger face is country, not a block."""
SOURCES = 250


class Piece(NamedTuple):
    """A street between two nodes, in metres on a plane."""

    u: int
    v: int
    length_m: float
    is_bridge: bool
    line: LineString


def streets(folder: Path) -> list[Piece]:
    """The streets of a ground, without paths, tracks and service roads."""
    database = sqlite3.connect(folder / "ground.gpkg")
    marks = ", ".join("?" * len(STREETS))
    rows = database.execute(
        "SELECT from_node, to_node, length_cm, is_bridge, geom FROM road "
        f"WHERE class IN ({marks}) ORDER BY fid",
        STREETS,
    ).fetchall()
    database.close()
    lines = [np.array(from_wkb(geom[40:]).coords) for *_, geom in rows]
    middle = median(float(line[0, 1]) for line in lines)
    scale = np.array((METRES_PER_DEGREE * cos(radians(middle)), METRES_PER_DEGREE))
    return [
        Piece(u, v, cm / 100, bool(over), LineString(line * scale))
        for (u, v, cm, over, _), line in zip(rows, lines, strict=True)
    ]


def graph_of(pieces: list[Piece]) -> "networkx.Graph[int]":
    """The largest connected part, both ways everywhere; the shorter of two that join the same."""
    graph: networkx.Graph[int] = networkx.Graph()
    for each in pieces:
        if each.u != each.v and not graph.has_edge(each.u, each.v):
            graph.add_edge(each.u, each.v, weight=each.length_m, bridge=each.is_bridge)
    return graph.subgraph(max(networkx.connected_components(graph), key=len)).copy()


def segments(pieces: list[Piece]) -> list[tuple[float, float]]:
    """(length, straight length) of each street from one junction or dead end to the next."""
    at: dict[int, list[int]] = defaultdict(list)
    for number, each in enumerate(pieces):
        at[each.u].append(number)
        at[each.v].append(number)
    done: set[int] = set()
    found = []
    for start, out in at.items():
        if len(out) == 2:
            continue
        for first in out:
            if first in done:
                continue
            node, number, length = start, first, 0.0
            while True:
                done.add(number)
                piece = pieces[number]
                length += piece.length_m
                node = piece.v if node == piece.u else piece.u
                onward = [each for each in at[node] if each != number]
                if len(at[node]) != 2 or not onward or onward[0] in done:
                    break
                number = onward[0]
            found.append((length, _apart(pieces, at, start, node)))
    return found


def _apart(pieces: list[Piece], at: dict[int, list[int]], one: int, other: int) -> float:
    (ax, ay), (bx, by) = _where(pieces[at[one][0]], one), _where(pieces[at[other][0]], other)
    return sqrt((ax - bx) ** 2 + (ay - by) ** 2)


def _where(piece: Piece, node: int) -> tuple[float, float]:
    x, y = piece.line.coords[0 if node == piece.u else -1]
    return float(x), float(y)


def measured(folder: Path) -> dict[str, str]:
    """One column of the table."""
    pieces = streets(folder)
    graph = graph_of(pieces)
    degrees = Counter(degree for _, degree in graph.degree() if degree != 2)
    nodes = sum(degrees.values())
    lengths = sorted(length for length, _ in segments(pieces))
    bent = [(a, b) for a, b in segments(pieces) if b > 10]
    faces = polygonize(unary_union([each.line for each in pieces]))
    blocks = [face.area for face in faces if 400 < face.area < LARGEST_BLOCK_M2]
    low, middle, high = quantiles(lengths, n=4)
    small, usual, large = quantiles(blocks, n=4)
    return {
        "streets, km": f"{sum(each.length_m for each in pieces) / 1_000:,.0f}",
        "junctions and dead ends": f"{nodes:,}",
        "dead ends": f"{degrees[1] / nodes:.0%}",
        "of three arms": f"{degrees[3] / nodes:.0%}",
        "of four arms": f"{degrees[4] / nodes:.0%}",
        "of five and more": f"{sum(n for d, n in degrees.items() if d > 4) / nodes:.1%}",
        "segment, quartiles in m": f"{low:.0f}, {middle:.0f}, {high:.0f}",
        "circuity": f"{sum(a for a, _ in bent) / sum(b for _, b in bent):.3f}",
        "block, quartiles in m²": f"{small:,.0f}, {usual:,.0f}, {large:,.0f}",
        "betweenness of bridges, median percentile": _of_bridges(graph),
    }


def _of_bridges(graph: "networkx.Graph[int]") -> str:
    """How many of a hundred streets carry fewer shortest ways than the median bridge."""
    between = networkx.edge_betweenness_centrality(
        graph, k=min(SOURCES, len(graph)), weight="weight", seed=1
    )
    ranks = {edge: at for at, edge in enumerate(sorted(between, key=lambda e: between[e]))}
    of = [ranks[edge] / len(ranks) for edge in ranks if graph.edges[edge]["bridge"]]
    return f"{median(of):.0%} of {len(of)}" if of else "none"


def main() -> None:
    """Grow three regions, print the table of them and of real ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--real", type=Path, nargs="*", default=[], help="grounds made by `tocsin ground import`"
    )
    parser.add_argument("--seeds", type=int, nargs="*", default=[7, 8, 9])
    parser.add_argument("--scratch", type=Path, required=True, help="where grounds are made")
    asked = parser.parse_args()
    columns: dict[str, dict[str, str]] = {}
    for seed in asked.seeds:
        folder = asked.scratch / f"grown-{seed}"
        if not folder.exists():
            grown_ground(Recipe(VERSION, seed, 5, 120_000), folder)
        columns[f"seed {seed}"] = measured(folder)
    for folder in asked.real:
        columns[folder.name] = measured(folder)
    print("| | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for row in next(iter(columns.values())):
        print(f"| {row} | " + " | ".join(each[row] for each in columns.values()) + " |")


if __name__ == "__main__":
    main()
