"""`tocsin load`: press on a door, with a ledger of what was acknowledged."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """Which door, how hard, how long. No option takes the token itself: everybody on the machine
    can read what stands on a command line, and `--token` is short for nothing.
    """
    parser.allow_abbrev = False
    parser.add_argument("url", nargs="?", metavar="URL", help="as in http://127.0.0.1:8765")
    parser.add_argument(
        "--token-file",
        type=Path,
        metavar="FILE",
        help="holds the token, or what tocsin token create --json printed; - reads it from stdin"
        " (default: $TOCSIN_TOKEN)",
    )
    parser.add_argument("--ca", metavar="FILE", help="the certificate authority of an https door")
    parser.add_argument(
        "--scratch",
        action="store_true",
        help="on a town of its own, served by a process of its own, removed afterwards",
    )
    parser.add_argument(
        "--clients", type=int, default=64, metavar="N", help="at the same time (default: 64)"
    )
    parser.add_argument("--seconds", type=float, default=20.0, metavar="S", help="default: 20")
    parser.add_argument(
        "--rate", type=float, default=0.0, metavar="R",
        help="orders a second in all (default: as fast as answers come)",
    )  # fmt: skip
    parser.add_argument(
        "--unit", action="append", default=[], metavar="ID", help="a unit to work with; repeatable"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 1 when an acknowledged order is not on record."""
    if asked.scratch == (asked.url is not None):
        raise Told("name a URL, or say --scratch", Exit.usage)
    if not (1 <= asked.clients <= 2000 and 0 < asked.seconds <= 3600 and asked.rate >= 0):
        raise Told("1 to 2000 clients, 3600 seconds at the most, a rate from 0", Exit.usage)
    import msgspec

    from tocsin.app.load.running import loaded

    figures = loaded(asked)
    if asked.json:
        print(as_json(figures))
    else:
        for name, value in msgspec.structs.asdict(figures).items():
            print(f"{name.replace('_', ' '):20}{value}")
    return Exit.done if figures.found == figures.acknowledged else Exit.not_so
