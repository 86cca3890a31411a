"""Arguments of every question about travel time: who drives, and what is different today."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tocsin.app import arguments


def driver_arguments(parser: argparse.ArgumentParser) -> None:
    """The ground, who drives, and what is different today."""
    arguments.takes_positions(parser)
    parser.add_argument(
        "ground", metavar="GROUND", type=Path, help="the ground's folder, or a town's"
    )
    parser.add_argument(
        "--class", dest="vehicle", metavar="CLASS", default="engine",
        help="engine, ladder, ambulance, police, bus, foot, wheelchair, or one of your own "
        "(default: engine)",
    )  # fmt: skip
    parser.add_argument(
        "--profile", type=Path, metavar="FILE", help="your own figures (`tocsin ground profile`)"
    )
    parser.add_argument("--hour", type=int, metavar="H", choices=range(24), help="0 to 23")
    for name, what in (
        ("close", "EDGE,…"), ("flood", "EDGE=CM,…"), ("slow", "EDGE=PERCENT,…"),
        ("reverse", "EDGE,…"), ("contraflow", "EDGE,…"),
    ):  # fmt: skip
        parser.add_argument(
            f"--{name}", metavar=what, action="append", default=[], help=CHANGES_SAY[name]
        )


CHANGES_SAY = {
    "close": "roads that are shut: w34.n12 is a piece, w34 a whole road",
    "flood": "depth of water on roads, in cm",
    "slow": "the share of its speed that is left on roads",
    "reverse": "one-way roads that run the other way today",
    "contraflow": "one-way roads that are open both ways today",
}


def closures_say(closures: Sequence[str], unplaced: Sequence[str]) -> list[str]:
    """Which closures of the town were reckoned with, and which could not be."""
    lines = []
    if closures:
        lines.append(f"Reckoned with the town's closures: {', '.join(closures)}.")
    if unplaced:
        lines.append(
            f"Not reckoned with, as no road is known for them: {', '.join(unplaced)}. Give them a "
            "point, a shape or roads."
        )
    return lines
