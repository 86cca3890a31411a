"""Arguments that many verbs share, so that they read and behave alike."""

import argparse
import re
from pathlib import Path

LONGEST_PATIENCE_S = 300
ORIGIN = re.compile(r"https?://[a-z0-9.-]{1,200}(:[0-9]{1,5})?")
"""Scheme, name and port, as browsers write it: nothing after them."""


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


def seen_by(parser: argparse.ArgumentParser) -> None:
    """Whose sight a list is in."""
    parser.add_argument(
        "--as",
        dest="as_person",
        metavar="HANDLE",
        help="as this officer may see it (default: the town's first officer)",
    )


def takes_positions(parser: argparse.ArgumentParser) -> None:
    """`--at -33.9,18.4` is a position in the south and no option."""
    parser._negative_number_matcher = _SOUTH


_SOUTH = re.compile(r"^-\d")


def instant(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    """One of the questions of time: a position, what was known, or what had happened."""
    group = parser.add_mutually_exclusive_group(required=required)
    group.add_argument("--position", type=int, metavar="N", help="the picture after record N")
    group.add_argument("--known-at", metavar="T", help="what the town knew at this time")
    group.add_argument(
        "--time", metavar="T", help="what had happened by this time, as it is known today"
    )


def door(parser: argparse.ArgumentParser, port: int) -> None:
    """Where a town is served; the same for each of its machines."""
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: this machine only)"
    )
    parser.add_argument(
        "--port",
        type=int,
        default=port,
        metavar="P",
        help=f"0 takes a free one (default: {port})",
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
        "--origin",
        metavar="URL",
        help="where browsers find the town, as in https://tocsin.example (default: localhost)",
    )
    parser.add_argument(
        "--idle-lock",
        type=int,
        default=10,
        metavar="MINUTES",
        help="lock a desk that nobody touches after so long (default: 10)",
    )


def check_door(asked: argparse.Namespace) -> None:
    """Raise Told where these figures cannot be."""
    from tocsin.app.outcome import Exit, Told

    if not 0 <= asked.port <= 65535:
        raise Told("--port is 0 to 65535", Exit.usage)
    if not 1 <= asked.idle_lock <= 720:
        raise Told("--idle-lock is 1 to 720 minutes", Exit.usage)
    if asked.origin is not None and not ORIGIN.fullmatch(asked.origin):
        raise Told(
            f"`{asked.origin[:80]}` is no origin: give one like https://tocsin.example", Exit.usage
        )
    if not 0 < asked.patience <= LONGEST_PATIENCE_S:
        raise Told(
            f"--patience is more than 0 and at most {LONGEST_PATIENCE_S} seconds", Exit.usage
        )
    if asked.url is not None:
        from tocsin.app.standby.wire import is_url

        if not is_url(asked.url):
            raise Told(
                f"`{asked.url[:80]}` is no address: give one like http://first:8765", Exit.usage
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


def neighbours(parser: argparse.ArgumentParser) -> None:
    """Folders of other towns whose units are weighed in advice."""
    for name, says in (
        ("automatic", "another town's folder: its free units come without being asked"),
        ("mutual", "another town's folder: it is asked for its free units"),
    ):
        parser.add_argument(
            f"--{name}", metavar="FOLDER", type=Path, action="append", default=[], help=says
        )
