"""`tocsin registered`: those who asked to be called in a warning."""

import argparse

from tocsin.app import arguments

CONSENTS = ("in_writing", "by_telephone", "by_guardian")


def declare(parser: argparse.ArgumentParser) -> None:
    """List them, put somebody on the register, take somebody off it."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    listed = deeds.add_parser("list", help="who asked to be called in a warning")
    added = deeds.add_parser("add", help="put somebody on the register, with their consent")
    left = deeds.add_parser("leave", help="take somebody off it, and forget them")
    for each in (listed, added, left):
        arguments.town(each)
        arguments.json_flag(each)
    arguments.seen_by(listed)
    for each in (added, left):
        arguments.as_person(each)
    arguments.takes_positions(added)
    added.add_argument("--name", required=True, metavar="NAME")
    added.add_argument("--telephone", default="", metavar="NUMBER")
    added.add_argument("--address", default="", metavar="WORDS", help="where somebody would go")
    added.add_argument(
        "--at", metavar="LAT,LON", help="where that is (without: called in every warning)"
    )
    added.add_argument("--needs", default="", metavar="WORDS", help="in their own words")
    added.add_argument("--consent", required=True, choices=CONSENTS, help="how they said yes")
    left.add_argument("registered", metavar="ID", help="as `list` has it, or the end of it")


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app.calling import deeds

    return deeds.DEEDS[asked.deed](asked)
