"""`read`: every area of a GeoJSON file, in whole microdegrees, with its code, name and parent.

Source: RFC 7946 §3, §4 (longitude first, WGS 84); GeoJSON 2008 §3 (`crs`).
"""

import math
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from tocsin.gateways.geojson.malformed import Malformed
from tocsin.gateways.geojson.naming import Names, names_of
from tocsin.gateways.geojson.schema import (
    Feature,
    FeatureCollection,
    MultiPolygon,
    NamedCrs,
    Polygon,
    Ring,
)
from tocsin.geo.antimeridian import RoundAPole, crosses, cut_in_two, unrolled
from tocsin.geo.ground import Line
from tocsin.geo.lettering import cleaned
from tocsin.geo.outlines import nested

DEGREES = {"CRS84", "4326", "4979"}
NEAR_DEGREES = {"4258", "4269", "4283", "4674", "7844", "6318"}
"""ETRS89, NAD83, GDA94, SIRGAS 2000, GDA2020, NAD83(2011): within about 2 m of WGS 84."""
EITHER = FeatureCollection | Feature


class Outline(msgspec.Struct, frozen=True):
    """An area as the file has it: polygons of rings, each ring without its first spot again."""

    names: Names
    polygons: tuple[tuple[Line, ...], ...]
    where: str
    """The feature in the file: `features[12]`."""
    crosses: bool = False
    """It was drawn over the antimeridian, and is cut there (RFC 7946 §3.1.9)."""
    is_clockwise: bool = False
    """Every outer ring runs clockwise, which RFC 7946 §3.1.6 forbids and older files do."""


class Unread(msgspec.Struct, frozen=True):
    """A feature that is no area: what it is instead."""

    names: Names
    where: str
    instead: str


def read(content: bytes, file: str) -> Iterator[Outline | Unread]:
    """All features of a file, in its order. Raises Malformed (position in bytes or as a path)."""
    found = _decoded(content, file)
    _in_degrees(found.crs, file)
    features = found.features if isinstance(found, FeatureCollection) else [found]
    if not features:
        raise Malformed(f"{file}, $.features", "one feature or more", "export the areas again")
    for at, feature in enumerate(features):
        where = f"features[{at}]" if isinstance(found, FeatureCollection) else "$"
        yield _outlined(feature, file, where)


def _decoded(content: bytes, file: str) -> FeatureCollection | Feature:
    text = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text.decode()
        found: FeatureCollection | Feature = msgspec.json.decode(text, type=EITHER)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(
            file, "a FeatureCollection or a Feature of GeoJSON (RFC 7946)",
            f"it does not decode: {error}",
        ) from error  # fmt: skip
    return found


def _in_degrees(crs: msgspec.Raw, file: str) -> None:
    """Refuse coordinates that are not degrees of longitude and latitude."""
    said = bytes(crs)
    if said in (b"", b"null"):
        return
    try:
        name = msgspec.json.decode(said, type=NamedCrs).properties.get("name", "")
    except msgspec.DecodeError:
        name = said.decode("utf-8", "replace")[:80]
    code = name.replace("/", ":").rpartition(":")[2].upper()
    if code not in DEGREES | NEAR_DEGREES:
        raise Malformed(
            f"{file}, $.crs", "longitude and latitude in degrees (WGS 84)",
            f"it is in `{cleaned(name)}`; transform it: "
            f"ogr2ogr -t_srs EPSG:4326 out.geojson {file}",
        )  # fmt: skip


def _outlined(feature: Feature, file: str, where: str) -> Outline | Unread:
    names = names_of(feature, file)
    shape = feature.geometry
    if isinstance(shape, Polygon):
        polygons = [shape.coordinates]
    elif isinstance(shape, MultiPolygon):
        polygons = shape.coordinates
    else:
        return Unread(names, where, "nothing" if shape is None else type(shape).__name__)
    rings = tuple(
        tuple(_ring(ring, file, f"{where}, polygon {number}, ring {at}")
              for at, ring in enumerate(polygon))
        for number, polygon in enumerate(polygons)
    )  # fmt: skip
    kept = tuple(each for each in rings if each and len(set(each[0])) > 2)
    if not kept:
        return Unread(names, where, "a polygon of fewer than three corners")
    is_clockwise = all(_runs_clockwise(each[0]) for each in kept)
    if not any(crosses(ring) for each in kept for ring in each if ring):
        return Outline(names, kept, where, is_clockwise=is_clockwise)
    try:
        cut = [ring for each in kept for ring in cut_in_two(each)]
    except RoundAPole:
        return Unread(names, where, "a ring that goes once round the Earth")
    return Outline(names, tuple(map(tuple, nested(cut))), where, True, is_clockwise)


def _runs_clockwise(ring: Line) -> bool:
    try:
        flat = unrolled(ring) if crosses(ring) else ring
    except RoundAPole:
        return False
    return sum(a[1] * b[0] - b[1] * a[0] for a, b in pairwise((*flat, flat[0]))) < 0


def _ring(ring: Ring, file: str, where: str) -> Line:
    """A ring in µ° (latitude, longitude). Raises Malformed at the first position off the Earth."""
    spots = []
    for at, position in enumerate(ring):
        if len(position) < 2 or not all(map(math.isfinite, position[:2])):
            raise Malformed(f"{file}, {where}, position {at}", "longitude and latitude", "mend it")
        lon, lat = position[0], position[1]
        if not (-180 <= lon <= 180 and -90 <= lat <= 90):
            raise Malformed(
                f"{file}, {where}, position {at}", "degrees, longitude first", _off(lon, lat, file)
            )
        spots.append((round(lat * 1e6), round(lon * 1e6)))
    return tuple(spots[:-1] if len(spots) > 1 and spots[0] == spots[-1] else spots)


def _off(lon: float, lat: float, file: str) -> str:
    """What a position that is nowhere may be instead."""
    if 180 < abs(lon) <= 360 and abs(lat) <= 90:
        return (
            f"the longitude {lon:g} is beyond 180; write it as {lon - math.copysign(360, lon):g} "
            "(an edge over the antimeridian is taken the short way round)"
        )
    if abs(lon) <= 90 and abs(lat) <= 180:
        return (
            f"[{lon:g}, {lat:g}] read as longitude {lon:g} and latitude {lat:g} is nowhere on "
            f"Earth; read as latitude {lon:g} and longitude {lat:g} it is: swap them in the file"
        )
    return (
        f"[{lon:g}, {lat:g}] are no degrees but metres or feet of a national grid; transform it: "
        f"ogr2ogr -s_srs EPSG:… -t_srs EPSG:4326 out.geojson {file}"
    )
