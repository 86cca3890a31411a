"""Shapes of one zoom cut into its tiles, in whole units from each tile's corner."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from tocsin.geo.tiling.mercator import EXTENT
from tocsin.geo.tiling.vector_tile import Corner

MARGIN = 96
"""Units that a shape goes on beyond its tile, so that no border shows (12 pixels)."""

MANY = 64
"""A shape whose box holds more tiles is looked for in halves."""

Shapes = NDArray[np.object_]


class Tile(NamedTuple):
    """Column and row."""

    x: int
    y: int


class Piece(NamedTuple):
    """What of a shape lies in a tile; `at` is the shape's place among those that were cut."""

    tile: Tile
    at: int
    shape: Any


def pieces(shapes: Shapes) -> Iterator[Piece]:
    """Every shape in every tile that it reaches into, by tile; shapes in units of the zoom."""
    if not len(shapes):
        return
    boxes = shapely.bounds(shapes)
    is_there = ~np.isnan(boxes[:, 0])
    places = np.flatnonzero(is_there)
    low = np.floor((boxes[is_there, :2] - MARGIN) / EXTENT).astype(np.int64)
    high = np.floor((boxes[is_there, 2:] + MARGIN) / EXTENT).astype(np.int64)
    by_tile: dict[Tile, list[int]] = {}
    ranges = zip(places.tolist(), low.tolist(), high.tolist(), strict=True)
    for at, (x, y), (to_x, to_y) in ranges:
        if (to_x + 1 - x) * (to_y + 1 - y) > MANY:
            tiles = _reached(shapes[at], x, y, to_x + 1, to_y + 1)
        else:
            tiles = (Tile(a, b) for a in range(x, to_x + 1) for b in range(y, to_y + 1))
        for tile in tiles:
            by_tile.setdefault(tile, []).append(at)
    for tile in sorted(by_tile):
        yield from _in_tile(tile, by_tile[tile], shapes, boxes)


def _reached(shape: Any, x: int, y: int, to_x: int, to_y: int) -> Iterator[Tile]:  # noqa: ANN401
    """The tiles that a shape reaches into, of those from a corner to before another: halved again
    and again, so that a long thin one is not looked for in every tile of its box."""
    part = shapely.clip_by_rect(
        shape, x * EXTENT - MARGIN, y * EXTENT - MARGIN, to_x * EXTENT + MARGIN,
        to_y * EXTENT + MARGIN,
    )  # fmt: skip
    if part.is_empty:
        return
    if (to_x - x) * (to_y - y) == 1:
        yield Tile(x, y)
    elif to_x - x >= to_y - y:
        middle = (x + to_x) // 2
        yield from _reached(part, x, y, middle, to_y)
        yield from _reached(part, middle, y, to_x, to_y)
    else:
        middle = (y + to_y) // 2
        yield from _reached(part, x, y, to_x, middle)
        yield from _reached(part, x, middle, to_x, to_y)


def _in_tile(
    tile: Tile, found: list[int], shapes: Shapes, boxes: NDArray[np.float64]
) -> Iterator[Piece]:
    west, north = tile.x * EXTENT - MARGIN, tile.y * EXTENT - MARGIN
    east, south = west + EXTENT + 2 * MARGIN, north + EXTENT + 2 * MARGIN
    at = np.array(found)
    inner = boxes[at]
    reaches_out = (
        (inner[:, 0] < west) | (inner[:, 1] < north) | (inner[:, 2] > east) | (inner[:, 3] > south)
    )
    cut = shapes[at]
    if reaches_out.any():
        cut[reaches_out] = shapely.clip_by_rect(cut[reaches_out], west, north, east, south)
    for place, shape in zip(found, cut, strict=True):
        if not shape.is_empty:
            yield Piece(tile, place, shape)


def whole(coordinates: NDArray[np.float64], tile: Tile) -> list[Corner]:
    """Coordinates as whole units from the tile's corner."""
    origin = np.array((tile.x * EXTENT, tile.y * EXTENT), dtype=np.float64)
    rounded = np.rint(coordinates - origin).astype(np.int64)
    return [(x, y) for x, y in rounded.tolist()]


def lines_of(piece: Piece) -> list[list[Corner]]:
    """The lines of a piece."""
    return [
        whole(shapely.get_coordinates(part), piece.tile)
        for part in shapely.get_parts(piece.shape)
        if part.geom_type == "LineString"
    ]


def polygons_of(piece: Piece) -> list[list[list[Corner]]]:
    """The areas of a piece, each an outer ring and its holes."""
    return [
        [
            whole(shapely.get_coordinates(ring), piece.tile)
            for ring in (part.exterior, *part.interiors)
        ]
        for part in shapely.get_parts(piece.shape)
        if part.geom_type == "Polygon"
    ]
