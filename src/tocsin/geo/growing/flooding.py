"""Roads near water: how far off, and how much higher."""

from tocsin.geo.ground import FloodProne, Road
from tocsin.geo.growing.land import Land
from tocsin.geo.growing.plane import XY, distance

NEAR = 3_000
"""300 m from the bank or the shore, in dm."""
HIGH_DM = 60


def level_dm(land: Land, at: XY) -> int:
    """How high the river's water stands beside a point."""
    shore = min(land.coast, key=lambda each: (abs(each[0] - at[0]), each))[1]
    return max(0, at[1] - shore) * 12 // 5_000


def flooded(land: Land, road: Road, a: XY, b: XY, river: str, sea: str) -> FloodProne | None:
    """What water may come over a piece of road, where that is near and not much lower."""
    best: FloodProne | None = None
    for at in (a, b):
        off = int(land.to_river[land.cell(at)])
        shore = min(distance(at, each) for each in _coast_by(land, at))
        water, far = (river, max(0, off - 300)) if off < shore else (sea, shore)
        if far > NEAR:
            continue
        above = land.height_dm(at) - (level_dm(land, at) if water == river else 0)
        if above > HIGH_DM:
            continue
        found = FloodProne(road.id, water, far * 10, above)
        if best is None or above < (best.above_dm or 0):
            best = found
    return best


def _coast_by(land: Land, at: XY) -> tuple[XY, ...]:
    """The part of the shore beside a point."""
    first = land.coast[0][0]
    place = (at[0] - first) // 400
    return land.coast[max(0, place - 12) : place + 13] or land.coast[:1]
