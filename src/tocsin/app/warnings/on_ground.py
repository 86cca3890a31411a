"""Areas of warnings that follow from the town's ground: zones, what is reached in so many minutes.

A border with more corners than a warning may hold is drawn simpler round the whole of it, and what
lies in it besides is said in km² and people. Nobody inside is lost.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tocsin.app.ground.asking import opened
from tocsin.app.ground.geometry import rings_of
from tocsin.app.ground.standing import Ready, Standing
from tocsin.app.outcome import Exit, Told
from tocsin.app.tongue import listed, tell
from tocsin.app.warnings.beyond import Beyond
from tocsin.app.warnings.known_zones import ZoneNamed
from tocsin.app.warnings.surveying import Land, land_of, people_in
from tocsin.geo.ground import Line
from tocsin.geo.outlines import nested
from tocsin.geo.overlapping import Shape
from tocsin.geo.places import Point
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import AlertArea, Polygon, PublicWarning
from tocsin.operations.warning_content import shapes_of

if TYPE_CHECKING:
    from tocsin.app.ground.routing import Roads
    from tocsin.geo.covering import Limit

SHOWN = 12
ON_FOOT, BY_CAR = "foot", "ambulance"
LONGEST_MIN = 600
MOST_ZONES = 2_000
MOST_CORNERS = 450
"""Of the border of one area: fewer than a warning may hold, so that two go together."""


class Placed(msgspec.Struct, frozen=True):
    """An area, and what it holds besides what was asked for; None: nothing."""

    area: AlertArea
    beyond: Beyond | None = None


class GroundAreas:
    """Areas on the ground in force of a town. Raises Told: it has none, or cannot be asked."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._land: tuple[Ready, Land] | None = None

    def named(self, picture: Picture) -> tuple[ZoneNamed, ...]:
        """Zones that have a name, by it. Raises Told."""
        ready = self._standing.ready(picture)
        with opened(ready.folder) as database:
            rows = database.execute(
                "SELECT id, name, kind FROM zone WHERE name <> '' ORDER BY name, id LIMIT ?",
                (MOST_ZONES,),
            ).fetchall()
        return tuple(ZoneNamed(*each) for each in rows)

    def zones(self, picture: Picture, words: Sequence[str], name: str = "") -> Placed:
        """One area of all the zones that are named by id or name, called as they are where `name`
        is "". Raises Told: no zone is so called, or several are.
        """
        ready = self._standing.ready(picture)
        with opened(ready.folder) as database:
            rows = database.execute("SELECT id, name, geom FROM zone ORDER BY fid").fetchall()
        ids, names, shapes = [], [], []
        for word in words:
            exact = [each for each in rows if each[0] == word]
            found = exact or [each for each in rows if each[1].casefold() == word.casefold()]
            if len(found) != 1:
                there = listed(each[1] or each[0] for each in (found or rows)[:SHOWN])
                raise Told(tell("warn-no-zone", zone=word[:60], there=there), Exit.usage)
            [(id, called, geom)] = found
            ids.append(id)
            names.append(called or id)
            shapes += shapes_in(rings_of(geom))
        return self.placed(picture, shapes, name or listed(names), ",".join(ids)[:80])

    def within(
        self, picture: Picture, point: Point, minutes: int, name: str, vehicle: str = ON_FOOT
    ) -> Placed:
        """What is reached from a point in so many minutes, under the closures that stand. Raises
        Told: no road is near, the extra is not there.
        """
        if not 1 <= minutes <= LONGEST_MIN:
            raise Told(tell("warn-minutes", most=LONGEST_MIN), Exit.usage)
        from tocsin.app.ground.reaching import reached

        roads = self._roads(picture, vehicle, ())
        found = reached(roads, (point.lat_udeg, point.lon_udeg), [minutes])
        return self.placed(picture, _drawn(found.areas[0]), name)

    def cut_off(
        self, picture: Picture, close: Sequence[str], name: str, vehicle: str = BY_CAR
    ) -> Placed:
        """The roads to which nobody comes any more once the closures that stand and these roads
        (`EDGE,…`) are shut, and what stands beside them. Raises Told: nothing is cut off.
        """
        from tocsin.app.ground.cutting_off import cut_off_lines
        from tocsin.geo.network.reach import bands

        lines = cut_off_lines(self._roads(picture, vehicle, close))
        if not lines:
            raise Told(tell("warn-nothing-cut-off"), Exit.not_so)
        return self.placed(picture, _drawn(bands([lines], lines[0][0])[0]), name)

    def footprint(self, picture: Picture, file: Path, name: str) -> Placed:
        """All areas that a file of GeoJSON holds. Raises Told."""
        from tocsin.gateways.geojson import Outline, read
        from tocsin.gateways.geojson.malformed import Malformed

        try:
            found = list(read(file.read_bytes(), file.name))
        except OSError as error:
            raise Told(f"{file}: {error.strerror}", Exit.usage) from None
        except Malformed as error:
            raise Told(str(error), Exit.usage) from None
        shapes = [
            (_points(outer), tuple(_points(hole) for hole in holes))
            for each in found
            if isinstance(each, Outline)
            for outer, *holes in each.polygons
        ]
        return self.placed(picture, shapes, name)

    def _roads(self, picture: Picture, vehicle: str, close: Sequence[str]) -> "Roads":
        """The roads of today, with some more of them shut. Raises Told."""
        from tocsin.app.ground.routing import closing, roads_today
        from tocsin.app.ground.today import todays

        ready = self._standing.ready(picture)
        network, driven = ready.driven(vehicle)
        today = todays(network, vehicle, driven.vehicle, picture.closures.values())
        shut = closing(network, close)
        return roads_today(ready.manifest.checksum, vehicle, network, driven, shut, today)

    def placed(
        self,
        picture: Picture,
        shapes: Sequence[Shape],
        name: str,
        zone: str = "",
        limit: "Limit | None" = None,
    ) -> Placed:
        """Shapes as an area that a warning can hold, or as it is said within a limit."""
        from tocsin.geo.covering import Limit, area_of, covering, united

        if not shapes:
            raise Told(tell("warn-area-empty", area=name), Exit.not_so)
        whole = tuple(shapes) if len(shapes) == 1 else united(shapes)
        found = covering(whole, limit or Limit(MOST_CORNERS, polygons=100, holes=50))
        area = AlertArea(name, tuple(Polygon(*each) for each in found), zone=zone)
        if found == whole:
            return Placed(area)
        beyond = area_of(found) - area_of(whole)
        people = self._people(picture, found, whole)
        return Placed(area, Beyond(_corners(whole), _corners(found), max(0, beyond), people))

    def _people(
        self, picture: Picture, found: Sequence[Shape], whole: Sequence[Shape]
    ) -> int | None:
        """How many live in one and not in the other; None where nobody has counted."""
        try:
            ready = self._standing.ready(picture)
        except Told:
            return None
        if self._land is None or self._land[0] is not ready:
            self._land = ready, land_of(ready)
        there, here = (people_in(each, self._land[1]) for each in (found, whole))
        return None if there is None else max(0, there - (here or 0))


