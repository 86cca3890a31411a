"""`tocsin neighbour`: other towns: invite, join, read the code aloud, list, cut, heal."""

import argparse

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each; all but `list` and `show` are orders."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    invited = deeds.add_parser("invite", help="print an invitation for another town")
    joined = deeds.add_parser("join", help="take an invitation up: the two doors meet")
    confirmed = deeds.add_parser("confirm", help="the code read aloud at the other end is right")
    listed = deeds.add_parser("list", help="all neighbours, and when each was last heard")
    shown = deeds.add_parser("show", help="one neighbour: its keys, its link, what it lets us know")
    cut = deeds.add_parser("cut", help="say nothing more to it and hear nothing from it")
    healed = deeds.add_parser("heal", help="go on after a cut or a doubt")
    moved = deeds.add_parser("move", help="its door is at another address")
    revoked = deeds.add_parser("revoke", help="believe its key no more, until the two meet anew")
    ended = deeds.add_parser("end", help="be neighbours no more; withdraw an invitation")
    rotated = deeds.add_parser("rotate", help="draw a new key for this town, signed by the old")
    for each in deeds.choices.values():
        arguments.town(each)
    joined.add_argument(
        "invitation", metavar="INVITATION", help="its text, a file that holds it, or - for input"
    )
    for each in (invited, confirmed, shown, cut, healed, moved, revoked, ended):
        each.add_argument("neighbour", metavar="CODE", help="the other town's code, as in EB")
    for each in (invited, joined):
        each.add_argument(
            "--url", required=True, metavar="URL",
            help="where the other town reaches this town's door, as in https://dispatch.example",
        )  # fmt: skip
    invited.add_argument(
        "--hours", type=int, default=24, metavar="H", help="good for so long (default: 24)"
    )
    confirmed.add_argument(
        "--code", required=True, metavar="DIGITS", help="what was read aloud at the other end"
    )
    moved.add_argument(
        "--url", required=True, action="append", metavar="URL",
        help="repeatable: the first that answers is asked",
    )  # fmt: skip
    for each in (cut, healed, revoked, ended):
        each.add_argument("reason", metavar="REASON", help="in a few words, for the record")
    for each in deeds.choices.values():
        if each not in (listed, shown, rotated):
            arguments.as_person(each)
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app.neighbours import deeds

    return deeds.DEEDS[asked.deed](asked)
