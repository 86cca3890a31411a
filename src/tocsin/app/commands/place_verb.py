"""`tocsin lend place`: places at facilities are asked for, kept, taken, used and given back."""

import argparse

from tocsin.app import arguments

BY_LOAN = {
    "keep": "keep places that a neighbour asked for",
    "decline": "keep none for it, or none more",
    "accept": "take what is kept for us, or a part",
    "send": "so many people are on their way there",
    "turn": "so many of those that were sent do not go there",
    "arrive": "so many of a neighbour's people have come",
    "leave": "so many of a neighbour's people have left",
    "back": "give back what is not needed, or take a request back",
    "recall": "ask for places back by a time",
    "answer": "say why places are not given back",
    "take-back": "open again what stands empty after its time",
}
NUMBERED = ("ask", "offer", "keep", "send", "turn", "arrive", "leave")
MAY_BE_NUMBERED = ("accept", "back", "recall", "take-back")


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each; all but `list` are orders."""
    deeds = parser.add_subparsers(dest="place_deed", metavar="DEED", required=True)
    made = {
        "list": deeds.add_parser("list", help="what is kept for whom, who came, who is expected"),
        "ask": deeds.add_parser("ask", help="ask a neighbour to keep places"),
        "offer": deeds.add_parser("offer", help="keep places for a neighbour that has not asked"),
        **{name: deeds.add_parser(name, help=says) for name, says in BY_LOAN.items()},
    }
    for name, each in made.items():
        arguments.town(each)
        if name in ("ask", "offer"):
            each.add_argument("to", metavar="CODE", help="the other town's code, as in EB")
            each.add_argument("kind", metavar="KIND", help="as in beds, icu_beds, people")
        elif name == "arrive":
            each.add_argument("loan", metavar="LOAN", nargs="?", help="as in PE-P7")
        elif name != "list":
            each.add_argument("loan", metavar="LOAN", help="as in PE-P7, or its end")
        if name in NUMBERED:
            each.add_argument("quantity", metavar="N", type=int, help="how many")
        if name in MAY_BE_NUMBERED:
            each.add_argument("--quantity", metavar="N", type=int, help="(default: all)")
        if name in ("offer", "keep"):
            each.add_argument("facility", metavar="FACILITY", help="the id of the facility")
            each.add_argument("--expires", metavar="TIME", help="when to call if nobody took them")
        if name in ("ask", "offer"):
            each.add_argument("--since", metavar="TIME", help="from when on (default: now)")
            each.add_argument("--until", metavar="TIME", help="until when")
        if name == "list":
            arguments.seen_by(each)
        else:
            arguments.as_person(each)
        arguments.json_flag(each)
    made["ask"].add_argument("--at", metavar="FACILITY", help="at this facility of theirs")
    for name in ("decline", "answer"):
        made[name].add_argument("because", metavar="REASON", help="a code, as in no_place_free")
    made["recall"].add_argument("--by", metavar="TIME", required=True, help="when they are wanted")
    made["take-back"].add_argument("reason", metavar="REASON", help="in a few words")
    made["arrive"].add_argument("--from", dest="from_town", metavar="CODE", help="without a loan:")
    made["arrive"].add_argument("--facility", metavar="FACILITY", help="... where they came to")
    made["arrive"].add_argument("--kind", metavar="KIND", help="... and to which places")
