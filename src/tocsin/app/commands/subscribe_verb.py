"""`tocsin subscribe`: people who want to be warned of what concerns a place of theirs."""

import argparse

from tocsin.app import arguments
from tocsin.terms.cap import CapCategory, CapSeverity


def declare(parser: argparse.ArgumentParser) -> None:
    """List them, add one, say yes for one, end one."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    listed = deeds.add_parser("list", help="who has subscribed, and who has not said yes yet")
    added = deeds.add_parser("add", help="for somebody who asks: a link is mailed to them first")
    confirmed = deeds.add_parser("confirm", help="say yes by the link that was mailed")
    erased = deeds.add_parser("erase", help="end one, and forget its address and its place")
    for each in (listed, added, confirmed, erased):
        arguments.town(each)
        arguments.json_flag(each)
    arguments.seen_by(listed)
    for each in (added, confirmed, erased):
        arguments.as_person(each)
    arguments.takes_positions(added)
    added.add_argument("--email", required=True, metavar="ADDRESS", help="where mail goes")
    where = added.add_mutually_exclusive_group()
    where.add_argument("--at", metavar="LAT,LON", help="a place (default: the whole town)")
    where.add_argument("--place", metavar="WORDS", help="... in words, as the ground knows it")
    where.add_argument("--zone", metavar="ID", help="... or a zone of the town's ground")
    added.add_argument(
        "--hazard", action="append", default=[], metavar="WORD",
        choices=[each.value for each in CapCategory],
        help=f"one of {', '.join(each.value for each in CapCategory)} (default: all)",
    )  # fmt: skip
    added.add_argument(
        "--least", default=CapSeverity.unknown.value, choices=[each.value for each in CapSeverity],
        help="nothing below this severity (default: everything)",
    )  # fmt: skip
    added.add_argument("--language", default="", metavar="LANG", help="as in de (default: all)")
    added.add_argument(
        "--quiet", metavar="HH:MM-HH:MM", help="then only severe and extreme ones are sent"
    )
    confirmed.add_argument("link", metavar="LINK", help="the link, or what follows `t=` in it")
    erased.add_argument("subscription", nargs="?", metavar="ID", help="as `list` has it")
    erased.add_argument("--email", metavar="ADDRESS", help="all of this address")


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app.subscribing import deeds

    return deeds.DEEDS[asked.deed](asked)
