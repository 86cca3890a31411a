"""`tocsin forget`: make a person or an incident unreadable for ever."""

import argparse

from tocsin.app import arguments
from tocsin.terms.codes import ForgetGround

KINDS = ("person", "incident", "subject")


def declare(parser: argparse.ArgumentParser) -> None:
    """The subject may stand alone, or behind its kind where a name is both."""
    arguments.town(parser)
    parser.add_argument(
        "subject",
        metavar="[person|incident|subject] ID",
        nargs="+",
        help="a handle, an incident, somebody involved in one, or an owner of words: report/PE-…",
    )
    parser.add_argument(
        "--ground",
        "--because",
        required=True,
        choices=[ground.value for ground in ForgetGround],
        help="why (GDPR Art. 17 (1)); a code, so that the reason tells nothing itself",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask again at a terminal")
    arguments.as_person(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Puts the decision on record, then destroys keys and attachments. Safe to repeat."""
    from tocsin.app.forgetting import forget

    return forget(asked)
