"""An extract in XML whose end is missing: what came before is written down as a whole file.

The reader of OpenStreetMap gives nothing of a document that does not close. A packed file is
unpacked as far as it goes. Source: OpenStreetMap wiki, OSM XML; RFC 1952 (gzip); bzip2.
"""

import bz2
import mmap
import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tocsin.app.outcome import Told
from tocsin.geo.ground import Doubt, DoubtCode

XML = re.compile(r".*\.(?:osm|xml)(\.gz|\.bz2)?", re.IGNORECASE)
PART = 1 << 20
ROOT = re.compile(rb"<osm[\s>]")
CLOSE = b"</osm>"
BREAKS_OFF = "its packing breaks off"
WHOLE = re.compile(rb"</(node|way|relation)>|<(node|way|relation)\s[^<>]*/>")
NUMBER = re.compile(rb"\sid=[\"'](-?\d+)[\"']")


@contextmanager
def mended_end(file: Path) -> Iterator[tuple[Path, Doubt | None]]:
    """The file itself where its end is there, or is none of ours to judge; else a file with every
    whole object before the break, and the doubt. Raises Told where there is none.

    The other file is gone afterwards.
    """
    packing = XML.fullmatch(file.name)
    if packing is None or _is_whole(file, packing[1]):
        yield file, None
        return
    with tempfile.TemporaryDirectory(prefix="tocsin-") as folder:
        path = Path(folder) / f"{file.name.partition('.')[0] or 'cut'}.osm"
        with path.open("w+b") as target:
            for part in _parts(file, packing[1], []):
                target.write(part)
            last = _cut(target)
        if last is None:
            raise Told(
                f"{file} breaks off before its first node, way or relation is whole; fetch it again"
            )
        yield path, Doubt(DoubtCode.file_is_cut, last, told="its end is missing")


def _is_whole(file: Path, packing: str | None) -> bool:
    """Whether the document closes and its packing does; a file that is no such document is left to
    its reader."""
    if packing is None:
        with file.open("rb") as stream:
            head = stream.read(PART)
            end = stream.seek(0, 2)
            stream.seek(max(end - PART, 0))
            return not ROOT.search(head) or CLOSE in stream.read()
    head, tail = b"", b""
    faults: list[str] = []
    for part in _parts(file, packing, faults):
        head = head or part
        tail = (tail + part)[-len(part) - len(CLOSE) :][-PART:]
    if not head:
        return faults != [BREAKS_OFF]
    return not ROOT.search(head) or (CLOSE in tail and not faults)


def _parts(file: Path, packing: str | None, faults: list[str]) -> Iterator[bytes]:
    """The document, unpacked as far as it goes; `faults` hears why it goes no further."""
    with file.open("rb") as stream:
        if packing is None:
            while part := stream.read(PART):
                yield part
            return
        yield from _unpacked(stream, packing.lower() == ".gz", faults)


def _unpacked(stream: IO[bytes], is_gzip: bool, faults: list[str]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(31) if is_gzip else bz2.BZ2Decompressor()
    magic = b"\x1f\x8b" if is_gzip else b"BZh"
    left = b""
    while True:
        packed = left or stream.read(PART)
        left = b""
        if not packed:
            if not unpacker.eof:
                faults.append(BREAKS_OFF)
            return
        if unpacker.eof:
            if not packed.startswith(magic[: len(packed)]):
                return
            unpacker = zlib.decompressobj(31) if is_gzip else bz2.BZ2Decompressor()
        try:
            found = unpacker.decompress(packed)
        except (zlib.error, OSError, EOFError, ValueError) as error:
            faults.append(str(error))
            return
        left = unpacker.unused_data if unpacker.eof else b""
        if found:
            yield found


def _cut(target: IO[bytes]) -> str | None:
    """Close a document behind its last whole object; which that is (`w12`). None: there is none."""
    end = target.seek(0, 2)
    if not end:
        return None
    with mmap.mmap(target.fileno(), 0, access=mmap.ACCESS_READ) as content:
        found, reach = None, PART
        while found is None and reach < 8 * (end + PART):
            found = _last(content, max(end - reach, 0))
            reach *= 8
    if found is None:
        return None
    at, subject = found
    target.truncate(at)
    target.seek(at)
    target.write(b"\n" + CLOSE + b"\n")
    return subject


def _last(content: mmap.mmap, start: int) -> tuple[int, str] | None:
    """Where the last whole object behind a place ends, and its kind and number."""
    last = None
    for found in WHOLE.finditer(content, start):
        last = found.end(), (found[1] or found[2])
    if last is None:
        return None
    at, kind = last
    opened = max(content.rfind(b"<" + kind + b" ", 0, at), 0)
    number = NUMBER.search(content[opened:at])
    return at, kind[:1].decode() + (number[1].decode() if number is not None else "")
