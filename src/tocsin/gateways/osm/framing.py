"""Whether a PBF ends where one of its blocks ends. libosmium takes a few bytes more as the end.

Source: OpenStreetMap wiki, PBF Format, File format (length, BlobHeader, Blob).
"""

from pathlib import Path
from typing import BinaryIO

LONGEST_HEADER = 64 << 10
DATASIZE = 3


def breaks_off(path: Path) -> bool:
    """True where a block of a PBF is not all there; False of a file that is no PBF."""
    with path.open("rb") as file:
        end = file.seek(0, 2)
        at = file.seek(0)
        while at < end:
            size = _size(file)
            if size is None:
                return at > 0
            at = file.tell() + size
            if at > end:
                return True
            file.seek(at)
    return False


def _size(file: BinaryIO) -> int | None:
    """How long the body of the next block is, behind its header; None where that is none."""
    length = int.from_bytes(head) if len(head := file.read(4)) == 4 else 0
    if not 0 < length <= LONGEST_HEADER:
        return None
    header = file.read(length)
    at, fields = 0, {}
    while at < len(header):
        tag, at = _number(header, at)
        value, at = _number(header, at)
        if tag & 7 == 2:
            at += value
        elif tag & 7:
            return None
        fields[tag >> 3] = value
    return fields.get(DATASIZE) if len(header) == length == at else None


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A varint, and where the next thing begins."""
    found = shift = 0
    while at < len(content):
        byte = content[at]
        at += 1
        found |= (byte & 127) << shift
        shift += 7
        if byte < 128 or shift > 63:
            break
    return found, at
