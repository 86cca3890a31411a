"""Writing small files so that they are there whole after a power cut, or not at all."""

import hashlib
import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make names created, renamed or removed in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Replace `path` by `content`: written beside, synced, renamed."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sha256_of(path: Path) -> bytes:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def file_identity(path: Path) -> tuple[int, int]:
    """Device and inode: changes when a file is replaced, so that nobody writes on into a ghost."""
    state = path.stat()
    return state.st_dev, state.st_ino


def private_folder(path: Path) -> Path:
    """`path` as a folder that only its owner may enter; made when it is not there."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
