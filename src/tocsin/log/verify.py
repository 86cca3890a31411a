"""Is the log what was written? Every record, hash and index entry, every side file.

Runs beside a town that is being written, from any process. What it does not look into: snapshots,
which prove themselves before each use, and bytes on the disk that belong to nothing (free space
in a page), which change no fact.
"""

import hashlib
from pathlib import Path

import msgspec

from tocsin.log.blobs import BlobFolder
from tocsin.log.chain import SEGMENT, Anchor
from tocsin.log.clock import SystemClock, SystemEntropy, monotonic_s
from tocsin.log.failures import RESTORE, LogDamaged, NotATown, StorageUnknown
from tocsin.log.files import sha256_of
from tocsin.log.keyring import damaged_keys
from tocsin.log.keys import MemoryKeys
from tocsin.log.manifest import check_manifest
from tocsin.log.mark import MARK_FILE, Mark, read_mark
from tocsin.log.opening import carried_statement, check_against_mark, check_header
from tocsin.log.parts import holds_log
from tocsin.log.reader import MANIFEST_FILE, LogReader
from tocsin.log.signing import KEY_FILE, TownKey, is_signed
from tocsin.log.walk import checked_end, walk


class Verified(msgspec.Struct, frozen=True):
    """What a full check found."""

    ok: bool
    events: int
    """Records found good, a fork's parent's included."""
    events_per_s: int
    first_bad_position: int | None = None
    """The first position that is not trusted; 0 where the damage is to no record."""
    what: str | None = None


def verify(folder: Path, parent: Path | None = None) -> Verified:
    """Check a town's folder or a backup. Raises `NotATown`, `StorageUnknown`; never on damage."""
    if not holds_log(folder):
        raise NotATown(f"{folder} holds no log; name a town's folder, or a backup's")
    began_s = monotonic_s()
    position: int | None = None
    what: str | None = None
    try:
        # The mark before the log: a town being written moves on between the two.
        mark = read_mark(folder / MARK_FILE)
        reader = LogReader(folder, parent)
        try:
            good = _check_log(reader, mark)
            _check_beside(reader)
        finally:
            reader.close()
    except LogDamaged as damage:
        position, what = damage.position, damage.what
        good = max(0, position - 1)
    took_s = max(monotonic_s() - began_s, 1e-9)
    return Verified(what is None, good, round(good / took_s), position, what)


def _check_log(reader: LogReader, mark: Mark) -> int:
    check_header(reader)
    if reader.parent is not None:
        check_header(reader.parent)
        walked = walk(
            reader.parent,
            Anchor(reader.parent.starts_after, reader.parent.start),
            reader.starts_after,
        )
        if walked.what is not None:
            raise LogDamaged(walked.good + 1, f"in the parent: {walked.what}", RESTORE)
    end = checked_end(reader, Anchor(reader.starts_after, reader.start))
    check_against_mark(reader, mark, end, reader.incarnations()[-1].incarnation)
    return end.position


def _wrong_key(reader: LogReader) -> str | None:
    """What is wrong with the signing key. A log without one can be read and not written."""
    path = reader.folder / KEY_FILE
    if not path.exists():
        return None
    try:
        is_own = TownKey.load(path).public == reader.header.public_key
    except NotATown as error:
        return str(error)
    except StorageUnknown:
        return None  # whoever may not read the key may still check the log
    return None if is_own else f"{path} is not the key of this log"


def _check_beside(reader: LogReader) -> None:
    wrong = reader.main.check_structure() or damaged_keys(reader) or _wrong_key(reader)
    if wrong is not None:
        raise LogDamaged(0, wrong, RESTORE)
    for segment in reader.segments:
        row = segment.file.row(segment.last)
        is_so = (
            row is not None
            and (row[1], row[3]) == (segment.hash, segment.head_signature)
            and sha256_of(segment.file.path) == segment.file_sha256
            and is_signed(
                reader.header.public_key,
                SEGMENT,
                carried_statement(segment.carried),
                segment.signature,
            )
            and hashlib.sha256(reader.main.balance(segment.first)).digest()
            == segment.balance_sha256
        )
        if not is_so:
            raise LogDamaged(
                segment.first, f"{segment.file.path} or its balance is not what was signed", RESTORE
            )
    keyless = MemoryKeys(reader.header.jurisdiction, SystemClock(), SystemEntropy())
    for digest in BlobFolder(reader.folder, keyless).damaged():
        raise LogDamaged(0, f"the attachment {digest} is not what was stored", RESTORE)
    if (reader.folder / MANIFEST_FILE).exists():
        check_manifest(reader.folder, reader.header.public_key)
