"""What every format is read into: batches of flat records, each with its line."""

from collections.abc import Iterator
from typing import NamedTuple

from tocsin.gateways.cad_export.claims import RefusedRow, RowRefusal

Cells = dict[str, str]


class Record(NamedTuple):
    """One row, object or element: text by column name."""

    line: int
    cells: Cells


class Batch(NamedTuple):
    """Records that stand together: a file, or one snapshot. `head` holds what stands beside them
    (`/name`).
    """

    line: int
    head: Cells
    records: Iterator[Record | RefusedRow]


DO: dict[RowRefusal, tuple[str, str]] = {
    RowRefusal.bytes_not_in_encoding: (
        "text in the encoding of the mapping",
        'set `encoding`, or `fallback_encoding = "cp1252"`, in the table of the mapping',
    ),
    RowRefusal.cells_do_not_match_header: (
        "as many cells as the header has columns",
        "look at the quotes and delimiters of this line in the source",
    ),
    RowRefusal.quoted_field_never_ends: (
        "a closing quote",
        "look at the quotes of this line in the source",
    ),
    RowRefusal.field_too_long: (
        "a cell of at most 131,072 characters",
        "shorten it in the source, or leave its column out of the export",
    ),
    RowRefusal.line_too_long: (
        "a line of at most 16 MiB",
        "export one record a line",
    ),
    RowRefusal.not_well_formed: (
        "well-formed JSON or XML",
        "export the file again; what came before this line was taken",
    ),
    RowRefusal.file_is_cut: (
        "a whole file",
        "copy the file again and import it: what is already here will not be doubled",
    ),
    RowRefusal.too_many_entries: (
        "at most 5,000 entries in the list of one record",
        "check `each` in the mapping: it names a list inside a record",
    ),
    RowRefusal.not_an_object: ("an object with named fields", "check `records` in the mapping"),
    RowRefusal.call_id_missing: (
        "the call's id",
        "a row without its call cannot be placed; check `call.id` in the mapping",
    ),
    RowRefusal.id_too_long: (
        "an id of at most 80 characters",
        "pick the id out of the text with a `pattern` in the mapping",
    ),
    RowRefusal.no_time_at_all: (
        "at least one time stamp in the row",
        "check `call.times` and `unit.times` in the mapping",
    ),
    RowRefusal.not_a_time: (
        "a time in one of the mapping's `formats`",
        "add its format to `times.formats`, or its word to `missing`",
    ),
    RowRefusal.time_of_day_missing: (
        "a date with a time of day",
        'join the date and time columns: `{ columns = ["date", "time"] }`',
    ),
    RowRefusal.time_was_skipped: (
        "a time that the clocks of the zone showed",
        'check `zone`, or set `times.gap = "shift"`',
    ),
    RowRefusal.time_is_ambiguous: (
        "a time that the clocks showed once",
        "set `times.ambiguous` to interval, earlier or later",
    ),
    RowRefusal.time_out_of_range: (
        "a year from 1970 to 2100",
        "check the order of day, month and year in `formats`; list a stand-in date in `missing`",
    ),
    RowRefusal.not_a_position: (
        "coordinates in degrees",
        "check `latitude`, `longitude`, `position` and `numbers.decimal` in the mapping",
    ),
    RowRefusal.position_out_of_range: (
        "degrees: latitude -90 to 90, longitude -180 to 180",
        "check the coordinate order; leave out columns that hold metres or feet of a map grid",
    ),
    RowRefusal.status_not_in_mapping: (
        "a status that the mapping lists",
        "add it to `unit.statuses`",
    ),
    RowRefusal.observed_missing: (
        "the time of the look",
        "check `poll.observed` or `seen` in the mapping",
    ),
    RowRefusal.snapshot_out_of_order: (
        "a look later than the one before it",
        "sort the snapshots by time and import the file again",
    ),
}
"""What a refusal says was expected, and what to do."""


def refused(line: int, field: str, reason: RowRefusal, seen: str = "") -> RefusedRow:
    """A refusal; of the cell only its shape is told."""
    expected, do = DO[reason]
    if seen:
        expected = f"{expected}, found the shape {shape(seen)}"
    return RefusedRow(line, field, reason, expected, do)


def shape(text: str) -> str:
    """The form of a text without what it says: digits become 9, capitals A, other letters a.

    >>> shape("12/31/2016 11:57:56 PM")
    '99/99/9999 99:99:99 AA'


    """
    out: list[str] = []
    for each in text[:40]:
        if each.isdigit():
            out.append("9")
        elif each.isalpha():
            out.append("A" if each.isupper() else "a")
        elif each.isprintable():
            out.append(each)
        else:
            out.append("?")
    return "".join(out) + ("…" if len(text) > 40 else "")
