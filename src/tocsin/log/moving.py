"""Moving a town's log from its folder into a PostgreSQL database, and back.

Records, hashes, signatures and keys are copied as they are stored; nothing is encoded, chained or
signed again, so every head that anybody holds stays good. What was copied is verified as a whole
before the folder says that the log is elsewhere, and only then is what was left behind removed.
"""

import contextlib
from pathlib import Path

import msgspec

from tocsin.log.address import Address
from tocsin.log.chain import Anchor, Head
from tocsin.log.failures import LogDamaged, NotATown, StorageUnknown
from tocsin.log.keyfile import KEY_STORE_FILE
from tocsin.log.keyring import damaged_keys
from tocsin.log.lock import WriterLock
from tocsin.log.mark import MARK_FILE, read_mark
from tocsin.log.opening import check_against_mark, check_header
from tocsin.log.parts import LOG_FILE, holds_log
from tocsin.log.place import PLACE_FILE, Place, read_place, remove_place, write_place
from tocsin.log.reader import MANIFEST_FILE, SEGMENTS, LogReader
from tocsin.log.rebuild import copy_keys, copy_log
from tocsin.log.snapshots import SNAPSHOTS
from tocsin.log.standing import read_standing
from tocsin.log.walk import checked_end

ARRIVING = "arriving"
"""The folder, within the town's, in which a log is built that comes back from a database."""


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Where a town's log is now; the head is what it was."""

    name: str
    position: int
    hash: bytes
    place: str


def move_to_database(folder: Path, address: Address) -> Moved:
    """Move the log of the town in `folder` to an empty database.

    Raises `NotATown` (no town, a fork, a database that is not empty or not durable), `TownIsOpen`,
    `LogDamaged`, `StorageUnknown`; the town then is where it was.
    """
    _check_folder(folder)
    if read_place(folder) is not None:
        raise NotATown(f"{folder} keeps its log in a database already; move it to folder first")
    if read_standing(folder) is not None:
        raise NotATown(
            f"{folder} is one of two machines of a town, which keep their logs in their folders; "
            "a replica of the database does in a database what a standby does for a folder"
        )
    lock = WriterLock(folder)
    try:
        source = LogReader(folder)
        try:
            if source.parent is not None:
                raise NotATown(
                    f"{folder} is a fork and stays in its folder; the town it was forked from can "
                    "be moved"
                )
            head = checked_head(source)
            _fill(source, head, address)
        finally:
            source.close()
        _clear_folder(folder)
        return Moved(
            name=source.header.name, position=head.position, hash=head.hash, place=address.shown
        )
    finally:
        lock.release()


def move_to_folder(folder: Path) -> Moved:
    """Bring the log of the town in `folder` back from its database, which then holds it no more.

    Raises as `move_to_database`; the town then is where it was.
    """
    _check_folder(folder)
    place = read_place(folder)
    if place is None:
        raise NotATown(f"{folder} has its log in the folder already; there is nothing to move")
    from tocsin.log.postgres.log import PostgresLog
    from tocsin.log.postgres.moving import dropped
    from tocsin.log.postgres.writing import Writing

    lock = WriterLock(folder)
    try:
        source = LogReader(folder)
        try:
            assert isinstance(source.main, PostgresLog), "the folder says that it is a database"
            writing = Writing(source.main.address, folder)
            try:
                head = checked_head(source)
                _bring(source, head)
                remove_place(folder)
                dropped(writing)
            finally:
                writing.close()
        finally:
            source.close()
        return Moved(
            name=source.header.name, position=head.position, hash=head.hash, place=str(folder)
        )
    finally:
        lock.release()


