"""`tocsin due`: what is due, and what is overdue."""

import argparse

from tocsin.app import arguments
from tocsin.app.outcome import Exit, Told

MOST_MIN = 60 * 24 * 366


def declare(parser: argparse.ArgumentParser) -> None:
    """How far ahead, and from when."""
    arguments.town(parser)
    parser.add_argument(
        "--within", type=int, default=60, metavar="MIN", help="minutes ahead (default: 60)"
    )
    parser.add_argument("--time", metavar="T", help="as seen from this time (default: now)")
    arguments.json_flag(parser)


def run(asked: argparse.Namespace) -> int:
    """Overdue first, then what comes due within the time given."""
    from datetime import UTC, datetime

    from tocsin.app.deadlines import due_lines, due_of
    from tocsin.app.desk import town_zone
    from tocsin.app.facts import json_of
    from tocsin.app.times import moment
    from tocsin.app.wiring import reading

    if not 0 <= asked.within <= MOST_MIN:
        raise Told(f"--within is a number of minutes, 0 to {MOST_MIN:,}", Exit.usage)
    with reading(asked.town) as town:
        zone, now = town_zone(town.picture), datetime.now(UTC)
        at = now if asked.time is None else moment(asked.time, now, zone)
        due = due_of(town.picture, at, asked.within * 60)
        print(json_of(due, town.store.keys) if asked.json else due_lines(due, at, zone))
    return Exit.done
