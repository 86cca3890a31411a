"""Zones of the town's ground as the area of a warning, by id or by name."""

from collections.abc import Sequence
from pathlib import Path

from tocsin.app.ground.asking import opened
from tocsin.app.ground.geometry import rings_of
from tocsin.app.ground.standing import Standing
from tocsin.app.outcome import Exit, Told
from tocsin.app.tongue import listed, tell
from tocsin.geo.ground import Line
from tocsin.geo.outlines import standing
from tocsin.geo.places import Point
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import AlertArea, Polygon

SHOWN = 12


def zones_as_area(town: Path, picture: Picture, words: Sequence[str], name: str) -> AlertArea:
    """One area of all the zones that are named; called as they are where `name` is "". Raises Told:
    the town stands on no ground, no zone is so called, or several are.
    """
    folder = Standing(town).ready(picture).folder
    with opened(folder) as database:
        rows = database.execute("SELECT id, name, geom FROM zone ORDER BY fid").fetchall()
    ids, names, polygons = [], [], []
    for word in words:
        exact = [each for each in rows if each[0] == word]
        found = exact or [each for each in rows if each[1].casefold() == word.casefold()]
        if len(found) != 1:
            there = listed(each[1] or each[0] for each in (found or rows)[:SHOWN])
            raise Told(tell("warn-no-zone", zone=word[:60], there=there), Exit.usage)
        [(id, called, geom)] = found
        ids.append(id)
        names.append(called or id)
        polygons += polygons_of(rings_of(geom))
    return AlertArea(name or listed(names), tuple(polygons), zone=",".join(ids)[:80])


def polygons_of(rings: Sequence[Line]) -> list[Polygon]:
    """Rings under the even-odd rule as polygons, each with the holes that lie in it."""
    depth = {
        at: sum(
            standing([other], ring[0]) > 0 for beside, other in enumerate(rings) if beside != at
        )
        for at, ring in enumerate(rings)
    }
    return [
        Polygon(
            _points(ring),
            tuple(
                _points(hole)
                for inner, hole in enumerate(rings)
                if depth[inner] == depth[at] + 1 and standing([ring], hole[0]) > 0
            ),
        )
        for at, ring in enumerate(rings)
        if depth[at] % 2 == 0
    ]


def _points(ring: Line) -> tuple[Point, ...]:
    return tuple(Point(lat, lon) for lat, lon in ring)
