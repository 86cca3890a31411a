"""The warnings in force as GeoJSON: CAP's elements under their own names, beside their areas.

What is signed is the CAP message (the Atom feed); this is for maps.

Source: RFC 7946; CAP 1.2 §3.2 (names of the elements).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from tocsin.app.public.published import Notice, Published
from tocsin.geo.overlapping import around
from tocsin.geo.places import Point

Ring = list[tuple[float, float]]


def features(published: Published) -> bytes:
    """One feature for each message in force and each of its areas."""
    rows = [row for each in published.in_force for row in _rows(each)]
    return msgspec.json.encode({"type": "FeatureCollection", "features": rows})


def _rows(notice: Notice) -> Iterator[dict[str, object]]:
    facts = notice.facts
    told = {
        "identifier": notice.id,
        "status": notice.status,
        "msgType": notice.msg_type,
        "sent": notice.sent,
        "senderName": notice.sender_name,
        "category": facts.categories,
        "responseType": facts.responses,
        "urgency": facts.urgency,
        "severity": facts.severity,
        "certainty": facts.certainty,
        "onset": facts.onset,
        "expires": facts.expires,
        "references": [each.identifier for each in notice.references],
        "info": [
            {"language": each.language, "event": each.event, "headline": each.headline,
             "description": each.description, "instruction": each.instruction,
             "isReviewed": each.is_reviewed}
            for each in notice.said
        ],
    }  # fmt: skip
    for at, area in enumerate(facts.areas):
        drawn = [[_ring(e.ring), *map(_hole, e.holes)] for e in area.polygons]
        drawn += [[_ring(around(each.centre, each.radius_m))] for each in area.circles]
        geocodes = [{"valueName": each.system, "value": each.code} for each in area.geocodes]
        yield {
            "type": "Feature",
            "id": f"{notice.id}/{at}",
            "geometry": {"type": "MultiPolygon", "coordinates": drawn} if drawn else None,
            "properties": {**told, "areaDesc": area.name, "geocode": geocodes},
        }


def _ring(points: Sequence[Point]) -> Ring:
    """Counter-clockwise and closed, longitude first (RFC 7946, 3.1.6)."""
    found = _turned(points)
    return found if _area(found) > 0 else found[::-1]


def _hole(points: Sequence[Point]) -> Ring:
    found = _turned(points)
    return found if _area(found) < 0 else found[::-1]


def _turned(points: Sequence[Point]) -> Ring:
    pairs = [(each.lon_udeg / 1e6, each.lat_udeg / 1e6) for each in points]
    return [*pairs, pairs[0]]


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
