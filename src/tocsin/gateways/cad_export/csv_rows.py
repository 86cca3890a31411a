"""Rows of a delimited text: any newline inside quotes, a byte order mark, comma, semicolon, tab or
bar.
"""

import csv
from collections.abc import Iterator

from tocsin.gateways.cad_export.claims import RefusedRow, RowRefusal
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.records import Batch, Record, refused
from tocsin.gateways.cad_export.streams import Cut, Limits, Line, text_lines

DELIMITERS = (",", ";", "\t", "|")
RECORD_LINES = 1_000
"""A quoted cell may hold so many line ends; more, and its quote was never closed."""
LINES_READ_AGAIN = 200_000
"""How many lines may be read a second time after a quote that never ended."""


class _Feed:
    """Hands lines to the csv reader, remembers those of the present record, takes some back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: list[Line] = []
        self.record: list[Line] = []
        self.budget = LINES_READ_AGAIN
        self.is_cut = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self.record) >= RECORD_LINES:
            raise csv.Error("a quoted field never ends")
        if self._again:
            line = self._again.pop()
        else:
            try:
                line = next(self._lines)
            except Cut:
                self.is_cut = True
                raise StopIteration from None
        self.record.append(line)
        # the csv module refuses a bare CR inside an unquoted field's line; ends are told apart
        # before
        return line.text.replace("\0", "")

    def take_back(self) -> bool:
        """Give all but the record's first line back, to be read on their own. False when out of
        budget.
        """
        spare = self.record[1:]
        self.budget -= len(spare)
        if self.budget < 0 or not spare:
            return False
        self._again.extend(reversed(spare))
        return True


def header_of(line: str, delimiter: str | None) -> tuple[str, list[str]]:
    """The delimiter and the column names of a header line; a name that comes twice gets ` (2)`."""
    if delimiter is None:
        bare = "".join(line.split('"')[::2])
        delimiter = max(DELIMITERS, key=lambda each: (bare.count(each), -DELIMITERS.index(each)))
    names: list[str] = []
    for raw in next(csv.reader([line], delimiter=delimiter), []):
        name, count = raw, 2
        while name in names:
            name, count = f"{raw} ({count})", count + 1
        names.append(name)
    return delimiter, names


class CsvRows:
    """A delimited file whose header has been read: `columns`, then `batch()` once."""

    def __init__(self, lines: Iterator[Line], delimiter: str | None, limits: Limits) -> None:
        """Raises Malformed where there is no header or it is not text."""
        self._limits = limits
        self._feed = _Feed(lines)
        text = ""
        while not text.strip():
            self._feed.record.clear()
            try:
                text = next(self._feed)
            except StopIteration:
                raise Malformed(
                    "line 1", "a header with column names", "export the file with its header"
                ) from None
        head = self._feed.record[-1]
        if head.refusal is not None or len(text) > limits.field:
            raise Malformed(
                f"line {head.number}", "a header in text", "set `encoding` in the mapping"
            )
        try:
            self.delimiter, self.columns = header_of(text.strip("\r\n"), delimiter)
        except csv.Error as broken:
            raise Malformed(
                f"line {head.number}", "a header with column names", "check quotes in the header"
            ) from broken
        if len(self.columns) > limits.columns:
            raise Malformed(
                f"line {head.number}", f"at most {limits.columns} columns", "check `delimiter`"
            )

    def batch(self) -> Batch:
        """All rows of the file, as they are read."""
        return Batch(1, {}, self._records())

    def _records(self) -> Iterator[Record | RefusedRow]:
        feed, width = self._feed, len(self.columns)
        reader = csv.reader(feed, delimiter=self.delimiter)
        while True:
            feed.record.clear()
            reason: RowRefusal | None = None
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error as broken:
                row, reason = [], _reason_of(broken)
            reason = reason or next((each.refusal for each in feed.record if each.refusal), None)
            if not row and reason is None:
                continue
            while len(row) > width and not row[-1]:
                row.pop()
            first = feed.record[0]
            if reason is None and len(row) != width:
                reason = RowRefusal.cells_do_not_match_header
            if reason is None:
                yield Record(first.number, dict(zip(self.columns, row, strict=True)))
                continue
            if len(feed.record) > 1:
                reason = RowRefusal.quoted_field_never_ends
                if feed.take_back():
                    reader = csv.reader(feed, delimiter=self.delimiter)
            yield refused(first.number, "", reason)
        if feed.is_cut:
            yield refused(feed.record[-1].number if feed.record else 0, "", RowRefusal.file_is_cut)


def _reason_of(broken: csv.Error) -> RowRefusal:
    if "field larger" in str(broken):
        return RowRefusal.field_too_long
    return RowRefusal.quoted_field_never_ends


def csv_rows(
    chunks: Iterator[bytes],
    delimiter: str | None,
    encoding: str,
    fallback: str | None,
    limits: Limits,
) -> CsvRows:
    """A delimited file, opened: its header is read, its rows follow from `batch()`."""
    return CsvRows(text_lines(chunks, encoding, fallback, limits), delimiter, limits)
