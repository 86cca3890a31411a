"""All tiles of a ground, filled layer by layer and zoom by zoom."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import shapely

from tocsin.app.ground.drawn import looks
from tocsin.app.ground.drawn.looks import Look
from tocsin.app.ground.drawn.reading import Batch
from tocsin.geo.tiling.cutting import Shapes, Tile, lines_of, pieces, polygons_of, whole
from tocsin.geo.tiling.mercator import EXTENT, FINEST
from tocsin.geo.tiling.merging import Chain, merged
from tocsin.geo.tiling.vector_tile import TileLayer, Value

AREAS = ("land", "water", "building")
LINES = ("waterway", "road", "boundary")
POINTS = ("area_label", "place", "facility", "landmark", "house")
ORDER = (*AREAS, *LINES, *POINTS)

Group = tuple[tuple[tuple[str, Value], ...], bool]
"""Attributes, and whether the direction of the line matters."""


class Box(NamedTuple):
    """What is drawn at most, in units of the finest tile."""

    west: float
    north: float
    east: float
    south: float


class Pyramid:
    """Tiles by zoom, column and row."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._layers: dict[tuple[int, Tile], dict[str, TileLayer]] = {}
        self._lines: dict[tuple[int, Tile], dict[str, dict[Group, list[Chain]]]] = {}

    def put(self, batch: Batch) -> None:
        """A batch of one layer, at each zoom at which it is drawn."""
        shapes = self._within(batch.shapes)
        first = np.array([look.first for look in batch.looks])
        for zoom in range(looks.FIRST_ZOOM, FINEST + 1):
            at = np.flatnonzero(first <= zoom)
            if not len(at):
                continue
            scale = 2.0 ** (zoom - FINEST)
            scaled = shapely.transform(shapes[at], lambda xy, by=scale: xy * by)
            found = [batch.looks[each] for each in at.tolist()]
            if batch.layer in AREAS:
                self._put_areas(zoom, batch.layer, scaled, found)
            elif batch.layer in LINES:
                self._put_lines(zoom, batch.layer, scaled, found)
            else:
                self._put_points(zoom, batch.layer, scaled, found)

    def _within(self, shapes: Shapes) -> Shapes:
        west, north, east, south = self._box
        bounds = shapely.bounds(shapes)
        reaches_out = (
            (bounds[:, 0] < west) | (bounds[:, 1] < north)
            | (bounds[:, 2] > east) | (bounds[:, 3] > south)
        )  # fmt: skip
        if reaches_out.any():
            shapes = shapes.copy()
            shapes[reaches_out] = shapely.clip_by_rect(shapes[reaches_out], *self._box)
        return shapes

    def _layer(self, zoom: int, tile: Tile, name: str) -> TileLayer:
        layers = self._layers.setdefault((zoom, tile), {})
        return layers.setdefault(name, TileLayer(name, EXTENT))

    def _put_areas(self, zoom: int, name: str, shapes: Shapes, found: list[Look]) -> None:
        least = looks.smallest_area(zoom, is_water=name == "water")
        at = np.flatnonzero(shapely.area(shapes) >= least)
        if not len(at):
            return
        plain = shapely.simplify(shapes[at], looks.tolerance(zoom), preserve_topology=True)
        for piece in pieces(plain):
            look = found[at[piece.at]]
            self._layer(zoom, piece.tile, name).polygons(polygons_of(piece), look.at(zoom))

    def _put_lines(self, zoom: int, name: str, shapes: Shapes, found: list[Look]) -> None:
        if name == "boundary":
            shapes = _outlines(shapes)
        for piece in pieces(shapes):
            look = found[piece.at]
            attributes = look.at(zoom)
            lines = lines_of(piece)
            if attributes.get("oneway") == -1:
                attributes = attributes | {"oneway": 1}
                lines = [line[::-1] for line in lines]
            group = (tuple(attributes.items()), look.is_directed and zoom >= look.near_from)
            groups = self._lines.setdefault((zoom, piece.tile), {}).setdefault(name, {})
            groups.setdefault(group, []).extend(lines)

    def _put_points(self, zoom: int, name: str, shapes: Shapes, found: list[Look]) -> None:
        coordinates = shapely.get_coordinates(shapes, include_z=False)
        is_there = ~shapely.is_empty(shapes)
        places = np.flatnonzero(is_there).tolist()
        for place, spot in zip(places, coordinates, strict=True):
            tile = Tile(int(spot[0] // EXTENT), int(spot[1] // EXTENT))
            corner = whole(spot[None, :], tile)
            self._layer(zoom, tile, name).points(corner, found[place].at(zoom))

    def tiles(self) -> Iterator[tuple[int, Tile, bytes]]:
        """Every tile that holds something, with its bytes."""
        for zoom, tile in sorted({*self._layers, *self._lines}):
            layers = self._layers.get((zoom, tile), {})
            for name, groups in self._lines.get((zoom, tile), {}).items():
                layers[name] = _drawn(name, zoom, groups)
            body = b"".join(layers[name].encoded() for name in ORDER if name in layers)
            if body:
                yield zoom, tile, body


def _outlines(shapes: Shapes) -> Shapes:
    """The lines around areas; lines stay as they are."""
    is_area = np.isin(shapely.get_type_id(shapes), (3, 6))
    if is_area.any():
        shapes = shapes.copy()
        shapes[is_area] = shapely.boundary(shapes[is_area])
    return shapes


def _drawn(name: str, zoom: int, groups: dict[Group, list[Chain]]) -> TileLayer:
    """Lines of one layer and tile: put together, made plainer, each kind one feature."""
    layer = TileLayer(name, EXTENT)
    if name == "boundary":
        groups = _each_once(groups)
    order = sorted(groups, key=_rank)
    for group in order:
        attributes, is_directed = group
        chains = merged(groups[group], is_directed=is_directed)
        layer.lines(_plainer(chains, looks.tolerance(zoom)), dict(attributes))
    return layer


def _rank(group: Group) -> tuple[int, str]:
    attributes = dict(group[0])
    drawn = attributes.get("class")
    return looks.ROAD_ORDER.index(str(drawn)) if drawn else 0, repr(group)


def _each_once(groups: dict[Group, list[Chain]]) -> dict[Group, list[Chain]]:
    """Borders that two areas share are drawn once, as those of the higher area."""
    seen: set[tuple[Any, Any]] = set()
    found: dict[Group, list[Chain]] = {}
    for group in sorted(groups, key=lambda each: int(dict(each[0])["level"])):
        for chain in groups[group]:
            for a, b in pairwise(chain):
                side = (min(a, b), max(a, b))
                if a != b and side not in seen:
                    seen.add(side)
                    found.setdefault(group, []).append([a, b])
    return found


def _plainer(chains: list[Chain], tolerance: float) -> list[Chain]:
    if not chains:
        return []
    counts = np.array([len(chain) for chain in chains])
    flat = np.array([corner for chain in chains for corner in chain], dtype=np.float64)
    lines = shapely.linestrings(flat, indices=np.repeat(np.arange(len(chains)), counts))
    plain = shapely.simplify(lines, tolerance, preserve_topology=False)
    return [[(int(x), int(y)) for x, y in shapely.get_coordinates(line).tolist()] for line in plain]
