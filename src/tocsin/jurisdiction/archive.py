"""Finished matters, out of the picture but not out of reach: search, measures and open data read
them.

It can be thrown away and is rebuilt from the log. It holds sealed words only, so forgetting reaches
it. Where its storage fails it falls behind and says so by its position; the town runs on.
"""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from tocsin.jurisdiction.fold import READER, Left
from tocsin.jurisdiction.snapshots import decode, encode_nouns
from tocsin.log import LogDamaged, Record, Shelf, StorageUnknown
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


class Archive:
    """Matters by subject, over a shelf that knows no meaning."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._waiting: dict[str, bytes] = {}
        self._taken_upto = shelf.position

    @property
    def position(self) -> int:
        """Up to where in the log it has been kept."""
        return self._shelf.position

    def take(self, record: Record, left: Left) -> None:
        """Keep what this archiving record took out of the picture; once is enough."""
        if record.position <= self._taken_upto or not left:
            return
        event = READER.event(record.name, bytes(record.payload))
        field = event.__struct_fields__[0]
        subject = f"{field}/{getattr(event, field)}"
        matter = Matter(subject, record.position, record.recorded_at, encode_nouns(left))
        self._waiting[subject] = msgspec.msgpack.encode(matter)
        self._taken_upto = record.position
        if len(self._waiting) >= WRITTEN_AT_ONCE:
            self.settle(record.position)

    def settle(self, position: int) -> None:
        """Write down what was taken; the archive now stands at `position`, unless its storage
        fails.
        """
        try:
            for subject, matter in self._waiting.items():
                self._shelf.put(subject, matter)
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
        for stored in self._shelf.values():
            matter = _DECODER.decode(stored)
            if matter.subject not in self._waiting:
                yield matter
        yield from (_DECODER.decode(self._waiting[each]) for each in sorted(self._waiting))

    def clear(self) -> None:
        """Begin anew."""
        self._waiting.clear()
        self._taken_upto = 0
        self._shelf.clear()

    def close(self) -> None:
        self._shelf.close()


__all__ = ["Archive", "Matter"]
