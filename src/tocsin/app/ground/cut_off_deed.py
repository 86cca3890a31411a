"""`tocsin ground cut-off`: what is cut off if these roads close."""

import argparse

from tocsin.app import arguments
from tocsin.app.ground.drivers import closures_say, driver_arguments
from tocsin.app.outcome import Exit, as_json

SHOWN = 10


def declare(deeds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What the deed wants."""
    parser = deeds.add_parser("cut-off", help="what is cut off if these roads close")
    parser.add_argument(
        "--most", type=int, default=SHOWN, metavar="N",
        help=f"show so many roads on which most hangs (default: {SHOWN})",
    )  # fmt: skip
    driver_arguments(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 0, whether or not anything is cut off."""
    from tocsin.app.ground.routing import roads_of

    roads = roads_of(asked)
    from tocsin.app.ground.cutting_off import cut_off, told

    found = cut_off(asked.ground, roads, max(0, asked.most))
    print(
        as_json(found)
        if asked.json
        else "\n".join([*told(found), *closures_say(found.closures, found.unplaced)])
    )
    return Exit.done
