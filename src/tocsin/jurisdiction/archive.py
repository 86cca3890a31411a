"""Finished matters, out of the picture but not out of reach: search, measures and open data read
them.

It can be thrown away and is rebuilt from the log. It holds sealed words only, so forgetting reaches
it. Where its storage fails it falls behind and says so by its position; the town runs on.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from tocsin.jurisdiction.finished import (
    COLLECTIONS,
    FIRST,
    OVER,
    USED,
    finished_of,
    instant,
    of_type,
    past,
    place_of,
    type_in,
    uses_of,
)
from tocsin.jurisdiction.fold import READER, Left
from tocsin.jurisdiction.snapshots import decode, encode_nouns
from tocsin.log import LogDamaged, Record, Shelf, StorageUnknown
from tocsin.operations.destruction import RecordsDestroyed
from tocsin.operations.orders import Finished
from tocsin.operations.picture import Incident, Picture

WRITTEN_AT_ONCE = 256
"""So many matters wait in memory at the most while a log is replayed."""


class Matter(msgspec.Struct, frozen=True):
    """What one archiving event took out of the picture: an incident with its reports, narrative …

    `subject` is what the event names (`incident/PE-…`, `report/…`, `closure/…`, `proposal/…`).
    """

    subject: str
    position: int
    archived_at: datetime
    stored: bytes
    finished: Finished | None = None
    """The matter in short; None of what was never over."""

    @property
    def left(self) -> Picture:
        """A picture of all that left with it."""
        return decode(self.stored)

    @property
    def incident(self) -> Incident | None:
        """The incident, where the matter is one."""
        kind, _, name = self.subject.partition("/")
        return self.left.incidents.get(name) if kind == "incident" else None


_DECODER = msgspec.msgpack.Decoder(Matter)
_SHORT = msgspec.msgpack.Decoder(Finished)
AT_ONCE = 256
"""Entries that are read together."""


class Archive:
    """Matters by subject, over a shelf that knows no meaning."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._waiting: dict[str, bytes | None] = {}
        """What is not on the shelf yet; None: to be taken away."""
        self._taken_upto = shelf.position

    @property
    def position(self) -> int:
        """Up to where in the log it has been kept."""
        return self._shelf.position

    def take(self, record: Record, left: Left) -> None:
        """Keep what this archiving record took out of the picture; once is enough. Of what was
        destroyed, the entries go by which it would be found.
        """
        if record.position <= self._taken_upto:
            return
        event = READER.event(record.name, bytes(record.payload))
        if isinstance(event, RecordsDestroyed):
            for each in event.subjects:
                self._strike(each)
        elif left:
            field = event.__struct_fields__[0]
            self._put(f"{field}/{getattr(event, field)}", record, left)
        self._taken_upto = record.position
        if len(self._waiting) >= WRITTEN_AT_ONCE:
            self.settle(record.position)

    def _put(self, subject: str, record: Record, left: Left) -> None:
        kind, _, name = subject.partition("/")
        noun = left.get(COLLECTIONS.get(kind, kind), {}).get(name)
        short = finished_of(subject, record.position, noun)
        matter = Matter(subject, record.position, record.recorded_at, encode_nouns(left), short)
        self._waiting[subject] = msgspec.msgpack.encode(matter)
        if short is not None:
            self._waiting[place_of(short)] = msgspec.msgpack.encode(short)
            self._waiting.update(dict.fromkeys(uses_of(short), b""))

    def _strike(self, subject: str) -> None:
        matter = self.get(subject)
        short = None if matter is None else matter.finished
        if short is not None:
            self._waiting.update(dict.fromkeys((place_of(short), *uses_of(short))))

    def settle(self, position: int) -> None:
        """Write down what was taken; the archive now stands at `position`, unless its storage
        fails.
        """
        try:
            for name, content in self._waiting.items():
                if content is None:
                    self._shelf.drop(name)
                else:
                    self._shelf.put(name, content)
            self._shelf.settle(position)
        except (StorageUnknown, LogDamaged):
            return
        self._waiting.clear()

    def keep(self, position: int) -> None:
        """Write down durably that everything up to `position` has been taken. Raises
        StorageUnknown.
        """
        self.settle(position)
        self._shelf.put_mark()

    def get(self, subject: str) -> Matter | None:
        """The matter under this subject, or None."""
        stored = self._waiting.get(subject) or self._shelf.get(subject)
        return None if stored is None else _DECODER.decode(stored)

    def matters(self) -> Iterator[Matter]:
        """All matters; those on the shelf by subject, then those still to be written."""
        for name, stored in self._among("", FIRST):
            if name not in self._waiting:
                yield _DECODER.decode(stored)
        for name in sorted(self._waiting):
            waiting = self._waiting[name]
            if waiting is not None and not name.startswith(FIRST):
                yield _DECODER.decode(waiting)

    # what is on the shelf, in short: while that is behind, what is missing here is not due yet

    def finished(self) -> Iterator[Finished]:
        """Every matter that is over and not destroyed, by kind, type and time."""
        for _, stored in self._among(OVER, past(OVER)):
            yield _SHORT.decode(stored)

    def types(self, kind: str) -> Iterator[str]:
        """The types there are of a kind: one look each."""
        first, before = f"{OVER}{kind}/", past(f"{OVER}{kind}/")
        while found := self._shelf.among(first, before, 1):
            type_ = type_in(found[0][0])
            yield type_
            first = past(of_type(kind, type_))

    def over_by(self, kind: str, type_: str, at: datetime) -> Iterator[Finished]:
        """Matters of a kind and type that were over by `at` (aware UTC), the oldest first."""
        part = of_type(kind, type_)
        for _, stored in self._among(part, f"{part}{instant(at)}~"):
            found = _SHORT.decode(stored)
            if found.over_at <= at:
                yield found

    def users(self, owner: str) -> Iterator[str]:
        """Other matters that are made of an owner's words too."""
        part = f"{USED}{owner}/"
        for name, _ in self._among(part, past(part)):
            yield name.removeprefix(part)

    def _among(self, first: str, before: str) -> Iterator[tuple[str, bytes]]:
        """A part at a time: nobody who writes meanwhile is kept waiting."""
        while found := self._shelf.among(first, before, AT_ONCE):
            yield from found
            if len(found) < AT_ONCE:
                return
            first = found[-1][0] + "\0"

    def clear(self) -> None:
        """Begin anew."""
        self._waiting.clear()
        self._taken_upto = 0
        self._shelf.clear()

    def close(self) -> None:
        self._shelf.close()


__all__ = ["Archive", "Matter"]
