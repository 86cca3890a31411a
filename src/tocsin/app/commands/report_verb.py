"""`tocsin report`: file a resident's report at the counter, and see what they were told."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told


def declare(parser: argparse.ArgumentParser) -> None:
    """A town and what is reported; or `status`, a town and a reference."""
    parser.add_argument(
        "place",
        metavar="TOWN | status TOWN REF",
        nargs="+",
        help="file a report in this town; or ask what the reporter of REF has been told",
    )
    parser.add_argument("--words", metavar="TEXT", help="what they say; `-` reads input")
    parser.add_argument("--where", metavar="TEXT", help="where, as they say it")
    parser.add_argument(
        "--position", metavar="P", help="where on a map: `51.12, 1.31`, a geo URI, a link"
    )
    parser.add_argument("--when", metavar="T", help="when it was, if not now; local time")
    parser.add_argument("--type", help="what kind of thing, as the form of the town has it")
    parser.add_argument("--contact", metavar="TEXT", help="how they can be reached")
    parser.add_argument("--caller", metavar="NAME", help="who they are, where they say so")
    parser.add_argument("--language", metavar="TAG", help="which they speak, as in de or pt-BR")
    parser.add_argument("--danger", action="store_true", help="somebody is in danger now")
    parser.add_argument(
        "--channel", default="walk_in", help="how it came (default: walk_in, at the counter)"
    )
    parser.add_argument(
        "--id", metavar="ID", help="the order's own id: asked twice with it, filed once"
    )
    parser.add_argument("--secret", help="with status: is this the secret of REF, too?")
    arguments.as_person(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """The secret is printed once; it is kept nowhere."""
    from pathlib import Path

    from tocsin.app import counter

    words = asked.place
    if words[0] == "status" and len(words) == 3:
        asked.town = Path(words[1])
        return counter.status(asked, words[2])
    if len(words) != 1:
        raise Told("write tocsin report TOWN, or tocsin report status TOWN REF", Exit.usage)
    if not asked.words:
        raise Told("--words says what is reported", Exit.usage)
    asked.town = Path(words[0])
    return counter.filed(asked)
