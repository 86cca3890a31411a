"""Where a picture was taken is not kept, and the picture stays what it was."""

import struct
import zlib

import pytest

from tocsin.app.photos.placeless import NotWhole, placeless

LATITUDE = struct.pack(">6I", 47, 1, 22, 1, 3123, 100)
ROTATED = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)


def exif() -> bytes:
    """A TIFF block, big-endian: which way is up, and where it was taken."""
    gps_at = 8 + 2 + 2 * 12 + 4
    data_at = gps_at + 2 + 12 + 4
    first = struct.pack(">H", 2) + ROTATED + struct.pack(">HHII", 0x8825, 4, 1, gps_at) + bytes(4)
    gps = struct.pack(">H", 1) + struct.pack(">HHII", 2, 5, 3, data_at) + bytes(4)
    return b"MM\0*" + struct.pack(">I", 8) + first + gps + LATITUDE


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", 2 + len(body)) + body


TABLE = segment(0xDB, b"a table")
SCAN = segment(0xDA, b"scan") + b"\x12\xff\x00\x34\xff\xd0\x56"
XMP = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<GPSLatitude>47,22</GPSLatitude>")
JPEG = (
    b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + exif()) + XMP + segment(0xFE, b"taken at home")
    + TABLE + SCAN + b"\xff\xd9" + b"a film that knows where it was"
)  # fmt: skip


def chunk(name: bytes, body: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + crc


PNG = (
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"eXIf", exif())
    + chunk(b"iTXt", b"XML:com.adobe.xmp\0GPSLatitude") + chunk(b"IDAT", b"pixels")
    + chunk(b"IEND", b"") + b"more"
)  # fmt: skip


def riff(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def webp(*chunks: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + sum(map(len, chunks))) + b"WEBP" + b"".join(chunks)


WEBP = webp(
    riff(b"VP8X", b"\x1c" + bytes(9)), riff(b"VP8 ", b"pixels!"), riff(b"EXIF", exif()),
    riff(b"XMP ", b"GPSLatitude"),
)  # fmt: skip
PICTURES = {"image/jpeg": JPEG, "image/png": PNG, "image/webp": WEBP}


def test_a_jpeg_loses_its_place_and_what_stands_behind_its_end_and_keeps_which_way_is_up() -> None:
    kept = placeless("image/jpeg", JPEG)
    assert LATITUDE in JPEG
    assert LATITUDE not in kept
    assert ROTATED in kept
    for gone in (b"GPSLatitude", b"taken at home", b"a film"):
        assert gone not in kept, gone
    assert kept.endswith(TABLE + SCAN + b"\xff\xd9")


def test_png_and_webp_lose_their_place_and_keep_their_pixels() -> None:
    png = placeless("image/png", PNG)
    assert png == PNG[:8] + chunk(b"IHDR", bytes(13)) + chunk(b"IDAT", b"pixels") + chunk(
        b"IEND", b""
    )
    kept = placeless("image/webp", WEBP)
    assert kept == webp(riff(b"VP8X", b"\x10" + bytes(9)), riff(b"VP8 ", b"pixels!"))


def test_a_picture_that_tells_nothing_is_kept_as_it_is() -> None:
    plain = b"\xff\xd8" + TABLE + SCAN + b"\xff\xd9"
    assert placeless("image/jpeg", plain) == plain


@pytest.mark.parametrize("media_type", PICTURES)
def test_whatever_is_cut_off_or_changed_is_a_picture_or_is_none(media_type: str) -> None:
    content = PICTURES[media_type]
    cut = 0
    for at in range(len(content)):
        for changed in (content[:at], content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :]):
            try:
                assert placeless(media_type, changed)
            except NotWhole:
                cut += 1
    assert cut > len(content) // 3


def test_an_exif_block_that_leads_out_of_itself_is_left_out() -> None:
    wild = exif().replace(struct.pack(">HHI", 2, 5, 3), struct.pack(">HHI", 2, 5, 0x7FFFFFFF))
    kept = placeless(
        "image/jpeg", b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + wild) + SCAN + b"\xff\xd9"
    )
    assert kept == b"\xff\xd8" + SCAN + b"\xff\xd9"
