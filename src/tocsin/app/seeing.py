"""What every look at a town needs, whether this process runs it or only reads it."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from tocsin.jurisdiction.archive import Matter
from tocsin.jurisdiction.observed import Known
from tocsin.jurisdiction.orders import Order, Outcome
from tocsin.jurisdiction.town import Town
from tocsin.log import Clock, LogStore
from tocsin.operations.orders import Finished
from tocsin.operations.picture import Incident, Picture


class Seen(Protocol):
    """A town to look at: `jurisdiction.reading.Reading` is one, a running town through `seen`."""

    @property
    def picture(self) -> Picture: ...

    @property
    def position(self) -> int: ...

    @property
    def store(self) -> LogStore: ...

    def incident(self, name: str) -> Incident | None:
        """The incident under this id, wherever it is kept."""

    def incidents(self) -> Iterator[Incident]:
        """Every incident the town has had."""

    def matters(self) -> Iterator[Matter]:
        """Finished matters that have left the picture."""

    def finished(self) -> Iterator[Finished]:
        """The same in short, without what was destroyed."""

    def matter(self, subject: str) -> Matter | None:
        """The finished matter of this subject (`incident/PE-…`), or None."""


class Office(Protocol):
    """A town that takes orders: run by this process, or served by another on this machine."""

    @property
    def picture(self) -> Picture: ...

    @property
    def position(self) -> int: ...

    @property
    def store(self) -> LogStore: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def code(self) -> str: ...

    def submit(self, order: Order) -> Outcome: ...

    def submit_all(self, orders: Iterable[Order]) -> Iterator[Outcome]: ...

    def known(self, subject: str) -> Known | None:
        """What telemetry last observed of a subject (`unit/PE-E1`)."""


class _Running:
    """A running town as it is at this moment."""

    def __init__(self, town: Town) -> None:
        self.picture: Picture = town.picture
        self.position: int = town.position
        self.store: LogStore = town.store
        self._archive = town.archive

    def incident(self, name: str) -> Incident | None:
        found = self.picture.incidents.get(name)
        if found is not None:
            return found
        matter = self.matter(f"incident/{name}")
        return None if matter is None else matter.incident

    def matter(self, subject: str) -> Matter | None:
        return self._archive.get(subject)

    def matters(self) -> Iterator[Matter]:
        return self._archive.matters()

    def finished(self) -> Iterator[Finished]:
        return self._archive.finished()

    def incidents(self) -> Iterator[Incident]:
        for matter in self._archive.matters():
            if (incident := matter.incident) is not None:
                yield incident
        yield from self.picture.incidents.values()


def seen(town: Office) -> Seen:
    """A town that takes orders, to look at."""
    if isinstance(town, Town):
        return _Running(town)
    from tocsin.app.relay import RelayedTown

    assert isinstance(town, RelayedTown), "a town is run here or served elsewhere"
    return town.seen()
