"""Bytes in: unpacked if they are gzip, cut into lines, decoded; never more in memory than the
limits say.
"""

import codecs
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from tocsin.gateways.cad_export.claims import RowRefusal
from tocsin.gateways.cad_export.malformed import Malformed

CHUNK = 1 << 16
GZIP = b"\x1f\x8b"
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Limits(msgspec.Struct, frozen=True):
    """What a file may be at most. Sizes in bytes, unpacked; `field` in characters."""

    total: int = 4 << 30
    line: int = 16 << 20
    field: int = 1 << 17
    document: int = 256 << 20
    rows: int = 2_000_000
    columns: int = 2_000
    depth: int = 40
    entries: int = 5_000


class Cut(Exception):
    """The file ends in the middle of something; what came before it counts."""


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line of text with its number, or why it is none."""

    number: int
    text: str
    refusal: RowRefusal | None = None


def unpacked(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """The bytes of a stream, unpacked when they begin as gzip does (RFC 1952, several members too).

    Raises Malformed beyond `limits.total`, Cut where the packed data end early.
    """
    first = stream.read(CHUNK)
    chunks = _gunzip(first, stream) if first.startswith(GZIP) else _plain(first, stream)
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limits.total:
            raise Malformed(
                f"byte {limits.total}", "a smaller file", "split it (for example by month)"
            )
        yield chunk


def _plain(chunk: bytes, stream: BinaryIO) -> Iterator[bytes]:
    while chunk:
        yield chunk
        chunk = stream.read(CHUNK)


def _gunzip(chunk: bytes, stream: BinaryIO) -> Iterator[bytes]:
    packed = zlib.decompressobj(wbits=31)
    while chunk or not packed.eof:
        if packed.eof:
            if not chunk.startswith(GZIP):
                return  # padding after the last member
            packed = zlib.decompressobj(wbits=31)
        try:
            plain = packed.decompress(chunk, CHUNK * 16)
        except zlib.error as broken:
            raise Cut("packed data are damaged") from broken
        if plain:
            yield plain
        chunk = packed.unconsumed_tail or packed.unused_data or stream.read(CHUNK)
        if not chunk and not packed.eof and not plain:
            raise Cut("packed data end early")


def byte_lines(chunks: Iterator[bytes], limits: Limits) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their ends (LF, CR or CR LF) and numbers from 1; None for one that is too long."""
    number, held, is_overlong = 0, b"", False
    for chunk in chunks:
        pieces = (held + chunk).splitlines(keepends=True)
        # a CR at the very end may be half of a CR LF; an unfinished line waits for the next chunk
        held = pieces.pop() if not pieces[-1].endswith(b"\n") else b""
        for piece in pieces:
            number += 1
            yield number, None if is_overlong or len(piece) > limits.line else piece
            is_overlong = False
        if len(held) > limits.line:
            held, is_overlong = b"", True
    if held or is_overlong:
        yield number + 1, None if is_overlong else held


def text_lines(
    chunks: Iterator[bytes], encoding: str, fallback: str | None, limits: Limits
) -> Iterator[Line]:
    """Decoded lines. A byte order mark rules; a line that is not in `encoding` is tried in
    `fallback`.
    """
    first = next(chunks, b"")
    mark = next(((bom, name) for bom, name in BOMS if first.startswith(bom)), None)
    if mark is not None:
        first, encoding = first[len(mark[0]) :], mark[1]
    everything = _chain(first, chunks)
    if encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32")):
        everything, encoding = _as_utf8(everything, encoding), "utf-8"
    for number, raw in byte_lines(everything, limits):
        yield _decoded(number, raw, encoding, fallback)


def _decoded(number: int, raw: bytes | None, encoding: str, fallback: str | None) -> Line:
    if raw is None:
        return Line(number, "", RowRefusal.line_too_long)
    try:
        return Line(number, raw.decode(encoding))
    except UnicodeError:
        if fallback is not None:
            return Line(number, raw.decode(fallback, "replace"))
    return Line(number, raw.decode(encoding, "replace"), RowRefusal.bytes_not_in_encoding)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _as_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    rest = decoder.decode(b"", True)
    if rest:
        yield rest.encode("utf-8", "replace")


def whole(chunks: Iterator[bytes], limits: Limits) -> bytes:
    """A document that can only be read as a whole. Raises Malformed beyond `limits.document`."""
    parts: list[bytes] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limits.document:
            raise Malformed(
                f"byte {limits.document}",
                "a JSON document that fits in memory",
                "export it as NDJSON, one object a line",
            )
        parts.append(chunk)
    return b"".join(parts)
