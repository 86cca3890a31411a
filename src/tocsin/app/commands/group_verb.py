"""`tocsin group`: groups of residents that receive what concerns their area."""

import argparse

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """Form, list, show, tell, see who has read it, dissolve."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    formed = deeds.add_parser("form", help="a new group, or all of one anew")
    arguments.town(formed)
    formed.add_argument("group", metavar="ID", help="as in PE-quay")
    formed.add_argument("--name", required=True, help="what people call it")
    formed.add_argument("--kind", default="watch", help="watch, school, works crew … (watch)")
    formed.add_argument(
        "--member", action="append", default=[], metavar="HANDLE", help="repeatable"
    )
    formed.add_argument(
        "--coordinator", action="append", default=[], metavar="HANDLE", help="repeatable"
    )
    formed.add_argument(
        "--area", action="append", default=[], metavar="NAME", help="an area by name; repeatable"
    )
    formed.add_argument("--around", metavar="P", help="a position, with --radius")
    formed.add_argument("--radius", type=int, default=0, metavar="M", help="metres round --around")
    formed.add_argument(
        "--corner", action="append", default=[], metavar="P",
        help="a corner of a border, in order; at least three",
    )  # fmt: skip
    formed.add_argument(
        "--type", action="append", default=[], metavar="T",
        help="what concerns it, as fire or works.tree; repeatable (default: every type)",
    )  # fmt: skip
    listed = deeds.add_parser("list", help="which groups there are")
    arguments.town(listed)
    shown = deeds.add_parser("show", help="who is in it, and what its inbox shows now")
    told = deeds.add_parser("tell", help="send it a notice")
    seen = deeds.add_parser("seen", help="who has read its notices, and who has not")
    ended = deeds.add_parser("dissolve", help="it is no more; its notices go with it")
    for each in (shown, told, seen, ended):
        arguments.town(each)
        each.add_argument("group", metavar="ID", help="as `group list` names it")
    told.add_argument("text", metavar="TEXT", help="what it is told; `-` reads input")
    for each in (formed, told, ended):
        arguments.as_person(each)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app import grouping

    deeds = {
        "form": grouping.form,
        "list": grouping.listed,
        "show": grouping.show,
        "tell": grouping.tell,
        "seen": grouping.seen,
        "dissolve": grouping.dissolve,
    }
    return deeds[asked.deed](asked)
