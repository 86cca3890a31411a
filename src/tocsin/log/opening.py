"""What a writer checks before it serves: where trust begins, and whether the tail is all there."""

import contextlib
import os
from pathlib import Path

from tocsin.log.chain import SEGMENT, Anchor
from tocsin.log.commit import End, is_head
from tocsin.log.failures import RESTORE, LogDamaged
from tocsin.log.mark import REMEDY, Mark
from tocsin.log.reader import LogReader
from tocsin.log.record import Carried
from tocsin.log.signing import TownKey, is_signed
from tocsin.log.snapshots import Snapshots

WHOLE_UPTO = 50_000
"""A log of so many records is checked from its beginning at every opening, a third of a second's
work; a longer one from the newest snapshot, and whole by `verify`."""
PROBE_BYTES = 1 << 20
"""Space that must be free before a store that stopped accepts again."""


def carried_statement(carried: Carried) -> bytes:
    """What the signature of a carried balance is over."""
    return carried.position.to_bytes(8, "big") + carried.hash + carried.balance_sha256


def trusted_anchor(reader: LogReader, snapshots: Snapshots, key: TownKey) -> Anchor:
    """From where the chain is checked: the last point that the town signed for (snapshot, closed
    segment) or, in a log short enough to be checked whole, its beginning.

    Raises `LogDamaged` when the header is not this town's, or what is carried is not signed.
    """
    check_header(reader)
    if reader.header.public_key != key.public:
        raise LogDamaged(
            0,
            f"the signing key in {reader.folder} is not the one of the log's header",
            "Put back the key that belongs to this log",
        )
    head = reader.head()
    beginning = Anchor(reader.starts_after, reader.start)
    if reader.segments:
        beginning = carried_anchor(reader)
    if head.position - beginning.position <= WHOLE_UPTO:
        return beginning
    for anchor in snapshots.anchors():
        if beginning.position <= anchor.position <= head.position and reader.holds(*anchor):
            return anchor
    return beginning


def check_header(reader: LogReader) -> None:
    """The header is signed with the key that it names. Raises `LogDamaged`."""
    head = reader.head()._replace(
        position=reader.starts_after, hash=reader.start, signature=reader.header_signature
    )
    if not is_head(reader.header.public_key, head):
        raise LogDamaged(0, "the header is not what the town signed", RESTORE)


def carried_anchor(reader: LogReader) -> Anchor:
    """The end of the last closed segment, when its balance is signed. Raises `LogDamaged`."""
    carried = reader.segments[-1].carried
    if not is_signed(
        reader.header.public_key, SEGMENT, carried_statement(carried), carried.signature
    ):
        raise LogDamaged(
            carried.position, "the carried balance is not what the town signed", RESTORE
        )
    return Anchor(carried.position, carried.hash)


def check_index(reader: LogReader, after: int) -> None:
    """Every command after a position is found by its id: a lost write there would grant one twice.

    Raises `LogDamaged`.
    """
    lost = reader.main.unindexed(after)
    if lost is not None:
        raise LogDamaged(lost, "the command there is not found by its id", RESTORE)


def check_against_mark(reader: LogReader, mark: Mark, end: End, incarnation: str) -> None:
    """The log reaches the high-water mark and agrees with it. Raises `LogDamaged`."""
    if mark.incarnation != incarnation:
        raise LogDamaged(
            end.position,
            f"the high-water mark is of incarnation {mark.incarnation}, the log of {incarnation}",
            REMEDY,
        )
    if mark.position > end.position:
        raise LogDamaged(
            end.position + 1,
            f"the log ends at {end.position} but had reached {mark.position}: "
            "its tail was cut, or an old copy was put back",
            REMEDY,
        )
    if not reader.holds(mark.position, mark.hash):
        raise LogDamaged(
            mark.position, "the log is not the one that the high-water mark was kept for", REMEDY
        )


def probe(folder: Path) -> None:
    """Write and sync a megabyte beside the log, and take it away again. Raises OSError."""
    path = folder / "probe"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(bytes(PROBE_BYTES))
            file.flush()
            os.fsync(file.fileno())
    finally:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
