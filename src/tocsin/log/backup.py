"""Backup while serving: a consistent cut of everything a town needs to live again elsewhere."""

import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from tocsin.log.blobs import BLOBS
from tocsin.log.clock import Clock, SystemClock
from tocsin.log.failures import NotATown, StorageUnknown
from tocsin.log.files import private_folder, sync_folder
from tocsin.log.keyfile import KEY_STORE_FILE
from tocsin.log.manifest import Manifest, write_manifest
from tocsin.log.mark import MARK_FILE, Mark, MarkFile
from tocsin.log.parts import LOG_FILE
from tocsin.log.reader import SEGMENTS, LogReader
from tocsin.log.rebuild import copy_keys, copy_log
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.log.tables import connect, connect_to_read
from tocsin.log.tombstones import TOMBSTONE_FILE


def backup(
    folder: Path, target: Path, clock: Clock | None = None, *, also: Sequence[str] = ()
) -> Manifest:
    """Copy the town in `folder`, which may be serving, to the new or empty folder `target`.

    The log is cut first; keys and attachments only grow ahead of it, so all that it cites comes
    with it. Tombstones come last: who is forgotten meanwhile stays forgotten when this is restored.
    Snapshots stay behind; they are rebuilt. `also` names further files and folders that go with
    it where they exist. Raises `NotATown`, `StorageUnknown`, `LogDamaged`.
    """
    if target.exists() and any(target.iterdir()):
        raise NotATown(f"{target} is not empty; name a new folder for each backup")
    source = LogReader(folder)
    try:
        private_folder(target)
        if source.main.address is None:
            copy_database(folder / LOG_FILE, target / LOG_FILE)
            _copy_segments(folder, target)
            copy_database(folder / KEY_STORE_FILE, target / KEY_STORE_FILE)
        else:
            _copy_from_database(source, target)
        copy_private(folder / KEY_FILE, target / KEY_FILE)
        _copy_blobs(folder, target)
        for name in also:
            copy_beside(folder / name, target / name)
        if (folder / TOMBSTONE_FILE).exists():
            copy_private(folder / TOMBSTONE_FILE, target / TOMBSTONE_FILE)
        return _sealed(target, clock or SystemClock())
    except (sqlite3.Error, OSError) as error:
        raise StorageUnknown(f"the backup to {target} is not complete: {error}") from error
    finally:
        source.close()


def _copy_from_database(source: LogReader, target: Path) -> None:
    """The files that a town with its log in a database would have, were it in a folder."""
    copy_log(source, target / LOG_FILE, source.head().position)
    copy_keys(source, target, False)
    database = connect(target / LOG_FILE, writing=True)
    try:
        database.execute("PRAGMA journal_mode = DELETE")
    finally:
        database.close()


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a database in use, as one file without WAL."""
    target.touch(mode=0o600, exist_ok=False)
    reading = connect_to_read(source)
    writing = connect(target, writing=True)
    try:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")
    finally:
        writing.close()
        reading.close()


def copy_beside(source: Path, target: Path) -> None:
    """A copy of a file, or of a folder with all that is in it, where there is one. What is just
    being written there (`.part`) or put away (`.old`) stays behind.
    """
    if source.is_dir():
        private_folder(target)
        for each in sorted(source.iterdir()):
            if each.suffix not in (".part", ".old"):
                copy_beside(each, target / each.name)
    elif source.exists():
        copy_private(source, target)


def copy_private(source: Path, target: Path) -> None:
    """A copy that only its owner may read."""
    target.touch(mode=0o600)
    shutil.copyfile(source, target)


def _copy_segments(folder: Path, target: Path) -> None:
    # Named by the copied log: one that was closed since the cut is not part of it.
    database = connect(target / LOG_FILE, writing=False)
    try:
        names = [name for (name,) in database.execute("SELECT file FROM segment ORDER BY first")]
    finally:
        database.close()
    for name in names:
        private_folder(target / SEGMENTS)
        copy_private(folder / SEGMENTS / name, target / SEGMENTS / name)


def _copy_blobs(folder: Path, target: Path) -> None:
    for path in sorted((folder / BLOBS).glob("??/*")):
        if path.suffix == ".new":
            continue
        private_folder(target / BLOBS)
        private_folder(target / BLOBS / path.parent.name)
        try:
            copy_private(path, target / BLOBS / path.parent.name / path.name)
        except FileNotFoundError:
            # Forgotten between the listing and the copy.
            (target / BLOBS / path.parent.name / path.name).unlink()


def _sealed(target: Path, clock: Clock) -> Manifest:
    reader = LogReader(target)
    try:
        head = reader.head()
        incarnation = reader.incarnations()[-1].incarnation
        MarkFile.create(target / MARK_FILE, Mark(head.position, head.hash, incarnation))
        manifest = write_manifest(
            target,
            jurisdiction=reader.header.jurisdiction,
            code=reader.header.code,
            name=reader.header.name,
            incarnation=incarnation,
            position=head.position,
            hash_=head.hash,
            created_at=clock.now(),
            key=TownKey.load(target / KEY_FILE),
        )
    finally:
        reader.close()
    sync_folder(target)
    return manifest
