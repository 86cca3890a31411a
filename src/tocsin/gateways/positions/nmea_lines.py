"""Single NMEA 0183 sentences: checksum, TAG block, fields; RMC and GGA; and writing RMC.

Source: NMEA 0183 4.x; the fields of RMC and GGA as every receiver's manual prints them.
"""

import re
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from tocsin.geo.places import Point
from tocsin.operations.observations import Fix

LONGEST_SENTENCE = 256
KNOT_CMS = 51.4444
"""Centimetres a second in a knot (1852 m / 3600 s)."""

_SENTENCE = re.compile(
    rb"(?:\\([^\\*]{1,120})\*([0-9A-Fa-f]{2})\\)?\$([^$*]{1,200})\*([0-9A-Fa-f]{2})"
)
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_CLOCK = re.compile(r"([01][0-9]|2[0-3])([0-5][0-9])([0-5][0-9])(\.[0-9]{1,6})?")
_DATE = re.compile(r"([0-3][0-9])([01][0-9])([0-9]{2})")
_ANGLE = re.compile(r"([0-9]{2,3})([0-5][0-9](?:\.[0-9]{1,9})?)")


class WrongSentence(Exception):
    """This is not a sentence of that kind: what was expected."""


class Sentence(NamedTuple):
    """What one sentence tells. `day` only in RMC; `device` where a TAG block names its source."""

    device: str | None
    day: date | None
    clock: time
    fix: Fix


def checksum(body: bytes) -> int:
    """The exclusive-or of all bytes between `$` and `*`."""
    found = 0
    for each in body:
        found ^= each
    return found


def read_sentence(line: bytes) -> Sentence | None:
    """An RMC or GGA sentence; None for other sentences. Raises `WrongSentence`."""
    matched = _SENTENCE.fullmatch(line)
    if matched is None:
        raise WrongSentence("$TALKER+SENTENCE,…*hh")
    tag, tag_check, body, check = matched.groups()
    if checksum(body) != int(check, 16):
        raise WrongSentence(f"checksum {checksum(body):02X}, not {check.decode().upper()}")
    if tag is not None and checksum(tag) != int(tag_check, 16):
        raise WrongSentence(f"TAG block checksum {checksum(tag):02X}")
    try:
        fields = body.decode("ascii").split(",")
        device = None if tag is None else _source(tag.decode("ascii"))
    except UnicodeDecodeError:
        raise WrongSentence("ASCII") from None
    name = fields[0][-3:]
    if name == "RMC":
        return _rmc(fields, device)
    return _gga(fields, device) if name == "GGA" else None


def _source(tag: str) -> str | None:
    """The `s:` of a TAG block: who sent the sentence."""
    for part in tag.split(","):
        if part.startswith("s:") and part[2:]:
            return part[2:]
    return None


def _rmc(fields: list[str], device: str | None) -> Sentence:
    if len(fields) < 10:
        raise WrongSentence("RMC with at least 10 fields")
    if fields[2] != "A":
        raise WrongSentence("a valid fix (RMC status A)")
    found = _DATE.fullmatch(fields[9])
    try:
        day = date(2000 + int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        day = None
    if day is None:
        raise WrongSentence("RMC date ddmmyy")
    speed, course = _number(fields[7], "speed in knots"), _number(fields[8], "course in degrees")
    fix = Fix(
        _point(fields[3:7]),
        speed_cms=None if speed is None else round(min(speed, 100_000.0) * KNOT_CMS),
        course_mdeg=None if course is None else round(course * 1000) % 360_000,
    )
    return Sentence(device, day, _clock(fields[1]), fix)


def _gga(fields: list[str], device: str | None) -> Sentence:
    if len(fields) < 11:
        raise WrongSentence("GGA with at least 11 fields")
    if fields[6] in ("", "0"):
        raise WrongSentence("a valid fix (GGA quality not 0)")
    sign = -1 if fields[9].startswith("-") else 1
    height = _number(fields[9].removeprefix("-"), "altitude in metres")
    if height is not None and height > 20_000:
        raise WrongSentence("GGA altitude up to 20,000 m")
    fix = Fix(
        _point(fields[2:6]), altitude_cm=None if height is None else sign * round(height * 100)
    )
    return Sentence(device, None, _clock(fields[1]), fix)


def _clock(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise WrongSentence("time hhmmss.ss (UTC)")
    micros = round(float(found[4] or 0) * 1e6)
    return time(int(found[1]), int(found[2]), int(found[3]), min(micros, 999_999), tzinfo=UTC)


def _number(text: str, what: str) -> float | None:
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise WrongSentence(what)
    return float(text)


def _point(fields: list[str]) -> Point:
    lat, north, lon, east = fields
    if north not in ("N", "S") or east not in ("E", "W"):
        raise WrongSentence("N or S, E or W")
    degrees = []
    for text, width in ((lat, 2), (lon, 3)):
        found = _ANGLE.fullmatch(text)
        if found is None or len(found[1]) != width:
            raise WrongSentence("latitude ddmm.mm and longitude dddmm.mm")
        degrees.append(int(found[1]) + float(found[2]) / 60)
    try:
        return Point.from_degrees(
            degrees[0] if north == "N" else -degrees[0],
            degrees[1] if east == "E" else -degrees[1],
        )
    except ValueError:
        raise WrongSentence("latitude up to 90°, longitude up to 180°") from None


def render_nmea(device: str, fix: Fix, observed_at: datetime) -> bytes:
    """An RMC sentence with a TAG block that names the device, as `parse_nmea` reads it."""
    lat, lon = fix.point.degrees
    speed = "" if fix.speed_cms is None else f"{fix.speed_cms / KNOT_CMS:.2f}"
    course = "" if fix.course_mdeg is None else f"{fix.course_mdeg / 1000:.1f}"
    body = (
        f"GPRMC,{observed_at:%H%M%S}.{observed_at.microsecond // 1000:03},A,"
        f"{_angle(lat, 2)},{'N' if lat >= 0 else 'S'},{_angle(lon, 3)},{'E' if lon >= 0 else 'W'},"
        f"{speed},{course},{observed_at:%d%m%y},,,A"
    ).encode()
    name = re.sub(r"[^!-~]|[\\*,$]", "_", device)
    tag = f"s:{name}".encode()
    return b"\\%s*%02X\\$%s*%02X\r\n" % (tag, checksum(tag), body, checksum(body))


def _angle(degrees: float, width: int) -> str:
    minutes, whole = abs(degrees) * 60, int(abs(degrees))
    left = minutes - whole * 60
    if round(left, 5) >= 60:
        whole, left = whole + 1, 0.0
    return f"{whole:0{width}}{left:08.5f}"
