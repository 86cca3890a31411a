"""`tocsin stock`: counted stock: sandbags, blankets, fuel, doses, radios."""

import argparse

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each; all but `list` are orders."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    made = {
        "list": deeds.add_parser("list", help="what is here, what is lent, what is on the way"),
        "register": deeds.add_parser("register", help="put counted stock on the register"),
        "receive": deeds.add_parser("receive", help="more has come in: bought, delivered, given"),
        "use": deeds.add_parser("use", help="so much was used up"),
        "lose": deeds.add_parser("lose", help="so much is gone to no purpose"),
        "count": deeds.add_parser("count", help="it was counted; a difference wants its reason"),
        "admit": deeds.add_parser(
            "admit", help="say that so much went to a neighbour before the log was restored"
        ),
        "move": deeds.add_parser("move", help="it is kept somewhere else from now on"),
        "retire": deeds.add_parser("retire", help="take it off the register for good"),
    }
    for name, each in made.items():
        arguments.town(each)
        if name not in ("list", "register"):
            each.add_argument("lot", metavar="LOT", help="its name, as in SANDBAGS, or its id")
    _declare_register(made["register"])
    _declare_admit(made["admit"])
    for name in ("receive", "use", "lose", "count"):
        made[name].add_argument("quantity", metavar="N", type=int, help="in its unit of measure")
    made["receive"].add_argument("source", metavar="FROM", help="from where it came")
    made["use"].add_argument("--incident", metavar="ID", help="at which incident")
    made["use"].add_argument("--reason", metavar="WORDS", help="for what")
    made["lose"].add_argument("reason", metavar="REASON", help="in a few words, for the record")
    made["retire"].add_argument("reason", metavar="REASON", help="sold, scrapped, handed on …")
    made["count"].add_argument("--reason", metavar="WORDS", help="why it differs, if it does")
    made["move"].add_argument("kept_at", metavar="WHERE", help="where it is kept")
    for name, each in made.items():
        if name == "list":
            arguments.seen_by(each)
        else:
            arguments.as_person(each)
        arguments.json_flag(each)


def _declare_register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="as agreements name it, as in sandbags")
    parser.add_argument("quantity", metavar="N", type=int, help="how much there is")
    parser.add_argument("kept_at", metavar="WHERE", help="where it is kept")
    parser.add_argument(
        "--measure", default="each", metavar="UNIT", help="as litre (default: each)"
    )
    parser.add_argument("--name", metavar="NAME", help="what it is called (default: its kind)")
    parser.add_argument(
        "--serial", metavar="NO", help="of a single durable thing, as a pump: a lot of one"
    )
    parser.add_argument("--batch", metavar="NO", help="as on the package of doses, of fuel")
    parser.add_argument("--expires", metavar="TIME", help="as on the package: not lent after that")


def _declare_admit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("quantity", metavar="N", type=int, help="in its unit of measure")
    parser.add_argument("transfer", metavar="ID", help="as the neighbour tells it, as in PE-7")
    parser.add_argument("reason", metavar="REASON", help="in a few words, for the record")


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app import stock

    return stock.done(asked)
