"""Positions as people paste them: a pair of degrees, a geo URI, a link to a map.

Source: RFC 5870 (geo URI); OpenStreetMap wiki, "Permalink" and "Shortlink"; ISO 6709 annex D
(degrees, minutes and seconds for people).
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from tocsin.geo.places import Point

LONGEST = 500
"""Characters looked at: more is no position."""


class NotAPosition(ValueError):
    """Nothing in this text can be read as one position on earth."""


class Pasted(NamedTuple):
    """A position, and its uncertainty in metres where the text says one."""

    point: Point
    uncertainty_m: int | None = None


_N = r"([+-]?\d{1,3}\.\d{1,15})"
_DOTTED = re.compile(rf"{_N}\s*°?\s*([NS])?\s*(?:[,;/]\s*|\s+){_N}\s*°?\s*([EWO])?")
_C = r"([+-]?\d{1,3},\d{1,15})"
_COMMAS = re.compile(rf"{_C}\s*°?\s*([NS])?\s*(?:[;/]\s*|,\s+|\s+){_C}\s*°?\s*([EWO])?")
_D = r"(\d{1,3})\s*°\s*(\d{1,2})\s*['′’]\s*(\d{1,2}(?:[.,]\d{1,6})?)\s*(?:\"|″|''|”)\s*"
_SEXAGESIMAL = re.compile(rf"{_D}([NS])\s*[,;]?\s*{_D}([EWO])")
_F = r"([+-]?\d{1,3}(?:\.\d{1,15})?)"
_GEO = re.compile(
    rf"geo:{_F},{_F}(?:,[+-]?\d+(?:\.\d+)?)?((?:;[a-z0-9-]+(?:=[^;?\s]*)?)*)(?:\?.*)?"
)
_SHORT = re.compile(r"https?://(?:www\.)?(?:osm\.org|openstreetmap\.org)/go/([A-Za-z0-9_~@=-]+).*")
_MARKER = re.compile(rf"https?://\S+[?&]mlat={_F}&(?:amp;)?mlon={_F}(?:[&#]\S*)?")
_MAP = re.compile(rf"https?://\S+#(?:\S+&)?map=\d{{1,2}}(?:\.\d+)?/{_F}/{_F}(?:[&/]\S*)?")
_AT = re.compile(rf"https?://\S+/@{_F},{_F},\S*")
_ASKED = re.compile(
    rf"https?://\S+[?&](?:q|ll|query|destination)={_F}(?:,|%2C){_F}(?:[&#]\S*)?", re.I
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~"


def pasted(text: str) -> Pasted:
    """The one position that a pasted text stands for. Raises NotAPosition.

    A link's marker counts before the middle of its map. Whole degrees without a fraction are no
    position: nobody means a place of a hundred kilometres.
    """
    said = text.strip()
    if len(said) > LONGEST:
        raise NotAPosition("too long")
    for form, read in _FORMS:
        found = form.fullmatch(said)
        if found is not None:
            try:
                return read(found)
            except ValueError:
                raise NotAPosition("not on earth") from None
    raise NotAPosition("no form of a position")


def _udeg(number: str, letter: str | None = None) -> int:
    value = Decimal(number.replace(",", "."))
    if letter in ("S", "W"):
        if value < 0:
            raise ValueError("a sign and a letter")
        value = -value
    return round(value * 1_000_000)


def _pair(found: re.Match[str]) -> Pasted:
    lat, north, lon, east = found.groups()
    if (north is None) != (east is None):
        raise ValueError("one letter of two")
    return Pasted(Point(_udeg(lat, north), _udeg(lon, east)))


def _plain(found: re.Match[str]) -> Pasted:
    return Pasted(Point(_udeg(found[1]), _udeg(found[2])))


def _sexagesimal(found: re.Match[str]) -> Pasted:
    lat, lon = found.groups()[:4], found.groups()[4:]
    return Pasted(Point(_whole(*lat), _whole(*lon)))


def _whole(degrees: str, minutes: str, seconds: str, letter: str) -> int:
    if int(minutes) >= 60 or Decimal(seconds.replace(",", ".")) >= 60:
        raise ValueError("no minute or second of a degree")
    parts = Decimal(degrees) * 3600 + Decimal(minutes) * 60 + Decimal(seconds.replace(",", "."))
    return _udeg(str(parts / 3600), letter)


def _geo(found: re.Match[str]) -> Pasted:
    """RFC 5870: only WGS 84 is known here; `u` is the uncertainty in metres."""
    parameters = {
        name.lower(): value
        for each in found[3].split(";")
        for name, _, value in [each.partition("=")]
        if name
    }
    if parameters.get("crs", "wgs84").lower() != "wgs84":
        raise ValueError("another reference system")
    uncertainty = parameters.get("u")
    metres = None
    if uncertainty is not None:
        if not re.fullmatch(r"\d{1,7}(?:\.\d{1,6})?", uncertainty):
            raise ValueError("no number of metres")
        metres = round(Decimal(uncertainty))
    return Pasted(Point(_udeg(found[1]), _udeg(found[2])), metres)


def _short(found: re.Match[str]) -> Pasted:
    """Six bits a letter, those of longitude and latitude in turn (OpenStreetMap, Shortlink)."""
    x = y = bits = 0
    for letter in found[1].replace("@", "~").rstrip("-="):
        at = _LETTERS.find(letter)
        if at < 0:
            raise ValueError("no letter of a short link")
        for shift in (4, 2, 0):
            x = x << 1 | at >> shift + 1 & 1
            y = y << 1 | at >> shift & 1
        bits += 3
    if not 6 <= bits <= 45:
        raise ValueError("no short link")
    return Pasted(
        Point(
            ((2 * y + 1) * 180_000_000 >> bits + 1) - 90_000_000,
            ((2 * x + 1) * 360_000_000 >> bits + 1) - 180_000_000,
        )
    )


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Pasted]], ...] = (
    (_DOTTED, _pair),
    (_COMMAS, _pair),
    (_SEXAGESIMAL, _sexagesimal),
    (_GEO, _geo),
    (_SHORT, _short),
    (_MARKER, _plain),
    (_MAP, _plain),
    (_AT, _plain),
    (_ASKED, _plain),
)
