"""The high-water mark: how far the log had come, in a file outside the database.

A hash chain does not see that its tail was cut, or that an old copy of the whole file was put
back. The mark does: two slots, written in turn after each commit, each with a checksum. It is
written after the commit, so it is never ahead of a sound log. Power may fail between the two, so
it may be behind.
"""

import hashlib
import os
import struct
from pathlib import Path
from typing import NamedTuple

from tocsin.log.clock import monotonic_s
from tocsin.log.failures import LogDamaged
from tocsin.log.files import sync_folder

MARK_FILE = "mark"
SLOT_BYTES = 4096
SYNC_EVERY_S = 1.0

_LAYOUT = struct.Struct(">8sQQ32s32s")
_MAGIC = b"tocsin\x01\n"

REMEDY = "Find the newer copy of the log, or restore from a backup, which begins a new incarnation"


class Mark(NamedTuple):
    """A head that was once acknowledged, and the incarnation it belonged to."""

    position: int
    hash: bytes
    incarnation: str


def _packed(sequence: int, mark: Mark) -> bytes:
    name = mark.incarnation.encode()
    assert len(name) <= 32, "an incarnation id has at most 32 characters"
    slot = _LAYOUT.pack(_MAGIC, sequence, mark.position, mark.hash, name)
    return slot + hashlib.sha256(slot).digest()


def _unpacked(slot: bytes) -> tuple[int, Mark] | None:
    content, check = slot[: _LAYOUT.size], slot[_LAYOUT.size : _LAYOUT.size + 32]
    if len(check) != 32 or hashlib.sha256(content).digest() != check:
        return None
    magic, sequence, position, hash_, name = _LAYOUT.unpack(content)
    if magic != _MAGIC:
        return None
    return sequence, Mark(position, hash_, name.rstrip(b"\0").decode())


def _newest(path: Path) -> tuple[int, Mark]:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise LogDamaged(0, f"the high-water mark {path} is missing", REMEDY) from error
    slots = (_unpacked(content[:SLOT_BYTES]), _unpacked(content[SLOT_BYTES:]))
    sound = [slot for slot in slots if slot is not None]
    if not sound:
        raise LogDamaged(0, f"the high-water mark {path} is unreadable in both slots", REMEDY)
    return max(sound)


def read_mark(path: Path) -> Mark:
    """The newest sound slot. Raises `LogDamaged` when the file or both slots are gone."""
    return _newest(path)[1]


class MarkFile:
    """The mark of an open town, kept by its one writer."""

    def __init__(self, path: Path) -> None:
        self._sequence, self.mark = _newest(path)
        self._file = os.open(path, os.O_RDWR)
        self._synced_at_s = monotonic_s()

    @staticmethod
    def create(path: Path, mark: Mark) -> None:
        """A new mark file with both slots set to the beginning."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_packed(0, mark).ljust(SLOT_BYTES, b"\0"))
            file.write(_packed(1, mark).ljust(SLOT_BYTES, b"\0"))
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)

    def write(self, mark: Mark) -> None:
        """Set the older slot to `mark`; on the disk within a second, at once for other processes.

        Syncing each time would double the cost of a commit and protect nothing that the commit
        itself, which was synced before, does not.
        """
        self._sequence += 1
        slot = _packed(self._sequence, mark)
        offset = (self._sequence % 2) * SLOT_BYTES
        if os.pwrite(self._file, slot, offset) != len(slot):
            raise OSError("the high-water mark was written short")
        self.mark = mark
        if monotonic_s() - self._synced_at_s >= SYNC_EVERY_S:
            self.sync()

    def sync(self) -> None:
        """Wait until the mark is on the disk."""
        os.fdatasync(self._file)
        self._synced_at_s = monotonic_s()

    def close(self) -> None:
        try:
            self.sync()
        finally:
            os.close(self._file)
