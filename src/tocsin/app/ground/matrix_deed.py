"""`tocsin ground matrix`: travel times from many places to many."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.ground.drivers import driver_arguments
from tocsin.app.outcome import Exit, as_json


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What the deed wants."""
    parser = deeds.add_parser("matrix", help="travel times from many places to many")
    for name, dest in (("--from", "begins"), ("--to", "ends")):
        parser.add_argument(
            name, dest=dest, metavar="FILE", type=Path, required=True,
            help="a CSV with columns lat and lon, and id where you have one",
        )  # fmt: skip
    parser.add_argument(
        "--out", metavar="FILE", type=Path, required=True,
        help="a CSV, a row for each place to go from, a column for each to go to; seconds",
    )  # fmt: skip
    driver_arguments(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 4: a file is not as it should be."""
    from tocsin.app.ground.routing import roads_of

    roads = roads_of(asked)
    from tocsin.app.ground.matrices import places_in, write_matrix

    begins, ends = places_in(asked.begins), places_in(asked.ends)
    found = write_matrix(roads, begins, ends, asked.out)
    if asked.json:
        print(as_json(found))
    else:
        print(
            f"{found.rows} × {found.columns} travel times in {asked.out}; {found.without_a_way} "
            f"without a way; {found.far_from_roads} places are far from every road."
        )
    return Exit.done
