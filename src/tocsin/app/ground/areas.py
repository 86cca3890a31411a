"""Areas from GeoJSON become the boundaries and zones of a ground.

An area that says which other it is a part of is a zone, and the parts together make that other: six
districts come of the 471 zones that a statistical office publishes for them. One that says none is
a boundary, or what its file was given for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import combinations

import msgspec

from tocsin.gateways.geojson import Outline, Unread
from tocsin.gateways.geojson import read as read_geojson
from tocsin.geo.ground import Boundary, Doubt, DoubtCode, Line, Whole
from tocsin.geo.outlines import inside, standing
from tocsin.geo.shapes import dissolved, mended, overlap_m2
from tocsin.geo.zones import Zone

MUNICIPAL = 8
Box = tuple[int, int, int, int]
"""South, west, north, east, in µ°."""
GSS = re.compile(r"[EWSN]\d{8}")
SLIVER_M2 = 100
"""Less than this in common is how two offices draw one line."""


class Role(StrEnum):
    """What the areas of a file are for."""

    by_parent = "by_parent"
    boundaries = "boundaries"
    zones = "zones"


class Areas:
    """What the GeoJSON files of one import hold, put together at the end."""

    def __init__(self, level: int | None) -> None:
        self._level = level or MUNICIPAL
        self._boundaries: dict[str, Boundary] = {}
        self._zones: dict[str, Zone] = {}
        self._parts: dict[str, dict[str, list[tuple[Line, ...]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._parents: dict[str, str] = {}
        self._boxes: dict[str, tuple[Box, bool]] = {}
        self._clockwise: set[str] = set()
        self.doubts: list[Doubt] = []
        self.held: Counter[str] = Counter()

    def boxes(self) -> dict[str, tuple[Box, bool]]:
        """The box of each file, and whether its areas bear codes of the GSS."""
        return self._boxes

    def doubt_order(self, file: str, told: str) -> None:
        """Doubt that a file's positions are longitude first, where its outlines give reason to."""
        if file in self._clockwise:
            self._doubt(DoubtCode.perhaps_swapped, file, None, told)

    def take(self, content: bytes, file: str, role: Role) -> set[int]:
        """The areas of a file; the years of their borders. Raises the gateway's Malformed."""
        years: set[int] = set()
        boxes: list[Box] = []
        is_coded, is_clockwise = False, True
        for feature in read_geojson(content, file):
            self.held["features"] += 1
            subject = feature.names.code or f"{file} {feature.where}"
            if feature.names.steering:
                at = None if isinstance(feature, Unread) else feature.polygons[0][0][0]
                self._doubt(DoubtCode.name_cleaned, subject, at, feature.names.steering)
            if isinstance(feature, Unread):
                self._doubt(DoubtCode.feature_no_area, subject, None, feature.instead, False)
                continue
            if feature.crosses:
                self._doubt(DoubtCode.crosses_antimeridian, subject, feature.polygons[0][0][0])
            is_clockwise = is_clockwise and feature.is_clockwise
            if feature.names.year is not None:
                years.add(feature.names.year)
            self._take(feature, subject, role)
            boxes.append(_box(tuple(ring for each in feature.polygons for ring in each)))
            is_coded = is_coded or GSS.fullmatch(subject) is not None
        if boxes:
            self._boxes[file] = around(boxes), is_coded
            if is_clockwise:
                self._clockwise.add(file)
        return years

    def _take(self, feature: Outline, subject: str, role: Role) -> None:
        names, shape = feature.names, mended(feature.polygons)
        at = feature.polygons[0][0][0]
        if names.code is None:
            self._doubt(DoubtCode.feature_without_code, subject, at)
        if shape.fault is not None:
            told = f"{shape.fault}: {shape.before_m2:,} m² before, {shape.after_m2:,} m² after"
            code = DoubtCode.shape_mended if shape.rings else DoubtCode.feature_no_area
            self._doubt(code, subject, shape.at or at, told, bool(shape.rings))
            if not shape.rings:
                return
        if subject in self._zones or subject in self._boundaries:
            self._doubt(DoubtCode.duplicate_id, subject, at)
            return
        is_zone = role is Role.zones or (role is Role.by_parent and names.parent is not None)
        name = names.name or subject
        if not is_zone:
            level = names.level or self._level
            self._boundaries[subject] = _boundary(subject, name, level, shape.rings)
            return
        parent = names.parent if role is Role.by_parent else None
        self._zones[subject] = Zone(subject, name, names.kind, parent, shape.rings)
        if parent is not None:
            self._parts[parent][names.kind].append(shape.rings)
            self._parents.setdefault(parent, names.parent_name or parent)

    def finish(self, names: dict[str, str]) -> Iterator[Boundary | Zone | Doubt]:
        """Everything. `names` are newer names by code, as a table of figures has them."""
        for code in sorted(self._parts.keys() - self._boundaries.keys()):
            kinds = self._parts[code]
            kind = max(sorted(kinds), key=lambda each: len(kinds[each]))
            rings = dissolved(kinds[kind])
            name = self._parents[code]
            newer = names.get(code, name)
            if newer != name:
                where = next(iter(inside(rings)), None)
                self._doubt(DoubtCode.name_differs, code, where, f"{name} → {newer}")
            self._boundaries[code] = _boundary(code, newer, self._level, rings)
        self._compare()
        yield from self._boundaries.values()
        yield from self._zones.values()
        yield from self.doubts

    def _compare(self) -> None:
        """Doubt what two boundaries of one level both have."""
        each = [(boundary, _box(boundary.rings)) for boundary in self._boundaries.values()]
        for (one, box), (other, beside) in combinations(each, 2):
            if one.level != other.level or not meet(box, beside):
                continue
            common = overlap_m2(one.rings, other.rings)
            if common >= SLIVER_M2:
                told = f"{other.id}: {common:,} m²"
                self._doubt(DoubtCode.boundaries_overlap, one.id, one.rings[0][0], told)

    def _doubt(
        self, code: DoubtCode, subject: str, at: tuple[int, int] | None, told: str = "",
        is_kept: bool = True,
    ) -> None:  # fmt: skip
        self.doubts.append(Doubt(code, subject, at, told, is_kept))


