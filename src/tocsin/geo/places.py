"""Points and places in whole microdegrees (WGS 84), so that no stored value is a float."""

import math

import msgspec

from tocsin.terms.words import Words

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG R1)."""


class Point(msgspec.Struct, frozen=True, gc=False):
    """Latitude and longitude, in microdegrees, WGS 84. Latitude comes first, as in CAP and EDXL."""

    lat_udeg: int
    lon_udeg: int

    def __post_init__(self) -> None:
        if not -90_000_000 <= self.lat_udeg <= 90_000_000:
            raise ValueError(f"latitude {self.lat_udeg} µ° is outside -90° to 90°")
        if not -180_000_000 <= self.lon_udeg <= 180_000_000:
            raise ValueError(f"longitude {self.lon_udeg} µ° is outside -180° to 180°")

    @classmethod
    def from_degrees(cls, lat: float, lon: float) -> "Point":
        """Round degrees to the microdegree (0.11 m). Raises ValueError out of range or not
        finite.
        """
        if not (math.isfinite(lat) and math.isfinite(lon)):
            raise ValueError(f"({lat}, {lon}) is not a position")
        return cls(round(lat * 1e6), round(lon * 1e6))

    @property
    def degrees(self) -> tuple[float, float]:
        """(latitude, longitude) in degrees."""
        return self.lat_udeg / 1e6, self.lon_udeg / 1e6


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place as somebody gave it and as it was resolved; either may be missing.

    `words` is what was said (sealed, so forgettable); `label` a public name that a gazetteer gave
    (a street, a landmark; never a person's); `uncertainty_m` the radius of a position that is an
    estimate.
    """

    words: Words | None = None
    label: str | None = None
    point: Point | None = None
    uncertainty_m: int | None = None
    areas: dict[str, str] = {}
    """Areas it lies in, by kind: {"district": "B04", "neighbourhood": "Marina"}."""
    ground: str | None = None
    """The checksum of the ground by which label, point and areas were found."""


def distance_m(a: Point, b: Point) -> int:
    """Great-circle distance in whole metres (haversine)."""
    lat_a, lat_b = math.radians(a.lat_udeg / 1e6), math.radians(b.lat_udeg / 1e6)
    half_lat = (lat_b - lat_a) / 2
    half_lon = math.radians((b.lon_udeg - a.lon_udeg) / 1e6) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return round(2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(chord))))
