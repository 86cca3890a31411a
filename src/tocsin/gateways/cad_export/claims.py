"""What a file says, as values: facts to record, rows that were refused, and the account."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.operations import imported
from tocsin.operations.picture.incident import Incident
from tocsin.terms.codes import UnitStatus

RecordCommand = (
    imported.RecordCall
    | imported.RecordCallTime
    | imported.RecordUnit
    | imported.RecordUnitStatus
    | imported.RecordUnitMark
    | imported.RecordCallEnd
    | imported.RecordUnlisted
    | imported.RecordRelisted
)


class Claim(msgspec.Struct, frozen=True, gc=False):
    """One fact of a source, as the command that records it.

    `order_id` follows from source, call, unit, field and value, so the same fact from another copy
    or a later export asks for the same thing. Times are aware UTC; `occurred_after` is set where
    the source only knew an interval (its later end is `occurred_at`); `known_at` is when the source
    knew. `line` counts from 1 in the file.
    """

    order_id: str
    occurred_at: datetime
    occurred_after: datetime | None
    known_at: datetime
    command: RecordCommand
    line: int


class RowRefusal(StrEnum):
    """Why a row, or a fact of it, was not taken. (docs/standards/cad-export.md has each)"""

    bytes_not_in_encoding = "bytes_not_in_encoding"
    cells_do_not_match_header = "cells_do_not_match_header"
    quoted_field_never_ends = "quoted_field_never_ends"
    field_too_long = "field_too_long"
    line_too_long = "line_too_long"
    not_well_formed = "not_well_formed"
    file_is_cut = "file_is_cut"
    not_an_object = "not_an_object"
    too_many_entries = "too_many_entries"
    call_id_missing = "call_id_missing"
    id_too_long = "id_too_long"
    no_time_at_all = "no_time_at_all"
    not_a_time = "not_a_time"
    time_of_day_missing = "time_of_day_missing"
    time_was_skipped = "time_was_skipped"
    time_is_ambiguous = "time_is_ambiguous"
    time_out_of_range = "time_out_of_range"
    not_a_position = "not_a_position"
    position_out_of_range = "position_out_of_range"
    status_not_in_mapping = "status_not_in_mapping"
    observed_missing = "observed_missing"
    snapshot_out_of_order = "snapshot_out_of_order"


class RefusedRow(msgspec.Struct, frozen=True, gc=False):
    """A row, or one cell of it, that was not taken. Holds the shape of a cell, never its text."""

    line: int
    field: str
    reason: RowRefusal
    expected: str
    do: str


class Standing(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a polled source last listed: per call when it was last seen, and its units' marks.

    `known` are all its calls, listed or not; `last_look` is the latest time that anything of it
    is known from.
    """

    calls: dict[str, datetime] = {}
    marks: dict[str, dict[str, str]] = {}
    known: tuple[str, ...] = ()
    last_look: datetime | None = None


class Report(msgspec.Struct, frozen=True, omit_defaults=False):
    """The account of one import. Counts are of rows (for feeds: entries; for snapshots: listings).

    `accepted` rows gave facts, whole or in part; `merged` ones folded into a call or unit row
    already known from this file; `identical` ones were exact repeats; `refused` gave nothing.
    `cells_refused` counts single facts that were refused in rows otherwise taken.
    """

    source: str
    table: str
    rows: int
    accepted: int
    merged: int
    identical: int
    refused: int
    cells_refused: int
    claims: int
    reasons: dict[str, int]
    notes: tuple[str, ...]
    standing: Standing | None = None


class Imported(msgspec.Struct, frozen=True):
    """A file, read: facts in the order they are to be recorded, what was refused, the account."""

    claims: list[Claim]
    refused: list[RefusedRow]
    report: Report


RANK: dict[str, int] = {
    "call": 0,
    "call again": 1,
    "relisted": 2,
    "entered": 3,
    "unit": 4,
    UnitStatus.committed: 5,
    UnitStatus.en_route: 6,
    UnitStatus.staged: 7,
    UnitStatus.on_scene: 8,
    "mark": 9,
    UnitStatus.transporting: 10,
    UnitStatus.at_hospital: 11,
    UnitStatus.returning: 12,
    UnitStatus.available: 13,
    "unlisted": 14,
    "end": 15,
}
"""Causal order of facts that bear the same time."""


class Ids:
    """Makes order ids for one source: the same fact gets the same id, wherever it is read."""

    def __init__(self, source: str) -> None:
        self._seed = hashlib.blake2b(f"cad_export 1\n{source}".encode(), digest_size=16)

    def of(self, call: str, unit: str, field: str, value: str) -> str:
        """The id of one fact. Parts are length-prefixed, so no two facts share a text."""
        digest = self._seed.copy()
        parts = f"{len(call)}:{call}{len(unit)}:{unit}{len(field)}:{field}{value}"
        digest.update(parts.encode("utf-8", "surrogatepass"))
        return f"cad-{digest.hexdigest()}"


def standing_of(incidents: Iterable[Incident], source: str, code: str) -> Standing:
    """What the town's picture still has listed of a polled source: hand it to the next `read`.

    `incidents` are those of the picture, `code` the town's; others' incidents are passed over.
    """
    calls: dict[str, datetime] = {}
    marks: dict[str, dict[str, str]] = {}
    known: dict[str, datetime] = {}
    for incident in incidents:
        if incident.source is None or incident.source.source != source:
            continue
        call = incident.id.removeprefix(f"{code}-")
        shown = [each.observed[-1] for each in incident.responses if each.observed]
        known[call] = max(
            [incident.opened_at, incident.listed_until or incident.opened_at]
            + [at for _, at in shown]
        )
        if incident.closed_at is not None or incident.listed_until is not None:
            continue
        calls[call] = known[call]
        marks[call] = {
            each.unit.removeprefix(f"{code}-"): each.observed[-1][0]
            for each in incident.responses
            if each.observed and each.observed[-1][0] != "gone"
        }
    return Standing(calls, marks, tuple(sorted(known)), max(known.values(), default=None))
