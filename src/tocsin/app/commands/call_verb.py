"""`tocsin call`: calls that belong to a neighbour: pass, take, refuse, withdraw, settle."""

import argparse

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each; all but `list` are orders."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    made = {
        "list": deeds.add_parser("list", help="what is passed, from whom, to whom, how it stands"),
        "pass": deeds.add_parser("pass", help="pass a report, or an incident without units"),
        "take": deeds.add_parser("take", help="a neighbour's call is ours"),
        "refuse": deeds.add_parser("refuse", help="give a neighbour's call back"),
        "withdraw": deeds.add_parser("withdraw", help="keep a call that was passed"),
        "settle": deeds.add_parser("settle", help="say who has a call that two towns took"),
    }
    for name, each in made.items():
        arguments.town(each)
        if name == "pass":
            each.add_argument("what", metavar="REPORT|INCIDENT", help="its id, or the end of it")
        elif name != "list":
            each.add_argument("call", metavar="CALL", help="its id, or the end of it")
    made["pass"].add_argument("to", metavar="CODE", help="the neighbour, as in EB")
    made["pass"].add_argument(
        "--hold", metavar="WORDS", help="of the caller: stays on the line, was told to hang up"
    )
    made["pass"].add_argument(
        "--after", metavar="CALL", help="it says more of this call, which was passed there before"
    )
    _declare_take(made["take"])
    made["refuse"].add_argument(
        "because", metavar="REASON", help="not_ours, wrong_place, cannot or duplicate"
    )
    made["refuse"].add_argument("--remarks", metavar="TEXT", help="more words")
    made["withdraw"].add_argument("reason", metavar="REASON", help="in a few words")
    made["settle"].add_argument("resolution", metavar="WORDS", help="who goes, as it was agreed")
    for name, each in made.items():
        if name != "list":
            arguments.as_person(each)
        arguments.json_flag(each)


def _declare_take(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--incident", metavar="INCIDENT", help="the incident that it joins (default: a new one)"
    )
    parser.add_argument("--type", metavar="TYPE", help="of a new one (default: as it was passed)")
    parser.add_argument(
        "--not-same-as", metavar="INCIDENT", action="append", default=[],
        help="open a new one beside this one all the same; may be given again",
    )  # fmt: skip
    parser.add_argument("--no-place", metavar="WHY", help="open it though nobody knows where")


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app import calls

    return calls.done(asked)
