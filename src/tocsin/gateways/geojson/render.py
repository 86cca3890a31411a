"""Areas as a FeatureCollection. Source: RFC 7946 §3.3."""

import json
from collections.abc import Iterable

from tocsin.geo.ground import Line


def render(areas: Iterable[tuple[dict[str, str], tuple[Line, ...]]]) -> bytes:
    """Properties, and the polygon with its holes; positions in degrees, longitude first."""
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[lon / 1e6, lat / 1e6] for lat, lon in (*ring, ring[0])] for ring in rings
                ],
            },
        }
        for properties, rings in areas
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return text.encode()
