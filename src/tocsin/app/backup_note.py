"""When a copy of a town was made last, as far as the town knows: a note beside its log."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

FILE = "last-backup.json"


class BackupNote(msgspec.Struct, frozen=True):
    """The machine's time, aware UTC; up to which record; where to, as it was named."""

    at: datetime
    position: int
    where: str


def note_backup(town: Path, position: int, where: str) -> None:
    """Keep a note. One that cannot be written is no reason to call the copy none."""
    note = BackupNote(datetime.now(UTC), position, where)
    with suppress(OSError):
        (town / FILE).write_bytes(msgspec.json.encode(note) + b"\n")


def last_backup(town: Path) -> BackupNote | None:
    """The note; None where there is none, or none that can be read."""
    try:
        return msgspec.json.decode((town / FILE).read_bytes(), type=BackupNote)
    except (OSError, msgspec.DecodeError):
        return None
