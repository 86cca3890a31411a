"""Bringing a town back from a backup, or from a damaged folder, as a new incarnation.

The new folder is built beside the target from verified records only, verified again as a whole, and
then put in the target's place. What lay there is kept under another name. Tombstones of every side
are replayed: who was forgotten after the backup was made stays forgotten.
"""

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from tocsin.log.backup import copy_beside
from tocsin.log.blobs import BlobFolder
from tocsin.log.chain import Anchor
from tocsin.log.clock import Clock, Entropy, SystemClock, SystemEntropy
from tocsin.log.commit import is_head
from tocsin.log.failures import RESTORE, LogDamaged, NotATown, StorageUnknown
from tocsin.log.files import private_folder, sync_folder
from tocsin.log.keyfile import KeyFile
from tocsin.log.lock import WriterLock
from tocsin.log.manifest import check_manifest
from tocsin.log.mark import MARK_FILE, Mark, MarkFile, read_mark
from tocsin.log.opening import check_header
from tocsin.log.parts import LOG_FILE, holds_log
from tocsin.log.reader import MANIFEST_FILE, LogReader
from tocsin.log.rebuild import build_log, copy_blobs, copy_keys
from tocsin.log.record import Cause, Incarnation
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.log.tombstones import TOMBSTONE_FILE, Tombstone, add_tombstones, read_tombstones
from tocsin.log.verify import verify
from tocsin.log.walk import walk, walk_records


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a restore."""

    position: int
    """The last record kept."""
    incarnation: str
    what: str | None
    """The damage at which the records kept end, if any."""
    lost_blobs: tuple[str, ...]
    """Attachments that were damaged in the source."""
    lost_keys: bool
    """Some content keys of the source could not be read; what they sealed stays sealed."""
    replaced: Path | None
    """Where the folder that lay in the target's place was put."""


def restore(
    source: Path,
    target: Path,
    position: int | None = None,
    tombstones: Path | None = None,
    *,
    upto_damage: bool = False,
    also: Sequence[str] = (),
    clock: Clock | None = None,
    entropy: Entropy | None = None,
) -> Restored:
    """Make `target` the town that `source` (a backup, or a town's folder) was at `position`.

    Verifies first. With damage it raises `LogDamaged` and leaves `target` alone; `upto_damage`
    keeps every record before the first damaged one. `tombstones` is a further file to replay,
    `also` names further files that go with the town where the backup has them.
    Raises `TownIsOpen` when someone writes in `target`, `NotATown`, ValueError, `StorageUnknown`.
    """
    clock, entropy = clock or SystemClock(), entropy or SystemEntropy()
    if target.exists() and not target.is_dir():
        raise NotATown(f"{target} is a file; name a folder for the town")
    lock = WriterLock(target) if holds_log(target) else None
    beside = target.with_name(target.name + ".restoring")
    try:
        if beside.exists():
            shutil.rmtree(beside)
        private_folder(beside)
        graves = _tombstones((source, target), tombstones)
        restored = _build(_Plan(source, beside, position, upto_damage), graves, clock, entropy)
        for name in also:
            copy_beside(source / name, beside / name)
        replaced = _put_in_place(beside, target, restored.incarnation)
        return msgspec.structs.replace(restored, replaced=replaced)
    except (sqlite3.Error, OSError) as error:
        raise StorageUnknown(f"{target} was not restored: {error}") from error
    finally:
        # Half a town holds keys, and perhaps those of people who were forgotten since.
        shutil.rmtree(beside, ignore_errors=True)
        if lock is not None:
            lock.release()


class _Plan(msgspec.Struct, frozen=True):
    """From where, to where, how far, and whether damage ends it or stops it."""

    source: Path
    target: Path
    position: int | None
    upto_damage: bool


def _tombstones(folders: Iterable[Path], further: Path | None) -> list[Tombstone]:
    paths = [folder / TOMBSTONE_FILE for folder in folders]
    if further is not None:
        if not further.is_file():
            raise NotATown(f"{further} is not there; name the tombstone file of the town")
        paths.append(further)
    found: dict[str, Tombstone] = {}
    for path in paths:
        for tombstone in read_tombstones(path):
            found.setdefault(tombstone.owner, tombstone)
    return [found[owner] for owner in sorted(found)]


