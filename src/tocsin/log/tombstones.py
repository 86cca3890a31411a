"""Who was forgotten: one checksummed line each, apart from the keys, for restores to replay."""

import hashlib
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.log.failures import LogDamaged
from tocsin.log.files import sync_folder

TOMBSTONE_FILE = "tombstones"

_REMEDY = "Put the file back from the newest backup, then forget again who was forgotten since"


class Tombstone(msgspec.Struct, frozen=True):
    """The key of `owner` was destroyed and is never made again."""

    owner: str
    forgotten_at: datetime


_decoder = msgspec.json.Decoder(Tombstone)


def _line(tombstone: Tombstone) -> bytes:
    text = msgspec.json.encode(tombstone)
    return hashlib.sha256(text).hexdigest()[:16].encode() + b" " + text + b"\n"


def read_tombstones(path: Path) -> list[Tombstone]:
    """All tombstones in `path`, none when there is no file.

    A last line without its end was never acknowledged and is passed over. Any other line that does
    not agree with its checksum raises `LogDamaged`.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    found = []
    for number, line in enumerate(lines[:-1], start=1):
        check, _, text = line.partition(b" ")
        if hashlib.sha256(text).hexdigest()[:16].encode() != check:
            raise LogDamaged(0, f"line {number} of {path} is not what was written", _REMEDY)
        found.append(_decoder.decode(text))
    return found


def add_tombstones(path: Path, tombstones: Iterable[Tombstone]) -> None:
    """Append and sync. A torn last line of an earlier crash is cut off first."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        content = file.read()
        whole = content.rfind(b"\n") + 1
        if whole != len(content):
            file.truncate(whole)
        file.seek(whole)
        for tombstone in tombstones:
            file.write(_line(tombstone))
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
