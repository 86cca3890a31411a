"""`tocsin search`: find incidents, open and closed."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told


def declare(parser: argparse.ArgumentParser) -> None:
    """Words, a unit, a slice of time."""
    arguments.town(parser)
    parser.add_argument(
        "words", metavar="WORD", nargs="*", help="all must occur: number, type, place …"
    )
    parser.add_argument("--unit", metavar="CALLSIGN", help="worked by this unit")
    parser.add_argument("--since", metavar="T", help="opened at or after this time")
    parser.add_argument("--until", metavar="T", help="opened before this time")
    parser.add_argument(
        "--limit", type=int, default=50, help="at most so many, newest first (default: 50)"
    )
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Searches what is sealed by opening it: nothing forgotten is ever found."""
    from datetime import UTC, datetime

    from tocsin.app.desk import town_zone
    from tocsin.app.facts import json_of
    from tocsin.app.searching import Sought, found_lines, sought
    from tocsin.app.times import moment
    from tocsin.app.wiring import reading

    if asked.limit < 1:
        raise Told("--limit is a number of incidents, 1 or more", Exit.usage)
    with reading(asked.town) as town:
        zone, now, keys = town_zone(town.picture), datetime.now(UTC), town.store.keys
        what = Sought(
            words=tuple(asked.words),
            unit=asked.unit,
            since=None if asked.since is None else moment(asked.since, now, zone),
            until=None if asked.until is None else moment(asked.until, now, zone),
        )
        found = sought(town.incidents(), what, keys)
        if asked.json:
            print(json_of({"found": len(found), "incidents": found[: asked.limit]}, keys))
        else:
            print(found_lines(found, asked.limit, zone, keys))
    return Exit.done
