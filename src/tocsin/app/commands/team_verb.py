"""`tocsin team`: strike teams and task forces; what they are ordered is given with `tocsin do`."""

import argparse

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """Form, change, disband, list, show."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    formed = deeds.add_parser("form", help="several units become one, under a leader")
    changed = deeds.add_parser("change", help="other units, another leader, another channel")
    ended = deeds.add_parser("disband", help="its units are single again")
    listed = deeds.add_parser("list", help="every team, and where its units are")
    shown = deeds.add_parser("show", help="one team")
    for each in (formed, changed, ended, listed, shown):
        arguments.town(each)
    formed.add_argument("name", metavar="NAME", help="what it is called, as in ST1")
    formed.add_argument("units", metavar="UNIT", nargs="+", help="call signs or ids")
    formed.add_argument(
        "--kind", choices=("strike_team", "task_force"), default="strike_team",
        help="of one kind and type, or mixed (default: strike_team)",
    )  # fmt: skip
    formed.add_argument("--channel", required=True, metavar="NAME", help="where it is called")
    for each in (changed, ended, shown):
        each.add_argument("team", metavar="TEAM", help="its name or id")
    changed.add_argument(
        "--unit", dest="units", action="append", metavar="UNIT",
        help="all units that it is to have; may be given again",
    )  # fmt: skip
    changed.add_argument("--channel", metavar="NAME", help="where it is called")
    for each in (formed, changed):
        leads = each.add_mutually_exclusive_group()
        leads.add_argument("--leader", metavar="HANDLE", help="a person of this town")
        leads.add_argument(
            "--leader-unit", metavar="UNIT",
            help="the crew that leads (default as it is formed: of the first unit)",
        )  # fmt: skip
    ended.add_argument("reason", metavar="REASON", help="in a few words, for the record")
    for each in (formed, changed, ended):
        arguments.as_person(each)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app import teams

    return teams.done(asked)
