"""`tocsin ground calibrate`: speeds from journeys that were observed."""

import argparse
import importlib
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What the deed wants."""
    parser = deeds.add_parser("calibrate", help="speeds from journeys that were observed")
    parser.add_argument(
        "ground", metavar="GROUND", type=Path, help="the ground's folder, or a town's"
    )
    parser.add_argument(
        "--observed", metavar="FILE", type=Path, required=True,
        help="a CSV: from_lat, from_lon, to_lat, to_lon, travel_s; class and at, if you know them",
    )  # fmt: skip
    parser.add_argument("--profile", type=Path, metavar="FILE", help="the figures to begin with")
    parser.add_argument(
        "--out", metavar="FILE", type=Path, required=True, help="your figures, as a TOML file"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 4: too few journeys, or a line that is not as it should be."""
    importlib.import_module("tocsin.app.ground.routing")  # says what is not installed
    from tocsin.app.ground.calibrating import calibrated, told

    found = calibrated(asked.ground, asked.observed, asked.profile, asked.out)
    print(as_json(found) if asked.json else "\n".join(told(found, asked.out)))
    return Exit.done
