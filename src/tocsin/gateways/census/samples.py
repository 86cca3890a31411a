"""Invented counts for the zones of the GeoJSON sample, and for a grid over the same two towns.

python -m tocsin.gateways.census.samples > people_samples_2021.csv
"""

import sys

from tocsin.gateways.census.render import render

ZONES = ("zone", "population", "aged_65_up", "no_car", "IMD rank", "IMD decile")
ROWS = (
    ("Z00", "1,204", 210, 88, "29,199", 9),
    ("Z10", 980, 177, "*", "812", 1),
    ("Z01", 1500, 300, 120, "15,000", 5),
    ("Z11", 0, 0, 0, "16,001", 5),
)
GRID = ("id", "lat", "lon", "population")
POINTS = tuple(
    (f"C{row}{column}", f"-33.{895 - row * 5}", f"18.{405 + column * 5}", 40 * row + column)
    for row in range(4)
    for column in range(3)
)


def zones() -> bytes:
    """Counts and ranks by zone."""
    return render(ZONES, ROWS)


def points() -> bytes:
    """Counts at points."""
    return render(GRID, POINTS)


if __name__ == "__main__":
    sys.stdout.write(zones().decode())
