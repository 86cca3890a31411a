"""What is here: the nearest address, road, crossing and hydrants, and what areas hold a point."""

from collections.abc import Mapping

import msgspec

from tocsin.geo.gazetteer import grids, near
from tocsin.geo.gazetteer.candidates import Claimed, labelled
from tocsin.geo.gazetteer.jurisdictions import Jurisdictions
from tocsin.geo.gazetteer.polygons import Areas
from tocsin.geo.gazetteer.pools import Array, Texts
from tocsin.geo.ground import Spot

HYDRANTS = 3
FARTHEST_M = 15_000
"""What is farther away is not near."""


class Nearby(msgspec.Struct, frozen=True):
    """Something near a point. `side`: of a road, as it is drawn (left, right, on)."""

    label: str
    id: str
    lat: float
    lon: float
    distance_m: int
    side: str | None = None


class Holding(msgspec.Struct, frozen=True):
    """An area that holds the point. `level` is a boundary's; `is_on_border`: on its line."""

    layer: str
    id: str
    name: str
    kind: str
    level: int | None
    is_on_border: bool


class Here(msgspec.Struct, frozen=True):
    """All that is known of a point. `district` is the smallest administrative area that holds it
    below the municipal one, else the nearest settlement's name."""

    lat: float
    lon: float
    mgrs: str | None
    belonging: str
    jurisdiction: str | None
    jurisdiction_id: str | None
    claims: tuple[str, ...]
    is_on_border: bool
    district: str | None
    zone: str | None
    address: Nearby | None
    road: Nearby | None
    """Of any kind, also a path without a name; `street` has a name."""
    street: Nearby | None
    crossing: Nearby | None
    settlement: Nearby | None
    hydrants: tuple[Nearby, ...]
    areas: tuple[Holding, ...]


class Reverse:
    """Answers from the arrays of `building.built`."""

    def __init__(self, arrays: Mapping[str, Array], whose: Jurisdictions) -> None:
        self._whose = whose
        self._houses, self._segments, self._crossings = (
            near.Near(arrays, name) for name in ("house", "segment", "crossing")
        )
        self._house_spots = arrays["house_spots"]
        self._segment_ends, self._segment_piece = arrays["segment_ends"], arrays["segment_piece"]
        self._crossing_spots, self._meeting = arrays["crossing_spots"], arrays["meeting_at"]
        self._arrays = arrays
        self._areas = Areas(arrays, "area")
        self._text = {
            name: Texts(arrays, name)
            for name in (
                "written", "town", "road_class", "house_id", "name", "called", "piece", "area_id",
                "area_name", "area_kind", "area_layer", "spot_id", "spot_name",
            )
        }  # fmt: skip

    def here(self, spot: Spot, *, municipal: int | None, hydrants: int = HYDRANTS) -> Here:
        """What is at and around a spot. `municipal`: the admin level that owns points."""
        whose, is_on_border = self._whose.at(spot)
        areas = self._holding(spot)
        settlement = self._placed(spot, "settlement", 1)
        return Here(
            lat=spot[0] / 1e6, lon=spot[1] / 1e6, mgrs=_square(spot), belonging=whose.belonging,
            jurisdiction=_one(whose, whose.names), jurisdiction_id=_one(whose, whose.ids),
            claims=whose.names, is_on_border=is_on_border,
            district=_district(areas, municipal) or (settlement[0].label if settlement else None),
            zone=next((each.name for each in areas if each.layer == "zone"), None),
            address=self._address(spot), road=self._road(spot, is_named=False),
            street=self._road(spot, is_named=True), crossing=self._crossing(spot),
            settlement=settlement[0] if settlement else None,
            hydrants=tuple(self._placed(spot, "hydrant", hydrants)), areas=areas,
        )  # fmt: skip

    def _cell(self, column: str, at: int) -> int:
        return int(self._arrays[column][at])

    def _said(self, pool: str, at: int) -> str:
        return self._text[pool][at] if at >= 0 else ""

    def _address(self, spot: Spot) -> Nearby | None:
        for row, far in near.nearest(self._houses, self._house_spots, spot):
            street = self._said("name", self._cell("house_name", row))
            number = self._said("written", self._cell("house_written", row))
            town = self._said("town", self._cell("house_town", row))
            label = labelled(street, number, town)
            return _nearby(label, self._text["house_id"][row], self._house_spots[row], far)
        return None

    def _road(self, spot: Spot, *, is_named: bool) -> Nearby | None:
        keep = self._is_named if is_named else None
        found = near.nearest_segment(self._segments, self._segment_ends, spot, keep)
        if found is None:
            return None
        at, far, foot = found
        piece = self._cell("segment_piece", at)
        name = self._said("called", self._cell("piece_called", piece))
        label = name or self._said("road_class", self._cell("piece_class", piece))
        ends = self._segment_ends[at].tolist()
        turn = (ends[3] - ends[1]) * (spot[0] - ends[0]) - (ends[2] - ends[0]) * (spot[1] - ends[1])
        side = "on" if turn == 0 else "left" if turn > 0 else "right"
        lat, lon = foot[0] / 1e6, foot[1] / 1e6
        return Nearby(label, self._text["piece"][piece], lat, lon, round(far), side)

    def _is_named(self, segments: Array) -> Array:
        return segments[self._arrays["piece_called"][self._segment_piece[segments]] >= 0]

    def _crossing(self, spot: Spot) -> Nearby | None:
        for at, far in near.nearest(self._crossings, self._crossing_spots, spot):
            first, after = self._meeting[at], self._meeting[at + 1]
            names = sorted({
                self._said("called", name)
                for name in self._arrays["meeting_of"][first:after].tolist()
            })  # fmt: skip
            node = self._cell("crossing_node", at)
            return _nearby(" & ".join(names), f"n{node}", self._crossing_spots[at], far)
        return None

    def _placed(self, spot: Spot, kind: str, most: int) -> list[Nearby]:
        """The nearest hydrants or settlements."""
        first, after = self._arrays[f"spot_{kind}"].tolist()
        spots = self._arrays["spot_spots"]
        if first == after:
            return []
        far = near.distances_m(spots[first:after], spot)
        order = far.argsort(kind="stable")[:most].tolist()
        return [
            _nearby(
                self._said("spot_name", first + at), self._said("spot_id", first + at),
                spots[first + at], float(far[at]),
            )
            for at in order
            if far[at] <= FARTHEST_M
        ]  # fmt: skip

    def _holding(self, spot: Spot) -> tuple[Holding, ...]:
        found = [
            Holding(
                self._said("area_layer", at), self._said("area_id", at),
                self._said("area_name", at), self._said("area_kind", at),
                level if (level := self._cell("area_level", at)) >= 0 else None, standing == 0,
            )
            for at, standing in self._areas.holding(spot)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda each: (each.layer, each.level or 0, each.id)))


def _square(spot: Spot) -> str | None:
    try:
        return grids.mgrs(spot)
    except ValueError:
        return None


def _one(whose: Claimed, each: tuple[str, ...]) -> str | None:
    return each[0] if len(whose.names) == 1 else None


def _district(areas: tuple[Holding, ...], municipal: int | None) -> str | None:
    """The name of the smallest administrative area below the municipal one."""
    below = [
        each
        for each in areas
        if each.layer == "boundary" and each.level is not None and each.level > (municipal or 99)
    ]
    return max(below, key=lambda each: (each.level or 0, each.id)).name if below else None


def _nearby(label: str, id: str, at: Array, far: float) -> Nearby:
    lat, lon = at.tolist()
    return Nearby(label, id, lat / 1e6, lon / 1e6, round(far))
