"""As much of the CoT base event as is read: element, attribute, what stands in it, must it.

Source: MITRE CoT Base-Event Schema (public release), version 2.0; TAK `event` and `track` details.
"""

from typing import NamedTuple


class Attribute(NamedTuple):
    """One attribute of an element that is read."""

    element: str
    name: str
    holds: str
    is_required: bool


SCHEMA = (
    Attribute("event", "version", "2.0", True),
    Attribute("event", "uid", "1 to 80 characters", True),
    Attribute("event", "type", "a-… (an atom: a thing that is somewhere)", True),
    Attribute("event", "time", "a time with its offset (ISO 8601)", True),
    Attribute("event", "how", "m-… or h-…", False),
    Attribute("point", "lat", "-90 to 90, degrees", True),
    Attribute("point", "lon", "-180 to 180, degrees", True),
    Attribute("point", "hae", "metres above the ellipsoid; 9999999: unknown", False),
    Attribute("point", "ce", "metres, circular error; 9999999: unknown", False),
    Attribute("track", "speed", "metres a second", False),
    Attribute("track", "course", "degrees from true north", False),
    Attribute("contact", "callsign", "text", False),
)
