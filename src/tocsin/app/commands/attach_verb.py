"""`tocsin attach`: put a photograph, a document or a text to an incident or a unit, or get it
back.
"""

import argparse
from pathlib import Path

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument("id", metavar="ID", help="an incident or unit; with --get: the digest")
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="what to attach; with --get: where to"
    )
    parser.add_argument("--caption", help="a few words, kept sealed")
    parser.add_argument(
        "--get", action="store_true", help="write the attachment of this digest to FILE"
    )
    arguments.as_person(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """The file is sealed under the subject's key and named by the hash of its sealed bytes."""
    from tocsin.app.attaching import attached, fetched

    return fetched(asked) if asked.get else attached(asked)
