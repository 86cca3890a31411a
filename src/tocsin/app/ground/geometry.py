"""Points, lines and polygons as GeoPackage writes them; from and to whole microdegrees.

Source: OGC 12-128r18 (GeoPackage 1.3) §2.1.3; OGC 06-103r4 (well-known binary). Degrees are µ°
divided by a million, which IEEE 754 rounds alike everywhere: the same bytes on every machine.
"""

import struct
from collections.abc import Sequence

from tocsin.geo.ground import Line, Spot
from tocsin.geo.outlines import nested

WGS84 = 4326
POINT, LINE, POLYGON, MULTILINE, MULTIPOLYGON = 1, 2, 3, 5, 6
BOX_AT, POINT_AT, LINE_AT = 8, 8 + 5, 40 + 5
"""Where the box stands, the first number of a point, and the count of spots of a line."""


def point(spot: Spot) -> bytes:
    """A point."""
    lat, lon = spot
    return _head(()) + struct.pack("<BIdd", 1, POINT, lon / 1e6, lat / 1e6)


def line(spots: Line) -> bytes:
    """A line."""
    return _head((spots,)) + struct.pack("<BI", 1, LINE) + _spots(spots)


def lines(each: Sequence[Line]) -> bytes:
    """Lines that are one thing."""
    body = b"".join(struct.pack("<BI", 1, LINE) + _spots(one) for one in each)
    return _head(each) + struct.pack("<BII", 1, MULTILINE, len(each)) + body


def area(rings: Sequence[Line]) -> bytes:
    """An area by the even-odd rule, as polygons with their holes."""
    polygons = nested(rings)
    body = b"".join(
        struct.pack("<BII", 1, POLYGON, len(polygon))
        + b"".join(_spots((*ring, ring[0])) for ring in polygon)
        for polygon in polygons
    )
    return _head(rings) + struct.pack("<BII", 1, MULTIPOLYGON, len(polygons)) + body


def rings_of(blob: bytes) -> tuple[Line, ...]:
    """The rings of an area as `area` wrote it, each without its first spot said again."""
    at = 40
    _, kind, count = struct.unpack_from("<BII", blob, at)
    assert kind == MULTIPOLYGON
    at += 9
    found: list[Line] = []
    for _ in range(count):
        (rings,) = struct.unpack_from("<I", blob, at + 5)
        at += 9
        for _ in range(rings):
            (length,) = struct.unpack_from("<I", blob, at)
            flat = struct.unpack_from(f"<{2 * length}d", blob, at + 4)
            at += 4 + 16 * length
            whole = [round(each * 1e6) for each in flat]
            found.append(tuple(zip(whole[1::2], whole[::2], strict=True))[:-1])
    return tuple(found)


def wkb_of(blob: bytes) -> bytes:
    """The well-known binary in a geometry, as other libraries read it."""
    return blob[40 if blob[3] & 0b1110 else 8 :]


def spot_at(blob: bytes) -> Spot:
    """The spot of a point as `point` wrote it."""
    lon, lat = struct.unpack_from("<2d", blob, POINT_AT)
    return round(lat * 1e6), round(lon * 1e6)


def line_of(blob: bytes) -> Line:
    """The spots of a line as `line` wrote it."""
    flat = struct.unpack_from(f"<{2 * spots_in(blob)}d", blob, LINE_AT + 4)
    whole = [round(each * 1e6) for each in flat]
    return tuple(zip(whole[1::2], whole[::2], strict=True))


def spots_in(blob: bytes) -> int:
    """How many spots a line has."""
    (count,) = struct.unpack_from("<I", blob, LINE_AT)
    assert isinstance(count, int)
    return count


def box_of(blob: bytes) -> tuple[int, int, int, int]:
    """South, west, north and east of what is more than a point, in µ°."""
    west, east, south, north = struct.unpack_from("<4d", blob, BOX_AT)
    return round(south * 1e6), round(west * 1e6), round(north * 1e6), round(east * 1e6)


def middle_of(blob: bytes) -> Spot:
    """The middle of the box of what is more than a point."""
    west, east, south, north = struct.unpack_from("<4d", blob, BOX_AT)
    return round((south + north) * 5e5), round((west + east) * 5e5)


def _spots(spots: Sequence[Spot]) -> bytes:
    flat = [part / 1e6 for lat, lon in spots for part in (lon, lat)]
    return struct.pack(f"<I{len(flat)}d", len(spots), *flat)


def _head(each: Sequence[Sequence[Spot]]) -> bytes:
    """GeoPackage's header, with the box around everything that is more than a point."""
    flat = [spot for spots in each for spot in spots]
    if not flat:
        is_empty = 0 if not each else 0b10000
        return struct.pack("<2sBBi", b"GP", 0, 1 | is_empty, WGS84)
    lats, lons = [lat for lat, _ in flat], [lon for _, lon in flat]
    box = (min(lons) / 1e6, max(lons) / 1e6, min(lats) / 1e6, max(lats) / 1e6)
    return struct.pack("<2sBBi4d", b"GP", 0, 0b11, WGS84, *box)
