"""Where a unit is, and how old that is."""

from datetime import datetime

from tocsin.geo.places import Point
from tocsin.operations.picture import Picture, Unit
from tocsin.terms.codes import UnitStatus


def whereabouts(picture: Picture, unit: Unit, now: datetime) -> tuple[Point | None, int]:
    """Where a unit is and how many seconds old that is. Who is free stands at its post or station,
    unless it was seen elsewhere since it became free."""
    home = picture.stations.get(unit.post or unit.station or "")
    seen = unit.position
    is_free = unit.status is UnitStatus.available
    if is_free and home is not None and home.point is not None:
        moved = seen is not None and (unit.since is None or seen.at > unit.since)
        if not moved:
            return home.point, 0
    if seen is not None:
        return seen.point, max(1, int((now - seen.at).total_seconds()))
    return (None, 0) if home is None else (home.point, 0)