def repoint(folder: Path, address: Address) -> None:
    """The database with this town's log is found at `address` from now on (a new host, a promoted
    replica). Nothing is copied. Raises `NotATown` when it is not there, `LogDamaged`,
    `StorageUnknown`.
    """
    _check_folder(folder)
    if read_place(folder) is None:
        raise NotATown(f"{folder} has its log in the folder; move it with `tocsin move TOWN --to`")
    from tocsin.log.postgres.log import PostgresLog

    lock = WriterLock(folder)
    try:
        found = LogReader(folder, main=PostgresLog(address))
        try:
            place = read_place(folder)
            if place is None or found.header.jurisdiction != place.jurisdiction:
                raise NotATown(f"{address.shown} holds the log of another town than {folder}")
            kept = address.source or address.shown
            write_place(folder, msgspec.structs.replace(place, address=kept), address)
        finally:
            found.close()
    finally:
        lock.release()


def _check_folder(folder: Path) -> None:
    if not holds_log(folder):
        raise NotATown(f"{folder} holds no log; name a town's folder, or found one with init")
    if (folder / MANIFEST_FILE).exists():
        raise NotATown(f"{folder} is a backup; restore it to a folder of its own, and move that")


def checked_head(reader: LogReader) -> Head:
    """The head of a log that was checked from its beginning, with mark and keys. `LogDamaged`."""
    check_header(reader)
    end = checked_end(reader, Anchor(reader.starts_after, reader.start))
    mark = read_mark(reader.folder / MARK_FILE)
    check_against_mark(reader, mark, end, reader.incarnations()[-1].incarnation)
    wrong = reader.main.check_structure() or damaged_keys(reader)
    if wrong is not None:
        raise LogDamaged(0, wrong, "Nothing was moved; restore the town from a backup first")
    return end.head


def _fill(source: LogReader, head: Head, address: Address) -> None:
    """Copy, verify what arrived, and only then say that the log is there."""
    from tocsin.log.postgres.log import PostgresLog
    from tocsin.log.postgres.moving import copied_in

    header = source.header
    place = Place(
        address=address.source or address.shown,
        jurisdiction=header.jurisdiction,
        code=header.code,
        name=header.name,
    )
    with copied_in(source, head, address) as undo:
        arrived = LogReader(source.folder, main=PostgresLog(address))
        try:
            if checked_head(arrived) != head:
                raise StorageUnknown(f"{address.shown} does not hold what was copied there")
        finally:
            arrived.close()
        write_place(source.folder, place, address)
        undo.pop_all()


def _bring(source: LogReader, head: Head) -> None:
    """Build the log's files beside, verify them, and put them where they belong."""
    folder = source.folder
    beside = folder / ARRIVING
    _remove(beside)
    beside.mkdir(mode=0o700)
    copy_log(source, beside / LOG_FILE, head.position)
    copy_keys(source, beside, False)
    (beside / MARK_FILE).symlink_to((folder / MARK_FILE).resolve())
    arrived = LogReader(beside)
    try:
        if checked_head(arrived) != head:
            raise StorageUnknown(f"{beside} does not hold what was copied there; move again")
    finally:
        arrived.close()
    for name in (KEY_STORE_FILE, LOG_FILE):
        (beside / name).replace(folder / name)
    _remove(beside)


def clear_left_over(folder: Path) -> None:
    """After a move that was cut short: remove files of a log that the folder says is elsewhere."""
    if (folder / PLACE_FILE).exists():
        _clear_folder(folder)


def _clear_folder(folder: Path) -> None:
    # The keys first: they are what forgetting could not reach here any more.
    names = [KEY_STORE_FILE, LOG_FILE, "archive.sqlite"]
    with contextlib.suppress(OSError):
        keys = folder / KEY_STORE_FILE
        if keys.exists():
            keys.write_bytes(b"\0" * keys.stat().st_size)
    for name in names:
        for end in ("", "-wal", "-shm", "-journal"):
            (folder / f"{name}{end}").unlink(missing_ok=True)
    for name in (SEGMENTS, SNAPSHOTS, ARRIVING):
        _remove(folder / name)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        for each in folder.iterdir():
            each.unlink()
        folder.rmdir()
