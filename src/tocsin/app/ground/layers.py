"""The layers of a ground: tables of a GeoPackage, and a row of each from a value.

Source: OGC 12-128r18 §1.1 (contents, reference systems), §2.1 (features), §2.4 (attributes).
"""

from typing import NamedTuple

from tocsin.app.ground import geometry
from tocsin.geo.ground import (
    KIND_ORDER,
    Address,
    Boundary,
    Facility,
    Locality,
    Restriction,
    Road,
    Water,
    Whole,
    key,
)

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
    "boundary": Layer(
        "id TEXT, name TEXT, admin_level INTEGER, country TEXT, owns INTEGER", "MULTIPOLYGON"
    ),
    "boundary_cut": Layer(
        "id TEXT, name TEXT, admin_level INTEGER, country TEXT, whole TEXT", "MULTILINESTRING"
    ),
    "doubt": Layer("code TEXT, subject TEXT, told TEXT, is_kept INTEGER", "POINT"),
    "facility": Layer("id TEXT, kind TEXT, name TEXT, operator TEXT", "POINT"),
    "locality": Layer("id TEXT, kind TEXT, name TEXT", "POINT"),
    "road": Layer(
        "id TEXT, way INTEGER, from_node INTEGER, to_node INTEGER, class TEXT, is_link INTEGER,"
        " flow TEXT, is_roundabout INTEGER, is_bridge INTEGER, is_tunnel INTEGER, is_ford INTEGER,"
        " height_cm INTEGER, weight_kg INTEGER, speed_kmh INTEGER, access TEXT, emergency TEXT,"
        " name TEXT, ref TEXT, length_cm INTEGER",
        "LINESTRING",
    ),
    "turn_restriction": Layer(
        "id TEXT, kind TEXT, from_ways TEXT, via TEXT, to_ways TEXT, exempt TEXT, only_for TEXT,"
        " condition TEXT, is_whole INTEGER",
        None,
    ),
    "water": Layer("id TEXT, kind TEXT, name TEXT, is_area INTEGER", "LINESTRING"),
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
Placed = Road | Restriction | Address | Facility | Locality | Water


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
        case Locality():
            return "locality", (
                key(value.id), value.id, value.kind, value.name, geometry.point(value.at),
            )  # fmt: skip
        case Water():
            way, _, run = value.id[1:].partition(".")
            return "water", (
                int(way) * PIECES + int(run or 1) - 1, value.id, value.kind, value.name,
                value.is_area, geometry.line(value.line),
            )  # fmt: skip


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
