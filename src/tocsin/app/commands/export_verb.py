"""`tocsin export`: give records out, as a flat table, as NERIS records, or whole."""

import argparse
from pathlib import Path

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """Format, slice of time, and where to."""
    arguments.town(parser)
    parser.add_argument(
        "--format",
        choices=["csv", "neris", "json"],
        default="csv",
        help="csv: a row per call and unit, no sealed words; neris: a record a line, and what is"
        " lost; json: whole incidents a line, with their words opened (default: csv)",
    )
    parser.add_argument("--since", metavar="T", help="opened at or after this time")
    parser.add_argument("--until", metavar="T", help="opened before this time")
    parser.add_argument("--out", metavar="FILE", type=Path, help="a new file instead of the output")
    parser.add_argument(
        "--department", metavar="ID", help="neris: the department's NERIS id, as in FD12345678"
    )
    parser.add_argument(
        "--codes", metavar="FILE", type=Path, help="neris: a table of codes on top of the usual one"
    )
    arguments.seen_by(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Open and closed incidents, oldest first. `--json` prints the account, so it needs `--out`."""
    from tocsin.app.exporting import exported

    return exported(asked)
