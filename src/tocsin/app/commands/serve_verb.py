"""`tocsin serve`: open the door of a town."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit


def declare(parser: argparse.ArgumentParser) -> None:
    """Which town, where to listen."""
    arguments.town(parser)
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: this machine only)"
    )
    parser.add_argument(
        "--port", type=int, default=8765, metavar="P", help="0 takes a free one (default: 8765)"
    )
    parser.add_argument(
        "--cot",
        type=int,
        metavar="P",
        help="hear trackers that speak CoT on this port too (UDP and TCP, without a token)",
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Serves until it is told to stop (SIGTERM, Ctrl-C); then the town is closed in order."""
    from tocsin.app.web.running import served

    served(asked)
    return Exit.done
