"""`tocsin bundle`: what the link to a neighbour would carry, in a file that people carry."""

import argparse
from pathlib import Path

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """Write one for a neighbour, or read one of its."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    written = deeds.add_parser("write", help="all that a neighbour may know and is not known to")
    read = deeds.add_parser("read", help="take in what a neighbour has written")
    for each in (written, read):
        arguments.town(each)
    written.add_argument("neighbour", metavar="CODE", help="the other town's code, as in EB")
    written.add_argument("file", type=Path, metavar="FILE", help="as on the stick; - for output")
    read.add_argument("file", type=Path, metavar="FILE", help="as on the stick; - for input")
    for each in (written, read):
        arguments.as_person(each)
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Beside a town that is served, too."""
    from tocsin.app.neighbours import bundle_deeds

    return bundle_deeds.DEEDS[asked.deed](asked)
