"""Times as people type them: ISO 8601 with or without an offset, or a clock time of today."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from tocsin.app.grammar.clocks import clock_time, clock_time_ahead, dated
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.outcome import Exit, Told


def zone_of(name: str) -> tzinfo:
    """The IANA zone of this name. Raises Told."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Told(
            f"there is no time zone `{name}`; give an IANA name, as in Europe/London", Exit.usage
        ) from error


def moment(text: str, now: datetime, zone: tzinfo) -> datetime:
    """A typed time as aware UTC; without an offset it is the town's local time. Raises Told."""
    try:
        return clock_time(text, now, zone) or dated(text, zone)
    except NotUnderstood as error:
        raise Told(str(error), Exit.usage) from None


def moment_ahead(text: str, now: datetime, zone: tzinfo) -> datetime:
    """As `moment`, but a clock time is the next one to come: until when. Raises Told."""
    try:
        return clock_time_ahead(text, now, zone) or dated(text, zone)
    except NotUnderstood as error:
        raise Told(str(error), Exit.usage) from None


def instant_of(text: str) -> datetime | None:
    """A time with its offset, as programs write it (RFC 3339), as aware UTC; None if it is none."""
    try:
        found = msgspec.convert(text, datetime)
        return None if found.tzinfo is None else found.astimezone(UTC)
    except (msgspec.ValidationError, OverflowError):  # the latter: year 1 in an offset to the east
        return None
