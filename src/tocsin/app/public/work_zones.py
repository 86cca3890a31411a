"""The closed roads as a feed of road events that maps and navigation read: WZDx 4.2.

The standard was made for works on a road, and has no other word: a flooded road is a `work-zone`
here too, and its description says what it is. What has neither a line nor a point is left out: the
border of an area is no road.

Source: WZDx 4.2, WorkZoneFeed and RoadEventFeature; RFC 7946.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

import msgspec

from tocsin.app.pattern import CLOSE, OPEN
from tocsin.app.public.frame import Frame
from tocsin.app.public.published import Closed, Published
from tocsin.app.tongue import code, speaking
from tocsin.geo.places import Point
from tocsin.operations.picture.facility import Extent

KEPT_S = 15
"""For how long anybody between may keep what is published: so often is the feed another."""
NO_END = datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)
"""The end of what has no planned end, where the standard wants one: plainly nobody's plan."""
SHUT = frozenset({"closed", "flooded", "blocked", "contaminated"})
"""Kinds of closure by which every lane is closed."""
FEW = frozenset({"emergency", "high_clearance", "residents"})
"""Who may pass without the road being open to everybody."""


def work_zones(published: Published, made_at: datetime, *, is_kept_fresh: bool) -> bytes:
    """Every closed road that lies on a line or at a point. `made_at` is as of when it is so;
    `is_kept_fresh`: whether it is another as soon as a road is, which a copy cannot say of itself.
    """
    often = {"update_frequency": KEPT_S} if is_kept_fresh else {}
    told = {
        "feed_info": {
            "publisher": published.town,
            "version": "4.2",
            "update_date": _at(made_at),
            **often,
            "data_sources": [
                {"data_source_id": published.town, "organization_name": published.town}
            ],
        },
        "type": "FeatureCollection",
        "features": list(_events(published)),
    }
    return msgspec.json.encode(told)


def _events(published: Published) -> Iterator[dict[str, object]]:
    frame = Frame(published, published.language)
    for closed in published.roads:
        geometry = _geometry(closed.extent)
        if geometry is not None:
            yield {
                "id": closed.id,
                "type": "Feature",
                "properties": _properties(frame, closed),
                "geometry": geometry,
            }


def _properties(frame: Frame, closed: Closed) -> dict[str, object]:
    local = [{"type": "local-access-only"}] if "residents" in (closed.passable_for or ()) else []
    return {
        "core_details": {
            "event_type": "work-zone",
            "data_source_id": frame.published.town,
            "road_names": [closed.where or closed.id],
            "direction": "unknown",
            "description": _described(frame, closed),
            "creation_date": _at(closed.since),
        },
        "start_date": _at(closed.since),
        "end_date": _at(closed.ends_at or NO_END),
        # A closure begins when somebody says that it holds, and leaves the feed when it is lifted.
        "is_start_date_verified": True,
        "is_end_date_verified": False,
        "is_start_position_verified": False,
        "is_end_position_verified": False,
        "location_method": "unknown",
        "vehicle_impact": _impact(closed),
        "restrictions": local,
    }


def _impact(closed: Closed) -> str:
    """All lanes, where next to nobody may pass; else nobody said which lanes."""
    passable = closed.passable_for
    is_shut = passable is not None and closed.kind in SHUT and FEW.issuperset(passable)
    return "all-lanes-closed" if is_shut else "unknown"


def _described(frame: Frame, closed: Closed) -> str:
    with speaking(frame.spoken):
        said = [f"{code('closure', closed.kind)}."]
    if closed.depth_cm is not None:
        said.append(frame.say("water", depth=closed.depth_cm))
    if closed.passable_for:
        whom = ", ".join(each.replace("_", " ") for each in closed.passable_for)
        said.append(frame.say("passable", whom=whom))
    if closed.ends_at is None:
        said.append(frame.say("no_planned_end"))
    return " ".join(said).replace(OPEN, "").replace(CLOSE, "")


def _geometry(extent: Extent) -> dict[str, object] | None:
    """The line, else the point; None of what is only an area, or pieces of road by their ids."""
    line = [each for each, _ in groupby(extent.line)]
    if len(line) > 1:
        return {"type": "LineString", "coordinates": _pairs(line)}
    points = line or [each for each in (extent.place.point,) if each is not None]
    return {"type": "MultiPoint", "coordinates": _pairs(points)} if points else None


def _pairs(points: Sequence[Point]) -> list[tuple[float, float]]:
    """Longitude first (RFC 7946, 3.1.1)."""
    return [(each.lon_udeg / 1e6, each.lat_udeg / 1e6) for each in points]


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
