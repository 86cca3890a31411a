"""A picture without where it was taken, and without what stands behind its end.

Source: JPEG, ITU-T T.81, B.1.1 (markers) and B.2 (syntax); PNG (W3C, third edition), sections 5 and
11; WebP, RFC 9649, section 2.
"""

from collections.abc import Iterator

from tocsin.app.photos.exif import without_place

EXIF, XMP = b"Exif\0\0", b"http://ns.adobe.com/x"
START, END, SCAN, APP1, APP13, COMMENT = 0xD8, 0xD9, 0xDA, 0xE1, 0xED, 0xFE
PNG = b"\x89PNG\r\n\x1a\n"
PNG_TEXTS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt"})
HAS_XMP, HAS_EXIF = 0x04, 0x08
"""Flags of a WebP's `VP8X` chunk."""


class NotWhole(Exception):
    """The file is not what its kind asks for: cut off, or something else."""


def placeless(media_type: str, content: bytes) -> bytes:
    """The picture without its place. Raises NotWhole."""
    parts = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}[media_type](content)
    return b"".join(parts)


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Segment by segment, up to the end of the first picture."""
    yield content[:2]
    at = 2
    while True:
        marker = _marker(content, at)
        if marker == END:
            yield content[at : at + 2]
            return
        size = 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        segment = content[at : at + size]
        if size < 4 or len(segment) < size:
            raise NotWhole
        at += size
        if marker == APP1:
            yield from _app1(segment)
        elif marker not in (APP13, COMMENT):
            yield segment
        if marker == SCAN:
            start, at = at, _after_scan(content, at)
            yield content[start:at]


def _marker(content: bytes, at: int) -> int:
    if len(content) < at + 2 or content[at] != 0xFF:
        raise NotWhole
    return content[at + 1]


def _app1(segment: bytes) -> Iterator[bytes]:
    """Exif without the place; what other systems write (XMP) not at all."""
    body = segment[4:]
    if not body.startswith(EXIF):
        return
    kept = without_place(body[len(EXIF) :])
    if kept is not None:
        yield segment[: 4 + len(EXIF)] + kept


def _after_scan(content: bytes, at: int) -> int:
    """Where coded data end: at a marker that is neither stuffing nor a restart. Raises NotWhole."""
    while (at := content.find(b"\xff", at)) >= 0:
        if at + 1 >= len(content):
            break
        following = content[at + 1]
        if following == 0xFF:
            at += 1
        elif following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        else:
            return at
    raise NotWhole


def _png(content: bytes) -> Iterator[bytes]:
    """Chunk by chunk, without those of texts and Exif."""
    yield PNG
    at = len(PNG)
    while True:
        size = 12 + int.from_bytes(content[at : at + 4], "big")
        chunk = content[at : at + size]
        if len(chunk) < size:
            raise NotWhole
        at += size
        if chunk[4:8] not in PNG_TEXTS:
            yield chunk
        if chunk[4:8] == b"IEND":
            return


def _webp(content: bytes) -> Iterator[bytes]:
    """The file anew, of the chunks that stay."""
    stays = b"".join(_webp_chunks(content))
    yield b"RIFF" + (4 + len(stays)).to_bytes(4, "little") + b"WEBP" + stays


def _webp_chunks(content: bytes) -> Iterator[bytes]:
    at, end = 12, min(len(content), 8 + int.from_bytes(content[4:8], "little"))
    while at < end:
        name = content[at : at + 4]
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        size = 8 + length + length % 2
        chunk = content[at : at + size]
        if len(chunk) < size or at + size > end:
            raise NotWhole
        at += size
        if name == b"VP8X" and length >= 1:
            flags = chunk[8] & ~(HAS_XMP | HAS_EXIF)
            yield chunk[:8] + bytes([flags]) + chunk[9:]
        elif name not in (b"EXIF", b"XMP "):
            yield chunk
