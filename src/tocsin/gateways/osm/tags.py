"""Tags of OpenStreetMap ⇄ our terms (the table stands in README.md).

Source: OpenStreetMap wiki, Map features; Key:maxheight, Key:maxweight, Key:maxspeed, Key:oneway.
"""

import re
from collections.abc import Mapping

from tocsin.geo.ground import KIND_ORDER, Flow

Tags = Mapping[str, str]

ROADS = frozenset({
    "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential",
    "living_street", "service", "track", "pedestrian", "footway", "cycleway", "path", "steps",
    "bridleway", "busway", "bus_guideway", "road", "escape", "corridor",
})  # fmt: skip
LINKS = frozenset({"motorway", "trunk", "primary", "secondary", "tertiary"})
WATERWAYS = frozenset({"river", "stream", "canal", "drain", "ditch", "tidal_channel"})
SHORES = frozenset({"water", "wetland", "bay", "coastline"})
LOCALITIES = frozenset({
    "city", "town", "village", "hamlet", "suburb", "quarter", "neighbourhood", "borough",
    "isolated_dwelling", "farm", "locality", "island", "islet",
})  # fmt: skip

FACILITIES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("fire_station", (("amenity", "fire_station"),)),
    ("police", (("amenity", "police"),)),
    ("ambulance_station", (("emergency", "ambulance_station"),)),
    ("hospital", (("amenity", "hospital"),)),
    ("clinic", (("amenity", "clinic"), ("amenity", "doctors"))),
    ("school", (("amenity", "school"), ("amenity", "kindergarten"), ("amenity", "college"),
                ("amenity", "university"))),
    ("hall", (("amenity", "community_centre"), ("amenity", "townhall"),
              ("leisure", "sports_hall"), ("leisure", "sports_centre"))),
    ("care_home", (("amenity", "nursing_home"), ("social_facility", "nursing_home"),
                   ("social_facility", "assisted_living"), ("social_facility", "group_home"))),
    ("shelter", (("amenity", "shelter"), ("social_facility", "shelter"),
                 ("emergency", "assembly_point"))),
    ("fuel", (("amenity", "fuel"),)),
    ("supermarket", (("shop", "supermarket"),)),
    ("pharmacy", (("amenity", "pharmacy"),)),
    ("water_works", (("man_made", "water_works"), ("man_made", "water_tower"),
                     ("man_made", "reservoir_covered"))),
    ("pumping_station", (("man_made", "pumping_station"),)),
    ("substation", (("power", "substation"), ("power", "sub_station"))),
    ("mast", (("man_made", "mast"), ("man_made", "communications_tower"))),
    ("depot", (("amenity", "bus_depot"), ("landuse", "depot"), ("industrial", "depot"))),
    ("venue", (("leisure", "stadium"), ("amenity", "theatre"), ("amenity", "arts_centre"),
               ("amenity", "events_venue"))),
    ("camera", (("man_made", "surveillance"),)),
    ("hydrant", (("emergency", "fire_hydrant"), ("fire_hydrant:type", ""))),
)  # fmt: skip
"""Our kind ← any of these tags. One thing may be of several kinds. "" stands for any value."""

KIND = {pair: kind for kind, pairs in FACILITIES for pair in pairs}
KIND_KEYS = tuple(sorted({name for name, _ in KIND}))

_METRES = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*m?")
_FEET = re.compile(r"(\d{1,3})\s*(?:'|ft)\s*(?:(\d{1,2})\s*(?:\"|''|in)?)?")
_WEIGHT = re.compile(r"(\d{1,6}(?:[.,]\d+)?)\s*(t|kg|st|lbs)?")
_SPEED = re.compile(r"(\d{1,3})(?:\.\d+)?\s*(km/h|kmh|mph)?")
NO_LIMIT = frozenset({"", "none", "no", "default", "below_default", "unsigned", "no_sign"})
GRAMS = {"t": 1_000_000, "kg": 1_000, "st": 907_185, "lbs": 454}
PACES = {"walk": 7}


def kinds(tags: Tags) -> list[str]:
    """The kinds of facility a thing is, in the table's order."""
    found = {
        kind
        for name in KIND_KEYS
        if (value := tags.get(name))
        for each in value.split(";")
        if (kind := KIND.get((name, each.strip())) or KIND.get((name, "")))
    }
    return sorted(found, key=KIND_ORDER.__getitem__)


def road_class(tags: Tags) -> tuple[str, bool] | None:
    """(class, is it a link) of a road that is there; None for what is no road, or not built yet."""
    value = tags.get("highway", "")
    plain = value.removesuffix("_link")
    if plain not in ROADS or (plain != value and plain not in LINKS):
        return None
    return plain, plain != value


def flow(tags: Tags) -> Flow:
    """Which way it may be driven; a roundabout and a motorway are one-way without saying so."""
    value = tags.get("oneway", "")
    if value in ("yes", "true", "1"):
        return Flow.forward
    if value in ("-1", "reverse"):
        return Flow.backward
    if value in ("reversible", "alternating"):
        return Flow.varies
    implied = is_roundabout(tags) or tags.get("highway") == "motorway"
    return Flow.forward if implied and not value else Flow.both


def is_roundabout(tags: Tags) -> bool:
    """Whether the road is a circle of traffic."""
    return tags.get("junction") in ("roundabout", "circular")


def says(tags: Tags, name: str) -> bool:
    """Whether a tag is there and does not say no."""
    return tags.get(name, "no") not in ("no", "false", "0")


def height_cm(text: str) -> int | None:
    """A clear height in cm. Raises ValueError where it cannot be understood."""
    text = text.strip()
    if text in NO_LIMIT:
        return None
    if found := _FEET.fullmatch(text):
        return (int(found[1]) * 12 + int(found[2] or 0)) * 254 // 100
    if found := _METRES.fullmatch(text):
        return _scaled(found[1], 100)
    raise ValueError(text)


def weight_kg(text: str) -> int | None:
    """An allowed weight in kg; tonnes where no unit stands. Raises ValueError as above."""
    text = text.strip()
    if text in NO_LIMIT:
        return None
    if found := _WEIGHT.fullmatch(text):
        return _scaled(found[1], GRAMS[found[2] or "t"]) // 1_000
    raise ValueError(text)


def speed_kmh(text: str) -> int | None:
    """A speed limit in km/h; None where it names a rule (`DE:urban`) or says there is none.

    Raises ValueError as above.
    """
    text = text.strip()
    if text in NO_LIMIT or text in ("signals", "variable") or ":" in text:
        return None
    if text in PACES:
        return PACES[text]
    if found := _SPEED.fullmatch(text):
        value = int(found[1])
        return (value * 1_609_344 + 500_000) // 1_000_000 if found[2] == "mph" else value
    raise ValueError(text)


def _scaled(text: str, factor: int) -> int:
    """A decimal text times a whole factor, without a float."""
    whole, _, part = text.replace(",", ".").partition(".")
    return int(whole + part) * factor // int("1" + "0" * len(part))
