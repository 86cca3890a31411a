"""A new writer's folder for a log that lives on in its database, when the old one is gone."""

import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tocsin.log.address import Address
from tocsin.log.backup import copy_beside
from tocsin.log.failures import NotATown
from tocsin.log.files import private_folder
from tocsin.log.manifest import check_manifest
from tocsin.log.mark import MARK_FILE
from tocsin.log.moving import Moved, checked_head
from tocsin.log.place import Place, write_place
from tocsin.log.reader import MANIFEST_FILE, LogReader
from tocsin.log.rebuild import copy_blobs
from tocsin.log.signing import KEY_FILE
from tocsin.log.tombstones import TOMBSTONE_FILE


def rejoin(source: Path, target: Path, address: Address, also: Sequence[str] = ()) -> Moved:
    """Make the folder `target` from the backup in `source` (signing key, mark, tombstones,
    attachments) and let its log be the one in the database, which has gone on since.

    `also` names further files to take over. The old writer, should it come back, is fenced by the
    first opening. Attachments that are newer than the backup are missing. Raises `NotATown`,
    `StorageUnknown`; `LogDamaged` where the log there does not reach the backup, or is not sound.
    """
    from tocsin.log.postgres.log import PostgresLog

    if not (source / MANIFEST_FILE).exists():
        raise NotATown(f"{source} is no backup; name the newest one of this town")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise NotATown(f"{target} is not empty; name a new folder")
    with closing(LogReader(source)) as saved:
        header = saved.header
    check_manifest(source, header.public_key)
    try:
        private_folder(target)
        for name in (KEY_FILE, MARK_FILE, TOMBSTONE_FILE, *also):
            copy_beside(source / name, target / name)
        copy_blobs(source, target, False)
        with closing(LogReader(target, main=PostgresLog(address))) as found:
            if found.header.jurisdiction != header.jurisdiction:
                raise NotATown(f"{address.shown} holds the log of another town than {source}")
            head = checked_head(found)
        place = Place(
            address=address.source or address.shown,
            jurisdiction=header.jurisdiction,
            code=header.code,
            name=header.name,
        )
        write_place(target, place, address)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return Moved(name=header.name, position=head.position, hash=head.hash, place=address.shown)