def placed(zones: Iterable[Zone], owners: list[Boundary]) -> Iterator[Zone | Doubt]:
    """Zones that know their town: the parent they name, else the one that holds their middle."""
    boxes = [(each, _box(each.rings)) for each in owners]
    known = {each.id for each in owners}
    for zone in zones:
        if zone.town is not None and zone.town in known:
            yield zone
            continue
        spots = inside(zone.rings) or list(zone.rings[0][:1])
        lat, lon = spots[0]
        found = [
            each.id
            for each, (south, west, north, east) in boxes
            if south <= lat <= north and west <= lon <= east and standing(each.rings, spots[0]) > 0
        ]
        if not found and owners:
            yield Doubt(DoubtCode.zone_outside, zone.id, spots[0])
        yield msgspec.structs.replace(zone, town=found[0] if len(found) == 1 else None)


def _boundary(id: str, name: str, level: int, rings: tuple[Line, ...]) -> Boundary:
    return Boundary(id, name, level, Whole.closed, rings, "GB" if GSS.fullmatch(id) else None)


def _box(rings: Sequence[Line]) -> Box:
    lats = [lat for ring in rings for lat, _ in ring]
    lons = [lon for ring in rings for _, lon in ring]
    return min(lats), min(lons), max(lats), max(lons)


def around(boxes: list[Box]) -> Box:
    """The box round boxes."""
    souths, wests, norths, easts = zip(*boxes, strict=True)
    return min(souths), min(wests), max(norths), max(easts)


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes have a spot in common."""
    return (
        one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
    )  # fmt: skip
