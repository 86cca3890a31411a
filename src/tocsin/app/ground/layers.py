"""The layers of a ground: tables of a GeoPackage, and a row of each from a value.

Source: OGC 12-128r18 §1.1 (contents, reference systems), §2.1 (features), §2.4 (attributes).
"""

from typing import NamedTuple

from tocsin.app.ground import geometry
from tocsin.geo.ground import (
    KIND_ORDER,
    LANGUAGES,
    Address,
    Area,
    Boundary,
    Building,
    Facility,
    FloodProne,
    Landmark,
    Locality,
    Name,
    NodeHeight,
    Restriction,
    Road,
    SameAs,
    Water,
    Whole,
    key,
    language_number,
)
from tocsin.geo.lifelines import Dependency, LifelineLink, LifelineNode
from tocsin.geo.zones import MEASURES, Figure, Provenance, Zone

GEOPACKAGE_ID, GEOPACKAGE_VERSION = 0x47504B47, 10300
PIECES = 4_096
"""More than the nodes of a way (2,000 in OpenStreetMap)."""
KINDS = 64
WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
)


class Layer(NamedTuple):
    """A table: its columns behind `fid`, and the kind of geometry (None: attributes only)."""

    columns: str
    geometry: str | None


LAYERS = {
    "address": Layer(
        "id TEXT, number TEXT, house TEXT, street TEXT, locality TEXT, postcode TEXT, town TEXT",
        "POINT",
    ),
    "area": Layer("id TEXT, kind TEXT, name TEXT, is_water INTEGER", "MULTIPOLYGON"),
    "boundary": Layer(
        "id TEXT, name TEXT, admin_level INTEGER, country TEXT, owns INTEGER", "MULTIPOLYGON"
    ),
    "boundary_cut": Layer(
        "id TEXT, name TEXT, admin_level INTEGER, country TEXT, whole TEXT", "MULTILINESTRING"
    ),
    "building": Layer("id TEXT, kind TEXT, levels INTEGER, area_m2 INTEGER", "MULTIPOLYGON"),
    "dependency": Layer(
        "consumer TEXT, network TEXT, supplier TEXT, buffer_s INTEGER, source TEXT", None
    ),
    "doubt": Layer("code TEXT, subject TEXT, told TEXT, is_kept INTEGER", "POINT"),
    "facility": Layer("id TEXT, kind TEXT, name TEXT, operator TEXT", "POINT"),
    "figure": Layer(
        "subject TEXT, measure TEXT, detail TEXT, value INTEGER, unit TEXT, year INTEGER,"
        " source TEXT",
        None,
    ),
    "flood_prone": Layer("road TEXT, water TEXT, distance_cm INTEGER, above_dm INTEGER", None),
    "landmark": Layer("id TEXT, kind TEXT, name TEXT", "POINT"),
    "lifeline_link": Layer(
        "id TEXT, network TEXT, kind TEXT, from_node TEXT, to_node TEXT, feeder TEXT,"
        " length_cm INTEGER, diameter_mm INTEGER, is_normally_open INTEGER",
        "LINESTRING",
    ),
    "lifeline_node": Layer(
        "id TEXT, network TEXT, kind TEXT, name TEXT, capacity INTEGER, unit TEXT,"
        " elevation_dm INTEGER, facility TEXT",
        "POINT",
    ),
    "locality": Layer("id TEXT, kind TEXT, name TEXT", "POINT"),
    "name": Layer("id TEXT, language TEXT, name TEXT", None),
    "node_height": Layer("elevation_dm INTEGER", None),
    "road": Layer(
        "id TEXT, way INTEGER, from_node INTEGER, to_node INTEGER, class TEXT, is_link INTEGER,"
        " flow TEXT, is_roundabout INTEGER, is_bridge INTEGER, is_tunnel INTEGER, is_ford INTEGER,"
        " height_cm INTEGER, weight_kg INTEGER, speed_kmh INTEGER, access TEXT, emergency TEXT,"
        " name TEXT, ref TEXT, length_cm INTEGER",
        "LINESTRING",
    ),
    "same_as": Layer("layer TEXT, id TEXT, kind TEXT, source_id TEXT, moved_m INTEGER", None),
    "source": Layer("id TEXT, title TEXT, licence TEXT, year INTEGER, sha256 TEXT", None),
    "turn_restriction": Layer(
        "id TEXT, kind TEXT, from_ways TEXT, via TEXT, to_ways TEXT, exempt TEXT, only_for TEXT,"
        " condition TEXT, is_whole INTEGER",
        None,
    ),
    "water": Layer("id TEXT, kind TEXT, name TEXT, is_area INTEGER", "LINESTRING"),
    "zone": Layer("id TEXT, name TEXT, kind TEXT, town TEXT", "MULTIPOLYGON"),
}

SPINE = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL,
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL PRIMARY KEY,
  column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL, m TINYINT NOT NULL,
  UNIQUE (table_name, column_name),
  FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined cartesian', -1, 'NONE', -1, 'undefined', NULL),
  ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL);
