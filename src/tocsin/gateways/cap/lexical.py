"""Whether a text is a time, a number, a language tag or a URI, as XML schemas mean them.

Source: W3C XML Schema 1.0 Part 2 (dateTime §3.2.7, decimal §3.2.3, integer §3.3.13, language
§3.3.3, anyURI §3.2.17); RFC 3986 (URIs); RFC 5646 (language tags).
"""

import re
from datetime import UTC, datetime, timedelta

_DATE = r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)"
_CAP_TIME = re.compile(_DATE + r"([-+])(\d\d):(\d\d)", re.ASCII)
_ANY_TIME = re.compile(
    r"(-?(?:[1-9]\d{3,}|0\d{3}))-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?"
    r"(?:Z|([-+])(\d\d):(\d\d))?",
    re.ASCII,
)
_LENIENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ]?(\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?\s*"
    r"(?:(Z|z|UTC|GMT)|([-+,])(\d\d):?(\d\d)?)?",
    re.ASCII,
)
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_DECIMAL = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_INTEGER = re.compile(r"[-+]?\d+", re.ASCII)
LONGEST_YEAR = 9
"""Digits, with a sign: far more than any calendar has."""
BLANKS = " \t\n\r"
"""White space of XML. Others (a no-break space) are letters to it."""

_TWO_LETTERS = """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu
    hy hz ia id ie ig ii ik io is it iu iw ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la
    lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj
    om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv
    sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
ISO_639_1 = frozenset(_TWO_LETTERS.split())
"""Two-letter languages (`iw` is an older code of `he`)."""


def collapsed(text: str) -> str:
    """White space at the ends gone, and inside folded to one blank."""
    return _RUN.sub(" ", text).strip(BLANKS)


_RUN = re.compile(f"[{BLANKS}]+")


def _is_day_time(year: int, month: int, day: int, hour: int, minute: int, second: int) -> bool:
    try:
        datetime(max(1, min(9999, year)), month, day, tzinfo=UTC)
    except ValueError:
        return False
    if year and month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)):
        return False
    is_last = (hour, minute, second) == (24, 0, 0)
    return is_last or (hour < 24 and minute < 60 and second < 60)


def _is_offset(hours: str | None, minutes: str | None) -> bool:
    if hours is None:
        return True
    return int(hours) * 60 + int(minutes or 0) <= 14 * 60 and int(minutes or 0) < 60


def is_cap_time(text: str) -> bool:
    """A time of CAP 1.2: whole seconds and an offset in numbers."""
    text = collapsed(text)
    found = _CAP_TIME.fullmatch(text)
    if found is None or text.startswith("0000"):
        return False
    numbers = [int(each) for each in found.groups()[:6]]
    return _is_day_time(*numbers) and _is_offset(found[8], found[9])


def is_any_time(text: str) -> bool:
    """A `dateTime` of XML schemas, as CAP 1.0 and 1.1 ask for."""
    found = _ANY_TIME.fullmatch(collapsed(text))
    if found is None or len(found[1]) > LONGEST_YEAR or not found[1].strip("-0"):
        return False
    numbers = [int(each) for each in found.groups()[:6]]
    return _is_day_time(*numbers) and _is_offset(found[8], found[9])


def instant(text: str) -> datetime | None:
    """A time in the form of CAP; None where it is none. For the usual way: quick."""
    if len(text) != 25 or text[4::3][:5] != "--T::" or text[19] not in "+-" or text[22] != ":":
        return None
    if text[5] == "W" or text[20:] > "14:00":
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def guessed(text: str) -> datetime | None:
    """The time that somebody meant by a text in another form; without an offset, UTC."""
    found = _LENIENT.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute = (int(each) for each in found.groups()[:5])
    second = int(found[6] or 0)
    if not year or not _is_day_time(year, month, day, hour, minute, second):
        return None
    offset = timedelta(0)
    if found[8] is not None:
        if not _is_offset(found[9], found[10]):
            return None
        offset = timedelta(hours=int(found[9]), minutes=int(found[10] or 0))
        offset = -offset if found[8] == "-" else offset
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
        return midnight + timedelta(hours=hour, minutes=minute, seconds=second) - offset
    except (ValueError, OverflowError):
        return None


def is_language(text: str) -> bool:
    """A language tag by its letters. An empty element is the default, `en-US`."""
    return text == "" or _LANGUAGE.fullmatch(collapsed(text)) is not None


def is_known_language(text: str) -> bool:
    """Whether the first part is a language: of two letters in ISO 639-1, or of three."""
    first = text.strip().split("-")[0].lower()
    return len(first) == 3 or first in ISO_639_1 or first in ("i", "x")


def is_decimal(text: str) -> bool:
    """A decimal number."""
    return _DECIMAL.fullmatch(collapsed(text)) is not None


def is_integer(text: str) -> bool:
    """A whole number."""
    return _INTEGER.fullmatch(collapsed(text)) is not None


_PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
_AUTHORITY = (
    r"(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*@)?"
    r"(?:\[[^\]]*\]|(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)(?::\d*)?"
)
_QUERY = rf"(?:{_PCHAR}|[/?])*"
_URI = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+\-.]*:(?://{_AUTHORITY}(?:/{_PCHAR}*)*|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
    rf"|{_PCHAR}+(?:/{_PCHAR}*)*|)"
    rf"|//{_AUTHORITY}(?:/{_PCHAR}*)*|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
    rf"|(?:(?!:){_PCHAR})+(?:/{_PCHAR}*)*|)"
    rf"(?:\?{_QUERY})?(?:#{_QUERY})?",
    re.ASCII,
)
_ESCAPED = re.compile(r"[\x00-\x20\x7f-\U0010ffff<>\"{}|\\^`]")


def is_uri(text: str) -> bool:
    """A URI or a reference relative to one. Letters that have to be escaped may stand plain."""
    return _URI.fullmatch(_ESCAPED.sub("_", collapsed(text))) is not None
