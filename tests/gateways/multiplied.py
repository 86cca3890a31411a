"""An extract many times over, side by side: a file as large as a whole country's.

python -m tests.gateways.multiplied SMALL.osm.pbf TIMES LARGE.osm.pbf

Its blocks are copied with other ids and places; nothing is taken apart that stays as it is.
Source: OpenStreetMap wiki, PBF Format (fileformat.proto, osmformat.proto).
"""

import sys
import zlib
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

BESIDE = 700_000_000
"""10⁻⁹ degrees between one copy and the next; a row holds ROW of them."""
ROW = 20
WEST, SOUTH = -9_000_000_000, -20_000_000_000
"""The first copy is moved by so much."""
GROUP, LAT_OFFSET, LON_OFFSET = 2, 19, 20
NODES, WAYS, RELATIONS = 2, 3, 4
REFS, MEMBERS, KINDS = 8, 9, 10

Fields = list[tuple[int, int | bytes]]


class Most(NamedTuple):
    """More than any id: of nodes, ways, relations, as members number their kinds."""

    node: int
    way: int
    relation: int


def multiply(small: Path, times: int, large: Path) -> None:
    """Write it: all nodes, then all ways, then all relations, each by id."""
    blocks = [each for name, each in _blobs(small.read_bytes()) if name == b"OSMData"]
    most = _most(blocks)
    with large.open("wb") as file:
        file.write(_blob(b"OSMHeader", _packed([(4, b"OsmSchema-V0.6"), (4, b"DenseNodes")])))
        for kind in (NODES, WAYS, RELATIONS):
            mine = [each for each in blocks if any(_groups(each, kind))]
            for copy in range(times):
                for block in mine:
                    file.write(_blob(b"OSMData", _moved(block, kind, copy, most)))


def _moved(block: bytes, kind: int, copy: int, most: Most) -> bytes:
    """The nodes, ways or relations of a block, as another copy has them."""
    kept: Fields = [(field, value) for field, value in _fields(block) if field != GROUP]
    for group in _groups(block, kind):
        kept.append((GROUP, _packed([
            (kind, _shifted(kind, one, copy, most)) for _, one in _texts(group)
        ])))  # fmt: skip
    north, east = SOUTH - copy // ROW * BESIDE, WEST + copy % ROW * BESIDE
    return _packed([*kept, (LAT_OFFSET, north % 2**64), (LON_OFFSET, east % 2**64)])


def _shifted(kind: int, one: bytes, copy: int, most: Most) -> bytes:
    found: Fields = []
    for field, value in _fields(one):
        if isinstance(value, int):
            own = most.way if kind == WAYS else most.relation
            found.append((field, value + copy * own if field == 1 else value))
        elif (kind, field) in ((NODES, 1), (WAYS, REFS)):
            first, at = _number(value, 0)
            plain = _signed(first) + copy * most.node
            found.append((field, _varint(_unsigned(plain)) + value[at:]))
        elif (kind, field) == (RELATIONS, MEMBERS):
            of = _numbers(next(text for name, text in _texts(one) if name == KINDS))
            refs = accumulate(map(_signed, _numbers(value)))
            moved = [ref + copy * most[type_] for ref, type_ in zip(refs, of, strict=True)]
            steps = [after - before for before, after in pairwise([0, *moved])]
            found.append((field, b"".join(_varint(_unsigned(each)) for each in steps)))
        else:
            found.append((field, value))
    return _packed(found)


def _most(blocks: list[bytes]) -> Most:
    kinds = (NODES, WAYS, RELATIONS)
    return Most(*(max((_last(block, kind) for block in blocks), default=0) for kind in kinds))


def _last(block: bytes, kind: int) -> int:
    """One more than the highest id of a kind in a block."""
    last = -1
    for group in _groups(block, kind):
        for _, one in _texts(group):
            ids = dict(_fields(one))[1]
            if isinstance(ids, int):
                last = max(last, ids)
            else:
                last = max(last, *accumulate(map(_signed, _numbers(ids))))
    return last + 1


def _groups(block: bytes, kind: int) -> Iterator[bytes]:
    """The groups of a block that hold such things; a group holds things of one kind."""
    for field, group in _texts(block):
        if field == GROUP and next(_fields(group))[0] == kind:
            yield group


def _blobs(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        size = int.from_bytes(content[at : at + 4])
        header = dict(_fields(content[at + 4 : at + 4 + size]))
        at += 4 + size
        name, length = header[1], header[3]
        assert isinstance(name, bytes)
        assert isinstance(length, int)
        packed = dict(_texts(content[at : at + length]))
        yield name, zlib.decompress(packed[3])
        at += length


def _blob(name: bytes, content: bytes) -> bytes:
    body = _packed([(2, len(content)), (3, zlib.compress(content))])
    header = _packed([(1, name), (3, len(body))])
    return len(header).to_bytes(4) + header + body


def _texts(message: bytes) -> Iterator[tuple[int, bytes]]:
    for field, value in _fields(message):
        if isinstance(value, bytes):
            yield field, value


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(message):
        tag, at = _number(message, at)
        value, at = _number(message, at)
        if tag & 7 == 2:
            yield tag >> 3, message[at : at + value]
            at += value
        else:
            assert tag & 7 == 0
            yield tag >> 3, value


def _packed(fields: Fields) -> bytes:
    found = bytearray()
    for field, value in fields:
        if isinstance(value, int):
            found += _varint(field << 3) + _varint(value)
        else:
            found += _varint(field << 3 | 2) + _varint(len(value)) + value
    return bytes(found)


def _numbers(packed: bytes) -> Iterator[int]:
    at = 0
    while at < len(packed):
        value, at = _number(packed, at)
        yield value


def _number(content: bytes, at: int) -> tuple[int, int]:
    found = shift = 0
    while True:
        byte = content[at]
        at += 1
        found |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return found, at


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)


def _signed(value: int) -> int:
    return value >> 1 ^ -(value & 1)


def _unsigned(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


if __name__ == "__main__":
    multiply(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
