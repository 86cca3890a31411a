"""Arguments that many verbs share, so that they read and behave alike."""

import argparse
from pathlib import Path


def town(parser: argparse.ArgumentParser) -> None:
    """The folder of a town."""
    parser.add_argument("town", metavar="TOWN", type=Path, help="the town's folder")


def json_flag(parser: argparse.ArgumentParser) -> None:
    """Facts as one JSON object instead of text."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def as_person(parser: argparse.ArgumentParser) -> None:
    """Under whose name an order is given."""
    parser.add_argument(
        "--as",
        dest="as_person",
        metavar="HANDLE",
        help="give the order as this officer (default: the town's first officer)",
    )


def instant(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """One of the questions of time: a position, what was known, or what had happened."""
    group = parser.add_mutually_exclusive_group(required=required)
    group.add_argument("--position", type=int, metavar="N", help="the picture after record N")
    group.add_argument("--known-at", metavar="T", help="what the town knew at this time")
    group.add_argument(
        "--time", metavar="T", help="what had happened by this time, as it is known today"
    )


def second_machine(parser: argparse.ArgumentParser) -> None:
    """How the two machines of a town stand to each other."""
    parser.add_argument(
        "--wait-for-standby",
        action="store_true",
        help="answer only when the second machine has it durably too",
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=5.0,
        metavar="S",
        help="so many seconds an answer waits for that (default: 5)",
    )
    parser.add_argument(
        "--url", metavar="URL", help="where others reach this machine, if not at host and port"
    )
