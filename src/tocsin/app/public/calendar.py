"""What is closed, as a calendar that a phone can follow.

Source: RFC 5545 (iCalendar), §3.1 (lines of 75 octets), §3.3.11 (text), §3.6.1 (events).
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from tocsin.app.public.published import Closed, Published
from tocsin.app.tongue import code, speaking

MOST = 73
"""Octets of a line before it is folded."""


def calendar(published: Published) -> bytes:
    """Every closure that holds. One without a planned end is an event without one."""
    with speaking(published.language):
        lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tocsin//public pages//EN",
            f"NAME:{_text(published.town)}",
            *(line for each in published.closed for line in _event(each)),
            "END:VCALENDAR",
        ]  # fmt: skip
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(closed: Closed) -> Iterator[str]:
    said = ": ".join(each for each in (code("closure", closed.kind), closed.where) if each)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(closed.id)}"
    yield f"DTSTAMP:{_at(closed.since)}"
    yield f"DTSTART:{_at(closed.since)}"
    if closed.ends_at is not None:
        yield f"DTEND:{_at(closed.ends_at)}"
    yield f"SUMMARY:{_text(said)}"
    point = closed.extent.place.point
    if point is not None:
        lat, lon = point.degrees
        yield f"GEO:{lat:.6f};{lon:.6f}"
    yield "END:VEVENT"


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(said: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        said = said.replace(plain, escaped)
    return said.replace("\r", "")


def _folded(line: str) -> Iterator[str]:
    """A long line in parts, none of which cuts a character."""
    begin = ""
    while len(line.encode()) > MOST:
        at = MOST
        while len(line[:at].encode()) > MOST:
            at -= 1
        yield begin + line[:at]
        line, begin = line[at:], " "
    yield begin + line
