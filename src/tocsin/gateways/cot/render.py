"""A position as a CoT event, for maps that speak it."""

from datetime import datetime
from xml.sax.saxutils import quoteattr

from tocsin.operations.observations import Fix

UNKNOWN = "9999999.0"
GROUND_UNIT = "a-f-G-U-C"
"""Friendly ground unit: what TAK shows as a vehicle or a person of one's own side."""


def render(
    uid: str,
    fix: Fix,
    observed_at: datetime,
    stale_at: datetime,
    callsign: str | None = None,
    kind: str = GROUND_UNIT,
) -> bytes:
    """One event on one line. `stale_at` is until when the position is good."""
    lat, lon = fix.point.degrees
    accuracy = UNKNOWN if fix.accuracy_m is None else f"{fix.accuracy_m:.1f}"
    height = UNKNOWN if fix.altitude_cm is None else f"{fix.altitude_cm / 100:.2f}"
    details = []
    if callsign is not None:
        details.append(f"<contact callsign={quoteattr(_xml(callsign))}/>")
    if fix.speed_cms is not None or fix.course_mdeg is not None:
        speed = "" if fix.speed_cms is None else f' speed="{fix.speed_cms / 100:.2f}"'
        course = "" if fix.course_mdeg is None else f' course="{fix.course_mdeg / 1000:.3f}"'
        details.append(f"<track{speed}{course}/>")
    text = (
        f'<event version="2.0" uid={quoteattr(_xml(uid))} type="{kind}"'
        f' time="{_time(observed_at)}" start="{_time(observed_at)}" stale="{_time(stale_at)}"'
        f' how="m-g"><point lat="{lat:.6f}" lon="{lon:.6f}" hae="{height}" ce="{accuracy}"'
        f' le="{UNKNOWN}"/><detail>{"".join(details)}</detail></event>\n'
    )
    return text.encode()


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03}Z"


def _xml(text: str) -> str:
    """Without the characters that no XML 1.0 document may hold."""
    return "".join(each for each in text if each in "\t\n\r" or each >= " ")
