"""What one person's screen is sent: the slice of the town they may know, folded as it comes."""

from collections.abc import Callable
from datetime import datetime

from tocsin.access import SliceBoard, person
from tocsin.access.changes import Cause
from tocsin.access.slices import fold_slice
from tocsin.access.stream import Reading
from tocsin.app.facts import opener
from tocsin.jurisdiction.fold import READER
from tocsin.jurisdiction.town import Town
from tocsin.operations.picture import Subject

Fields = dict[str, object]


class Screen:
    """A follower of the town. `shows` is what it knows, `sent` every byte it ever got."""

    def __init__(self, town: Town, who: str, now: Callable[[], datetime]) -> None:
        self._town = town
        self._now = now
        self._picture, self._position = town.picture, town.position
        self._slices = SliceBoard(town.picture, speak=opener(town.store.keys))
        self._reading = Reading()
        _, first = self._slices.join(person(who), f"screen of {who}", now())
        self.sent = first.whole
        self._known: dict[Subject, Fields] = fold_slice({}, self._reading.received(first.whole))

    def shows(self) -> dict[Subject, Fields]:
        """Everything on this screen now, by kind and id."""
        for record in self._town.store.read(after=self._position):
            after = READER.fold(self._picture, record.name, bytes(record.payload), record)
            cause = Cause(
                record.name, record.occurred_at, record.recorded_at, record.actor,
                record.on_behalf_of,
            )  # fmt: skip
            self._slices.collect(self._picture, after, cause)
            self._picture, self._position = after, record.position
        for _, sent in self._slices.flush(self._now()):
            self.sent += sent.whole
            self._known = fold_slice(self._known, self._reading.received(sent.whole))
        return self._known

    def knows_of(self, *words: str) -> bool:
        """Whether any of these words was ever on this screen, or on the wire to it."""
        self.shows()
        return any(each.encode() in self.sent for each in words)

    def unit(self, call_sign: str) -> Fields:
        """What this screen shows of a unit."""
        return self.shows()["units", f"{self._town.code}-{call_sign}"]

    def incidents(self) -> list[str]:
        """The incidents on this screen."""
        return [name for kind, name in self.shows() if kind == "incidents"]
