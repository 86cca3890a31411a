"""Closing old years: records move to a read-only file, their balance is carried forward and signed.

Nothing is lost by it: reading from the start still yields every record, `find` still answers for
the oldest command, and `verify` walks the same unbroken chain. The open file becomes small again.
"""

import hashlib
import os
import sqlite3

from tocsin.log.chain import SEGMENT
from tocsin.log.failures import LogDamaged
from tocsin.log.files import private_folder, sha256_of, sync_folder
from tocsin.log.opening import carried_statement
from tocsin.log.reader import SEGMENTS, LogReader
from tocsin.log.record import Carried
from tocsin.log.signing import TownKey
from tocsin.log.tables import connect, in_one_commit, make_log_file


def write_segment(reader: LogReader, first: int, last: int) -> tuple[str, bytes]:
    """Copy the records `first` to `last` into a file of their own; answers its name and SHA-256."""
    folder = private_folder(reader.folder / SEGMENTS)
    name = f"{first:012d}-{last:012d}.sqlite"
    beside = folder / f"{name}.new"
    beside.unlink(missing_ok=True)
    make_log_file(beside, reader.header_body, reader.header_signature)
    database = connect(beside, writing=True)
    try:
        database.execute("PRAGMA journal_mode = DELETE")
        in_one_commit(database, lambda into: copy_records(reader, into, first - 1, last))
    finally:
        database.close()
    beside.chmod(0o400)
    descriptor = os.open(beside, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    digest = sha256_of(beside)
    beside.replace(folder / name)
    sync_folder(folder)
    return name, digest


def copy_records(reader: LogReader, into: sqlite3.Connection, after: int, upto: int) -> None:
    """Rows and commands after one position up to another, as stored."""
    for rows in reader.rows(after, upto):
        into.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", rows)
    for commands in reader.commands(after, upto):
        into.executemany("INSERT INTO command VALUES (?, ?, ?)", commands)


def move_to_segment(
    reader: LogReader, writing: sqlite3.Connection, upto: int, balance: bytes, key: TownKey
) -> Carried:
    """Close the records up to `upto`, which must be a head. Called with the writer's lock held."""
    row = reader.row(upto)
    if row is None or row[3] is None:
        raise ValueError(f"position {upto} is not the end of a commit; close at one that is")
    first = reader.segments[-1].last + 1 if reader.segments else reader.starts_after + 1
    if upto < first:
        raise ValueError(f"the records up to {first - 1} are closed already")
    name, file_sha256 = write_segment(reader, first, upto)
    unsigned = Carried(
        position=upto,
        hash=row[1],
        balance_sha256=hashlib.sha256(balance).digest(),
        signature=b"",
    )
    signature = key.sign(SEGMENT, carried_statement(unsigned))

    def move(database: sqlite3.Connection) -> None:
        database.execute(
            "INSERT INTO segment (first, last, hash, head_signature, file, file_sha256,"
            " balance_sha256, signature, balance) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                first,
                upto,
                row[1],
                row[3],
                name,
                file_sha256,
                unsigned.balance_sha256,
                signature,
                balance,
            ),
        )
        gone = database.execute("DELETE FROM record WHERE position <= ?", (upto,)).rowcount
        if gone != upto - first + 1:
            raise LogDamaged(first, f"{gone} records to be closed, expected {upto - first + 1}", "")
        database.execute("DELETE FROM command WHERE last <= ?", (upto,))

    in_one_commit(writing, move)
    writing.execute("VACUUM")
    reader.refresh()
    carried = reader.header.carried
    assert carried is not None, "a segment was just closed"
    return carried
