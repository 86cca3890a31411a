"""Positions in every common notation, read without judging: a pair may lie nowhere on earth.

What `geo.pasted` knows (geo URI, links to maps), and degrees with minutes and seconds, with letters
before or after, longitude first where letters say so, UTM and MGRS.
Source: ISO 6709 annex D; RFC 5870.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from tocsin.geo.gazetteer import grids
from tocsin.geo.ground import Spot
from tocsin.geo.pasted import NotAPosition, pasted

LONGEST = 200
SIGNS = str.maketrans({
    "′": "'", "’": "'", "‘": "'", "´": "'", "ʹ": "'", "`": "'", "″": '"', "”": '"', "“": '"',
    "ʺ": '"', "º": "°", "˚": "°", "−": "-", "–": "-", "\N{NO-BREAK SPACE}": " ",
})  # fmt: skip
_LABEL = re.compile(
    r"\b(?:lat(?:itude)?|lon(?:gitude)?|lng|long|breite|laenge|länge|north|east)\b\.?\s*[:=]?\s*",
    re.I,
)
_SPELLED = re.compile(
    r"(\d)\s*d(?:eg)?\s*(\d+(?:[.,]\d+)?)\s*m(?:in)?\s*(?:(\d+(?:[.,]\d+)?)\s*s(?:ec)?\b)?", re.I
)
_LETTER = re.compile(r"[NSEWO]")
_ANGLE = re.compile(
    r"""\s*[,;/]?\s*([+-]?\d{1,3}(?:[.,]\d{1,15})?)\s*°?\s*
    (?:(\d{1,2}(?:[.,]\d{1,10})?)\s*(?:'(?!'))?\s*)?
    (?:(\d{1,2}(?:[.,]\d{1,10})?)\s*(?:"|'')?)?\s*""",
    re.VERBOSE,
)
_PAIR = re.compile(
    r"\(?\s*([+-]?\d{1,3}(?:[.,]\d{1,15})?)\s*°?\s*(?:[;/]\s*|,\s+|\s+)"
    r"([+-]?\d{1,3}(?:[.,]\d{1,15})?)\s*°?\s*\)?"
)
_DOTTED = re.compile(r"\(?\s*([+-]?\d{1,3}\.\d{1,15})\s*,\s*([+-]?\d{1,3}(?:\.\d{1,15})?)\s*\)?")
_MINUTES = re.compile(
    r"""([+-]?\d{1,3})\s*°\s*(\d{1,2}(?:[.,]\d+)?)\s*'(?!')\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:"|''))?
    \s*[,;/]?\s*
    ([+-]?\d{1,3})\s*°\s*(\d{1,2}(?:[.,]\d+)?)\s*'(?!')\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:"|''))?""",
    re.VERBOSE,
)
_ISO = re.compile(
    r"([+-])(\d{2})(\d{2})?(\d{2})?([.,]\d+)?([+-])(\d{3})(\d{2})?(\d{2})?([.,]\d+)?"
    r"(?:[+-]\d+(?:[.,]\d+)?)?(?:CRS\w*)?/?",
    re.I,
)
_NMEA = re.compile(r"(\d{2})(\d{2}\.\d+)[\s,]*([NS])[\s,]+(\d{3})(\d{2}\.\d+)[\s,]*([EW])", re.I)
_FOLLOWED = re.compile(
    r"(\(?[+-]?\d{1,2}\.\d{1,15}\s*[,;/ ]\s*[+-]?\d{1,3}\.\d{1,15}\)?)[\s,;]+[^\W\d_]{2}.*"
)
"""Two numbers as precise as a position, and words about it."""
PRECISE = re.compile(r"[.,]\d{3}")
"""A plain pair needs at least one number as precise as this: 12, 14.5 is no position."""


class Read(NamedTuple):
    """A position as it was written: latitude and longitude in µ°, unchecked."""

    pair: Spot
    uncertainty_m: int | None = None
    is_square: bool = False
    """It is the middle of a square of a grid that is larger than a metre."""


def read(text: str) -> list[Read]:
    """Every position that a text may mean: more than one where a letter is ambiguous (`O` is Ost
    and Oeste, `S` a band of UTM and the south). Empty where it is no position."""
    said = text.strip().translate(SIGNS)
    if not said or len(said) > LONGEST:
        return []
    squares = grids.read(said)
    if squares:
        return [Read(each.spot, each.uncertainty_m, each.uncertainty_m > 1) for each in squares]
    followed = _FOLLOWED.fullmatch(said)
    said = said if followed is None else followed[1]
    plain = _SPELLED.sub(_signed, _LABEL.sub(" ", said).strip())
    pairs = _iso(plain) or _nmea(plain) or _lettered(plain.upper()) or _bare(plain)
    if pairs:
        return [Read(pair) for pair in pairs]
    try:
        point, uncertainty = pasted(text)
    except NotAPosition:
        return []
    return [Read((point.lat_udeg, point.lon_udeg), uncertainty)]


def _signed(found: re.Match[str]) -> str:
    """`9d 3m 4s` with the signs of degrees, minutes and seconds."""
    seconds = "" if found[3] is None else f'{found[3]}"'
    return f"{found[1]}°{found[2]}'{seconds}"


def _iso(text: str) -> list[Spot]:
    """`+47.141+009.521/`, `+4708.46+00931.26/`: two digits of latitude, three of longitude, then
    both of minutes and of seconds where they are given."""
    found = _ISO.fullmatch(text)
    if found is None:
        return []
    pair = []
    for sign, degrees, minutes, seconds, part in (found.groups()[:5], found.groups()[5:]):
        parts = [each for each in (degrees, minutes, seconds) if each is not None]
        angle = _angle((*parts[:-1], parts[-1] + (part or "")))
        if angle is None:
            return []
        pair.append(-angle if sign == "-" else angle)
    return [(pair[0], pair[1])]


def _nmea(text: str) -> list[Spot]:
    """`4708.46N 00931.26E`: degrees and minutes in one number. (NMEA 0183, sentence GGA)"""
    found = _NMEA.fullmatch(text)
    if found is None:
        return []
    lat, lon = _angle(found.group(1, 2)), _angle(found.group(4, 5))
    if lat is None or lon is None:
        return []
    return [(-lat if found[3] in "Ss" else lat, -lon if found[6] in "Ww" else lon)]


def _bare(text: str) -> list[Spot]:
    """Two numbers without letters, or degrees with minutes by their signs."""
    found = _DOTTED.fullmatch(text) or _PAIR.fullmatch(text)
    if found is not None:
        if not any(PRECISE.search(each) for each in found.groups()):
            return []
        return [(_udeg(found[1]), _udeg(found[2]))]
    found = _MINUTES.fullmatch(text)
    if found is None:
        return []
    one, other = _angle(found.group(1, 2, 3)), _angle(found.group(4, 5, 6))
    return [] if one is None or other is None else [(one, other)]


def _lettered(text: str) -> list[Spot]:
    """Two angles, each with its letter before or after it."""
    letters = list(_LETTER.finditer(text))
    if len(letters) != 2 or re.search(r"[A-Z]", _LETTER.sub("", text)):
        return []
    first, second = letters
    if text[: first.start()].strip():
        parts = text[: first.start()], text[first.end() : second.start()]
        if text[second.end() :].strip():
            return []
    else:
        parts = text[first.end() : second.start()], text[second.end() :]
    angles = []
    for part in parts:
        found = _ANGLE.fullmatch(part.rstrip(" ,;/"))
        angle = None if found is None else _angle(found.group(1, 2, 3))
        if angle is None or angle < 0:
            return []
        angles.append(angle)
    return _by_letters(first[0] + second[0], angles[0], angles[1])


def _by_letters(letters: str, one: int, other: int) -> list[Spot]:
    if letters[0] in "EWO" and letters[1] in "NS":
        letters, one, other = letters[::-1], other, one
    if letters[0] not in "NS" or letters[1] not in "EWO":
        return []
    lat = -one if letters[0] == "S" else one
    lons = {"E": [other], "W": [-other], "O": [other, -other]}[letters[1]]
    return [(lat, lon) for lon in lons]


def _udeg(number: str) -> int:
    return round(Decimal(number.replace(",", ".")) * 1_000_000)


def _angle(parts: tuple[str | None, ...]) -> int | None:
    """µ° of degrees, minutes and seconds; None where that is no angle."""
    numbers = [Decimal(each.replace(",", ".")) for each in parts if each is not None]
    if any(each >= 60 for each in numbers[1:]):
        return None
    if any(each != each.to_integral_value() for each in numbers[:-1]):
        return None
    is_south = str(parts[0]).startswith("-")
    whole = sum((abs(each) / 60**at for at, each in enumerate(numbers)), Decimal(0))
    return round((-whole if is_south else whole) * 1_000_000)
