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
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: this machine only)"
    )
    parser.add_argument(
        "--port", type=int, default=8765, metavar="P", help="0 takes a free one (default: 8765)"
    )
    parser.add_argument(
        "--tls-cert", type=Path, metavar="FILE", help="your certificate chain (PEM): serve https"
    )
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="its key (PEM)")
    parser.add_argument(
        "--tls-local",
        action="store_true",
        help="serve https by the town's own authority; see tocsin certificate",
    )
    parser.add_argument(
        "--cot",
        type=int,
        metavar="P",
        help="hear trackers that speak CoT on this port too (UDP and TCP, without a token)",
    )
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
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Serves until it is told to stop (SIGTERM, Ctrl-C); then the town is closed in order."""
    if not 0 <= asked.port <= 65535:
        raise Told("--port is 0 to 65535", Exit.usage)
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
    from tocsin.app.web.running import served

    served(asked)
    return Exit.done
