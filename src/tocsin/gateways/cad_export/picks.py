"""Picks made ready: from a mapping's words about columns to functions from a record to a text."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tocsin.gateways.cad_export.claims import RowRefusal
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.mapping import Column, Mapping, Pick, TimeColumn, TimePick
from tocsin.gateways.cad_export.records import Cells
from tocsin.gateways.cad_export.times import Clock, Reading

Get = Callable[[Cells], str]
"""A record's text for one term; empty where nothing is known."""

PATTERN_TEXT = 4_096
"""Regular expressions of a mapping see at most so many characters of a cell."""


def compiled(pattern: str, where: str) -> re.Pattern[str]:
    """A mapping's regular expression. Raises Malformed saying what is wrong with it."""
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as broken:
        raise Malformed(
            f"mapping, {where}", "a regular expression", f"mend it: {broken}"
        ) from broken


def token_pattern(token: str, mark: str | None, where: str) -> re.Pattern[str]:
    """What finds units in a list text: each token with the marks right before it."""
    compiled(token, f"{where}, token")
    if mark is None:
        return compiled(f"(?P<tocsin_token>{token})", where)
    compiled(mark, f"{where}, mark")
    return compiled(f"(?:(?P<tocsin_mark>{mark})\\s*)?(?P<tocsin_token>{token})", where)


def picks_of(column: Column | TimeColumn | None) -> list[Pick]:
    """The picks of a column spec, in order; a bare name is a pick of that column."""
    if column is None:
        return []
    specs: list[str | Pick] = [*column] if isinstance(column, list) else [column]
    return [Pick(column=each) if isinstance(each, str) else each for each in specs]


def columns_of(column: Column | TimeColumn | None) -> Iterator[str]:
    """The names of all columns a spec reads."""
    for pick in picks_of(column):
        if pick.column is not None:
            yield pick.column
        yield from pick.columns


def clean(text: str) -> str:
    """A cell's text: NFC, no control characters, no blanks around it."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    if not text.isprintable():
        text = "".join(each if each.isprintable() else " " for each in text)
    return text.strip()


class Texts:
    """Makes getters under one mapping: what its missing words are, whether cells are guarded."""

    def __init__(self, mapping: Mapping, is_guarded: bool, actual: dict[str, str]) -> None:
        """`actual` gives the file's own spelling of a column the mapping names."""
        self._missing = frozenset(mapping.missing) | {""}
        self._is_guarded = is_guarded
        self._actual = actual

    def get(self, column: Column | TimeColumn | None, where: str) -> Get | None:
        """The getter of a column spec; None where the mapping does not name one."""
        getters = [self.one(pick, where) for pick in picks_of(column)]
        if not getters:
            return None
        if len(getters) == 1:
            return getters[0]
        return lambda cells: next((text for each in getters if (text := each(cells))), "")

    def one(self, pick: Pick, where: str) -> Get:
        """The getter of one pick. Raises Malformed where it names nothing or too much."""
        named = (pick.column is not None) + bool(pick.columns) + (pick.value is not None)
        if named != 1:
            raise Malformed(
                f"mapping, {where}", "one of column, columns, value", "name one of them"
            )
        if pick.value is not None:
            value = pick.value
            return lambda _cells: value
        names = [*pick.columns] if pick.column is None else [pick.column]
        plain = self._joined([self._cell(name) for name in names], pick.join)
        if pick.pattern is None:
            return plain
        pattern = compiled(pick.pattern, where)
        group = 1 if pattern.groups else 0

        def part(cells: Cells) -> str:
            match = pattern.search(plain(cells)[:PATTERN_TEXT])
            return "" if match is None else (match.group(group) or "").strip()

        return part

    def _cell(self, name: str) -> Get:
        name, missing, is_guarded = self._actual.get(name, name), self._missing, self._is_guarded

        def cell(cells: Cells) -> str:
            text = cells.get(name, "")
            if not text:
                return ""
            text = text.strip() if text.isascii() and text.isprintable() else clean(text)
            if is_guarded and len(text) > 1 and text[0] == "'" and text[1] in "=+-@'":
                text = text[1:]
            return "" if text in missing else text

        return cell

    @staticmethod
    def _joined(cells: list[Get], join: str) -> Get:
        if len(cells) == 1:
            return cells[0]

        def joined(record: Cells) -> str:
            texts = [each(record) for each in cells]
            return join.join(texts) if all(texts) else ""

        return joined


class TimeRead(NamedTuple):
    """A time stamp read from a record: the instant or the refusal, its column, who stamped it, its
    text.
    """

    parsed: Reading | RowRefusal
    field: str
    truth: str
    text: str


class TimeGetter:
    """Reads one time stamp: its picks in order, each with its own formats and zone."""

    def __init__(self, column: TimeColumn, mapping: Mapping, texts: Texts, where: str) -> None:
        times = mapping.times
        self._ways: list[tuple[Get, Clock, str, str, bool]] = []
        for pick in picks_of(column):
            own = pick if isinstance(pick, TimePick) else TimePick()
            clock = Clock(
                times.formats if own.formats is None else own.formats,
                mapping.zone if own.zone is None else own.zone,
                times.ambiguous,
                times.gap,
                times.year_pivot,
            )
            field = " + ".join(columns_of(pick))
            truth = times.truth if own.truth is None else own.truth
            is_repaired = own.repair == "day_before"
            self._ways.append((texts.one(pick, where), clock, field, truth, is_repaired))

    def read(self, cells: Cells) -> TimeRead | None:
        """The first way that reads; else the first refusal; None where nothing is filled."""
        refusal: TimeRead | None = None
        for get, clock, field, truth, _ in self._ways:
            text = get(cells)
            if not text:
                continue
            found = TimeRead(clock.read(text), field, truth, text)
            if isinstance(found.parsed, Reading):
                return found
            refusal = refusal or found
        return refusal

    def is_repaired(self, field: str) -> bool:
        """Whether the mapping says that this column bears the date of the look, not its own."""
        return any(each[2] == field and each[4] for each in self._ways)
