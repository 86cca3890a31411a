"""An extract many times over, side by side: a file as large as a whole country's.

python -m tests.gateways.multiplied SMALL.osm.pbf TIMES LARGE.osm.pbf
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import osmium

BESIDE = 0.7
"""Degrees between one copy and the next; a row holds ROW of them."""
ROW = 20


def multiply(small: Path, times: int, large: Path) -> None:
    """Write it: all nodes, then all ways, then all relations, each by id."""
    kinds = ((osmium.osm.NODE, "n"), (osmium.osm.WAY, "w"), (osmium.osm.RELATION, "r"))
    most = {letter: 0 for _, letter in kinds}
    for kind, letter in kinds:
        everything: Iterator[Any] = iter(osmium.FileProcessor(str(small), kind))
        for one in everything:
            most[letter] = max(most[letter], one.id + 1)
    with osmium.SimpleWriter(str(large), overwrite=True) as writer:
        for kind, letter in kinds:
            for copy in range(times):
                objects: Iterator[Any] = iter(osmium.FileProcessor(str(small), kind))
                for one in objects:
                    shift = copy * most[letter]
                    if letter == "n":
                        east, north = copy % ROW * BESIDE, copy // ROW * BESIDE
                        place = (one.location.lon - 9 + east, one.location.lat - 20 - north)
                        writer.add_node(one.replace(id=one.id + shift, location=place))
                    elif letter == "w":
                        nodes = [each.ref + copy * most["n"] for each in one.nodes]
                        writer.add_way(one.replace(id=one.id + shift, nodes=nodes))
                    else:
                        members = [(m.type, m.ref + copy * most[m.type], m.role)
                                   for m in one.members]  # fmt: skip
                        writer.add_relation(one.replace(id=one.id + shift, members=members))


if __name__ == "__main__":
    multiply(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
