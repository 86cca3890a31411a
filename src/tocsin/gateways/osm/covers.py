"""What covers the ground, from tags: kinds of areas, and buildings. (The table is in README.md.)

Source: OpenStreetMap wiki, Key:landuse, Key:natural, Key:leisure, Key:building, Key:name.
"""

import re

from tocsin.gateways.osm.tags import Tags

WATER_KINDS = frozenset({"water", "reservoir", "basin", "dock", "pool"})

COVERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("natural", {
        "water": "water", "wood": "wood", "scrub": "scrub", "heath": "heath", "grassland": "grass",
        "wetland": "wetland", "beach": "beach", "sand": "beach", "bare_rock": "rock",
        "scree": "rock", "shingle": "beach", "glacier": "glacier",
    }),
    ("waterway", {"riverbank": "water", "dock": "dock"}),
    ("leisure", {
        "park": "park", "garden": "park", "pitch": "pitch", "track": "pitch", "stadium": "pitch",
        "playground": "park", "golf_course": "golf", "swimming_pool": "pool", "common": "park",
    }),
    ("amenity", {
        "grave_yard": "cemetery", "parking": "parking", "school": "institution",
        "university": "institution", "college": "institution", "hospital": "institution",
    }),
    ("aeroway", {"aerodrome": "airfield"}),
    ("landuse", {
        "forest": "wood", "residential": "residential", "industrial": "industrial",
        "commercial": "commercial", "retail": "commercial", "farmland": "farmland",
        "farm": "farmland", "farmyard": "farmyard", "meadow": "grass", "grass": "grass",
        "orchard": "orchard", "vineyard": "vineyard", "cemetery": "cemetery",
        "allotments": "allotments", "quarry": "quarry", "railway": "railway",
        "military": "military", "recreation_ground": "park", "village_green": "park",
        "reservoir": "reservoir", "basin": "basin", "greenhouse_horticulture": "farmyard",
        "garages": "commercial", "port": "industrial", "construction": "industrial",
    }),
)  # fmt: skip
"""Our kind by key and value; the first key that has one decides."""

NONE: dict[str, str] = {}
"""No names: one for all the things that have none."""
_LANGUAGE = re.compile(r"name:([a-z]{2,3})")
_LEVELS = re.compile(r"\s*(\d{1,3})(?:[.,]\d+)?\s*")


def cover(tags: Tags) -> str | None:
    """The kind of area that a closed way or multipolygon is; None where it is none of ours."""
    for name, kinds in COVERS:
        value = tags.get(name)
        if value is not None and (kind := kinds.get(value)) is not None:
            return kind
    return None


def building(tags: Tags) -> str | None:
    """The kind of building (`yes` where nothing more is said); None for what is none."""
    value = tags.get("building", "no")
    return None if value == "no" else value


def levels(text: str) -> int:
    """Whole storeys above ground. Raises ValueError where it is no number."""
    found = _LEVELS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(found[1])


def names(tags: dict[str, str]) -> dict[str, str]:
    """What a thing is called, by language, where that is not its name anyway."""
    plain = tags.get("name")
    found = {
        language[1]: text
        for key, text in tags.items()
        if key.startswith("name:") and (language := _LANGUAGE.fullmatch(key)) and text
    }
    if not plain or not found:
        return NONE
    return {each: text for each, text in found.items() if text != plain}
