"""`tocsin warn`: warnings; what carries them, and the words they are made of."""

import argparse
from collections.abc import Callable
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.carriers import lines

Deeds = Callable[..., argparse.ArgumentParser]
LOOKS = ("list", "show", "fill", "check")


def declare(parser: argparse.ArgumentParser) -> None:
    """A topic each, and under it a deed each."""
    topics = parser.add_subparsers(dest="topic", metavar="TOPIC", required=True)
    lines.declare(topics.add_parser)
    words = topics.add_parser("words", help="templates and their translations; check a text")
    deeds = words.add_subparsers(dest="deed", metavar="DEED", required=True)
    _looking(deeds.add_parser)
    _ordering(deeds.add_parser)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def _looking(add: Deeds) -> None:
    shown = add("show", help="a template: its slots, what it says, the digest to approve")
    filled = add("fill", help="fill the slots: every form, every channel, how it reads")
    for deed in (add("list", help="which templates there are"), shown, filled):
        deed.add_argument(
            "--town", type=Path, metavar="TOWN", help="a town's folder: what it adopted comes first"
        )
    for deed in (shown, filled):
        deed.add_argument("template", metavar="TEMPLATE", help="as in flood")
    shown.add_argument("--language", metavar="LANG", help="as in de (default: all)")
    filled.add_argument(
        "--language", action="append", default=[], metavar="LANG", help="as in de (default: all)"
    )
    filled.add_argument(
        "--set", action="append", default=[], metavar="SLOT=VALUE",
        help='as in place="Mill Lane", place.short=Mill, de:place=Mühlweg',
    )  # fmt: skip
    filled.add_argument("--zone", metavar="ZONE", help="time zone (default: the town's, or UTC)")
    filled.add_argument("--clock", choices=("24", "12"), default="24", help="hours of the clock")
    filled.add_argument(
        "--lexicon", type=Path, metavar="FILE", help="names and how they are spoken (TOML, JSON)"
    )
    checked = add("check", help="check a free text")
    checked.add_argument("text", nargs="?", metavar="TEXT")
    checked.add_argument("--file", type=Path, metavar="FILE")
    checked.add_argument("--language", metavar="LANG", required=True)
    checked.add_argument("--agency", default="", metavar="WORDS", help="who says so")
    checked.add_argument("--place", default="", metavar="WORDS", help="where it is")
    checked.add_argument("--form", default="", choices=("headline", "wea_90", "wea_360", "speech"))
    checked.add_argument(
        "--also", action="append", default=[], metavar="LANG", help="it is in this language too"
    )
    for deed in (filled, checked):
        deed.add_argument(
            "--speakers", action="append", default=[], metavar="LANG=PEOPLE",
            help="people in the area by language, as in ar=1200",
        )  # fmt: skip


def _ordering(add: Deeds) -> None:
    taken = add("import", help="read official wording from your file and compare its languages")
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument(
        "--map", action="append", default=[], metavar="NAME.LANG:PLACEHOLDER=SLOT",
        help="which slot a placeholder of one text is; `-`: it rightly is not there",
    )  # fmt: skip
    taken.add_argument("--source", metavar="WORDS", help="whose words they are")
    taken.add_argument("--out", type=Path, metavar="FILE", help="write them here, to adopt")
    adopted = add("adopt", help="make templates the town's: shipped ones, or those of a file")
    approved = add("approve", help="a speaker stands by the words in a language")
    withdrawn = add("withdraw", help="a template, or the approval of one language")
    for deed in (adopted, approved, withdrawn):
        arguments.town(deed)
        arguments.as_person(deed)
    adopted.add_argument("template", nargs="*", metavar="TEMPLATE", help="default: all")
    adopted.add_argument("--from", dest="source", type=Path, metavar="FILE")
    for deed in (approved, withdrawn):
        deed.add_argument("template", metavar="TEMPLATE")
    approved.add_argument("language", metavar="LANG")
    approved.add_argument("--speaker", required=True, metavar="NAME", help="who has read it")
    approved.add_argument(
        "--digest", required=True, metavar="HEX", help="of what was read; see show"
    )
    withdrawn.add_argument("--language", metavar="LANG", help="only the approval of this one")
    withdrawn.add_argument("--reason", required=True, metavar="WORDS")


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    if asked.topic in ("channels", "reached"):
        return lines.run(asked)
    if asked.deed in LOOKS:
        from tocsin.app.warning_words import deeds

        return deeds.LOOKS[asked.deed](asked)
    from tocsin.app.warning_words import ordering

    return ordering.ORDERS[asked.deed](asked)
