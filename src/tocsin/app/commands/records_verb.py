"""`tocsin records`: requests for records, from their coming in to what was given out."""

import argparse
from collections.abc import Callable
from pathlib import Path

from tocsin.app import arguments
from tocsin.terms.codes import RecordsKind, RecordsOutcome

Deeds = Callable[..., argparse.ArgumentParser]


def declare(parser: argparse.ArgumentParser) -> None:
    """A deed each."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    _opening(deeds.add_parser)
    _deciding(deeds.add_parser)
    _answering(deeds.add_parser)
    for name, each in deeds.choices.items():
        if name not in ("list", "check", "key"):
            arguments.as_person(each)
        arguments.json_flag(each)


def _of(add: Deeds, name: str, says: str) -> argparse.ArgumentParser:
    deed = add(name, help=says)
    arguments.town(deed)
    deed.add_argument("request", metavar="REQUEST", help="as `records list` names it")
    return deed


def _opening(add: Deeds) -> None:
    opened = add("open", help="somebody asks for records")
    arguments.town(opened)
    opened.add_argument("--kind", required=True, choices=[each.value for each in RecordsKind])
    opened.add_argument("--what", required=True, help="what is asked for, in their words")
    opened.add_argument("--from", dest="requester", required=True, help="who asks; kept sealed")
    opened.add_argument("--contact", help="how to reach them; kept sealed")
    opened.add_argument("--about", metavar="PERSON", help="whose records: a handle or person/ID")
    opened.add_argument("--received", metavar="T", help="when it came in (default: now)")
    for name, says in (
        ("add", "it concerns these; an asker's own reports as report/ID"),
        ("drop", "it does not concern these after all"),
    ):
        deed = _of(add, name, says)
        deed.add_argument("subjects", metavar="SUBJECT", nargs="+", help="an incident, report/ID")
    arguments.town(add("list", help="all requests, those due first at the top"))


def _deciding(add: Deeds) -> None:
    withheld = _of(add, "withhold", "withhold a field, or a span of a text")
    withheld.add_argument("record", metavar="RECORD", help="an incident, report/ID, KIND/ID")
    withheld.add_argument("field", metavar="FIELD", help="as show names it: summary, place/words")
    which = withheld.add_mutually_exclusive_group()
    which.add_argument("--span", metavar="FROM:TO", help="characters from 0, the end not with it")
    which.add_argument("--text", help="wherever these words stand; only offsets are recorded")
    released = _of(add, "release", "let one more field leave, or a restricted incident")
    released.add_argument("record", metavar="RECORD", help="an incident, report/ID, KIND/ID")
    released.add_argument("field", metavar="FIELD", nargs="?", help="none: it is restricted")
    for deed in (withheld, released):
        deed.add_argument("--exemption", required=True, metavar="CODE", help="an adopted one")
    revoked = _of(add, "revoke", "take back what was withheld or released")
    revoked.add_argument("redaction", metavar="ID", help="as show names it")
    extended = _of(add, "extend", "take more time")
    extended.add_argument("--until", required=True, metavar="T")
    for deed in (released, revoked, extended):
        deed.add_argument("--reason", required=True, help="kept sealed with the request")


def _answering(add: Deeds) -> None:
    _of(add, "show", "what it asks, what was decided, what would be given")
    produced = _of(add, "produce", "write what is given into a new folder, signed; on record")
    produced.add_argument("--out", required=True, type=Path, metavar="FOLDER")
    closed = _of(add, "close", "it is over")
    closed.add_argument("--outcome", required=True, choices=[each.value for each in RecordsOutcome])
    closed.add_argument("--reason", required=True, help="kept sealed with the request")
    checked = add("check", help="is a folder what a town gave out? needs no town")
    checked.add_argument("folder", metavar="FOLDER", type=Path)
    checked.add_argument("--key", metavar="HEX", help="the town's public key, as it publishes it")
    arguments.town(add("key", help="the town's public key, to publish"))


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    if asked.deed == "check":
        from tocsin.app.records import checking

        return checking.check(asked)
    if asked.deed in ("show", "produce", "list", "key"):
        from tocsin.app.records import giving

        return giving.DEEDS[asked.deed](asked)
    from tocsin.app.records import deciding

    return deciding.DEEDS[asked.deed](asked)
