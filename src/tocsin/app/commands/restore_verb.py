"""`tocsin restore`: bring a town back from a backup."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    parser.add_argument(
        "backup", metavar="BACKUP", type=Path, help="a backup, or a damaged town's folder"
    )
    parser.add_argument("town", metavar="TOWN", type=Path, help="where the town is to be")
    parser.add_argument("--position", type=int, metavar="N", help="only up to record N")
    parser.add_argument(
        "--tombstones", type=Path, metavar="FILE", help="a further list of who was forgotten since"
    )
    parser.add_argument(
        "--upto-damage", action="store_true", help="keep every record before the first damaged one"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Verifies first; a damaged backup changes nothing. A replaced folder is put aside, not
    removed.
    """
    from tocsin.app.credentials import FILE
    from tocsin.log import restore

    try:
        made = restore(
            asked.backup,
            asked.town,
            asked.position,
            asked.tombstones,
            upto_damage=asked.upto_damage,
            also=(FILE,),
        )
    except ValueError as error:
        raise Told(str(error), Exit.usage) from error
    if asked.json:
        print(as_json(made))
    else:
        print(f"{asked.town} is as it was at record {made.position:,}, in a new incarnation.")
        if made.what is not None:
            print(f"  left out: {made.what}")
        if made.replaced is not None:
            print(f"  what was there before is in {made.replaced}")
    return Exit.done
