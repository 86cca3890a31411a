"""`tocsin lend`: units are asked for and change hands: offer, ready, release, return, override."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.commands import place_verb

OF_TEAMS = (
    "offer", "return", "withdraw", "decline", "release", "reaffirm", "recall", "override",
    "confirm",
)  # fmt: skip
"""Deeds that are done to a team as one; each crew answers for itself."""
LOOKS = ("list", "accept", "page", "export")


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each; all but `list` are orders."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    made = {
        "list": deeds.add_parser("list", help="who holds what, what is offered, open conflicts"),
        "request": deeds.add_parser("request", help="ask other towns for units"),
        "change": deeds.add_parser("change", help="ask otherwise: more or fewer, or for longer"),
        "offer": deeds.add_parser("offer", help="offer a unit to another town"),
        "return": deeds.add_parser("return", help="offer a unit back to its home"),
        "withdraw": deeds.add_parser("withdraw", help="take back an offer, or a request of ours"),
        "decline": deeds.add_parser("decline", help="do not take an offer, or answer a request"),
        "ready": deeds.add_parser("ready", help="the crew has answered and read the epoch back"),
        "release": deeds.add_parser("release", help="let go; the other town accepts by reading it"),
        "accept": deeds.add_parser("accept", help="read now what the neighbours have released"),
        "reaffirm": deeds.add_parser("reaffirm", help="it stays ours: its crew was asked again"),
        "recall": deeds.add_parser("recall", help="ask for a unit of ours back"),
        "adopt": deeds.add_parser(
            "adopt", help="keep a guest whose home is gone for good, or let it go: open"
        ),
        "override": deeds.add_parser("override", help="take it back without its holder: open"),
        "confirm": deeds.add_parser("confirm", help="... the second officer's word"),
        "answer": deeds.add_parser("answer", help="... what the crew said back"),
        "reconcile": deeds.add_parser("reconcile", help="after a restore: whom the crew obeys"),
        "lot": deeds.add_parser("lot", help="release counted stock to another town"),
        "lot-return": deeds.add_parser("lot-return", help="give back what is left of stock"),
        "lot-recall": deeds.add_parser("lot-recall", help="ask for lent stock back by a time"),
        "lot-answer": deeds.add_parser("lot-answer", help="say what of it is given back"),
        "leave-out": deeds.add_parser(
            "leave-out", help="after a restore: wait no longer for a neighbour that is gone"
        ),
        "page": deeds.add_parser("page", help="all of one loan, and what it costs"),
        "close": deeds.add_parser("close", help="close the record of a lost hold"),
        "export": deeds.add_parser("export", help="write EDXL-RM of a loan or a request"),
        "import": deeds.add_parser("import", help="read EDXL-RM, and give the orders it may be"),
    }
    place_verb.declare(deeds.add_parser("place", help="places at facilities: beds, shelter places"))
    for name, each in made.items():
        arguments.town(each)
        if name.startswith("lot"):
            each.add_argument("lot", metavar="LOT", help="its name, as in SANDBAGS, or its id")
            if name != "lot-recall":
                each.add_argument("quantity", metavar="N", type=int, help="in its unit of measure")
        elif name == "change":
            each.add_argument("request", metavar="ID", help="the request, or the end of its id")
        elif name in ("withdraw", "decline"):
            each.add_argument("unit", metavar="UNIT", help="call sign or id; or that of a request")
        elif name == "leave-out":
            each.add_argument("neighbour", metavar="CODE", help="the neighbour, as in EB")
            each.add_argument("reason", metavar="REASON", help="in a few words, for the record")
        elif name not in (*LOOKS, "request", "import"):
            each.add_argument("unit", metavar="UNIT", help="call sign or id")
    _declare_request(made["request"])
    _declare_change(made["change"])
    _declare_page(made["page"])
    _declare_papers(made["export"], made["import"])
    made["offer"].add_argument(
        "--request", metavar="ID", help="the request that it is for (default: the one that is open)"
    )
    for name in OF_TEAMS:
        made[name].add_argument(
            "--team", action="store_true", help="UNIT names a strike team or task force: as one"
        )
    made["release"].add_argument(
        "--without", metavar="UNIT", action="append", default=[],
        help="of a team: leave this unit behind, its crew does not answer; may be given again",
    )  # fmt: skip
    made["release"].add_argument("--reason", metavar="REASON", help="why it is left behind")
    made["decline"].add_argument("--remarks", metavar="TEXT", help="with a request: more words")
    _declare_stock(made["lot"], made["lot-recall"], made["lot-answer"])
    made["offer"].add_argument("to", metavar="CODE", help="the other town's code, as in EB")
    for name in ("offer", "return"):
        made[name].add_argument("--until", metavar="TIME", help="when it is to be back")
        made[name].add_argument("--expires", metavar="TIME", help="when to call if nobody took it")
    made["offer"].add_argument(
        "--may-sub-lend", action="store_true", help="the other town may lend it on"
    )
    for name in ("withdraw", "decline", "recall", "override", "adopt"):
        made[name].add_argument("reason", metavar="REASON", help="in a few words, for the record")
    made["adopt"].add_argument(
        "--let-go", action="store_true", help="it leaves our register, and its crew goes home"
    )
    for name in ("ready", "reconcile", "close"):
        made[name].add_argument("epoch", metavar="EPOCH", help="as the crew hears it, as in 2.0")
    made["ready"].add_argument(
        "--readback", required=True, metavar="EPOCH", help="what the crew read back"
    )
    made["ready"].add_argument("--means", default="radio", help="radio or tablet (default: radio)")
    made["answer"].add_argument("nonce", metavar="DIGITS", help="the digits it said back")
    made["answer"].add_argument("words", metavar="WORDS", help="what the crew said")
    made["answer"].add_argument("--heard-by", required=True, metavar="WHO")
    made["reconcile"].add_argument("told_by", metavar="CODE", help="who told the crew")
    made["reconcile"].add_argument("listens_to", metavar="CODE", help="to whom it listens")
    made["close"].add_argument("resolution", metavar="WORDS", help="what was found and agreed")
    for name, each in made.items():
        _declare_who(name, each)
        arguments.json_flag(each)


def _declare_stock(
    lot: argparse.ArgumentParser, recall: argparse.ArgumentParser, answer: argparse.ArgumentParser
) -> None:
    """To whom it goes; the request to give it back, and what the borrower says to that."""
    lot.add_argument("to", metavar="CODE", help="the other town's code, as in EB")
    lot.add_argument(
        "--even-expired", action="store_true", help="the other town wants it past its date"
    )
    recall.add_argument("to", metavar="CODE", help="the borrower's code, as in EB")
    recall.add_argument("--by", metavar="TIME", required=True, help="when it is wanted")
    recall.add_argument("--quantity", metavar="N", type=int, help="(default: all that is out)")
    answer.add_argument("--because", metavar="CODE", help="why no more, as in still_needed")


def _declare_who(name: str, parser: argparse.ArgumentParser) -> None:
    """In whose sight, or under whose name."""
    if name in LOOKS:
        arguments.seen_by(parser)
    else:
        arguments.as_person(parser)


def _declare_page(parser: argparse.ArgumentParser) -> None:
    """Which loan, and where to write it."""
    parser.add_argument(
        "loan", metavar="UNIT|LOT", help="what was lent: a unit, a team, stock or places"
    )
    parser.add_argument(
        "--epoch", type=int, metavar="G", help="of a unit, the loan under G.0 (default: the last)"
    )
    parser.add_argument(
        "--with", dest="with_town", metavar="CODE", help="of stock, the town that had it"
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write a table for accounts")
    parser.add_argument(
        "--pdf", type=Path, metavar="FILE", help="write a paper to sign (extra `paper`)"
    )
    parser.add_argument("--language", choices=("en", "de", "ar"), default="en")


def _declare_request(parser: argparse.ArgumentParser) -> None:
    """What is wanted, where, for what; or the advice that says so."""
    arguments.takes_positions(parser)
    parser.add_argument("towns", metavar="CODE", nargs="*", help="whom to ask, as in EB")
    parser.add_argument("--kind", metavar="KIND", help="kind of unit, as in engine (default: any)")
    parser.add_argument(
        "--capability", metavar="CODE", action="append", default=[],
        help="what each has to have, as in foam; may be given again",
    )  # fmt: skip
    parser.add_argument("--quantity", metavar="N", type=int, default=1, help="(default: 1)")
    parser.add_argument(
        "--team", choices=("strike_team", "task_force"),
        help="so many units under a leader, as one team",
    )  # fmt: skip
    parser.add_argument("--incident", metavar="INCIDENT", help="its number, or the end of it")
    parser.add_argument("--at", metavar="LAT,LON", help="where to (default: to the incident)")
    parser.add_argument("--where", metavar="WORDS", help="the address in words")
    parser.add_argument("--until", metavar="TIME", help="until when they are needed")
    parser.add_argument("--answer-by", metavar="TIME", help="when to call who has not answered")
    parser.add_argument(
        "--priority", choices=("immediate", "urgent", "prompt", "routine"),
        help="how soon (default: the incident's)",
    )  # fmt: skip
    parser.add_argument("--remarks", metavar="TEXT", help="whatever else is to be known")
    parser.add_argument(
        "--advice", metavar="FILE", help="ask as advice has it (tocsin advise --json); - is stdin"
    )
    parser.add_argument(
        "--option", metavar="N", type=int, default=1, help="which option of it (default: 1)"
    )


def _declare_change(parser: argparse.ArgumentParser) -> None:
    """What is not said stays as it is."""
    parser.add_argument("--quantity", metavar="N", type=int, help="how many in all")
    parser.add_argument("--until", metavar="TIME", help="until when they are needed")
    parser.add_argument("--answer-by", metavar="TIME", help="when to call who has not answered")


def _declare_papers(out: argparse.ArgumentParser, into: argparse.ArgumentParser) -> None:
    """Messages to a system that speaks EDXL-RM, and from it."""
    out.add_argument(
        "subject", metavar="UNIT",
        help="call sign or id; or a request, stock, a loan of places by its own",
    )  # fmt: skip
    out.add_argument(
        "--edxl-rm", dest="folder", metavar="FOLDER", type=Path, required=True,
        help="write a file for each message here",
    )  # fmt: skip
    into.add_argument("file", metavar="FILE", type=Path, help="one message")
    into.add_argument(
        "--from", dest="sender", metavar="CODE", required=True, help="whose message it is"
    )
    into.add_argument("--kind", metavar="KIND", help="what kind of unit of ours is meant")
    into.add_argument("--stock", metavar="KIND", help="it is stock of ours, as in sandbags")
    into.add_argument("--measure", metavar="UNIT", help="which it counts in, as in kg or each")
    into.add_argument("--places", metavar="KIND", help="it is places, as in people or icu_beds")
    into.add_argument("--facility", metavar="ID", help="of places, at which facility of ours")
    into.add_argument("--type", metavar="TYPE", help="of an incident that it becomes")
    into.add_argument(
        "--give", metavar="ELEMENT", action="append", default=[],
        help="give the order for this element of it (all: for each); may be given again",
    )  # fmt: skip


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    if asked.deed in ("export", "import"):
        from tocsin.app import lending_papers

        return lending_papers.done(asked)
    if asked.deed == "place":
        from tocsin.app import place_lending

        return place_lending.done(asked)
    from tocsin.app import lending

    return lending.done(asked)
