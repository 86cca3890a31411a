"""Folding a log into pictures: the one function behind the live town, time travel and review."""

import gc
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from tocsin.log import Record, dec_hook
from tocsin.operations.catalogue import EVENTS, NAMES, Reader
from tocsin.operations.destruction import RecordsDestroyed
from tocsin.operations.picture import KINDS, Picture, touched
from tocsin.operations.picture.map import DraftMap

READER = Reader(dec_hook)

ARCHIVING = frozenset(name for name in EVENTS if name.partition(".")[0].endswith("_archived"))
"""Events that take a finished matter, and all that belongs to it, out of the picture."""

SHELVING = ARCHIVING | {NAMES[RecordsDestroyed]}
"""Events that the archive is told of: also that records are destroyed, which it need not find."""

Left = dict[str, dict[str, object]]
"""Nouns that left a picture: by collection, then by id."""


class Step(NamedTuple):
    """One record and what it made of the picture."""

    record: Record
    before: Picture
    after: Picture


def stepped(records: Iterable[Record], picture: Picture) -> Iterator[Step]:
    """The same as `fold`, picture by picture: for those who must see each change."""
    for record in records:
        before = picture
        picture = READER.fold(before, record.name, bytes(record.payload), record)
        yield Step(record, before, picture)


Watch = Callable[[Record, Left], None]
"""Called after a record that the archive is told of, with what it took out of the picture."""


def fold(
    records: Iterable[Record], picture: Picture | None = None, watch: Watch | None = None
) -> Picture:
    """The picture after these records, from `picture` or from nothing.

    Works on a draft, which nobody sees, and settles once: a replay needs no picture in between.
    """
    draft = (picture or Picture()).drafted()
    step = READER.fold
    was_enabled = gc.isenabled()
    gc.disable()  # A fold makes no circles: a collection in its middle would find nothing.
    try:
        for record in records:
            if watch is not None and record.name in SHELVING:
                draft = _watched(draft, record, watch)
            else:
                draft = step(draft, record.name, bytes(record.payload), record)
    finally:
        if was_enabled:
            gc.enable()
    return draft.settled()


def _watched(draft: Picture, record: Record, watch: Watch) -> Picture:
    maps: dict[str, DraftMap[object]] = {name: getattr(draft, name) for name in KINDS}
    for each in maps.values():
        each.dropped = {}
    draft = READER.fold(draft, record.name, bytes(record.payload), record)
    left: Left = {}
    for name, each in maps.items():
        if each.dropped and name in ARCHIVED:
            left[name] = {key: noun for key, noun in each.dropped.items() if key not in each}
        each.dropped = None
    watch(record, left)
    return draft


def taken_out(before: Picture, after: Picture) -> Left:
    """What is in the first picture and not in the second: what an archiving event took out."""
    left: Left = {}
    for kind, key in touched(before, after):
        if kind in ARCHIVED and key not in getattr(after, kind):
            left.setdefault(kind, {})[key] = getattr(before, kind).get(key)
    return left


ARCHIVED = frozenset(KINDS) - {"agenda", "counts"}
"""Collections of nouns; the rest is the picture's own bookkeeping."""


def known_at(records: Iterable[Record], time: datetime) -> Iterable[Record]:
    """What was known at `time` (aware UTC): born here by then, or known to its source by then."""
    return (each for each in records if (each.source_known_at or each.recorded_at) <= time)


def occurred_by(records: Iterable[Record], time: datetime) -> Iterable[Record]:
    """What had happened by `time` (aware UTC), as known today; intervals count at their later
    bound.
    """
    return (each for each in records if each.occurred_at <= time)
