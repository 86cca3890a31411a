"""One town, one writer: an advisory lock on a file in the town's folder (flock(2))."""

import fcntl
import os
from pathlib import Path

from tocsin.log.failures import TownIsOpen

LOCK_FILE = "lock"


class WriterLock:
    """Held from construction to `release`, or until the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Raises `TownIsOpen` at once when another writer, in any process, holds it."""
        self._file = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            pid = os.pread(self._file, 32, 0).decode(errors="replace").strip()
            os.close(self._file)
            raise TownIsOpen(folder, int(pid) if pid.isdecimal() else None) from error
        try:
            # Overwritten in place, without truncating: a full disk must not keep a town shut.
            os.pwrite(self._file, f"{os.getpid():<15}\n".encode(), 0)
        except OSError:
            os.close(self._file)
            raise

    def release(self) -> None:
        """Let another writer in. The file stays; removing it would let two writers in."""
        os.close(self._file)
