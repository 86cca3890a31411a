"""`tocsin follow`: what one viewer may know of the town, as a live stream of lines."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--as", dest="as_person", metavar="HANDLE", help="an officer of this town")
    who.add_argument("--crew", metavar="CALLSIGN", help="the screen in a unit")
    who.add_argument("--partner", metavar="CODE", help="a neighbouring town")
    who.add_argument("--group", metavar="ID", help="the inbox of a group of residents")
    who.add_argument("--public", action="store_true", help="readers without an account")
    parser.add_argument("--once", action="store_true", help="only what may be known now")
    parser.add_argument(
        "--tick-ms", type=int, default=250, help="changes leave on this tick (default: 250)"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """One JSON object a line: the deltas of a tick, then the head that the town signs."""
    from tocsin.app.following import followed
    from tocsin.app.wiring import reading

    with reading(asked.town) as town:
        for line in followed(asked, town):
            print(line, flush=True)
    return Exit.done
