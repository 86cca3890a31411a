"""`tocsin serve`: open the door of a town."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told


def declare(parser: argparse.ArgumentParser) -> None:
    """Which town, where to listen."""
    parser.add_argument(
        "town",
        metavar="TOWN",
        nargs="?",
        type=Path,
        help="the town's folder; a reader of a database needs none",
    )
    arguments.door(parser, port=8765)
    parser.add_argument(
        "--reader",
        action="store_true",
        help="show the town that another process writes, and take no orders",
    )
    parser.add_argument(
        "--store",
        metavar="ADDRESS",
        help="the PostgreSQL database with the town's log: postgres://…, env:NAME, file:PATH",
    )
    parser.add_argument(
        "--writer",
        metavar="URL",
        help="with --reader: where orders are taken, to be told to askers",
    )
    parser.add_argument(
        "--standby", metavar="URL", help="the second machine, made ready with tocsin standby"
    )
    arguments.second_machine(parser)
    parser.add_argument(
        "--alone", action="store_true", help="go on though the standby is not heard; see the manual"
    )
    arguments.neighbours(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Serves until it is told to stop (SIGTERM, Ctrl-C); then the town is closed in order."""
    arguments.check_door(asked)
    if asked.reader:
        if (asked.town is None) == (asked.store is None):
            raise Told("a reader reads TOWN or --store ADDRESS; give one of the two", Exit.usage)
        from tocsin.app.web.reader import read_along

        read_along(asked)
        return Exit.done
    if asked.town is None:
        raise Told("name the TOWN to serve, or read along with --reader --store", Exit.usage)
    if asked.store is not None:
        from tocsin.log.address import address_of
        from tocsin.log.moving import repoint

        repoint(asked.town, address_of(asked.store))
    from tocsin.app.web.running import served, serving_of

    served(serving_of(asked), asked.standby, is_alone=asked.alone)
    return Exit.done
