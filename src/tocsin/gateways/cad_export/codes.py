"""The source's words as our codes: types, priorities, kinds of unit, points."""

import re
import unicodedata
from collections import Counter
from typing import TypeVar

from tocsin.gateways.cad_export.claims import RowRefusal
from tocsin.gateways.cad_export.mapping import Mapping, Numbers
from tocsin.gateways.cad_export.records import shape
from tocsin.geo.places import Point
from tocsin.terms.codes import Priority

SLUG_LENGTH = 60
Code = TypeVar("Code")


def slug(text: str) -> str:
    """A text as a code: small letters and digits joined by underscores; `unknown` where none is
    left.

    >>> slug("Citizen Assist / Service Call")
    'citizen_assist_service_call'


    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(each for each in folded if not unicodedata.combining(each))
    words = "".join(each if each.isalnum() else " " for each in bare).split()
    return "_".join(words)[:SLUG_LENGTH].strip("_") or "unknown"


class Codes:
    """The code tables of one mapping. Counts the shapes of what they do not hold."""

    def __init__(self, mapping: Mapping) -> None:
        self._types = _folded(mapping.types.map)
        self._groups = _folded(mapping.types.groups)
        self._default_group = mapping.types.default_group
        self._priorities = _folded(mapping.priorities)
        self.unmapped: Counter[tuple[str, str]] = Counter()

    def type(self, text: str, group: str) -> str:
        """`group.type`: by the table of types; else the group (its own table, else its slug) and a
        slug.
        """
        known = self._types.get(_fold(text))
        if known is not None:
            return known
        if group:
            of = self._groups.get(_fold(group)) or slug(group)
        else:
            of = self._default_group
        return f"{of}.{slug(text)}"

    def priority(self, text: str) -> Priority | None:
        """1 to 4, or None for unknown: never a guess."""
        if not text:
            return None
        level = self._priorities.get(_fold(text))
        if level is None:
            self.unmapped["priorities", shape(text)] += 1
            return None
        return None if level == "unknown" else Priority(int(level))

    def notes(self) -> list[str]:
        """What the tables did not hold, by shape."""
        said = "are not in the mapping and count as unknown"
        return [
            f"{table}: {count} texts of the shape {form} {said}"
            for (table, form), count in sorted(self.unmapped.items())[:50]
        ]


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _folded(table: dict[str, Code]) -> dict[str, Code]:
    return {_fold(text): code for text, code in table.items()}


class Points:
    """Reads coordinates as one mapping writes them."""

    def __init__(self, numbers: Numbers) -> None:
        self._decimal, self._scale = numbers.decimal, numbers.scale
        self._number = re.compile(
            rf"[+-]?\d+(?:[{re.escape(numbers.decimal)}]\d+)?(?:[eE][+-]?\d+)?"
        )
        self._defaults = {
            (round(lat * 1e6), round(lon * 1e6)) for lat, lon in numbers.default_points
        }
        self._known: dict[tuple[str, str], Point | RowRefusal | None] = {}

    def of_two(self, latitude: str, longitude: str) -> Point | RowRefusal | None:
        """A point from two texts; None where neither is filled or both are a stand-in point."""
        if not latitude and not longitude:
            return None
        key = (latitude, longitude)
        if key not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[key] = self._of_two(latitude, longitude)
        return self._known[key]

    def _of_two(self, latitude: str, longitude: str) -> Point | RowRefusal | None:
        if self._decimal == ",":
            latitude, longitude = latitude.replace(",", "."), longitude.replace(",", ".")
        try:
            lat, lon = float(latitude) / self._scale, float(longitude) / self._scale
        except (ValueError, OverflowError):
            return RowRefusal.not_a_position
        try:
            point = Point.from_degrees(lat, lon)
        except (ValueError, OverflowError):
            return RowRefusal.position_out_of_range
        return None if (point.lat_udeg, point.lon_udeg) in self._defaults else point

    def of_one(self, text: str, order: str) -> Point | RowRefusal | None:
        """A point from a text that holds exactly two numbers: `(lat, lon)`, `POINT (lon lat)`."""
        if not text:
            return None
        found = self._number.findall(text)
        if len(found) != 2:
            return RowRefusal.not_a_position
        first, second = found
        return self.of_two(first, second) if order == "lat lon" else self.of_two(second, first)
