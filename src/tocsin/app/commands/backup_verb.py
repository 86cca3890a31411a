"""`tocsin backup`: copy a town while it serves."""

import argparse
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument("target", metavar="TARGET", type=Path, help="a new or empty folder")
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """A consistent copy of log, keys, attachments, grounds and tombstones, with a signed list of
    what is in it.
    """
    from tocsin.app.backup_note import note_backup
    from tocsin.app.carriers.kept_beside import CARRIED
    from tocsin.app.credentials import FILE
    from tocsin.app.ground.keeping import GROUNDS
    from tocsin.federation.link_key import LINK_KEY_FILE
    from tocsin.log import TRACK, backup

    made = backup(asked.town, asked.target, also=(FILE, GROUNDS, LINK_KEY_FILE, *CARRIED))
    note_backup(asked.town, made.position, str(asked.target))
    if asked.json:
        print(as_json({"backup": str(asked.target), "position": made.position, "name": made.name}))
    else:
        print(f"{made.name} up to record {made.position:,} is in {asked.target}.")
        if (asked.town / TRACK).is_dir():
            print("Positions and readings stay behind: what was acted on is in the log.")
        print("It holds the keys too: keep it where you would keep the town itself.")
    return Exit.done
