"""Areas as GeoJSON: borders of towns, statistical zones. (README.md)

In:  the bytes of a FeatureCollection or a Feature (RFC 7946, or GeoJSON 2008 with a `crs`).
Out: `read` → `Outline`, one for each area, and `Unread` for each feature that is none; `render` →
     a FeatureCollection.
"""

from tocsin.gateways.geojson.malformed import Malformed
from tocsin.gateways.geojson.parse import Outline, Unread, read
from tocsin.gateways.geojson.render import render

__all__ = ["Malformed", "Outline", "Unread", "read", "render"]
