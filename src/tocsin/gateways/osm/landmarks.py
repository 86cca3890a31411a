"""Landmarks from tags: what people name to say where they are. (The table is in README.md.)

Source: OpenStreetMap wiki, Map features; Key:historic, Key:tourism, Key:railway, Key:bridge:name.
"""

from collections.abc import Iterator

from tocsin.gateways.osm.tags import Tags, kinds
from tocsin.geo.ground import Landmark, Spot

ANY = "*"
LANDMARKS: tuple[tuple[str, dict[str, str]], ...] = (
    ("historic", {"castle": "castle", "manor": "castle", "palace": "castle", "fort": "castle"}),
    ("castle_type", {ANY: "castle"}),
    ("railway", {"station": "station", "halt": "station", "tram_stop": "stop"}),
    ("aeroway", {"aerodrome": "airport", "heliport": "airport", "helipad": "airport",
                 "terminal": "airport"}),
    ("amenity", {
        "place_of_worship": "church", "monastery": "church", "library": "library",
        "bus_station": "bus_station", "ferry_terminal": "ferry", "courthouse": "courthouse",
        "embassy": "embassy", "university": "university", "college": "university",
        "post_office": "post_office", "casino": "casino", "cinema": "cinema",
        "nightclub": "cinema", "marketplace": "market", "grave_yard": "cemetery",
        "restaurant": "restaurant", "cafe": "restaurant", "bar": "restaurant",
        "pub": "restaurant", "fast_food": "restaurant", "biergarten": "restaurant",
        "bank": "bank", "parking": "parking", "public_building": "office",
        "conference_centre": "office",
    }),
    ("diplomatic", {ANY: "embassy"}),
    ("tourism", {
        "museum": "museum", "gallery": "museum", "hotel": "hotel", "hostel": "hotel",
        "motel": "hotel", "guest_house": "hotel", "camp_site": "hotel", "alpine_hut": "hotel",
        "attraction": "attraction", "zoo": "attraction", "theme_park": "attraction",
        "viewpoint": "attraction", "artwork": "attraction", "aquarium": "attraction",
    }),
    ("historic", {ANY: "historic"}),
    ("highway", {"bus_stop": "stop"}),
    ("public_transport", {"station": "station", "stop_position": "stop", "platform": "stop"}),
    ("place", {"square": "square"}),
    ("leisure", {
        "marina": "harbour", "park": "park", "garden": "park", "playground": "park",
        "nature_reserve": "park", "common": "park", "pitch": "sports_ground",
        "track": "sports_ground", "golf_course": "sports_ground", "stadium": "sports_ground",
        "sports_centre": "sports_ground", "swimming_pool": "sports_ground",
        "water_park": "sports_ground", "ice_rink": "sports_ground",
    }),
    ("harbour", {ANY: "harbour"}),
    ("landuse", {"harbour": "harbour", "port": "harbour", "cemetery": "cemetery",
                 "recreation_ground": "sports_ground", "village_green": "park",
                 "industrial": "works"}),
    ("industrial", {ANY: "works"}),
    ("natural", {"peak": "peak", "volcano": "peak", "saddle": "peak", "cave_entrance": "peak",
                 "rock": "peak"}),
    ("man_made", {"bridge": "bridge", "works": "works", "tower": "tower", "lighthouse": "tower",
                  "windmill": "tower", "pier": "harbour", "wastewater_plant": "works"}),
    ("power", {"plant": "works"}),
    ("office", {ANY: "office"}),
    ("shop", {"mall": "mall", "department_store": "mall", ANY: "shop"}),
    ("building", {"church": "church", "cathedral": "church", "chapel": "church",
                  "mosque": "church", "synagogue": "church", "temple": "church",
                  "train_station": "station", "castle": "castle", "hotel": "hotel",
                  ANY: "building"}),
)  # fmt: skip
"""Our kind by key and value (`*`: any that does not say no); the first that fits decides."""

PLAIN = frozenset({"shop", "office", "building", "works", "sports_ground", "tower"})
"""These are told only of what is no facility anyway."""
NO = frozenset({"no", "false", "0"})


def landmark(tags: Tags) -> tuple[str, str] | None:
    """(kind, name) of a landmark; None for what is none or has no name."""
    name = tags.get("name")
    if name:
        for key, by_value in LANDMARKS:
            value = tags.get(key)
            if value is None or value in NO:
                continue
            kind = by_value.get(value) or by_value.get(ANY)
            if kind is not None:
                return None if kind in PLAIN and kinds(tags) else (kind, name)
    name = tags.get("bridge:name")
    return ("bridge", name) if name else None


def landmarks(id: str, tags: Tags, at: Spot) -> Iterator[Landmark]:
    """The landmark that a thing is."""
    found = landmark(tags)
    if found is not None:
        yield Landmark(id, *found, at)