def for_phones(warning: PublicWarning) -> PublicWarning:
    """The same with one area that all phones take, and that holds the whole of its own: as its
    survey measured it (`widened`).
    """
    from tocsin.geo.covering import PHONES, covering

    areas = warning.facts.areas
    wide = covering(shapes_of(areas), PHONES)
    codes = tuple(each for area in areas for each in area.geocodes)
    polygons = tuple(Polygon(*each) for each in wide)
    area = AlertArea(listed(each.name for each in areas), polygons, geocodes=codes)
    facts = msgspec.structs.replace(warning.facts, areas=(area,))
    return msgspec.structs.replace(warning, facts=facts)


def areas_in(town: Path) -> GroundAreas:
    """Areas on the ground in force in a town's folder; opened when it is first asked."""
    return GroundAreas(Standing(town))


def _corners(shapes: Sequence[Shape]) -> int:
    return sum(len(each) for ring, holes in shapes for each in (ring, *holes))


def shapes_in(rings: Sequence[Line]) -> list[Shape]:
    """Rings under the even-odd rule as shapes, each with the holes that lie in it."""
    return [
        (_points(outer), tuple(_points(hole) for hole in holes)) for outer, *holes in nested(rings)
    ]


def _points(ring: Line) -> tuple[Point, ...]:
    return tuple(Point(lat, lon) for lat, lon in ring)


def _drawn(geometry: dict[str, object]) -> list[Shape]:
    """Polygons of GeoJSON, in degrees, as shapes."""
    import shapely

    from tocsin.geo.shapes import rings_of_shape

    found = shapely.transform(shapely.geometry.shape(geometry), lambda each: each * 1e6)
    return shapes_in(rings_of_shape(found))
