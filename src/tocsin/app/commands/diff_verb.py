"""`tocsin diff`: what changed between two positions or times."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told


def declare(parser: argparse.ArgumentParser) -> None:
    """From when to when."""
    arguments.town(parser)
    parser.add_argument("earlier", metavar="FROM", help="a position, or a time of the log's clock")
    parser.add_argument("later", metavar="TO", nargs="?", help="likewise (default: now)")
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Subjects that came, went or changed, with the fields that differ."""
    from tocsin.app.differences import differences, told
    from tocsin.app.facts import json_of
    from tocsin.app.instants import position_of
    from tocsin.app.wiring import reading
    from tocsin.jurisdiction.town import picture_at

    with reading(asked.town) as town:
        first = position_of(asked.earlier, town)
        last = town.position if asked.later is None else position_of(asked.later, town)
        if first > last:
            raise Told(f"record {first} is after {last}: name the earlier one first", Exit.usage)
        found = differences(picture_at(town.store, first), picture_at(town.store, last))
        if asked.json:
            print(json_of({"from": first, "to": last, "subjects": found}, town.store.keys))
        else:
            print(told(found, first, last, town.store.keys))
    return Exit.done
