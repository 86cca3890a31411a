"""The files of a restored town: only what was verified, in a log with a new incarnation."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tocsin.log.blobs import BLOBS, is_digest
from tocsin.log.chain import HEAD, INCARNATION, head_statement
from tocsin.log.commit import commands_of
from tocsin.log.failures import RESTORE, LogDamaged
from tocsin.log.files import private_folder, sha256_of
from tocsin.log.keyfile import KEY_STORE_FILE, create_key_file
from tocsin.log.keyring import damaged_keys, sound_keys
from tocsin.log.reader import SEGMENTS, LogReader
from tocsin.log.record import Incarnation, incarnation_bytes
from tocsin.log.signing import TownKey
from tocsin.log.tables import COMMAND_INDEX, connect, in_one_commit, make_log_file


def build_log(reader: LogReader, path: Path, life: Incarnation, key: TownKey) -> None:
    """The reader's records up to where `life` begins, then that life, in a new file at `path`."""
    _build(reader, path, life.from_position, lambda into: _new_life(reader, into, life, key))


def copy_log(reader: LogReader, path: Path, upto: int) -> None:
    """The reader's records up to a head, and its lives, as they are stored, in a new file."""

    def lives(into: sqlite3.Connection) -> None:
        _lives(reader, into, upto)

    _build(reader, path, upto, lives)


def _build(
    reader: LogReader, path: Path, kept: int, finish: Callable[[sqlite3.Connection], None]
) -> None:
    make_log_file(path, reader.header_body, reader.header_signature)
    database = connect(path, writing=True)
    try:
        # In index order afterwards, which is several times quicker than one by one.
        database.execute("DROP INDEX command_by_id")
        database.execute("PRAGMA synchronous = OFF")
        after = _keep_segments(reader, database, path.parent, kept)
        while after < kept:
            upto = min(after + 50_000, kept)
            _copy_part(reader, database, after, upto)
            after = upto
        in_one_commit(database, finish)
        database.execute("PRAGMA synchronous = FULL")
        database.execute(COMMAND_INDEX)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()


def _copy_part(reader: LogReader, database: sqlite3.Connection, after: int, upto: int) -> None:
    def copy(into: sqlite3.Connection) -> None:
        for rows in reader.rows(after, upto):
            into.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", rows)
            commands = commands_of(rows)
            # A command may reach over the end of a batch: then its first part is made longer.
            first, last, command_id = commands[0]
            longer = into.execute(
                "UPDATE command SET last = ? WHERE first = (SELECT max(first) FROM command)"
                " AND last = ? AND command_id = ?",
                (last, first - 1, command_id),
            ).rowcount
            into.executemany("INSERT INTO command VALUES (?, ?, ?)", commands[longer:])

    in_one_commit(database, copy)


def _keep_segments(reader: LogReader, database: sqlite3.Connection, target: Path, kept: int) -> int:
    """Take over whole segments that lie within what is kept; answers the last position of them."""
    after = reader.starts_after
    for segment in reader.segments:
        if segment.last > kept or sha256_of(segment.file.path) != segment.file_sha256:
            break
        private_folder(target / SEGMENTS)
        copied = target / SEGMENTS / segment.file.path.name
        shutil.copyfile(segment.file.path, copied)
        copied.chmod(0o400)
        database.execute(
            "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                segment.first,
                segment.last,
                segment.hash,
                segment.head_signature,
                copied.name,
                segment.file_sha256,
                segment.balance_sha256,
                segment.signature,
                reader.main.balance(segment.first),
            ),
        )
        after = segment.last
    return after


def _lives(reader: LogReader, into: sqlite3.Connection, upto: int) -> int:
    """The lives that began up to a position; answers how many."""
    number = 0
    for position, body, signature in reader.main.incarnations():
        if position <= upto:
            number += 1
            into.execute(
                "INSERT INTO incarnation VALUES (?, ?, ?, ?)", (number, position, body, signature)
            )
    return number


def _new_life(reader: LogReader, into: sqlite3.Connection, life: Incarnation, key: TownKey) -> None:
    """The earlier lives, a signed head where the log was cut, and the new life after it."""
    number = _lives(reader, into, life.from_position)
    head = key.sign(HEAD, head_statement(life.from_position, life.hash))
    into.execute(
        "UPDATE record SET signature = ? WHERE position = ? AND signature IS NULL",
        (head, life.from_position),
    )
    body = incarnation_bytes(life)
    into.execute(
        "INSERT INTO incarnation VALUES (?, ?, ?, ?)",
        (number + 1, life.from_position, body, key.sign(INCARNATION, body)),
    )


def copy_keys(reader: LogReader, target: Path, upto_damage: bool) -> bool:
    """Copy every sound key; True when some could not be read, if `upto_damage` allows that."""
    what = damaged_keys(reader)
    if what is not None and not upto_damage:
        raise LogDamaged(0, what, RESTORE)
    create_key_file(target)
    sound = sound_keys(reader)
    writing = connect(target / KEY_STORE_FILE, writing=True)

    def keep(database: sqlite3.Connection) -> None:
        database.executemany("INSERT INTO key VALUES (?, ?, ?)", sound)

    try:
        in_one_commit(writing, keep)
    finally:
        writing.close()
    return what is not None


def copy_blobs(source: Path, target: Path, upto_damage: bool) -> tuple[str, ...]:
    """Copy every sound attachment; answers the others. Raises `LogDamaged` unless `upto_damage`."""
    lost: list[str] = []
    for path in sorted((source / BLOBS).glob("??/*")):
        if not is_digest(path.name):
            continue
        if sha256_of(path).hex() != path.name:
            if not upto_damage:
                raise LogDamaged(0, f"the attachment {path} is not what was stored", RESTORE)
            lost.append(path.name)
            continue
        private_folder(target / BLOBS)
        private_folder(target / BLOBS / path.parent.name)
        shutil.copyfile(path, target / BLOBS / path.parent.name / path.name)
        (target / BLOBS / path.parent.name / path.name).chmod(0o600)
    return tuple(lost)
