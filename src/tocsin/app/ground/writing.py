"""Writes a GeoPackage so that the same values give the same bytes.

Rows are sorted by `fid`, which follows from their ids; the file is written anew at the end
(VACUUM), and the fields of its header that only say which library wrote it are set to fixed
numbers. Source: SQLite, Database File Format §1.3.
"""

import hashlib
import sqlite3
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tocsin.app.ground import geometry
from tocsin.app.ground.layers import (
    LAYERS,
    LISTED_KEY,
    Cell,
    Listed,
    Placed,
    boundary_row,
    listed_row,
    row,
    schema,
)
from tocsin.geo.belonging import Level, jurisdictions, municipal_level
from tocsin.geo.folded import Folded
from tocsin.geo.ground import (
    Address,
    Boundary,
    Doubt,
    DoubtCode,
    Facility,
    FloodProne,
    Landmark,
    Locality,
    Road,
    Spot,
)

PAGE_BYTES = 4_096
WRITTEN_BY = 3_040_000
NEAR_WATER, DOUBTED = "near_water", "doubted"
"""Where rows of `flood_prone` and `doubt` wait for their order: they may be too many to hold."""
DOUBTS_IN_ORDER = (
    f"SELECT code, subject, told, is_kept, geom FROM {DOUBTED} ORDER BY code, subject, told, rowid"
)
HEADER_NUMBERS = ((24, 1), (40, 1), (92, 1), (96, WRITTEN_BY))
"""Change counter, schema cookie, version-valid-for, library version: by their offsets."""


