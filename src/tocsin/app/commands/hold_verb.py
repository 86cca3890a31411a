"""`tocsin hold`: what must not be forgotten for now."""

import argparse

from tocsin.app import arguments
from tocsin.app.commands.forget_verb import KINDS
from tocsin.app.outcome import Exit, Told


def declare(parser: argparse.ArgumentParser) -> None:
    """Place, list, lift."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    placed = deeds.add_parser("place", help="nothing that this reaches is forgotten any more")
    arguments.town(placed)
    placed.add_argument(
        "subject",
        metavar="[person|incident|subject] ID",
        nargs="+",
        help="a handle, an incident, or an owner of words: report/PE-…",
    )
    listed = deeds.add_parser("list", help="which holds there are, on what, why, by whom")
    arguments.town(listed)
    lifted = deeds.add_parser("lift", help="what it kept may be forgotten again")
    arguments.town(lifted)
    lifted.add_argument("hold", metavar="ID", help="as `hold list` names it")
    for each in (placed, lifted):
        each.add_argument(
            "--reason",
            required=True,
            help="the case, the claim, who asked; kept sealed with the subject",
        )
        arguments.as_person(each)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app import holding

    if asked.deed == "list":
        return holding.told(asked)
    if asked.deed == "lift":
        return holding.lift(asked)
    words = asked.subject
    if len(words) > 2 or (len(words) == 2 and words[0] not in KINDS):
        raise Told("name one subject, perhaps behind person, incident or subject", Exit.usage)
    return holding.place(asked, words[0] if len(words) == 2 else None, words[-1])
