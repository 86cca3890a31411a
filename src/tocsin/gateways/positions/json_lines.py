"""Plain JSON: an array of objects, or one object a line (NDJSON), in units that people use."""

import math
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.observations import Fix, Observation, Reading, Unread, Whole
from tocsin.operations.orders import Ident

LONGEST_LINE = 16 * 1024
LARGEST_ARRAY = 8 * 1024 * 1024

Lat = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Lon = Annotated[float, msgspec.Meta(ge=-180, le=180)]


class Told(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One position (`lat`, `lon` in degrees) or one reading (`value`, a whole number) of a device.

    Without `at` it is of now. A reading of 213 with `decimals` 1 and `unit` cm is 21.3 cm.
    """

    device: Ident
    at: datetime | None = None
    lat: Lat | None = None
    lon: Lon | None = None
    accuracy_m: Annotated[float, msgspec.Meta(ge=0, le=1_000_000)] | None = None
    speed_mps: Annotated[float, msgspec.Meta(ge=0, le=100_000)] | None = None
    course_deg: Annotated[float, msgspec.Meta(ge=0, le=360)] | None = None
    altitude_m: Annotated[float, msgspec.Meta(ge=-20_000, le=100_000)] | None = None
    value: Whole | None = None
    unit: Annotated[str, msgspec.Meta(max_length=20)] | None = None
    decimals: Annotated[int, msgspec.Meta(ge=0, le=9)] = 0


SCHEMA = msgspec.json.schema(Told)
"""JSON Schema of one object."""

_ONE = msgspec.json.Decoder(Told)
_MANY = msgspec.json.Decoder(list[msgspec.Raw])


def parse_json(chunks: Iterable[bytes], now: datetime) -> Iterator[Observation | Unread]:
    """The observations in the order they stand; a bad object or line spoils no other."""
    lines = _lines(chunks)
    for number, line in lines:
        if isinstance(line, Unread):
            yield line
            continue
        if number == 1 and line.startswith(b"["):
            yield from _array(line, lines, now)
            return
        if line:
            yield _observation(line, f"line {number}", now)


def _lines(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes | Unread]]:
    """Lines without their ends; one that is too long is dropped and told.

    The first line may be an array and as long as one may be.
    """
    number, left, is_dropping, most = 1, b"", False, LARGEST_ARRAY
    for chunk in chunks:
        *whole, left = (left + chunk).split(b"\n")
        for line in whole:
            if not is_dropping:
                yield number, _fitting(line.strip(), number)
            is_dropping = False
            number += 1
            most = LONGEST_LINE
        if len(left) > most:
            if not is_dropping:
                yield number, Unread(f"line {number}", f"a line of at most {most:,} bytes")
            left, is_dropping = b"", True
    if left.strip() and not is_dropping:
        yield number, _fitting(left.strip(), number)


def _fitting(line: bytes, number: int) -> bytes | Unread:
    if len(line) > LONGEST_LINE and not line.startswith(b"["):
        return Unread(f"line {number}", f"a line of at most {LONGEST_LINE:,} bytes")
    return line


def _array(
    first: bytes, lines: Iterator[tuple[int, bytes | Unread]], now: datetime
) -> Iterator[Observation | Unread]:
    parts, size = [first], len(first)
    for _, line in lines:
        if isinstance(line, Unread) or size > LARGEST_ARRAY:
            yield Unread("the array", f"at most {LARGEST_ARRAY:,} bytes; else one object a line")
            return
        parts.append(line)
        size += len(line)
    try:
        items = _MANY.decode(b"\n".join(parts))
    except (msgspec.DecodeError, RecursionError) as error:
        yield Unread("the array", f"JSON ({error})")
        return
    for index, item in enumerate(items):
        yield _observation(bytes(item), f"[{index}]", now)


def _observation(text: bytes, place: str, now: datetime) -> Observation | Unread:
    try:
        told = _ONE.decode(text)
    except msgspec.ValidationError as error:
        return Unread(place, _said(str(error)))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Unread(place, f"a JSON object ({error})")
    at = told.at or now
    if at.tzinfo is None:
        return Unread(place, "`at` with an offset, as 2026-03-02T08:00:00Z")
    is_fix = told.lat is not None or told.lon is not None
    if is_fix == (told.value is not None):
        return Unread(place, "either `lat` and `lon`, or `value`")
    if told.value is not None:
        if told.unit is None:
            return Unread(place, "a reading with its `unit`")
        reading = Reading(told.value, told.unit, told.decimals)
        return Observation(
            device=told.device, observed_at=at, reading=reading, source="json", place=place
        )
    if told.lat is None or told.lon is None:
        return Unread(place, "both `lat` and `lon`")
    return Observation(
        device=told.device, observed_at=at, fix=_fix(told), source="json", place=place
    )


def _fix(told: Told) -> Fix:
    assert told.lat is not None, "asked before"
    assert told.lon is not None, "asked before"
    course = told.course_deg
    return Fix(
        Point.from_degrees(told.lat, told.lon),
        accuracy_m=None if told.accuracy_m is None else math.ceil(told.accuracy_m),
        speed_cms=None if told.speed_mps is None else round(told.speed_mps * 100),
        course_mdeg=None if course is None else round(course * 1000) % 360_000,
        altitude_cm=None if told.altitude_m is None else round(told.altitude_m * 100),
    )


def _said(error: str) -> str:
    what, _, path = error.partition(" - at ")
    return f"{what} ({path.strip('`').removeprefix('$.')})" if path else what


def render_json(observation: Observation) -> bytes:
    """One object on one line, as `parse_json` reads it."""
    fix, reading = observation.fix, observation.reading
    if fix is None:
        assert reading is not None, "an observation is a fix or a reading"
        told = Told(
            device=observation.device,
            at=observation.observed_at,
            value=reading.value,
            unit=reading.unit,
            decimals=reading.decimals,
        )
    else:
        lat, lon = fix.point.degrees
        told = Told(
            device=observation.device,
            at=observation.observed_at,
            lat=lat,
            lon=lon,
            accuracy_m=fix.accuracy_m,
            speed_mps=None if fix.speed_cms is None else fix.speed_cms / 100,
            course_deg=None if fix.course_mdeg is None else fix.course_mdeg / 1000,
            altitude_m=None if fix.altitude_cm is None else fix.altitude_cm / 100,
        )
    return msgspec.json.encode(told) + b"\n"
