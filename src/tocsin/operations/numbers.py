"""Incident numbers that do not tell: a gap in them means nothing.

The n-th incident of a day gets the n-th value of a keyed permutation of the day's block of ten
thousand (a four-round Feistel network with cycle walking; Luby & Rackoff 1988, Black & Rogaway
2002). Whoever sees some numbers of a day learns neither how many there were nor which are missing.
"""

import hashlib

BLOCK = 10_000
_HALF = 128  # 128 × 128 = 16,384: the smallest even-bit square that holds a block


def numbered(key: bytes, day: str, index: int) -> int:
    """The number of the index-th incident (from 0) of a day; past one block the next block begins.

    `day` is any text that names the day; the result is unique for (day, index) under one key.
    """
    block, place = divmod(index, BLOCK)
    value = _feistel(key, f"{day}/{block}", place)
    while value >= BLOCK:
        value = _feistel(key, f"{day}/{block}", value)
    return block * BLOCK + value


def _feistel(key: bytes, tweak: str, value: int) -> int:
    left, right = divmod(value, _HALF)
    for turn in range(4):
        mac = hashlib.blake2b(
            f"{tweak}/{turn}/{right}".encode(), key=key[:64], digest_size=2
        ).digest()
        left, right = right, (left + int.from_bytes(mac)) % _HALF
    return left * _HALF + right
