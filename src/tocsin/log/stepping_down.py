"""A fenced writer becomes a follower: what only it had is set aside, and the new life is taken on.

The records after the take-over go to a file of their own, durable and whole, before they leave the
log. Nothing is deleted that is not kept there.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tocsin.log.chain import INCARNATION
from tocsin.log.failures import RESTORE, LogDamaged, StorageUnknown
from tocsin.log.files import sync_folder
from tocsin.log.follower import Life
from tocsin.log.lock import WriterLock
from tocsin.log.logfile import LogFile
from tocsin.log.mark import MARK_FILE, Mark, MarkFile, read_mark
from tocsin.log.parts import LOG_FILE
from tocsin.log.reader import LogReader
from tocsin.log.record import Incarnation, Record, incarnation_of, record_at
from tocsin.log.segments import copy_records
from tocsin.log.signing import is_signed
from tocsin.log.tables import connect, in_one_commit, make_log_file

ONLY_HERE = "only-here"


class SetAside(NamedTuple):
    """Records that only this copy had."""

    path: Path
    after: int
    """They follow this position, where the other machine went on."""
    upto: int


def set_aside(folder: Path) -> list[SetAside]:
    """What earlier take-overs left behind here, by file."""
    found = []
    for path in sorted(folder.glob(f"{ONLY_HERE}-*.sqlite")):
        file = LogFile(path)
        try:
            rows = file.bodies(0, 1 << 62)
            last = file.last()
            if rows and last is not None:
                found.append(SetAside(path, rows[0][0] - 1, last[0]))
        finally:
            file.close()
    return found


def records_aside(aside: SetAside) -> list[Record]:
    """The records in such a file, in order."""
    file = LogFile(aside.path)
    found: list[Record] = []
    after = aside.after
    try:
        while after < aside.upto:
            for position, body in file.bodies(after, aside.upto):
                found.append(record_at(body, position))
                after = position
    finally:
        file.close()
    return found


def step_down(folder: Path, life: Life, rebuilt: Sequence[str] = ()) -> SetAside | None:
    """Follow `life`, which began elsewhere: set aside what came after it here. Asked again, done
    once. `rebuilt` names files made from the log, which are removed.

    Raises `TownIsOpen`; `LogDamaged` when the life does not follow what is here: nothing is
    changed then; `StorageUnknown`.
    """
    lock = WriterLock(folder)
    try:
        reader = LogReader(folder)
        try:
            told = _sound(reader, life)
            head = reader.head().position
            if life in [Life(*each) for each in reader.main.incarnations()]:
                if read_mark(folder / MARK_FILE).incarnation in _before(reader, told):
                    _mark_anew(folder, told)
                return next((e for e in set_aside(folder) if e.after == life.position), None)
            if head < life.position:
                return None  # it is behind: the other machine hands over what is missing
            aside = _kept_aside(reader, life, told, head) if head > life.position else None
            _cut(folder, life)
        finally:
            reader.close()
        _mark_anew(folder, told)
        for name in rebuilt:
            for each in folder.glob(f"{name}*"):
                each.unlink()
        return aside
    except (sqlite3.Error, OSError) as error:
        raise StorageUnknown(f"{folder} does not follow yet: {error}; make space, again") from error
    finally:
        lock.release()


def _sound(reader: LogReader, life: Life) -> Incarnation:
    told = incarnation_of(life.body)
    is_so = told.from_position == life.position and is_signed(
        reader.header.public_key, INCARNATION, life.body, life.signature
    )
    if not is_so:
        raise LogDamaged(life.position, "the later life is not as the town signed it", RESTORE)
    closed = reader.segments[-1].last if reader.segments else 0
    if reader.head().position >= life.position:
        if not reader.holds(life.position, told.hash):
            raise LogDamaged(
                life.position,
                "the other machine went on from another history than the one here",
                "Move this folder away and make a new standby with tocsin standby",
            )
        if closed > life.position:
            raise LogDamaged(
                life.position,
                f"the records up to {closed} are in a closed segment",
                "Move this folder away and make a new standby with tocsin standby",
            )
    return told


def _before(reader: LogReader, told: Incarnation) -> list[str]:
    known = [each.incarnation for each in reader.incarnations()]
    return known[: known.index(told.incarnation)]


def _kept_aside(reader: LogReader, life: Life, told: Incarnation, head: int) -> SetAside:
    path = reader.folder / f"{ONLY_HERE}-{told.incarnation[:8]}.sqlite"
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    make_log_file(beside, reader.header_body, reader.header_signature)
    database = connect(beside, writing=True)
    try:
        database.execute("PRAGMA journal_mode = DELETE")
        in_one_commit(database, lambda into: copy_records(reader, into, life.position, head))
    finally:
        database.close()
    beside.replace(path)
    sync_folder(reader.folder)
    return SetAside(path, life.position, head)


def _cut(folder: Path, life: Life) -> None:
    def cut(database: sqlite3.Connection) -> None:
        database.execute("DELETE FROM record WHERE position > ?", (life.position,))
        database.execute("DELETE FROM command WHERE first > ?", (life.position,))
        (number,) = database.execute("SELECT count(*) FROM incarnation").fetchone()
        database.execute("INSERT INTO incarnation VALUES (?, ?, ?, ?)", (number + 1, *life))

    database = connect(folder / LOG_FILE, writing=True)
    try:
        in_one_commit(database, cut)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()


def _mark_anew(folder: Path, told: Incarnation) -> None:
    file = MarkFile(folder / MARK_FILE)
    try:
        file.write(Mark(told.from_position, told.hash, told.incarnation))
    finally:
        file.close()
