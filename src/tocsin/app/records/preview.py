"""A request with what it would be given now, in the eyes of whoever prepares it."""

from collections.abc import Iterator, Mapping

import msgspec

from tocsin.access import Eye, Viewer
from tocsin.access.cuts import Readable, identity
from tocsin.app.records.documents import (
    GivenIncident,
    WithheldPlace,
    index_of,
    origin_of,
    records_of,
)
from tocsin.app.records.gathering import Gathered, gathered, may_see
from tocsin.app.seeing import Seen
from tocsin.log import KeyStore
from tocsin.operations.picture.records_request import RecordsRequest
from tocsin.operations.redaction import mark_of


class TextPlace(msgspec.Struct, frozen=True):
    """A text of which spans can be withheld: where, its mark, how many characters it has."""

    record: str
    field: str
    mark: str
    characters: int


class Preview(msgspec.Struct, frozen=True):
    """What would be given, what withheld, and the texts in it. `hidden` counts incidents that the
    asker may not know of and that somebody else released.
    """

    incidents: tuple[GivenIncident, ...]
    withheld: tuple[WithheldPlace, ...]
    texts: tuple[TextPlace, ...]
    hidden: int


class Seeing(msgspec.Struct, frozen=True):
    """What is gathered, divided by what the asker may know of."""

    known: Gathered
    hidden: int

    @property
    def incidents(self) -> tuple[str, ...]:
        """Incidents in it, by id."""
        return tuple(each.incident for each in self.known.parts if each.incident is not None)


def seen_by(town: Seen, request: RecordsRequest, asker: Viewer) -> Seeing:
    """What a request is given, as far as whoever prepares it may know of the incidents."""
    found = gathered(town, request)
    known = tuple(
        each for each in found.parts if each.incident is None or may_see(town, asker, each.incident)
    )
    return Seeing(msgspec.structs.replace(found, parts=known), len(found.parts) - len(known))


def preview_of(town: Seen, seeing: Seeing) -> Preview:
    """The same in plain JSON."""
    keys, header, picture = town.store.keys, town.store.header, town.picture
    origin = origin_of(seeing.known, picture, header)
    return Preview(
        records_of(seeing.known, origin, keys).incidents,
        index_of(seeing.known, origin, picture).withheld,
        tuple(_texts(seeing.known, keys)),
        seeing.hidden,
    )


def _texts(found: Gathered, keys: KeyStore) -> Iterator[TextPlace]:
    for part in found.parts:
        for given in part.subjects:
            for path, readable in _readables(given.fields, ""):
                words = readable.words
                text = words if isinstance(words, str) else keys.open(words) or ""
                record = f"{given.kind}/{given.id}"
                yield TextPlace(record, path, mark_of(words), len(text))


def _readables(value: object, path: str) -> Iterator[tuple[str, Readable]]:
    """Every text that can be read, with its path."""
    if isinstance(value, Readable):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _readables(each, f"{path}/{name}".lstrip("/"))
    elif isinstance(value, tuple):
        for place, each in enumerate(value):
            yield from _readables(each, f"{path}/{identity(each) or place}")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _readables(getattr(value, name), f"{path}/{name}")


def may_prepare(eye: Eye, request: str) -> bool:
    """Whether somebody sees a request with what it would be given."""
    return {"incidents", "what"} <= eye.fields(("records_requests", request))
