"""Values of fields as HTML: times in the town's zone, places, lists, texts with their gaps."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo

from tocsin.app.records.wording import Wording
from tocsin.app.web.html import Html, tag, together

_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "\ufffd")
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing (Unicode UAX #9): shown by their number, so that no text
can look other than it is."""


class Values:
    """Draws plain values; `words` names fields and codes."""

    IDS = frozenset({"id", "incident", "subject"})
    """Fields that the heading says already."""
    CODED = frozenset(
        {"status", "channel", "priority", "disposed", "kind", "role", "flags", "agency", "outcome"}
    )

    def __init__(self, words: Wording, zone: tzinfo) -> None:
        self.words = words
        self.zone = zone

    def time(self, at: datetime) -> str:
        """A time in the town's zone."""
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M:%S}"

    def path(self, path: str) -> str:
        """A field, or a part of one, as people call it."""
        return " › ".join(self.words.name(each) for each in path.partition("~")[0].split("/"))

    def text(self, text: str) -> Html:
        """Somebody's text, kept to itself whatever it holds."""
        parts: list[object] = []
        clean = text.translate(_CONTROL)
        at = 0
        for place, sign in enumerate(clean):
            if sign in _TURNING:
                parts += [clean[at:place], tag("span", f"U+{ord(sign):04X}", class_="mark")]
                at = place + 1
        return tag("bdi", together(*parts, clean[at:]))

    def pieces(self, pieces: Sequence[object]) -> Html:
        """A text with its gaps drawn."""
        return together(
            *(
                tag("span", tag("i", each["gap"]), class_="gap")
                if isinstance(each, Mapping)
                else self.text(str(each))
                for each in pieces
            )
        )

    def field(self, name: str, value: object) -> Html:
        """A row of a field and its value."""
        wide = name in ("entries", "responses", "summary", "words", "closing_words", "text")
        return tag(
            "div",
            tag("dt", self.words.name(name)),
            tag("dd", self.value(name, value)),
            class_="wide" if wide else None,
        )

    def value(self, name: str, value: object) -> Html:
        """Any value, by what it is."""
        if isinstance(value, datetime):
            return tag("time", self.time(value), datetime=value.isoformat())
        if isinstance(value, bool):
            return self.text(self.words["yes" if value else "no"])
        if isinstance(value, Mapping):
            return self._mapping(value)
        if isinstance(value, list | tuple):
            return self._list(name, value)
        if value is None:
            return Html("–")
        if name == "priority" or (name in self.CODED and isinstance(value, str)):
            return self.text(self.words.name(f"priority_{value}" if name == "priority" else value))  # type: ignore[arg-type]
        return self.text(str(value))

    def _mapping(self, value: Mapping[str, object]) -> Html:
        if set(value) == {"pieces"}:
            pieces = value["pieces"]
            assert isinstance(pieces, list | tuple)
            return self.pieces(pieces)
        if set(value) == {"lat_udeg", "lon_udeg"}:
            lat, lon = value["lat_udeg"], value["lon_udeg"]
            assert isinstance(lat, int)
            assert isinstance(lon, int)
            return self.text(f"{lat / 1e6:.6f}, {lon / 1e6:.6f}")
        rows = [
            tag("div", tag("dt", self.words.name(name)), tag("dd", self.value(name, each)))
            for name, each in value.items()
            if each not in (None, (), {}, "")
        ]
        return tag("dl", *rows, class_="inner")

    def _list(self, name: str, value: Sequence[object]) -> Html:
        if all(isinstance(each, str) for each in value):
            parts = [self.value(name, each) for each in value]
            return together(*(together(", " if n else "", e) for n, e in enumerate(parts)))
        if name == "entries":
            return self._entries(value)
        if name == "responses":
            return self._responses(value)
        return tag("ol", *(tag("li", self.value("", each)) for each in value))

    def _responses(self, responses: Sequence[object]) -> Html:
        rows = []
        for each in responses:
            assert isinstance(each, Mapping)
            marks = each.get("marks", ())
            assert isinstance(marks, list | tuple)
            times = [
                tag("div", self.words.name(mark["status"]), " ", self.value("at", mark["at"]))
                for mark in marks
            ]
            ended = each.get("ended_at")
            if isinstance(ended, datetime):
                says = self.words.name(str(each.get("outcome") or "ended_at"))
                times.append(tag("div", says, " ", self.value("at", ended)))
            unit = self.value("unit", each["unit"])
            rows.append(tag("tr", tag("td", unit), tag("td", *times)))
        return tag("table", tag("tbody", *rows), class_="entries")

    def _entries(self, entries: Sequence[object]) -> Html:
        rows = []
        for each in entries:
            assert isinstance(each, Mapping)
            said = [self.value("text", each["text"])] if each.get("text") is not None else []
            file = each.get("attachment")
            if isinstance(file, Mapping):
                told = f"{file['media_type']}, {file['size_bytes']:,} B"
                said.append(tag("small", f"{self.words.name('attachment')}: ", self.text(told)))
            if each.get("because") is not None:
                said.append(tag("small", self.value("because", each["because"])))
            rows.append(tag("tr", tag("td", self.value("at", each["at"])), tag("td", *said)))
        return tag("table", tag("tbody", *rows), class_="entries")
