"""`tocsin paper`: sheets to write on while the system is down, and what was written, entered."""

import argparse
from pathlib import Path

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """Print before, enter afterwards."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    forms = deeds.add_parser("forms", help="a page to print: what stands now, and empty sheets")
    entered = deeds.add_parser("enter", help="put on record what was written, as it happened")
    for each in (forms, entered):
        arguments.town(each)
    forms.add_argument("--out", required=True, type=Path, metavar="FILE", help="an HTML file")
    forms.add_argument("--calls", type=int, default=20, metavar="N", help="sheets for a call")
    forms.add_argument("--logs", type=int, default=6, metavar="N", help="sheets for a log")
    forms.add_argument("--language", default="en", metavar="L", choices=("ar", "de", "en"))
    entered.add_argument("file", type=Path, metavar="FILE", help="the lines; - for input")
    entered.add_argument("--for", dest="on_behalf_of", metavar="HANDLE", help="who wrote them")
    entered.add_argument("--dry-run", action="store_true", help="say what would be entered")
    for each in (forms, entered):
        arguments.as_person(each)
        arguments.json_flag(each)


def run(asked: argparse.Namespace) -> int:
    """Entering works beside a town that is served, too."""
    if asked.deed == "forms":
        from tocsin.app.on_paper.forms import forms

        return forms(asked)
    from tocsin.app.on_paper.entering import enter

    return enter(asked)
