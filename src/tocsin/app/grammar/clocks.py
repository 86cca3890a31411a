"""Times in a line: 14:02 and 14:02:30 in the town's time, 14:02+01:00, 2026-03-02T14:02.

A clock time is the latest one that is over (when something happened), or the next one to come
(until when). Where the clocks go back an hour comes twice: the rule holds all the same, an offset
says which. Where they go forward an hour is missing, and a time in it is refused.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.tongue import tell

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(Z|z|[+-]\d\d:\d\d)?", re.ASCII)
_DATED = re.compile(r"\d{4}-\d\d-\d\d(T\S+)?", re.ASCII)


class NoSuchTime(NotUnderstood):
    """A time that was never shown by the town's clocks, or was shown twice; says what to write."""


def clock_time(word: str, now: datetime, zone: tzinfo) -> datetime | None:
    """A typed time that is over (aware UTC): the latest such one not after now; None if it is none.

    Raises NoSuchTime.
    """
    if _DATED.fullmatch(word):
        return dated(word, zone)
    times = _times(word, now, zone)
    return None if times is None else max(each for each in times if each <= now)


def clock_time_ahead(word: str, now: datetime, zone: tzinfo) -> datetime | None:
    """A typed time to come (aware UTC): the first such one after now; None if it is none."""
    if _DATED.fullmatch(word):
        return dated(word, zone)
    times = _times(word, now, zone)
    return None if times is None else min(each for each in times if each > now)


def dated(word: str, zone: tzinfo) -> datetime:
    """An ISO 8601 date or date with time as aware UTC; without an offset in the zone.

    Raises NoSuchTime, also for what is no date.
    """
    try:
        read = datetime.fromisoformat(word)
        if read.tzinfo is not None:
            return read.astimezone(UTC)
        both = sorted(set(_instants(read, zone)))
    except (ValueError, OverflowError):
        raise NoSuchTime(tell("misread-time", word=word)) from None
    if len(both) == 1:
        return both[0]
    if not both:
        raise NoSuchTime(tell("misread-time-never", word=word, zone=str(zone)))
    first, second = (each.astimezone(zone).isoformat() for each in both)
    raise NoSuchTime(
        tell("misread-time-twice", word=word, zone=str(zone), first=first, second=second)
    )


def said(at: datetime, now: datetime, zone: tzinfo) -> str:
    """A time for the echo: with its date if that is not today, its offset if it comes twice."""
    local = at.astimezone(zone)
    text = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    if len(set(_instants(local.replace(tzinfo=None), zone))) > 1:
        text += local.isoformat()[-6:]
    return text if local.date() == now.astimezone(zone).date() else f"{local:%Y-%m-%d} {text}"


def _times(word: str, now: datetime, zone: tzinfo) -> list[datetime] | None:
    """Every instant within two days of now that a clock time may mean."""
    found = _CLOCK.fullmatch(word)
    if found is None:
        return None
    if found[4]:
        zone = _offset(found[4])
    today = now.astimezone(zone).replace(tzinfo=None)
    at = today.replace(
        hour=int(found[1]), minute=int(found[2]), second=int(found[3] or 0), microsecond=0
    )
    if not list(_instants(at, zone)):
        raise NoSuchTime(tell("misread-time-skipped", word=word, zone=str(zone)))
    days = (at + timedelta(days=each) for each in range(-2, 3))
    return [instant for day in days for instant in _instants(day, zone)]


def _offset(text: str) -> tzinfo:
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 14 or minutes > 59:
        raise NoSuchTime(tell("misread-offset", word=text))
    away = timedelta(hours=hours, minutes=minutes)
    return timezone(away if text[0] == "+" else -away)


def _instants(local: datetime, zone: tzinfo) -> Iterator[datetime]:
    """The instants (UTC) at which the zone's clocks show a local time: none, one or two."""
    for fold in (0, 1):
        instant = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(fold=0):
            yield instant
