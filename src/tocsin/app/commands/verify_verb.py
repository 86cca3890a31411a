"""`tocsin verify`: every record, hash and signature, while the town serves or not."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Exit code 0 when everything is as it was written, 1 when not."""
    import msgspec

    from tocsin.app.wiring import ARCHIVE_FILE
    from tocsin.log import LogDamaged, SqliteShelf, verify

    found = verify(asked.town)
    shelf = asked.town / ARCHIVE_FILE
    if found.ok and shelf.exists():
        try:
            archive = SqliteShelf(shelf, writer=False)
            try:
                for _ in archive.values():
                    pass
            finally:
                archive.close()
        except LogDamaged as damage:
            what = f"{damage.what}. {damage.remedy}"
            found = msgspec.structs.replace(found, ok=False, first_bad_position=0, what=what)
    if asked.json:
        print(as_json(found))
    elif found.ok:
        print(f"{found.events:,} records are as they were written ({found.events_per_s:,}/s).")
    else:
        print(f"NOT as it was written: position {found.first_bad_position}: {found.what}")
    return Exit.done if found.ok else Exit.not_so
