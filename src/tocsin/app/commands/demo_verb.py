"""`tocsin demo`: a region of towns, one of them on a busy morning, in exercise mode."""

import argparse
from pathlib import Path

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    parser.add_argument(
        "--seed", type=int, default=7, help="another seed, another town (default: 7)"
    )
    parser.add_argument(
        "--speed", type=int, default=10, help="times faster than life (default: 10)"
    )
    parser.add_argument(
        "--hours", type=float, default=3.0, help="length of the morning (default: 3)"
    )
    parser.add_argument(
        "--town",
        type=Path,
        default=Path("demo-town"),
        help="folder of the town (default: demo-town)",
    )
    parser.add_argument(
        "--ground",
        metavar="GROUND",
        type=Path,
        help="play on this ground (default: a region is grown from the seed)",
    )
    parser.add_argument(
        "--headless", action="store_true", help="play it through at once, print what came of it"
    )
    parser.add_argument(
        "--port", type=int, default=0, help="where the town is served (default: a free port)"
    )
    parser.add_argument(
        "--open", action="store_true", help="open it in a browser, where there is a display"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """The town stays in its folder afterwards: every other verb works on it."""
    from tocsin.app.demo.playing import play_headless, play_live

    return play_headless(asked) if asked.headless else play_live(asked)
