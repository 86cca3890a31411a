"""`tocsin region`: this town and what its neighbours let it know; incidents that several work."""

import argparse

from tocsin.app import arguments

DEEDS = {
    "list": "regional incidents, and pairs of incidents that may be one",
    "show": "one of them: whose part is what, who leads, the escalation path",
    "link": "ask a neighbour whether its incident is one with ours",
    "join": "it is: take part in it, with an incident of ours or without",
    "decline": "it is not",
    "leave": "have no part in it any more; our own incident goes on",
    "lead": "offer the lead to a town that has part (our own code: take the offer back)",
    "accept": "take over the lead that is offered to us",
    "take": "the lead cannot be reached: the first officer's word",
    "confirm": "... the second officer's word: we lead",
    "settle": "close the record of a lead that was taken",
    "raise": "to the level of the region, as agreed",
    "lower": "back to the level of the towns, as agreed",
    "objective": "set an objective for all who have part",
    "commander": "say by name who commands here, for those who may know",
}
"""What may be done, and what that is."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Show it, as an officer may know it; link incidents, lead them, raise them."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    shown = deeds.add_parser("show", help="incidents, units, facilities, closures of all")
    arguments.town(shown)
    _as_officer(shown)
    arguments.json_flag(shown)
    incident = deeds.add_parser("incident", help="one incident that several towns work")
    _declare_incident(incident)


def _as_officer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="as_person", metavar="HANDLE",
        help="as this officer may know it (default: the town's first officer)",
    )  # fmt: skip


def _declare_incident(parser: argparse.ArgumentParser) -> None:
    made = parser.add_subparsers(dest="act", metavar="DEED", required=True)
    parsers = {name: made.add_parser(name, help=says) for name, says in DEEDS.items()}
    for name, each in parsers.items():
        arguments.town(each)
        if name not in ("list", "link"):
            each.add_argument("number", metavar="NUMBER", help="its number, or the end of it")
    link = parsers["link"]
    link.add_argument("to", metavar="CODE", help="the other town's code, as in EB")
    link.add_argument("--incident", metavar="ID", help="ours (default: we have none of our own)")
    link.add_argument("--theirs", metavar="ID", help="what that town calls its own")
    link.add_argument("--regional", metavar="NUMBER", help="part of which ours is already")
    parsers["join"].add_argument("--incident", metavar="ID", help="ours that is part of it")
    parsers["decline"].add_argument("--reason", metavar="WORDS", help="for our own record")
    parsers["lead"].add_argument("to", metavar="CODE", help="a town that has part in it")
    for name in ("leave", "take"):
        parsers[name].add_argument("reason", metavar="REASON", help="for the record")
    parsers["settle"].add_argument("resolution", metavar="WORDS", help="what was found and agreed")
    for name in ("raise", "lower"):
        parsers[name].add_argument("--leads", metavar="CODE", help="where agreements differ")
    objective = parsers["objective"]
    objective.add_argument("text", metavar="WORDS", help="for all who have part to read")
    objective.add_argument(
        "--priority", type=int, choices=(1, 2, 3), default=1,
        help="1 life safety, 2 stabilization, 3 property (default: 1)",
    )  # fmt: skip
    objective.add_argument("--follows", metavar="ID", help="an objective of our own incident")
    parsers["commander"].add_argument("name", metavar="NAME", help="as it is to be read there")
    for name, each in parsers.items():
        if name in ("list", "show"):
            _as_officer(each)
        else:
            arguments.as_person(each)
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """`show`, `incident list` and `incident show` read the town's folder and the replicas beside
    it; orders reach a town that is served, too."""
    if asked.deed == "incident":
        from tocsin.app.neighbours.regional_deeds import done

        return done(asked)
    from tocsin.app.neighbours.regional import shown

    return shown(asked)
