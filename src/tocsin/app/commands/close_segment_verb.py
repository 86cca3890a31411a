"""`tocsin close-segment`: move old records into a sealed segment with a signed carried balance."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told, as_json


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument(
        "upto", metavar="N|T", help="the last record to move, or a time of the log's clock"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """The records stay readable and verified; the balance is the picture at the segment's end."""
    from tocsin.app.instants import position_of
    from tocsin.app.wiring import reading
    from tocsin.jurisdiction.snapshots import encode
    from tocsin.jurisdiction.town import picture_at
    from tocsin.log import open_store

    with reading(asked.town) as town:
        upto = position_of(asked.upto, town)
        balance = encode(picture_at(town.store, upto))
    store = open_store(asked.town, True)
    try:
        carried = store.close_segment(upto, balance)
    except ValueError as error:
        raise Told(str(error), Exit.usage) from error
    finally:
        store.close()
    if asked.json:
        print(as_json({"upto": carried.position, "balance_sha256": carried.balance_sha256.hex()}))
    else:
        print(f"Records 1 to {carried.position:,} are in a segment of {asked.town}.")
    return Exit.done
