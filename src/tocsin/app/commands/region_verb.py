"""`tocsin region`: this town and what its neighbours let it know, each with its age."""

import argparse

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """Show it, as an officer may know it."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    shown = deeds.add_parser("show", help="incidents, units, facilities, closures of all")
    arguments.town(shown)
    shown.add_argument(
        "--as", dest="as_person", metavar="HANDLE",
        help="as this officer may know it (default: the town's first officer)",
    )  # fmt: skip
    arguments.json_flag(shown)


def run(asked: argparse.Namespace) -> int:
    """Reads the town's folder and the replicas beside it; nothing is asked of anybody."""
    from tocsin.app.neighbours.regional import shown

    return shown(asked)
