"""The layers of a ground as shapes on the map's grid, each with its look, so many at a time."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import shapely

from tocsin.app.ground.drawn import looks
from tocsin.app.ground.drawn.looks import Look
from tocsin.app.ground.geometry import wkb_of
from tocsin.geo.tiling.cutting import Shapes
from tocsin.geo.tiling.mercator import WORLD, projected
from tocsin.geo.tiling.vector_tile import Value

AT_ONCE = 20_000
MOST_LANGUAGES = 12


class Batch(NamedTuple):
    """Shapes of one layer of the tiles and a look for each."""

    layer: str
    shapes: Shapes
    looks: list[Look]


Named = Callable[[str, str | None], dict[str, Value]]


def languages_of(database: sqlite3.Connection, asked: str | None) -> list[str]:
    """The languages that labels are kept in: those with the most names
    (countries are named in all), and the one asked for."""
    rows = database.execute(
        "SELECT language FROM name GROUP BY language ORDER BY "
        "sum(id NOT IN (SELECT id FROM boundary UNION SELECT id FROM boundary_cut)) DESC, "
        "count(*) DESC, language LIMIT ?",
        (MOST_LANGUAGES,),
    )
    return sorted({language for (language,) in rows} | ({asked} if asked else set()))


def names_of(database: sqlite3.Connection, languages: list[str]) -> Named:
    """Attributes for a thing's names: `name`, and `name:xx` where another language has one."""
    found: dict[str, dict[str, Value]] = {}
    for subject, language, text in database.execute(
        "SELECT id, language, name FROM name ORDER BY fid"
    ):
        if language in languages:
            found.setdefault(subject, {})[f"name:{language}"] = text

    def named(id: str, name: str | None) -> dict[str, Value]:
        return {} if name is None else {"name": name, **found.get(id, {})}

    return named


def batches(database: sqlite3.Connection, named: Named) -> Iterator[Batch]:
    """Everything that is drawn."""
    yield from _areas(database, named)
    yield from _rows(
        database, "building", "SELECT geom FROM building ORDER BY fid",
        lambda _: Look(looks.BUILDING_FIRST, {}),
    )  # fmt: skip
    yield from _rows(
        database, "waterway",
        "SELECT id, kind, name, geom FROM water WHERE is_area = 0 AND kind NOT IN "
        "('coastline', 'water', 'wetland', 'bay') ORDER BY fid",
        lambda row: _waterway(row, named),
    )  # fmt: skip
    yield from _rows(
        database, "road",
        "SELECT way, class, is_link, flow, is_bridge, is_tunnel, name, ref, geom FROM road "
        "ORDER BY fid",
        lambda row: _road(row, named),
    )  # fmt: skip
    for table in ("boundary", "boundary_cut"):
        yield from _rows(
            database, "boundary",
            f"SELECT admin_level, geom FROM {table} ORDER BY admin_level, fid",
            _boundary,
        )  # fmt: skip
    yield from _rows(
        database, "place", "SELECT id, kind, name, geom FROM locality ORDER BY fid",
        lambda row: _place(row, named),
    )  # fmt: skip
    yield from _rows(
        database, "facility", "SELECT id, kind, name, geom FROM facility ORDER BY fid",
        lambda row: _facility(row, named),
    )  # fmt: skip
    kinds = ", ".join(f"'{kind}'" for kind in looks.LANDMARK_FIRST)
    yield from _rows(
        database, "landmark",
        f"SELECT id, kind, name, geom FROM landmark WHERE kind IN ({kinds}) AND id NOT IN "
        "(SELECT id FROM facility) ORDER BY fid",
        lambda row: _landmark(row, named),
    )  # fmt: skip
    yield from _rows(
        database, "house",
        "SELECT coalesce(number, house), geom FROM address WHERE number IS NOT NULL ORDER BY fid",
        lambda row: Look(14, {"number": row[0]}),
    )  # fmt: skip


def _rows(
    database: sqlite3.Connection, layer: str, question: str,
    look: Callable[[tuple[Any, ...]], Look],
) -> Iterator[Batch]:  # fmt: skip
    cursor = database.execute(question)
    while rows := cursor.fetchmany(AT_ONCE):
        rows = [row for row in rows if row[-1] is not None]
        yield Batch(layer, _shapes([row[-1] for row in rows]), [look(row) for row in rows])


def _shapes(blobs: list[bytes]) -> Shapes:
    plain = np.array([wkb_of(blob) for blob in blobs], dtype=object)
    found: Shapes = shapely.transform(shapely.from_wkb(plain), projected)
    boxes = shapely.bounds(found)
    for at in np.flatnonzero(boxes[:, 2] - boxes[:, 0] > WORLD / 2).tolist():
        if found[at].geom_type == "LineString":
            found[at] = _parted(found[at])
    return found