class Package:
    """A GeoPackage that is being written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(
            f"PRAGMA page_size = {PAGE_BYTES}; PRAGMA journal_mode = OFF;"
            "PRAGMA synchronous = OFF; PRAGMA cache_size = -16384;" + schema()
        )
        for waiting, layer in ((NEAR_WATER, "flood_prone"), (DOUBTED, "doubt")):
            self._database.execute(f"CREATE TEMP TABLE {waiting} AS SELECT * FROM {layer}")
        self._database.execute("BEGIN")
        self._boundaries: list[Boundary] = []
        self._brought: list[Boundary] = []
        self._owners: list[Boundary] | None = None
        self._box: tuple[int, int, int, int] | None = None
        self._listed: dict[str, list[tuple[Cell, ...]]] = {layer: [] for layer in LISTED_KEY}

    @property
    def folder(self) -> Path:
        """Where it is written."""
        return self._path.parent

    def put(self, value: Placed | Listed | Boundary | Doubt) -> None:
        """One value more."""
        if isinstance(value, Boundary):
            self._boundaries.append(_folded(value))
        elif isinstance(value, Doubt):
            self._doubt(value)
        elif isinstance(value, FloodProne):
            self._insert(NEAR_WATER, (None, *listed_row(value)[1]))
        elif isinstance(value, Listed):
            layer, cells = listed_row(value)
            self._listed[layer].append(cells)
        else:
            if isinstance(value, Road | Address | Facility | Landmark | Locality):
                self._widen(value.line[0] if isinstance(value, Road) else value.at)
            layer, cells = row(value)
            if not self._insert(layer, cells):
                self._doubt(Doubt(DoubtCode.duplicate_id, str(cells[1]), is_kept=True))

    def bring(self, boundary: Boundary) -> None:
        """A boundary that was given beside the extract: where there is one, only such own."""
        self._brought.append(_folded(boundary))

    def box(self) -> tuple[int, int, int, int] | None:
        """South, west, north, east of roads and places so far, in µ°."""
        return self._box

    def owners(self, asked_level: int | None) -> list[Boundary]:
        """The areas that own points. Asked for when every boundary is in."""
        if self._owners is None:
            self._owners = jurisdictions(self._deciding(), self._level(asked_level).level)
        return self._owners

    @property
    def database(self) -> sqlite3.Connection:
        """What was put so far, to be read; listed layers and boundaries come at the end."""
        return self._database

    def finish(self, newest: str, asked_level: int | None) -> Level:
        """Decide which boundaries own points, write what was held back, and close."""
        level = self._level(asked_level)
        owners = {each.id for each in self.owners(asked_level)}
        for each in (*self._boundaries, *self._brought):
            whole = msgspec.structs.replace(each, rings=tuple(each.rings))
            self._insert(*boundary_row(whole, owns=each.id in owners))
        self._number_listed()
        for at, cells in enumerate(self._database.execute(DOUBTS_IN_ORDER), 1):
            self._insert("doubt", (at, *cells))
        self._contents(newest or "1970-01-01T00:00:00Z")
        self._database.execute("COMMIT")
        self._database.execute("VACUUM")
        self._database.close()
        with self._path.open("r+b") as file:
            for offset, number in HEADER_NUMBERS:
                file.seek(offset)
                file.write(number.to_bytes(4, "big"))
        return level

    def _deciding(self) -> list[Boundary]:
        return self._brought or self._boundaries

    def _level(self, asked_level: int | None) -> Level:
        return municipal_level(self._deciding(), asked_level)

    def _widen(self, spot: Spot) -> None:
        lat, lon = spot
        south, west, north, east = self._box or (lat, lon, lat, lon)
        self._box = min(south, lat), min(west, lon), max(north, lat), max(east, lon)

    def _number_listed(self) -> None:
        """Write what is numbered by its order; the first of a double is kept."""
        self._database.execute(
            "INSERT INTO flood_prone SELECT row_number() OVER (ORDER BY road, water), road, water,"
            f" distance_cm, above_dm FROM {NEAR_WATER} ORDER BY road, water"
        )
        for layer, rows in self._listed.items():
            length = LISTED_KEY[layer]
            last: tuple[Cell, ...] | None = None
            fid = 0
            for cells in sorted(rows, key=_listed_order):
                head = cells if layer == "figure" else cells[:length]
                if head == last:
                    subject = str(cells[0])
                    self._doubt(Doubt(DoubtCode.duplicate_id, subject, is_kept=True))
                    continue
                last, fid = head, fid + 1
                self._insert(layer, (fid, *cells))

    def _doubt(self, doubt: Doubt) -> None:
        place = None if doubt.at is None else geometry.point(doubt.at)
        cells = (None, doubt.code.value, doubt.subject, doubt.told, doubt.is_kept, place)
        self._database.execute(f"INSERT INTO {DOUBTED} VALUES (?, ?, ?, ?, ?, ?)", cells)

    def _insert(self, layer: str, cells: Sequence[Cell]) -> bool:
        """Whether it was new."""
        marks = ", ".join("?" * len(cells))
        plain = [unicodedata.normalize("NFC", e) if isinstance(e, str) else e for e in cells]
        done = self._database.execute(f"INSERT OR IGNORE INTO {layer} VALUES ({marks})", plain)
        return done.rowcount == 1

    def _contents(self, newest: str) -> None:
        changed = newest.replace("Z", ".000Z")
        for name, layer in LAYERS.items():
            kind = "attributes" if layer.geometry is None else "features"
            srs = None if layer.geometry is None else geometry.WGS84
            self._database.execute(
                "INSERT INTO gpkg_contents VALUES (?, ?, ?, '', ?, NULL, NULL, NULL, NULL, ?)",
                (name, kind, name, changed, srs),
            )
            if layer.geometry is not None:
                self._database.execute(
                    "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
                    (name, layer.geometry, geometry.WGS84),
                )


def _folded(boundary: Boundary) -> Boundary:
    return msgspec.structs.replace(boundary, rings=Folded(boundary.rings))


def _listed_order(cells: tuple[Cell, ...]) -> tuple[tuple[int, str | int | bytes], ...]:
    """An order for rows with empty cells: they come first."""
    return tuple((0, 0) if each is None else (1, each) for each in cells)


def content_checksum(database: sqlite3.Connection) -> str:
    """SHA-256 over every row of every layer, as JSON lines sorted by layer and `fid`."""
    digest = hashlib.sha256()
    encode = msgspec.json.Encoder().encode
    there = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    for layer in sorted(there.intersection(LAYERS)):
        digest.update(encode(layer) + b"\n")
        for cells in database.execute(f"SELECT * FROM {layer} ORDER BY fid"):
            digest.update(encode(cells) + b"\n")
    return f"sha256:{digest.hexdigest()}"
