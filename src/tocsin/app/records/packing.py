"""What a request is given, as files: the same request at the same position makes the same bytes."""

import hashlib

import msgspec

from tocsin.app.desk import town_zone
from tocsin.app.records.documents import (
    INDEX_FILE,
    MANIFEST_FILE,
    PAGE_FILE,
    RECORDS_FILE,
    SHEET_FILE,
    SIGNATURE_FILE,
    ListedFile,
    Manifest,
    as_json,
    citations,
    index_of,
    origin_of,
    records_of,
)
from tocsin.app.records.gathering import Gathered
from tocsin.app.records.page import Cover, page
from tocsin.app.records.sheet import sheet
from tocsin.app.records.wording import words_for
from tocsin.app.seeing import Seen
from tocsin.log.signing import TownKey

LABEL = "records"


class Package(msgspec.Struct, frozen=True):
    """Files by name, signed; `digest` is the SHA-256 of the manifest."""

    files: dict[str, bytes]
    digest: str


def packed(town: Seen, found: Gathered, key: TownKey) -> Package:
    """All files that are given out for a request."""
    picture, keys, header = town.picture, town.store.keys, town.store.header
    origin = origin_of(found, picture, header)
    records = records_of(found, origin, keys)
    index = index_of(found, origin, picture)
    settings = picture.settings.get("town")
    cover = Cover(
        origin=origin,
        asked=keys.open(found.request.what) or "",
        received_at=found.request.received_at,
        citations=citations(found),
        index=index,
        key=key.public.hex(),
        zone=town_zone(picture),
        words=words_for(settings.language if settings else "en"),
    )
    files = {
        RECORDS_FILE: as_json(records),
        SHEET_FILE: sheet(records),
        PAGE_FILE: page(found, cover, keys),
        INDEX_FILE: as_json(index),
    }
    manifest = Manifest(
        origin,
        tuple(ListedFile(name, len(each), _sha256(each)) for name, each in sorted(files.items())),
        found.incidents,
        found.fields_given,
        found.withheld,
        key.public.hex(),
    )
    files[MANIFEST_FILE] = as_json(manifest)
    files[SIGNATURE_FILE] = key.sign(LABEL, files[MANIFEST_FILE]).hex().encode() + b"\n"
    return Package(files, _sha256(files[MANIFEST_FILE]))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
