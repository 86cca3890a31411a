"""What stands on the ground of a region, as values: whole microdegrees, centimetres, kilograms.

An `id` says where a thing comes from and survives a new import: `n12`, `w34`, `r56` are a node, a
way and a relation of OpenStreetMap; `w34.n12` is the piece of road 34 that begins at node 12.
"""

import hashlib
import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

Spot = tuple[int, int]
"""Latitude and longitude in µ°."""

Line = tuple[Spot, ...]

FACILITY_KINDS = (
    "fire_station", "police", "ambulance_station", "hospital", "clinic", "school", "hall",
    "care_home", "shelter", "fuel", "supermarket", "pharmacy", "water_works", "pumping_station",
    "substation", "mast", "depot", "venue", "camera", "hydrant",
)  # fmt: skip
"""What a facility may be. A new kind is added at the end: stored numbers follow this order."""

LANDMARK_KINDS = (
    "station", "bus_station", "stop", "ferry", "airport", "church", "castle", "historic", "museum",
    "library", "courthouse", "embassy", "university", "office", "post_office", "hotel",
    "restaurant", "bank", "casino", "cinema", "attraction", "harbour", "square", "bridge", "park",
    "cemetery", "peak", "market", "mall", "shop", "sports_ground", "works", "tower", "parking",
    "building",
)  # fmt: skip
"""What a landmark may be. A new kind is added at the end: stored numbers follow this order."""

KIND_ORDER = {kind: at for at, kind in enumerate(FACILITY_KINDS)}


class Flow(StrEnum):
    """Which way a piece of road may be driven, along its line."""

    both = "both"
    forward = "forward"
    backward = "backward"
    varies = "varies"


class Whole(StrEnum):
    """How much of a boundary the source holds."""

    closed = "closed"
    cut = "cut"
    open = "open"


class DoubtCode(StrEnum):
    """What is wrong or missing in the source, and was said instead of dropped."""

    file_is_cut = "file_is_cut"
    not_in_order = "not_in_order"
    duplicate_id = "duplicate_id"
    position_invalid = "position_invalid"
    road_without_nodes = "road_without_nodes"
    road_lacks_nodes = "road_lacks_nodes"
    place_without_position = "place_without_position"
    water_without_position = "water_without_position"
    limit_not_understood = "limit_not_understood"
    restriction_incomplete = "restriction_incomplete"
    restriction_unknown = "restriction_unknown"
    boundary_cut = "boundary_cut"
    boundary_open = "boundary_open"
    boundary_crosses_itself = "boundary_crosses_itself"
    boundary_level_unreadable = "boundary_level_unreadable"
    outline_cut = "outline_cut"
    outline_open = "outline_open"
    outline_crosses_itself = "outline_crosses_itself"
    levels_not_understood = "levels_not_understood"
    coast_cut = "coast_cut"
    coast_tangled = "coast_tangled"
    boundaries_overlap = "boundaries_overlap"
    feature_no_area = "feature_no_area"
    feature_without_code = "feature_without_code"
    shape_mended = "shape_mended"
    name_differs = "name_differs"
    zone_outside = "zone_outside"
    zone_empty = "zone_empty"
    zone_without_figures = "zone_without_figures"
    column_not_taken = "column_not_taken"
    row_unreadable = "row_unreadable"
    row_without_zone = "row_without_zone"
    rows_elsewhere = "rows_elsewhere"
    figure_missing = "figure_missing"
    figure_suppressed = "figure_suppressed"
    figure_unreadable = "figure_unreadable"
    figures_rounded = "figures_rounded"
    letters_guessed = "letters_guessed"
    height_void = "height_void"
    height_outside = "height_outside"
    roads_apart = "roads_apart"
    name_cleaned = "name_cleaned"
    perhaps_swapped = "perhaps_swapped"
    crosses_antimeridian = "crosses_antimeridian"
    neither_road_nor_border = "neither_road_nor_border"
    line_leaps = "line_leaps"


class Road(msgspec.Struct, frozen=True, gc=False):
    """A piece of road between two crossings."""

    id: str
    way: int
    at: int
    """The place of its first node among the way's."""
    from_node: int
    to_node: int
    road_class: str
    is_link: bool
    flow: Flow
    is_roundabout: bool
    is_bridge: bool
    is_tunnel: bool
    is_ford: bool
    height_cm: int | None
    weight_kg: int | None
    speed_kmh: int | None
    access: str | None
    emergency: str | None
    name: str | None
    ref: str | None
    length_cm: int
    line: Line


