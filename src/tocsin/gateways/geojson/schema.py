"""GeoJSON as it is written down. Source: RFC 7946; GeoJSON 2008 §3 for `crs`.

Geometries of every kind decode, so that a point among areas is told of instead of refused.
"""

import msgspec

Position = list[float]
Ring = list[Position]


class Point(msgspec.Struct, tag_field="type", tag="Point"):
    """RFC 7946 §3.1.2."""

    coordinates: Position


class MultiPoint(msgspec.Struct, tag_field="type", tag="MultiPoint"):
    """RFC 7946 §3.1.3."""

    coordinates: list[Position]


class LineString(msgspec.Struct, tag_field="type", tag="LineString"):
    """RFC 7946 §3.1.4."""

    coordinates: list[Position]


class MultiLineString(msgspec.Struct, tag_field="type", tag="MultiLineString"):
    """RFC 7946 §3.1.5."""

    coordinates: list[list[Position]]


class Polygon(msgspec.Struct, tag_field="type", tag="Polygon"):
    """RFC 7946 §3.1.6: an outer ring, then holes."""

    coordinates: list[Ring]


class MultiPolygon(msgspec.Struct, tag_field="type", tag="MultiPolygon"):
    """RFC 7946 §3.1.7."""

    coordinates: list[list[Ring]]


class GeometryCollection(msgspec.Struct, tag_field="type", tag="GeometryCollection"):
    """RFC 7946 §3.1.8; its parts are not looked at."""

    geometries: list[msgspec.Raw]


Geometry = (
    Point | MultiPoint | LineString | MultiLineString | Polygon | MultiPolygon | GeometryCollection
)


class Feature(msgspec.Struct, tag_field="type", tag="Feature"):
    """RFC 7946 §3.2."""

    geometry: Geometry | None = None
    properties: dict[str, msgspec.Raw] | None = None
    id: str | int | None = None
    crs: msgspec.Raw = msgspec.Raw()


class FeatureCollection(msgspec.Struct, tag_field="type", tag="FeatureCollection"):
    """RFC 7946 §3.3; `name` as GDAL writes it."""

    features: list[Feature]
    crs: msgspec.Raw = msgspec.Raw()


class NamedCrs(msgspec.Struct):
    """GeoJSON 2008 §3.1."""

    properties: dict[str, str]
