"""The questions of time, as they are asked on the command line."""

import argparse
from datetime import UTC, datetime

from tocsin.app.desk import town_zone
from tocsin.app.outcome import Exit, Told
from tocsin.app.seeing import Seen
from tocsin.app.times import moment
from tocsin.jurisdiction.town import picture_at
from tocsin.operations.picture import Picture


def picture_asked(asked: argparse.Namespace, town: Seen) -> tuple[Picture, int]:
    """The picture asked for by --position, --known-at or --time, and the position it is told at."""
    if asked.position is not None:
        return picture_at(town.store, within(asked.position, town)), asked.position
    text = asked.known_at or asked.time
    when = moment(text, datetime.now(UTC), town_zone(town.picture))
    if asked.known_at is not None:
        return picture_at(town.store, known=when), town.position
    return picture_at(town.store, time=when), town.position


def within(position: int, town: Seen) -> int:
    """A position that the log has. Raises Told."""
    if not 0 <= position <= town.position:
        raise Told(f"the log has records 1 to {town.position}, not {position}", Exit.usage)
    return position


def position_of(text: str, town: Seen) -> int:
    """A position typed as a number, or as a time: the last record of that time."""
    if text.isascii() and text.isdigit() and len(text) < 19:
        return within(int(text), town)
    when = moment(text, datetime.now(UTC), town_zone(town.picture))
    return town.store.position_at(when)
