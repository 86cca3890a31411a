"""`tocsin public`: the pages for everybody as files; what of the town is on them."""

import argparse
from pathlib import Path

from tocsin.app import arguments

WHAT = ("roads", "shelters")


def declare(parser: argparse.ArgumentParser) -> None:
    """Write the site; show and hide what is not a warning."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    export = deeds.add_parser("export", help="the whole site as files that any host can serve")
    arguments.town(export)
    export.add_argument("folder", metavar="FOLDER", type=Path, help="empty, or of an earlier run")
    export.add_argument("--door", metavar="URL", help="where forms are taken (default: nowhere)")
    for name, says in (("show", "open to the public"), ("hide", "close again")):
        deed = deeds.add_parser(name, help=f"{says}: roads, shelters")
        arguments.town(deed)
        deed.add_argument("what", nargs="+", choices=WHAT, metavar="WHAT", help=" or ".join(WHAT))
        arguments.as_person(deed)
    for each in deeds.choices.values():
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too. Raises Told."""
    from tocsin.app.outcome import Exit, Told
    from tocsin.app.public import deeds

    if asked.deed != "export":
        return deeds.show(asked)
    if asked.door is not None and not arguments.ORIGIN.fullmatch(asked.door):
        raise Told(f"`{asked.door[:80]}` is no origin, as https://tocsin.example", Exit.usage)
    return deeds.export(asked)