def _build(plan: _Plan, graves: list[Tombstone], clock: Clock, entropy: Entropy) -> Restored:
    source, target = plan.source, plan.target
    reader = LogReader(source)
    try:
        check_header(reader)
        if (source / MANIFEST_FILE).exists() and not plan.upto_damage:
            check_manifest(source, reader.header.public_key)
        kept, hash_, what = _intact(reader, plan)
        key = TownKey.load(source / KEY_FILE)
        if key.public != reader.header.public_key:
            raise LogDamaged(0, f"{source / KEY_FILE} is not the key of this log", RESTORE)
        shutil.copyfile(source / KEY_FILE, target / KEY_FILE)
        (target / KEY_FILE).chmod(0o600)
        life = Incarnation(
            incarnation=entropy.draw(16).hex(),
            from_position=kept,
            hash=hash_,
            created_at=clock.now(),
            cause=Cause.restored,
        )
        build_log(reader, target / LOG_FILE, life, key)
        lost_keys = copy_keys(reader, target, plan.upto_damage)
        if graves:
            add_tombstones(target / TOMBSTONE_FILE, graves)
        lost_blobs = copy_blobs(source, target, plan.upto_damage)
        _forget(target, reader.header.jurisdiction, graves, clock, entropy)
    finally:
        reader.close()
    MarkFile.create(target / MARK_FILE, Mark(kept, hash_, life.incarnation))
    verified = verify(target)
    if not verified.ok:
        raise LogDamaged(verified.first_bad_position or 0, f"{verified.what}", RESTORE)
    return Restored(
        position=kept,
        incarnation=life.incarnation,
        what=what,
        lost_blobs=lost_blobs,
        lost_keys=lost_keys,
        replaced=None,
    )


def _intact(reader: LogReader, plan: _Plan) -> tuple[int, bytes, str | None]:
    """How far the source's records are sound and wanted, the hash there, and what ends it."""
    head = _reach(reader, plan)
    wanted = head if plan.position is None else plan.position
    if not reader.starts_after <= wanted <= head:
        raise ValueError(
            f"{plan.source} has positions {reader.starts_after} to {head}, not {wanted}"
        )
    start = Anchor(reader.starts_after, reader.start)
    walked = (
        walk_records(reader, start, wanted) if plan.upto_damage else walk(reader, start, wanted)
    )
    what = walked.what
    if what is None and wanted == head and not plan.upto_damage:
        if not is_head(reader.header.public_key, reader.head()):
            raise LogDamaged(head, "the last record is not a head that the town signed", RESTORE)
        mark = read_mark(plan.source / MARK_FILE)
        if mark.position > head:
            raise LogDamaged(head + 1, f"the log had reached {mark.position}: a cut tail", RESTORE)
    if what is not None and not plan.upto_damage:
        raise LogDamaged(walked.good + 1, what, RESTORE)
    return walked.good, walked.hash, what


def _reach(reader: LogReader, plan: _Plan) -> int:
    try:
        return reader.head().position
    except LogDamaged:
        if not plan.upto_damage:
            raise
        # The way to the end is broken: the mark tells how far the log went.
        return read_mark(plan.source / MARK_FILE).position


def _forget(
    target: Path, jurisdiction: str, graves: list[Tombstone], clock: Clock, entropy: Entropy
) -> None:
    """Opening the key store as its writer destroys what a tombstone names; then the attachments."""
    keys = KeyFile(target, jurisdiction, clock, entropy, writer=True)
    try:
        blobs = BlobFolder(target, keys)
        blobs.forget_all({grave.owner for grave in graves})
    finally:
        keys.close()


def _put_in_place(beside: Path, target: Path, incarnation: str) -> Path | None:
    sync_folder(beside)
    replaced = None
    if target.exists():
        replaced = target.with_name(f"{target.name}.replaced-by-{incarnation[:8]}")
        target.rename(replaced)
    beside.rename(target)
    sync_folder(target.parent)
    return replaced