class Restriction(msgspec.Struct, frozen=True, gc=False):
    """A turn that is forbidden (`no_…`) or the only one allowed (`only_…`)."""

    id: str
    kind: str
    from_ways: tuple[int, ...]
    via: tuple[str, ...]
    to_ways: tuple[int, ...]
    exempt: str | None
    """Vehicles it does not bind (`bicycle;psv`)."""
    only_for: str | None
    """The vehicles it binds, where not all (`hgv`)."""
    condition: str | None
    """When it holds, in the source's words; None: always."""
    is_whole: bool


class Address(msgspec.Struct, frozen=True, gc=False):
    """A house number, or a named house, and where it stands."""

    id: str
    number: str | None
    house: str | None
    street: str | None
    locality: str | None
    postcode: str | None
    town: str | None
    at: Spot


class Facility(msgspec.Struct, frozen=True, gc=False):
    """A place that matters on a bad day."""

    id: str
    kind: str
    name: str | None
    operator: str | None
    at: Spot


class Landmark(msgspec.Struct, frozen=True, gc=False):
    """A place with a name by which people say where they are: a church, a station, a square."""

    id: str
    kind: str
    name: str
    at: Spot


class Locality(msgspec.Struct, frozen=True, gc=False):
    """A named settlement or quarter: a point, not an area."""

    id: str
    kind: str
    name: str
    at: Spot


class Water(msgspec.Struct, frozen=True, gc=False):
    """A stream's line, or the shore of standing water."""

    id: str
    kind: str
    name: str | None
    is_area: bool
    line: Line


class Area(msgspec.Struct, frozen=True, gc=False):
    """Water, or what covers the land (`wood`, `residential`, `park` …): rings, even-odd rule."""

    id: str
    kind: str
    name: str | None
    is_water: bool
    rings: tuple[Line, ...]


class Building(msgspec.Struct, frozen=True, gc=False):
    """A building's outline: a proxy for people where no count is at hand."""

    id: str
    kind: str
    levels: int | None
    area_m2: int
    rings: tuple[Line, ...]


class Name(msgspec.Struct, frozen=True, gc=False):
    """What a thing is called in one language (ISO 639, two or three letters)."""

    subject: str
    """The id of a way, node or relation; of a road the way's, not the piece's."""
    language: str
    text: str


class NodeHeight(msgspec.Struct, frozen=True, gc=False):
    """How high a node of a road lies, in dm above the sea."""

    node: int
    elevation_dm: int


class FloodProne(msgspec.Struct, frozen=True, gc=False):
    """A piece of road near water, and how far its lowest end is above it (None: not known)."""

    road: str
    water: str
    distance_cm: int
    above_dm: int | None


class SameAs(msgspec.Struct, frozen=True, gc=False):
    """A thing that the source calls by a new id since it was drawn anew, and that kept its own."""

    layer: str
    id: str
    kind: str
    source_id: str
    moved_m: int


class Boundary(msgspec.Struct, frozen=True, gc=False):
    """An administrative area: its closed rings (even-odd rule), or what the source has of them."""

    id: str
    name: str
    level: int
    whole: Whole
    rings: Sequence[Line]
    """Closed ones, without the first spot said again; or the lines, where it does not close."""
    country: str | None = None


class Doubt(msgspec.Struct, frozen=True, gc=False):
    """Something wrong or missing: what, where, and what of it was kept."""

    code: DoubtCode
    subject: str
    at: Spot | None = None
    told: str = ""
    """What was found: a text of the source, or how many are missing of how many."""
    is_kept: bool = True


LETTERS = "abcdefghijklmnopqrstuvwxyz"
LANGUAGES = 27**3


def language_number(language: str) -> int:
    """A number below LANGUAGES for two or three letters, in the order of the alphabet."""
    first, second, third = (LETTERS.index(each) + 1 for each in f"{language:a<3}")
    return (first * 27 + second) * 27 + (third if len(language) == 3 else 0)


OF_OSM = re.compile(r"[nwr]-?\d{1,15}")


def key(id: str) -> int:
    """A whole number under 2^56 for an id; the same in every import.

    An id of OpenStreetMap gives its number and kind; any other (an office's code) the first 54 bits
    of its SHA-256, above those.
    """
    if OF_OSM.fullmatch(id):
        return int(id[1:]) * 4 + "nwr".index(id[0])
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:7]) // 4 * 4 + 3
