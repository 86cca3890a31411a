"""Founding and opening a town's folder."""

import sqlite3
from pathlib import Path
from typing import Literal, overload

from tocsin.log.chain import genesis
from tocsin.log.clock import Clock, Entropy, SystemClock, SystemEntropy
from tocsin.log.failures import NotATown, StorageUnknown
from tocsin.log.files import private_folder, sync_folder
from tocsin.log.founding import new_header, signed_header
from tocsin.log.kept import KeptReader
from tocsin.log.keyfile import create_key_file
from tocsin.log.mark import MARK_FILE, Mark, MarkFile
from tocsin.log.parts import LOG_FILE, holds_log, main_part
from tocsin.log.place import read_place
from tocsin.log.reader import MANIFEST_FILE
from tocsin.log.record import Header
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.log.sqlite import SqliteReader, SqliteStore
from tocsin.log.standing import check_may_write
from tocsin.log.tables import make_log_file
from tocsin.terms.kinds import LogKind


def create_store(
    folder: Path,
    *,
    name: str,
    code: str,
    kind: LogKind = LogKind.actual,
    clock: Clock | None = None,
    entropy: Entropy | None = None,
) -> SqliteStore:
    """Found a town in a new or empty folder and open it to write. `NotATown`, ValueError."""
    clock, entropy = clock or SystemClock(), entropy or SystemEntropy()
    key = TownKey.drawn(entropy)
    header = new_header(name=name, code=code, kind=kind, key=key, clock=clock, entropy=entropy)
    lay_out(folder, header, key)
    return SqliteStore(folder, clock, entropy)


def lay_out(folder: Path, header: Header, key: TownKey) -> None:
    """The files of a town that has recorded nothing yet. Raises `NotATown` when it is not empty.

    Where the disk fails it raises `StorageUnknown` and leaves nothing behind.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NotATown(f"{folder} is not empty; name a new folder for a new log")
    private_folder(folder)
    body, signature = signed_header(header, key)
    try:
        key.save(folder / KEY_FILE)
        create_key_file(folder)
        MarkFile.create(
            folder / MARK_FILE, Mark(header.starts_after, genesis(body), header.incarnation)
        )
        # The log last: a folder without it is no town, so a crash before leaves nothing half-made.
        make_log_file(folder / LOG_FILE, body, signature)
        sync_folder(folder)
    except (OSError, sqlite3.Error) as error:
        # The folder was empty: as it was, it can be asked for again.
        for each in folder.iterdir():
            each.unlink(missing_ok=True)
        raise StorageUnknown(f"{folder} was not made: {error}; make space, then again") from error


@overload
def open_store(
    folder: Path,
    writer: Literal[True],
    clock: Clock | None = None,
    entropy: Entropy | None = None,
    parent: Path | None = None,
) -> SqliteStore: ...


@overload
def open_store(
    folder: Path,
    writer: bool,
    clock: Clock | None = None,
    entropy: Entropy | None = None,
    parent: Path | None = None,
) -> SqliteReader: ...


def open_store(
    folder: Path,
    writer: bool,
    clock: Clock | None = None,
    entropy: Entropy | None = None,
    parent: Path | None = None,
) -> SqliteReader:
    """Open a log that lies in a folder; `parent` says where a fork's parent lies, if it was moved.

    The writer verifies the chain from the last point the town signed for, and the high-water mark.
    Raises `NotATown`, `TownIsOpen`, `LogDamaged`, `StorageUnknown`.
    """
    _check_folder(folder, writer)
    place = read_place(folder)
    if place is not None:
        raise NotATown(
            f"{folder} keeps its log in {place.address}, where this cannot be done; "
            "move it to the folder first: `tocsin move TOWN --to folder`"
        )
    kind = SqliteStore if writer else SqliteReader
    return kind(folder, clock or SystemClock(), entropy or SystemEntropy(), parent)


def open_log(
    folder: Path, writer: bool, clock: Clock | None = None, entropy: Entropy | None = None
) -> KeptReader:
    """Open a town's log wherever it is kept: in its folder, or in the database the folder names.

    Raises as `open_store`; `StorageUnknown` also where the database is not there.
    """
    _check_folder(folder, writer)
    if read_place(folder) is None:
        return open_store(folder, writer, clock, entropy)
    clock, entropy = clock or SystemClock(), entropy or SystemEntropy()
    log = None if writer else main_part(folder)
    from tocsin.log.postgres.log import PostgresLog
    from tocsin.log.postgres.store import PostgresReader, PostgresStore

    if log is None:
        return PostgresStore(folder, clock, entropy)
    assert isinstance(log, PostgresLog), "the folder says that its log is in a database"
    return PostgresReader(log, clock, entropy, folder)


def _check_folder(folder: Path, writer: bool) -> None:
    if not holds_log(folder):
        raise NotATown(f"{folder} holds no log; name a town's folder, or found one with init")
    if writer and (folder / MANIFEST_FILE).exists():
        raise NotATown(f"{folder} is a backup; restore it to a folder of its own")
    if writer:
        check_may_write(folder)
