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
    parser.add_argument(
        "--store",
        metavar="ADDRESS",
        help="the log lives on in this database: make TOWN its new writer's folder",
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Verifies first; a damaged backup changes nothing. A replaced folder is put aside, not
    removed.
    """
    from msgspec import structs

    from tocsin.app.carriers.kept_beside import CARRIED
    from tocsin.app.credentials import FILE
    from tocsin.app.ground.keeping import GROUNDS
    from tocsin.federation.link_key import LINK_KEY_FILE
    from tocsin.log import restore

    if asked.store is not None:
        return _rejoin(asked, (FILE, GROUNDS, LINK_KEY_FILE, *CARRIED))
    try:
        made = restore(
            asked.backup,
            asked.town,
            asked.position,
            asked.tombstones,
            upto_damage=asked.upto_damage,
            also=(FILE, GROUNDS, LINK_KEY_FILE, *CARRIED),
        )
    except ValueError as error:
        raise Told(str(error), Exit.usage) from error
    if asked.json:
        replaced = None if made.replaced is None else str(made.replaced)
        print(as_json(structs.asdict(made) | {"replaced": replaced}))
    else:
        print(f"{asked.town} is as it was at record {made.position:,}, in a new incarnation.")
        if made.what is not None:
            print(f"  left out: {made.what}")
        if made.replaced is not None:
            print(f"  what was there before is in {made.replaced}")
    return Exit.done


def _rejoin(asked: argparse.Namespace, also: tuple[str, ...]) -> int:
    """The backup gives the folder, the database the log."""
    from tocsin.log.address import address_of
    from tocsin.log.rejoining import rejoin

    if asked.position is not None or asked.tombstones is not None or asked.upto_damage:
        raise Told("with --store the log is as the database has it; leave the rest out", Exit.usage)
    joined = rejoin(asked.backup, asked.town, address_of(asked.store), also=also)
    if asked.json:
        told = {"town": str(asked.town), "log": joined.place, "position": joined.position}
        print(as_json(told))
    else:
        print(f"{asked.town} writes {joined.name} on after record {joined.position:,},")
        print(f"in {joined.place}. Attachments that are newer than the backup are missing.")
    return Exit.done
