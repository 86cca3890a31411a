"""`tocsin replay`: play a log on the board, faster than it was."""

import argparse

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument(
        "--speed", type=int, default=60, help="times faster than it was (default: 60)"
    )
    parser.add_argument("--from", dest="start", metavar="T", help="begin at this time of the log")
    parser.add_argument(
        "--flat-out",
        action="store_true",
        help="as fast as it goes; print the rate and the last board",
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """As the town came to know it: imported records at the time their source knew them."""
    from tocsin.app.replaying import flat_out, live

    return flat_out(asked) if asked.flat_out or asked.json else live(asked)
