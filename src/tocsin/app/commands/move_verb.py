"""`tocsin move`: put a town's log into a PostgreSQL database, or back into its folder."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument(
        "--to",
        required=True,
        metavar="ADDRESS|folder",
        help="postgres://USER@HOST/DATABASE, env:NAME, file:PATH, or the word folder",
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Copies as stored, verifies the copy, and only then leaves the old place. The town must not
    be open.
    """
    from tocsin.log.address import address_of, is_address
    from tocsin.log.moving import move_to_database, move_to_folder

    if asked.to == "folder":
        moved = move_to_folder(asked.town)
    elif is_address(asked.to):
        moved = move_to_database(asked.town, address_of(asked.to))
    else:
        raise Told(
            "--to is the word folder, or postgres://USER@HOST/DATABASE, env:NAME or file:PATH",
            Exit.usage,
        )
    if asked.json:
        told = {
            "town": str(asked.town),
            "log": moved.place,
            "position": moved.position,
            "hash": moved.hash.hex(),
        }
        print(as_json(told))
    else:
        print(f"The log of {moved.name}, {moved.position:,} records, is in {moved.place}.")
        print(f"It ends in the same head: {moved.hash.hex()}")
    return Exit.done
