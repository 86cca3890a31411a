"""The bytes of a vector tile. Source: Mapbox Vector Tile specification 2.1, §4."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

POINT, LINE, POLYGON = 1, 2, 3
MOVE, DRAW, CLOSE = 1, 2, 7

Corner = tuple[int, int]
Value = str | int | bool
Attributes = Mapping[str, Value]


class TileLayer:
    """One layer of one tile, feature after feature."""

    def __init__(self, name: str, extent: int) -> None:
        self._name, self._extent = name, extent
        self._keys: dict[str, int] = {}
        self._values: dict[tuple[type, Value], int] = {}
        self._features: list[bytes] = []

    def points(self, spots: Sequence[Corner], attributes: Attributes) -> None:
        """A feature that is one or more points."""
        self._put(POINT, _moved(spots, (0, 0))[0], attributes)

    def lines(self, lines: Iterable[Sequence[Corner]], attributes: Attributes) -> None:
        """A feature that is lines. What has shrunk to a point is left out."""
        codes: list[int] = []
        cursor = (0, 0)
        for line in lines:
            plain = _plain(line)
            if len(plain) < 2:
                continue
            first, cursor = _moved(plain[:1], cursor)
            rest, cursor = _moved(plain[1:], cursor, DRAW)
            codes += first + rest
        if codes:
            self._put(LINE, codes, attributes)

    def polygons(
        self, polygons: Iterable[Sequence[Sequence[Corner]]], attributes: Attributes
    ) -> None:
        """A feature that is areas: each an outer ring and its holes, first corner said once or
        twice. What has no area is left out."""
        codes: list[int] = []
        cursor = (0, 0)
        for rings in polygons:
            for at, ring in enumerate(rings):
                plain = _plain([*ring, ring[0]])[:-1]
                area = _twice_area(plain)
                if area == 0:
                    if at == 0:
                        break
                    continue
                if (area > 0) != (at == 0):
                    plain.reverse()
                first, cursor = _moved(plain[:1], cursor)
                rest, cursor = _moved(plain[1:], cursor, DRAW)
                codes += [*first, *rest, 1 << 3 | CLOSE]
        if codes:
            self._put(POLYGON, codes, attributes)

    def _put(self, kind: int, codes: list[int], attributes: Attributes) -> None:
        tags: list[int] = []
        for key, value in attributes.items():
            tags.append(self._keys.setdefault(key, len(self._keys)))
            tags.append(self._values.setdefault((type(value), value), len(self._values)))
        body = b""
        if tags:
            body += _field(2, _varints(tags))
        body += _tag(3, 0) + _varint(kind) + _field(4, _varints(codes))
        self._features.append(_field(2, body))

    def encoded(self) -> bytes:
        """The layer as a field of its tile; nothing where it holds no feature."""
        if not self._features:
            return b""
        parts = [_tag(15, 0) + _varint(2), _field(1, self._name.encode()), *self._features]
        parts += [_field(3, key.encode()) for key in self._keys]
        parts += [_field(4, _value(value)) for _, value in self._values]
        parts.append(_tag(5, 0) + _varint(self._extent))
        return _field(3, b"".join(parts))


def _value(value: Value) -> bytes:
    if isinstance(value, bool):
        return _tag(7, 0) + _varint(value)
    if isinstance(value, int):
        return _tag(6, 0) + _varint(_zigzag(value))
    return _field(1, value.encode())


def _plain(line: Sequence[Corner]) -> list[Corner]:
    """Without a corner that is said twice in a row."""
    return [line[0], *(b for a, b in pairwise(line) if a != b)]


def _twice_area(ring: Sequence[Corner]) -> int:
    """Positive where the ring is clockwise as drawn (§4.3.4.4: y goes down)."""
    if len(ring) < 3:
        return 0
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))


def _moved(
    corners: Sequence[Corner], cursor: Corner, command: int = MOVE
) -> tuple[list[int], Corner]:
    """A command and where it leads, as steps; and where the cursor is then (§4.3)."""
    codes = [len(corners) << 3 | command]
    x, y = cursor
    for to_x, to_y in corners:
        codes += [_zigzag(to_x - x), _zigzag(to_y - y)]
        x, y = to_x, to_y
    return codes, (x, y)


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def _varints(numbers: Sequence[int]) -> bytes:
    out = bytearray()
    for number in numbers:
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        out.append(number)
    return bytes(out)


def _tag(field: int, wire: int) -> bytes:
    return _varint(field << 3 | wire)


def _field(field: int, body: bytes) -> bytes:
    return _tag(field, 2) + _varint(len(body)) + body
