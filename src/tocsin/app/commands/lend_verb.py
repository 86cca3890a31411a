"""`tocsin lend`: units that change hands: offer, ready, release, give back, recall, override."""

import argparse

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each; all but `list` are orders."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    made = {
        "list": deeds.add_parser("list", help="who holds what, what is offered, open conflicts"),
        "offer": deeds.add_parser("offer", help="offer a unit to another town"),
        "return": deeds.add_parser("return", help="offer a unit back to its home"),
        "withdraw": deeds.add_parser("withdraw", help="take back an offer before the crew answers"),
        "decline": deeds.add_parser("decline", help="do not take what was offered to us"),
        "ready": deeds.add_parser("ready", help="the crew has answered and read the epoch back"),
        "release": deeds.add_parser("release", help="let go; the other town accepts by reading it"),
        "accept": deeds.add_parser("accept", help="read now what the neighbours have released"),
        "reaffirm": deeds.add_parser("reaffirm", help="it stays ours: its crew was asked again"),
        "recall": deeds.add_parser("recall", help="ask for a unit of ours back"),
        "override": deeds.add_parser("override", help="take it back without its holder: open"),
        "confirm": deeds.add_parser("confirm", help="... the second officer's word"),
        "answer": deeds.add_parser("answer", help="... what the crew said back"),
        "reconcile": deeds.add_parser("reconcile", help="after a restore: whom the crew obeys"),
        "close": deeds.add_parser("close", help="close the record of a lost hold"),
    }
    for name, each in made.items():
        arguments.town(each)
        if name not in ("list", "accept"):
            each.add_argument("unit", metavar="UNIT", help="call sign or id")
    made["offer"].add_argument("to", metavar="CODE", help="the other town's code, as in EB")
    for name in ("offer", "return"):
        made[name].add_argument("--until", metavar="TIME", help="when it is to be back")
        made[name].add_argument("--expires", metavar="TIME", help="when to call if nobody took it")
    made["offer"].add_argument(
        "--may-sub-lend", action="store_true", help="the other town may lend it on"
    )
    for name in ("withdraw", "decline", "recall", "override"):
        made[name].add_argument("reason", metavar="REASON", help="in a few words, for the record")
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
        if name not in ("list", "accept"):
            arguments.as_person(each)
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app import lending

    return lending.done(asked)
