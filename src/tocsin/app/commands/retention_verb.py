"""`tocsin retention`: how long records are kept, what is due, what was destroyed."""

import argparse
from pathlib import Path

from tocsin.app import arguments


def declare(parser: argparse.ArgumentParser) -> None:
    """Show, adopt, due, dispose, confirm, record."""
    deeds = parser.add_subparsers(dest="deed", metavar="DEED", required=True)
    deeds.add_parser("show", help="the schedule, what each class holds, what no class has")
    adopted = deeds.add_parser("adopt", help="adopt a schedule from a file, whole")
    due = deeds.add_parser("due", help="which records are due, which come due, what holds keep")
    disposed = deeds.add_parser("dispose", help="destroy what is due")
    confirmed = deeds.add_parser("confirm", help="after a leap of the clock: the date is right")
    record = deeds.add_parser("record", help="what was destroyed: when, by whom, on what authority")
    for each in deeds.choices.values():
        arguments.town(each)
        arguments.json_flag(each)
    adopted.add_argument("file", metavar="FILE", type=Path, help="a schedule: TOML, or .json")
    due.add_argument(
        "--within", type=int, default=0, metavar="DAYS", help="also what comes due in so many days"
    )
    disposed.add_argument(
        "--class",
        dest="record_class",
        metavar="NAME",
        help="this class, by your order (default: what the clock would destroy now)",
    )
    for each in (disposed, confirmed):
        each.add_argument("--yes", action="store_true", help="do not ask again at a terminal")
    record.add_argument("id", metavar="ID", nargs="?", help="one destruction, with every record")
    for each in (adopted, disposed, confirmed):
        arguments.as_person(each)


def run(asked: argparse.Namespace) -> int:
    """Orders reach a town that is served, too."""
    from tocsin.app import retaining

    deeds = {
        "show": retaining.show,
        "adopt": retaining.adopt,
        "due": retaining.due,
        "dispose": retaining.dispose,
        "confirm": retaining.confirm,
        "record": retaining.record,
    }
    return deeds[asked.deed](asked)
