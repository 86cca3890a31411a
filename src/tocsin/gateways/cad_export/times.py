"""Local and zoned times as exports write them, turned into UTC; the two nights of the year
included.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tocsin.gateways.cad_export.claims import RowRefusal
from tocsin.gateways.cad_export.malformed import Malformed

Ambiguous = Literal["interval", "earlier", "later", "refuse"]
Gap = Literal["refuse", "shift"]
WORDS = ("iso", "epoch_s", "epoch_ms")
"""Formats that are not written with per cent signs."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PIECES = {
    "Y": r"(?P<Y>\d{4})",
    "y": r"(?P<y>\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})",
    "H": r"(?P<H>\d{1,2})",
    "I": r"(?P<H>\d{1,2})",
    "M": r"(?P<M>\d{1,2})",
    "S": r"(?P<S>\d{1,2})",
    "f": r"(?P<f>\d{1,9})",
    "p": r"(?P<p>[AaPp]\.?[Mm]\.?)",
    "b": r"(?P<b>[A-Za-z]{3,9}\.?)",
    "B": r"(?P<b>[A-Za-z]{3,9}\.?)",
    "z": r"(?P<z>Z|[+-]\d{2}:?\d{2})",
    "Z": r"(?![AP]M\b)[A-Z]{2,5}",
    "a": r"[A-Za-z]{2,10}\.?",
    "A": r"[A-Za-z]{2,10}\.?",
    "%": "%",
}
_ISO_WITH_TIME = re.compile(r"\d{4}-?\d{2}-?\d{2}[T ]\d{2}:?\d{2}")
_DATE_ONLY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


class Reading(NamedTuple):
    """An instant (aware UTC); `after` is set where the clock showed it twice; `note` says what was
    done.
    """

    at: datetime
    after: datetime | None = None
    note: str | None = None


Parsed = Reading | RowRefusal
_Fields = Callable[[str], datetime | None]


class Clock:
    """Reads the times of one column: its formats, its zone, its policy. Remembers what it read."""

    def __init__(
        self, formats: tuple[str, ...], zone: str, ambiguous: Ambiguous, gap: Gap, pivot: int
    ) -> None:
        """Raises Malformed for a zone or a format that nobody knows."""
        self._zone = zone_named(zone)
        self._readers: list[_Fields] = [_reader(each, pivot) for each in formats]
        self._ambiguous, self._gap = ambiguous, gap
        self._days: dict[tuple[int, int, int], timedelta | None] = {}
        self._known: dict[str, Parsed] = {}

    def read(self, text: str) -> Parsed:
        """The instant a text stands for, or why it stands for none."""
        known = self._known.get(text)
        if known is not None:
            return known
        if len(self._known) > 50_000:
            self._known.clear()
        self._known[text] = parsed = self._read(text)
        return parsed

    def _read(self, text: str) -> Parsed:
        for reader in self._readers:
            try:
                found = reader(text)
            except (ValueError, OverflowError):
                continue
            if found is not None:
                return self._placed(found)
        if _DATE_ONLY.fullmatch(text):
            return RowRefusal.time_of_day_missing
        return RowRefusal.not_a_time

    def _placed(self, found: datetime) -> Parsed:
        if not 1970 <= found.year <= 2100:
            return RowRefusal.time_out_of_range
        if found.tzinfo is not None:
            return Reading(found.astimezone(UTC))
        day = (found.year, found.month, found.day)
        if day not in self._days:
            self._days[day] = self._offset_all_day(found)
        offset = self._days[day]
        if offset is not None:
            return Reading((found - offset).replace(tzinfo=UTC))
        return self._in_the_night_of_change(found)

    def _offset_all_day(self, found: datetime) -> timedelta | None:
        """The zone's offset if it does not change around that day."""
        noon = found.replace(hour=12, minute=0, second=0, microsecond=0)
        before = (noon - timedelta(days=1)).replace(tzinfo=self._zone).utcoffset()
        after = (noon + timedelta(days=1)).replace(tzinfo=self._zone).utcoffset()
        same = noon.replace(tzinfo=self._zone).utcoffset()
        return same if before == same == after else None

    def _in_the_night_of_change(self, found: datetime) -> Parsed:
        first = found.replace(tzinfo=self._zone, fold=0).astimezone(UTC)
        second = found.replace(tzinfo=self._zone, fold=1).astimezone(UTC)
        if first == second:
            return Reading(first)
        if first < second:
            return self._shown_twice(first, second)
        if self._gap == "refuse":
            return RowRefusal.time_was_skipped
        return Reading(first, note="a time that no clock showed was moved past the change")

    def _shown_twice(self, first: datetime, second: datetime) -> Parsed:
        if self._ambiguous == "refuse":
            return RowRefusal.time_is_ambiguous
        if self._ambiguous == "interval":
            return Reading(second, after=first, note="a time shown twice became an interval")
        at = first if self._ambiguous == "earlier" else second
        return Reading(at, note=f"a time shown twice was read as the {self._ambiguous} one")


