"""What every look at a town needs, whether this process runs it or only reads it."""

from collections.abc import Iterator
from typing import Protocol

from tocsin.jurisdiction.town import Town
from tocsin.log import LogStore
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
        matter = self._archive.get(f"incident/{name}")
        return None if matter is None else matter.incident

    def incidents(self) -> Iterator[Incident]:
        for matter in self._archive.matters():
            if (incident := matter.incident) is not None:
                yield incident
        yield from self.picture.incidents.values()


def seen(town: Town) -> Seen:
    """A running town, to look at."""
    return _Running(town)
