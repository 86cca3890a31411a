"""`basemap.pmtiles`: the tiles of a ground in one file that is read in ranges.

Source: PMTiles specification 3. The same ground gives the same bytes (with the same zlib).
"""

import gzip
import sqlite3
import struct
from pathlib import Path
from typing import Any, NamedTuple

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from tocsin.app.ground.drawn import looks
from tocsin.app.ground.drawn.pyramid import ORDER, Box, Pyramid
from tocsin.app.ground.drawn.reading import batches, languages_of, names_of
from tocsin.app.outcome import Exit, Told
from tocsin.geo.tiling.mercator import FINEST, projected

TILESET = "basemap.pmtiles"
ROOM = 0.035
"""Of its width and height, so much more is drawn around what stands on the ground."""


class Tileset(NamedTuple):
    """What was written."""

    bytes: int
    tiles: int
    languages: list[str]
    box: tuple[float, float, float, float]
    """West, south, east, north in degrees."""


def write(database: sqlite3.Connection, path: Path, title: str, credit: str,
          language: str | None) -> Tileset:  # fmt: skip
    """Make the file. Raises Told where the ground holds nothing that has a place."""
    import numpy as np

    box = _around(database)
    west, south, east, north = box
    corners = projected(np.array(((west, north), (east, south))))
    pyramid = Pyramid(Box(*corners[0].tolist(), *corners[1].tolist()))
    languages = languages_of(database, language)
    for batch in batches(database, names_of(database, languages)):
        pyramid.put(batch)
    with path.open("wb") as file:
        writer: Any = Writer(file)
        tiles = sorted((zxy_to_tileid(zoom, *tile), body) for zoom, tile, body in pyramid.tiles())
        for number, body in tiles:
            writer.write_tile(number, gzip.compress(body, 9, mtime=0))
        writer.finalize(_header(box), _told(title, credit, languages))
    return Tileset(path.stat().st_size, len(tiles), languages, box)


def _header(box: tuple[float, float, float, float]) -> dict[str, object]:
    west, south, east, north = (round(each * 1e7) for each in box)
    return {
        "tile_type": TileType.MVT, "tile_compression": Compression.GZIP,
        "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
        "center_zoom": 12, "center_lon_e7": (west + east) // 2,
        "center_lat_e7": (south + north) // 2,
    }  # fmt: skip


def _told(title: str, credit: str, languages: list[str]) -> dict[str, object]:
    return {
        "name": title,
        "attribution": credit,
        "type": "baselayer",
        "languages": languages,
        "vector_layers": [
            {"id": name, "fields": {}, "minzoom": looks.FIRST_ZOOM, "maxzoom": FINEST}
            for name in ORDER
        ],
    }


def _around(database: sqlite3.Connection) -> tuple[float, float, float, float]:
    """The box around roads, buildings, places and towns, with some room."""
    lats: list[float] = []
    lons: list[float] = []
    for layer in ("road", "building", "boundary WHERE owns = 1"):
        for (blob,) in database.execute(f"SELECT substr(geom, 9, 32) FROM {layer}"):
            west, east, south, north = struct.unpack("<4d", blob)
            lons += [west, east]
            lats += [south, north]
            if len(lats) > 100_000:
                lats, lons = [min(lats), max(lats)], [min(lons), max(lons)]
    for layer in ("address", "locality", "facility"):
        for (blob,) in database.execute(f"SELECT substr(geom, 14, 16) FROM {layer}"):
            lon, lat = struct.unpack("<2d", blob)
            lons.append(lon)
            lats.append(lat)
    if not lats:
        raise Told("this ground holds no road, building or place: there is nothing to draw",
                   Exit.malformed)  # fmt: skip
    high, wide = max(lats) - min(lats), max(lons) - min(lons)
    room = max(high, wide, 0.01) * ROOM
    return (
        max(min(lons) - room, -180.0), max(min(lats) - room, -85.0),
        min(max(lons) + room, 180.0), min(max(lats) + room, 85.0),
    )  # fmt: skip
