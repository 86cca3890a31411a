"""Where a picture was taken, blanked in its Exif block: all else in it stays, as which way is up.

Source: CIPA DC-008 (Exif 2.32), section 4.6.3 (GPS IFD pointer) and 4.6.6; TIFF 6.0, section 2.
"""

from collections.abc import Callable

GPS_POINTER = 0x8825
ENTRY_BYTES = 12
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
"""Bytes of a value, by its TIFF type."""
MOST_ENTRIES = 512

Number = Callable[[int, int], int]


def without_place(tiff: bytes) -> bytes | None:
    """The block with an empty GPS directory; None where it cannot be read, and is best left out."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])
    if order is None:
        return None
    block = bytearray(tiff)

    def number(at: int, size: int) -> int:
        if at < 0 or at + size > len(block):
            raise ValueError
        return int.from_bytes(block[at : at + size], "little" if order == "little" else "big")

    try:
        first = number(4, 4)
        for at in _entries(first, number):
            if number(at, 2) == GPS_POINTER:
                _blank(block, number(at + 8, 4), number)
    except ValueError:
        return None
    return bytes(block)


def _entries(directory: int, number: Number) -> list[int]:
    """Where the entries of a directory stand. Raises ValueError."""
    count = number(directory, 2)
    if count > MOST_ENTRIES:
        raise ValueError
    return [directory + 2 + ENTRY_BYTES * each for each in range(count)]


def _blank(block: bytearray, directory: int, number: Number) -> None:
    """Zero a directory: its values wherever they stand, its entries, its count. Raises
    ValueError.
    """
    for at in _entries(directory, number):
        size = _SIZES.get(number(at + 2, 2), 1) * number(at + 4, 4)
        if size > 4:
            start = number(at + 8, 4)
            if start + size > len(block):
                raise ValueError
            block[start : start + size] = bytes(size)
        number(at, ENTRY_BYTES)
        block[at : at + ENTRY_BYTES] = bytes(ENTRY_BYTES)
    block[directory : directory + 2] = bytes(2)
