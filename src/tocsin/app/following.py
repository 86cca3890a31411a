"""A viewer's slice as lines: disclosed, changed and withdrawn subjects on a dense sequence of
their own.
"""

import argparse
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from tocsin.access import Slice, SliceBoard, Tick, Viewer, audience, crew, group, partner, person
from tocsin.access.changes import Cause
from tocsin.app.desk import officer
from tocsin.app.facts import opener
from tocsin.app.outcome import Exit, Told
from tocsin.app.subjects import named
from tocsin.jurisdiction.fold import READER
from tocsin.jurisdiction.reading import Reading
from tocsin.log import Record
from tocsin.operations.picture import Picture


class Line(msgspec.Struct, frozen=True):
    """What is printed: a tick's envelope and deltas as they were made, and where the stream then
    stands.
    """

    envelope: msgspec.Raw
    deltas: msgspec.Raw
    sequence: int
    head: str


def viewer_of(asked: argparse.Namespace, town: Reading) -> Viewer:
    """The viewer asked for. Raises Told when there is no such officer or unit."""
    if asked.public:
        return audience()
    if asked.group is not None:
        if asked.group not in town.picture.groups:
            raise Told(f"there is no group `{asked.group}` here", Exit.usage)
        return group(asked.group)
    if asked.partner is not None:
        return partner(asked.partner)
    if asked.crew is not None:
        kind, unit = named(town.picture, town.store.header.code, asked.crew)
        if kind != "units":
            raise Told(f"`{asked.crew}` is not a unit", Exit.usage)
        return crew(unit)
    found = officer(town.picture, asked.as_person)
    if found is None:
        raise Told(f"there is no active officer `{asked.as_person}` here", Exit.usage)
    return person(found)


def followed(asked: argparse.Namespace, town: Reading) -> Iterator[str]:
    """The viewer's stream from now on; ends after the first tick with --once."""
    board = SliceBoard(town.picture, speak=opener(town.store.keys))
    viewer = viewer_of(asked, town)
    stream, first = board.join(viewer, uuid.uuid4().hex, datetime.now(UTC))
    yield _line(stream, first)
    if asked.once:
        return
    picture, position = town.picture, town.position
    while True:
        for record in town.store.follow(position, asked.tick_ms / 1000):
            picture, position = _collected(board, picture, record), record.position
        for stream, sent in board.flush(datetime.now(UTC)):
            yield _line(stream, sent)


def _collected(board: SliceBoard, before: Picture, record: Record) -> Picture:
    after = READER.fold(before, record.name, bytes(record.payload), record)
    cause = Cause(
        record.name, record.occurred_at, record.recorded_at, record.actor, record.on_behalf_of
    )
    board.collect(before, after, cause)
    return after


def _line(stream: Slice, sent: Tick) -> str:
    raw = msgspec.Raw(sent.envelope), msgspec.Raw(sent.body)
    return msgspec.json.encode(Line(*raw, stream.sequence, stream.head)).decode()