def _parted(line: Any) -> Any:  # noqa: ANN401 (shapely's shapes)
    """A line without the pieces that go over the antimeridian, which would be drawn the long way
    round."""
    corners = shapely.get_coordinates(line)
    seams = np.flatnonzero(np.abs(np.diff(corners[:, 0])) > WORLD / 2) + 1
    parts = [each for each in np.split(corners, seams) if len(each) > 1]
    return shapely.MultiLineString(parts)


def _areas(database: sqlite3.Connection, named: Named) -> Iterator[Batch]:
    """Water and land, and labels within those that have a name."""
    for is_water, layer in ((0, "land"), (1, "water")):
        question = f"SELECT id, kind, name, geom FROM area WHERE is_water = {is_water} ORDER BY fid"
        cursor = database.execute(question)
        while rows := cursor.fetchmany(AT_ONCE):
            shapes = _valid(_shapes([row[-1] for row in rows]))
            yield Batch(layer, shapes, [_cover(row[1]) for row in rows])
            is_named = [at for at, row in enumerate(rows) if row[2] and row[1] in looks.NAMED_AREAS]
            if is_named:
                inner = shapely.point_on_surface(shapes[is_named])
                sizes = shapely.area(shapes[is_named]).tolist()
                labels = [_area_label(rows[at], size, named)
                          for at, size in zip(is_named, sizes, strict=True)]  # fmt: skip
                yield Batch("area_label", inner, labels)


def _valid(shapes: Shapes) -> Shapes:
    """Outlines that cross themselves, as areas by the even-odd rule."""
    is_bad = ~shapely.is_valid(shapes)
    if is_bad.any():
        shapes[is_bad] = shapely.make_valid(shapes[is_bad])
    return shapes


def _cover(kind: str) -> Look:
    return Look(looks.COVER_FIRST.get(kind, looks.COVER_USUAL), {"kind": kind})


def _area_label(row: tuple[Any, ...], size: float, named: Named) -> Look:
    """Named from the zoom on at which it is about a hundred pixels wide."""
    id, kind, name, _ = row
    first = next((zoom for zoom in range(8, 14) if size / 4 ** (14 - zoom) > 100 * 100 * 64), 14)
    return Look(first, {"kind": kind} | named(id, name))


def _waterway(row: tuple[Any, ...], named: Named) -> Look:
    id, kind, name, _ = row
    first = looks.WATERWAY_FIRST.get(kind, looks.WATERWAY_USUAL)
    return Look(first, {"kind": kind}, 13, named(id.partition(".")[0], name), is_directed=True)


def _road(row: tuple[Any, ...], named: Named) -> Look:
    way, road_class, is_link, flow, is_bridge, is_tunnel, name, ref, _ = row
    drawn, first, named_from = looks.CLASSES.get(road_class, looks.PATH)
    plain: dict[str, Value] = {"class": drawn}
    if is_link:
        plain["link"] = True
    if is_tunnel or is_bridge:
        plain["on"] = "tunnel" if is_tunnel else "bridge"
    if ref and drawn in looks.ROAD_ORDER[-5:]:
        plain["ref"] = ref
    near = named(f"w{way}", name)
    is_one_way = flow in ("forward", "backward") and drawn not in ("path", "steps")
    if is_one_way:
        near["oneway"] = 1 if flow == "forward" else -1
    return Look(max(first, 8) if is_link else first, plain, named_from, near, is_one_way)


def _boundary(row: tuple[Any, ...]) -> Look:
    level, _ = row
    return Look(looks.BOUNDARY_FIRST.get(level, looks.BOUNDARY_USUAL), {"level": level})


def _place(row: tuple[Any, ...], named: Named) -> Look:
    id, kind, name, _ = row
    first, rank = looks.PLACE_FIRST.get(kind, looks.PLACE_USUAL)
    return Look(first, {"kind": kind, "rank": rank} | named(id, name))


def _facility(row: tuple[Any, ...], named: Named) -> Look:
    id, kind, name, _ = row
    first, rank = looks.FACILITY_FIRST.get(kind, looks.FACILITY_USUAL)
    return Look(first, {"kind": kind, "rank": rank} | named(id, name))


def _landmark(row: tuple[Any, ...], named: Named) -> Look:
    id, kind, name, _ = row
    first, rank = looks.LANDMARK_FIRST[kind]
    return Look(first, {"kind": kind, "rank": rank} | named(id, name))