"""

Cell = str | int | bytes | None
Row = tuple[str, tuple[Cell, ...]]
Placed = (
    Road
    | Restriction
    | Address
    | Facility
    | Landmark
    | Locality
    | Water
    | Area
    | Building
    | Name
    | NodeHeight
)
Listed = (
    Zone | Figure | Provenance | LifelineNode | LifelineLink | Dependency | FloodProne | SameAs
)  # their `fid` is their place in the order of their ids


def schema() -> str:
    """Everything that is created before the first row."""
    lines = [
        f"PRAGMA application_id = {GEOPACKAGE_ID}; PRAGMA user_version = {GEOPACKAGE_VERSION};"
    ]
    lines.append(SPINE)
    lines.append(
        "INSERT INTO gpkg_spatial_ref_sys VALUES "
        f"('WGS 84', {geometry.WGS84}, 'EPSG', {geometry.WGS84}, '{WGS84}', NULL);"
    )
    for name, layer in LAYERS.items():
        shape = "" if layer.geometry is None else f", geom {layer.geometry}"
        lines.append(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY, {layer.columns}{shape});")
    return "\n".join(lines)


def row(value: Placed) -> Row:
    """The layer of a value and its row there; `fid` is the same in every import."""
    match value:
        case Road():
            return "road", _road(value)
        case Restriction():
            ways = (" ".join(map(str, each)) for each in (value.from_ways, value.to_ways))
            from_ways, to_ways = ways
            return "turn_restriction", (
                key(value.id), value.id, value.kind, from_ways, " ".join(value.via), to_ways,
                value.exempt, value.only_for, value.condition, value.is_whole,
            )  # fmt: skip
        case Address():
            return "address", (
                key(value.id), value.id, value.number, value.house, value.street, value.locality,
                value.postcode, value.town, geometry.point(value.at),
            )  # fmt: skip
        case Facility():
            return "facility", (
                key(value.id) * KINDS + KIND_ORDER[value.kind], value.id, value.kind, value.name,
                value.operator, geometry.point(value.at),
            )  # fmt: skip
        case Landmark() | Locality():
            layer = "landmark" if isinstance(value, Landmark) else "locality"
            return layer, (
                key(value.id), value.id, value.kind, value.name, geometry.point(value.at),
            )  # fmt: skip
        case Water():
            way, _, run = value.id[1:].partition(".")
            return "water", (
                int(way) * PIECES + int(run or 1) - 1, value.id, value.kind, value.name,
                value.is_area, geometry.line(value.line),
            )  # fmt: skip
        case Area():
            return "area", (
                key(value.id), value.id, value.kind, value.name, value.is_water,
                geometry.area(value.rings),
            )  # fmt: skip
        case Building():
            return "building", (
                key(value.id), value.id, value.kind, value.levels, value.area_m2,
                geometry.area(value.rings),
            )  # fmt: skip
        case Name():
            fid = key(value.subject) * LANGUAGES + language_number(value.language)
            return "name", (fid, value.subject, value.language, value.text)
        case NodeHeight():
            return "node_height", (value.node, value.elevation_dm)


def listed_row(value: Listed) -> Row:
    """The layer of a value that is numbered in order, and its row without `fid`. Rows sort by
    their first cells, which tell them apart."""
    match value:
        case Zone():
            shape = geometry.area(value.rings)
            return "zone", (value.id, value.name, value.kind, value.town, shape)
        case Figure():
            unit = MEASURES[value.measure][0]
            return "figure", (
                value.subject, value.measure, value.detail, value.value, unit, value.year,
                value.source,
            )  # fmt: skip
        case Provenance():
            return "source", (value.id, value.title, value.licence, value.year, value.sha256)
        case LifelineNode():
            return "lifeline_node", (
                value.id, value.network.value, value.kind, value.name, value.capacity, value.unit,
                value.elevation_dm, value.facility, geometry.point(value.at),
            )  # fmt: skip
        case LifelineLink():
            return "lifeline_link", (
                value.id, value.network.value, value.kind, value.from_node, value.to_node,
                value.feeder, value.length_cm, value.diameter_mm, value.is_normally_open,
                geometry.line(value.line),
            )  # fmt: skip
        case Dependency():
            return "dependency", (
                value.consumer, value.network.value, value.supplier, value.buffer_s, value.source
            )  # fmt: skip
        case SameAs():
            return "same_as", (value.layer, value.id, value.kind, value.source_id, value.moved_m)
        case FloodProne():
            return "flood_prone", (value.road, value.water, value.distance_cm, value.above_dm)


LISTED_KEY = {
    "zone": 1, "figure": 3, "source": 1, "lifeline_node": 1, "lifeline_link": 1, "dependency": 3,
    "flood_prone": 2, "same_as": 3,
}  # fmt: skip
"""By how many of its first cells a row of a listed layer is told from others. A figure of another
year is another row; `year` and `source` follow."""


def _road(value: Road) -> tuple[Cell, ...]:
    return (
        value.way * PIECES + value.at, value.id, value.way, value.from_node, value.to_node,
        value.road_class, value.is_link, value.flow.value, value.is_roundabout, value.is_bridge,
        value.is_tunnel, value.is_ford, value.height_cm, value.weight_kg, value.speed_kmh,
        value.access, value.emergency, value.name, value.ref, value.length_cm,
        geometry.line(value.line),
    )  # fmt: skip


def boundary_row(value: Boundary, *, owns: bool) -> Row:
    """The row of a boundary, by whether it closes."""
    head = (key(value.id), value.id, value.name, value.level, value.country)
    if value.whole is Whole.closed:
        return "boundary", (*head, owns, geometry.area(value.rings))
    return "boundary_cut", (*head, value.whole.value, geometry.lines(value.rings))