def zone_named(zone: str) -> ZoneInfo:
    """The IANA zone. Raises Malformed with the remedy."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise Malformed(
            "mapping, zone",
            "the name of a time zone like Europe/Berlin",
            "take one from the IANA list, or install the system's tzdata if yours is on it",
        ) from unknown


def _reader(written: str, pivot: int) -> _Fields:
    if written == "iso":
        return _iso
    if written in ("epoch_s", "epoch_ms"):
        divisor = 1 if written == "epoch_s" else 1000
        return lambda text: datetime.fromtimestamp(float(text) / divisor, UTC)
    return _with_signs(written, pivot)


def _iso(text: str) -> datetime | None:
    """ISO 8601 with date and time of day; without an offset it is local."""
    return datetime.fromisoformat(text) if _ISO_WITH_TIME.match(text) else None


@lru_cache(maxsize=1024)
def _with_signs(written: str, pivot: int) -> _Fields:
    pattern = re.compile(_pattern(written))
    has = set(re.findall(r"%([A-Za-z])", written))
    if not (has & {"Y", "y"} and has & {"m", "b", "B"} and "d" in has and has & {"H", "I"}):
        raise Malformed(
            "mapping, formats",
            "year, month, day and hour in each format",
            "write it like %d.%m.%Y %H:%M:%S, and join date and time columns with `columns`",
        )

    def read(text: str) -> datetime | None:
        match = pattern.fullmatch(text)
        return None if match is None else _built(match.groupdict(), pivot)

    return read


def _pattern(written: str) -> str:
    out: list[str] = []
    for piece in re.findall(r"%.|\s+|[^%\s]+|%$", written, re.DOTALL):
        if piece.isspace():
            out.append(r"\s+")
        elif not piece.startswith("%"):
            out.append(re.escape(piece))
        elif piece[1:] in _PIECES:
            out.append(_PIECES[piece[1:]])
        else:
            raise Malformed(
                "mapping, formats", f"one of %{' %'.join(_PIECES)} instead of {piece}", "change it"
            )
    pattern = "".join(out)
    for name in _PIECES:
        if pattern.count(f"(?P<{name}>") > 1:
            raise Malformed("mapping, formats", "each sign once", f"write %{name} only once")
    return pattern


def _built(part: dict[str, str], pivot: int) -> datetime:
    if "Y" in part:
        year = int(part["Y"])
    else:
        year = int(part["y"])
        year += 2000 if year < pivot else 1900
    month = int(part["m"]) if "m" in part else MONTHS.index(part["b"][:3].lower()) + 1
    hour = int(part["H"])
    if "p" in part:
        if not 1 <= hour <= 12:
            raise ValueError("hour on a twelve-hour clock")
        hour = hour % 12 + (12 if part["p"][0] in "Pp" else 0)
    micro = int(part["f"].ljust(6, "0")[:6]) if "f" in part else 0
    minute, second = int(part.get("M", "0")), int(part.get("S", "0"))
    found = datetime(year, month, int(part["d"]), hour, minute, second, micro)  # noqa: DTZ001
    zone = part.get("z")
    if zone is None:
        return found
    if zone == "Z":
        return found.replace(tzinfo=UTC)
    sign = -1 if zone[0] == "-" else 1
    ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return (found - sign * ahead).replace(tzinfo=UTC)
