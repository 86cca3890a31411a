"""The shapes of what is given out as JSON: the records, the index of what is withheld, the list
of files.
"""

import msgspec

from tocsin.app.records.gathering import Gathered, Given
from tocsin.app.records.opening import text_hook
from tocsin.log import Header, KeyStore
from tocsin.operations.picture import Picture
from tocsin.operations.redaction import NOT_ADOPTED

FORMAT = "tocsin-records 1"
RECORDS_FILE = "incidents.json"
SHEET_FILE = "incidents.csv"
PAGE_FILE = "index.html"
INDEX_FILE = "withheld.json"
MANIFEST_FILE = "manifest.json"
SIGNATURE_FILE = "manifest.sig"


class Origin(msgspec.Struct, frozen=True):
    """Whose records, for which request. `log`: Actual, Exercise or Test."""

    format: str
    town: str
    code: str
    log: str
    request: str
    kind: str
    received_at: str


class GivenSubject(msgspec.Struct, frozen=True):
    """One subject: its fields in plain JSON; a gap in a text reads `[withheld: CODE]`."""

    kind: str
    id: str
    fields: dict[str, object]


class GivenIncident(msgspec.Struct, frozen=True):
    """An incident with all that belongs to it; `incident` is None for a person's own entry."""

    incident: str | None
    subjects: tuple[GivenSubject, ...]


class Records(msgspec.Struct, frozen=True):
    """incidents.json."""

    origin: Origin
    incidents: tuple[GivenIncident, ...]


class WithheldPlace(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something withheld: where, on which ground, by whose decision (role and id). No content.

    `start` and `end` are code points of the whole text; without them all of the field is withheld.
    A field with a form (`place~coarse`) is given coarser.
    """

    kind: str
    id: str
    field: str
    exemption: str
    citation: str
    by: str
    start: int | None = None
    end: int | None = None


class WithheldIndex(msgspec.Struct, frozen=True):
    """withheld.json."""

    origin: Origin
    withheld: tuple[WithheldPlace, ...]


class ListedFile(msgspec.Struct, frozen=True):
    """A file with its size and SHA-256 (64 hex digits)."""

    path: str
    size_bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """manifest.json; manifest.sig is its Ed25519 signature, in hex, by `public_key`."""

    origin: Origin
    files: tuple[ListedFile, ...]
    incidents: int
    fields_given: int
    withheld: int
    public_key: str


def origin_of(found: Gathered, picture: Picture, header: Header) -> Origin:
    """Whose records these are."""
    settings = picture.settings.get("town")
    request = found.request
    return Origin(
        FORMAT,
        settings.name if settings else header.name,
        header.code,
        header.kind.value,
        request.id,
        request.kind.value,
        request.received_at.isoformat(),
    )


def records_of(found: Gathered, origin: Origin, keys: KeyStore) -> Records:
    """What is given, with texts opened as far as they may be."""
    hook = text_hook(keys)

    def plain(given: Given) -> GivenSubject:
        fields = msgspec.to_builtins(given.fields, enc_hook=hook, str_keys=True)
        return GivenSubject(given.kind, given.id, fields)

    return Records(
        origin,
        tuple(
            GivenIncident(part.incident, tuple(map(plain, part.subjects))) for part in found.parts
        ),
    )


def index_of(found: Gathered, origin: Origin, picture: Picture) -> WithheldIndex:
    """What is withheld, in the order in which the records are told."""
    cited = citations(found)
    return WithheldIndex(
        origin,
        tuple(
            WithheldPlace(
                given.kind, given.id, each.path, each.exemption, cited.get(each.exemption, ""),
                decider(picture, each.by), each.start, each.end,
            )
            for part in found.parts
            for given in part.subjects
            for each in given.withheld
        ),
    )  # fmt: skip


def citations(found: Gathered) -> dict[str, str]:
    """Each adopted exemption with its citation."""
    rules = found.rules
    return {} if rules is None else {each.code: each.citation for each in rules.exemptions}


def decider(picture: Picture, person: str) -> str:
    """Whose decision it was, as an outsider may read it: roles and a pseudonym, never a name."""
    found = picture.people.get(person)
    if found is None:
        return person or NOT_ADOPTED
    return f"{', '.join(sorted(found.roles))} ({found.id})" if found.roles else found.id


def as_json(value: object) -> bytes:
    """Indented JSON, the same for the same value."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
