"""How far one gets, as GeoJSON."""

from math import cos, radians
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import shapely

from tocsin.app.ground.routing import Roads, SnapRow, snap, snap_row
from tocsin.geo.ground import Spot
from tocsin.geo.lengths import length_cm
from tocsin.geo.network.engines import engine_for
from tocsin.geo.network.journeys import seeds_of
from tocsin.geo.network.reach import bands, entered_ms, stretches_within
from tocsin.geo.network.snapping import Snap
from tocsin.geo.network.touching import M_PER_UDEG


class Band(msgspec.Struct, frozen=True):
    """What is reached by then: all road; and the area that was not reached before."""

    minutes: int
    road_km: float
    area_km2: float


class Reach(msgspec.Struct, frozen=True, rename={"begin": "from"}):
    """What was written, and from where on which road."""

    begin: SnapRow
    bands: list[Band]
    vehicle: str
    ground: str


class Reached(NamedTuple):
    """From which place on a road; of each limit all lines of road, and the area (GeoJSON) that was
    not reached before.
    """

    begin: Snap
    lines: list[list[list[Spot]]]
    areas: list[dict[str, object]]


def reached(roads: Roads, spot: Spot, minutes: list[int]) -> Reached:
    """What is reached from a point in rising times. Raises Told where no road is near."""
    network, driven = roads.network, roads.driven
    start = snap(roads, spot)
    late_ms = driven.vehicle.start_ms
    limits = [max(0, 60_000 * each - late_ms) for each in minutes]
    engine = engine_for(driven, 1)
    seeds = seeds_of(network, driven, roads.arc_ms, start)
    found = engine.tree(
        roads.arc_ms[driven.over], seeds, np.zeros(0, np.int32), limit_ms=limits[-1]
    )
    entered = entered_ms(driven, found)
    lines = [
        stretches_within(network, driven, roads.arc_ms, entered, limit, start) for limit in limits
    ]
    return Reached(start, lines, bands(lines, start.spot))


def write_reach(roads: Roads, spot: Spot, minutes: list[int], out: Path) -> Reach:
    """A feature for each band. Raises Told where no road is near."""
    start, lines_in, shapes = reached(roads, spot, minutes)
    rows = [
        Band(each, sum(map(length_cm, lines)) / 1e5, _km2(shape, start.spot))
        for each, lines, shape in zip(minutes, lines_in, shapes, strict=True)
    ]
    features = [
        {
            "type": "Feature",
            "properties": {
                "from_min": before, "to_min": each.minutes, "class": roads.vehicle,
                "road_km": round(each.road_km, 1), "ground": roads.ground,
            },
            "geometry": shape,
        }
        for before, each, shape in zip([0, *minutes], rows, shapes, strict=False)
    ]  # fmt: skip
    out.write_bytes(msgspec.json.encode({"type": "FeatureCollection", "features": features}))
    return Reach(snap_row(roads.network, start), rows, roads.vehicle, roads.ground)


def _km2(shape: dict[str, object], middle: Spot) -> float:
    scale = np.array([cos(radians(middle[0] / 1e6)), 1]) * 1e6 * M_PER_UDEG
    area = shapely.transform(shapely.geometry.shape(shape), lambda e: e * scale)
    return float(area.area) / 1e6
