"""What is drawn from which zoom on, and under which attributes. (docs/operating/ground-map.md)"""

from typing import NamedTuple

from tocsin.geo.tiling.vector_tile import Value

FIRST_ZOOM = 6
NAMED_AREAS = frozenset({
    "park", "wood", "cemetery", "institution", "airfield", "water", "reservoir", "industrial",
    "quarry", "golf", "beach", "glacier", "military", "lake",
})  # fmt: skip


class Look(NamedTuple):
    """How a thing is drawn: from a zoom on, with `near` added from a closer one on."""

    first: int
    plain: dict[str, Value]
    near_from: int = 99
    near: dict[str, Value] = {}
    is_directed: bool = False

    def at(self, zoom: int) -> dict[str, Value]:
        """The attributes at a zoom."""
        return self.plain | self.near if zoom >= self.near_from else self.plain


CLASSES: dict[str, tuple[str, int, int]] = {
    "motorway": ("motorway", 6, 11), "trunk": ("trunk", 6, 11), "primary": ("primary", 7, 12),
    "secondary": ("secondary", 9, 12), "tertiary": ("tertiary", 10, 13),
    "unclassified": ("minor", 12, 13), "residential": ("minor", 12, 13),
    "living_street": ("minor", 12, 13), "road": ("minor", 12, 13),
    "busway": ("service", 13, 14), "bus_guideway": ("service", 13, 14),
    "service": ("service", 13, 14), "escape": ("service", 13, 14), "track": ("track", 13, 14),
    "pedestrian": ("pedestrian", 13, 13), "steps": ("steps", 14, 14),
}  # fmt: skip
"""Drawn as, from which zoom on, and named from which; what is not here is a path."""
PATH = ("path", 14, 14)
ROAD_ORDER = (
    "path", "steps", "track", "pedestrian", "service", "minor", "tertiary", "secondary", "primary",
    "trunk", "motorway",
)  # fmt: skip
"""Later ones lie on top."""

COVER_FIRST = {
    "parking": 14, "pitch": 13, "pool": 14, "institution": 12, "farmyard": 12, "allotments": 12,
    "sea": 6, "lake": 6, "river": 6, "water": 6, "reservoir": 6, "basin": 12,
}  # fmt: skip
COVER_USUAL = 8
WATERWAY_FIRST = {"river": 8, "canal": 10, "stream": 12, "tidal_channel": 12}
WATERWAY_USUAL = 13

PLACE_FIRST = {
    "city": (6, 1), "town": (7, 2), "borough": (10, 3), "village": (9, 3), "suburb": (11, 4),
    "island": (9, 4), "quarter": (12, 5), "hamlet": (12, 5), "neighbourhood": (13, 6),
    "islet": (13, 6), "locality": (13, 7), "isolated_dwelling": (14, 7), "farm": (14, 7),
}  # fmt: skip
"""From which zoom on, and its rank among labels: 1 first."""
PLACE_USUAL = (12, 5)

FACILITY_FIRST = {
    "fire_station": (11, 1), "hospital": (10, 1), "police": (12, 2), "ambulance_station": (12, 2),
    "shelter": (13, 3), "clinic": (13, 3), "care_home": (13, 3), "school": (13, 4),
    "pharmacy": (14, 4), "hall": (14, 5), "water_works": (13, 5), "pumping_station": (14, 5),
    "substation": (14, 5), "fuel": (14, 6), "supermarket": (14, 6), "mast": (14, 6),
    "depot": (14, 6), "venue": (14, 6), "camera": (14, 8), "hydrant": (14, 8),
}  # fmt: skip
FACILITY_USUAL = (14, 7)
LANDMARK_FIRST = {
    "station": (11, 1), "airport": (11, 1), "ferry": (12, 2), "castle": (12, 2),
    "bus_station": (13, 3), "harbour": (13, 3), "peak": (13, 3), "university": (13, 3),
    "church": (13, 4), "museum": (13, 4), "market": (13, 4), "courthouse": (13, 4),
    "bridge": (14, 4), "library": (14, 5), "tower": (14, 5), "square": (14, 5), "hotel": (14, 5),
    "historic": (14, 6), "attraction": (14, 6), "embassy": (14, 6), "mall": (14, 6),
    "post_office": (14, 6), "cinema": (14, 6), "casino": (14, 6),
}  # fmt: skip
"""By which strangers say where they are. What is not here (shops, offices, parks that are named as
areas, every bus stop) is found by its name and not drawn."""
BOUNDARY_FIRST = {2: 6, 3: 6, 4: 6, 5: 8, 6: 8, 7: 9, 8: 10}
BOUNDARY_USUAL = 12
BUILDING_FIRST = 13


def smallest_area(zoom: int, *, is_water: bool) -> float:
    """Square units of a tile below which an area is left out: a few pixels, far away more."""
    if zoom >= 14:
        return 24.0
    pixel = 64.0
    return pixel * (6 if zoom == 13 else 10 if is_water else 16)


def tolerance(zoom: int) -> float:
    """Units by which a line may be moved: under a pixel (8 units)."""
    return 1.0 if zoom >= 14 else 4.0
