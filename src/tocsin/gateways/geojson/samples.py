"""Invented zones of two towns, as a statistical office would publish them.

python -m tocsin.gateways.geojson.samples > zones_samples.geojson
"""

import sys

from tocsin.gateways.geojson.render import render
from tocsin.geo.ground import Line

SOUTH, WEST, SIDE = -33_900_000, 18_400_000, 10_000


def square(row: int, column: int) -> Line:
    """A square of 10,000 µ° (1 km), counted from the south-west."""
    south, west = SOUTH + row * SIDE, WEST + column * SIDE
    return (
        (south, west), (south, west + SIDE), (south + SIDE, west + SIDE), (south + SIDE, west)
    )  # fmt: skip


def areas() -> list[tuple[dict[str, str], tuple[Line, ...]]]:
    """Two zones in each of two towns, side by side."""
    towns = {0: ("T1", "Westerly"), 1: ("T2", "Easterly")}
    return [
        (
            {"code": f"Z{row}{column}", "name": f"{name} {row + 1}", "parent": code,
             "parent_name": name},
            (square(row, column),),
        )
        for column, (code, name) in towns.items()
        for row in range(2)
    ]  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(render(areas()).decode())
