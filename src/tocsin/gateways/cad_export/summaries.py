"""Summaries of polls: per call when it was first and last listed, and the units ever shown."""

from bisect import bisect_right
from datetime import datetime

import msgspec

from tocsin.gateways.cad_export.calls import CallReader, Stamped, stamped, value_of
from tocsin.gateways.cad_export.claims import RefusedRow, RowRefusal
from tocsin.gateways.cad_export.collect import Collector
from tocsin.gateways.cad_export.crews import NO_MARK, UnitReader
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.opening import Opened
from tocsin.gateways.cad_export.picks import Get, TimeGetter
from tocsin.gateways.cad_export.polls import POLL
from tocsin.gateways.cad_export.records import Record, refused
from tocsin.gateways.cad_export.rows import LISTED
from tocsin.gateways.cad_export.streams import Limits
from tocsin.operations.imported import RecordUnit, RecordUnitMark, RecordUnlisted

_replace = msgspec.structs.replace


class Summaries:
    """Reads one summary into a collector."""

    def __init__(
        self,
        opened: Opened,
        seen: tuple[TimeGetter, TimeGetter, Get | None],
        calls: CallReader,
        units: list[UnitReader],
        out: Collector,
    ) -> None:
        """`seen`: when first, when last, and the type last shown."""
        self._opened, self._calls, self._units, self._out = opened, calls, units, out
        self._first, self._last, self._type_last = seen
        self._known: set[str] = set()
        self._registered: dict[str, tuple[datetime, datetime, RecordUnit, int]] = {}
        self._looks: set[datetime] = set()
        self._last_at: dict[str, tuple[datetime, Stamped, int]] = {}

    def read(self, limits: Limits) -> None:
        """All rows. Raises Malformed beyond `limits.rows`."""
        for batch in self._opened.batches:
            for record in batch.records:
                self._out.rows += 1
                if self._out.rows > limits.rows:
                    raise Malformed(f"row {limits.rows}", "fewer rows", "split the file")
                if isinstance(record, RefusedRow):
                    self._out.refuse_row(record)
                else:
                    self._row(record)
        self._finish()

    def _row(self, record: Record) -> None:
        cells, line, out = record.cells, record.line, self._out
        call = self._calls.key(cells)
        if isinstance(call, RowRefusal):
            out.refuse_row(refused(line, self._calls.id_field, call))
            return
        first = stamped(self._first, cells, line, out)
        last = stamped(self._last, cells, line, out)
        if first is None or last is None or last.reading.at < first.reading.at:
            out.refuse_row(refused(line, "", RowRefusal.observed_missing))
            return
        out.accepted += 1
        out.merged += call in self._known
        self._known.add(call)
        self._looks.update((first.reading.at, last.reading.at))
        self._described(call, record, first, last)
        self._units_of(call, record, first, last)
        known = self._last_at.get(call)
        if known is None or last.reading.at > known[0]:
            self._last_at[call] = (last.reading.at, last, line)

    def _described(self, call: str, record: Record, first: Stamped, last: Stamped) -> None:
        cells, line, out = record.cells, record.line, self._out
        command = self._calls.described(call, cells, line)
        own = self._calls.stamped("received", cells, line) or first
        out.add(
            out.ids.of(call, "", "call", value_of(command)),
            "call",
            call,
            _replace(command, provenance=out.provenance(line, own.field, own.truth)),
            own.reading.at,
            line,
            own.reading.after,
            max(first.reading.at, own.reading.at),
        )
        type_text = self._type_last(cells) if self._type_last is not None else ""
        if not type_text:
            return
        again = self._calls.described(call, cells, line, type_text)
        if again.type != command.type:
            self._again(call, value_of(again), again.type, record, first, last)

    def _again(
        self, call: str, value: str, type_code: str, record: Record, first: Stamped, last: Stamped
    ) -> None:
        out, line = self._out, record.line
        command = _replace(
            self._calls.described(call, record.cells, line),
            type=type_code,
            provenance=out.provenance(line, last.field, POLL),
        )
        order_id = out.ids.of(call, "", "call again", f"{last.reading.at.isoformat()} {value}")
        at, after = last.reading.at, first.reading.at
        out.add(order_id, "call again", call, command, at, line, after)

    def _units_of(self, call: str, record: Record, first: Stamped, last: Stamped) -> None:
        line, out = record.line, self._out
        for reader in self._units:
            for sign, mark in reader.named(record.cells, line).items():
                after, at = first.reading.at, last.reading.at
                provenance = out.provenance(line, reader.field, POLL)
                shown = LISTED if mark == NO_MARK else mark
                command = RecordUnitMark(
                    call=call, call_sign=sign, mark=shown, provenance=provenance
                )
                order_id = out.ids.of(call, sign, "mark", shown)
                out.add(order_id, "mark", call, command, at, line, None if after == at else after)
                known = self._registered.get(sign)
                if known is None or (after, line) < (known[0], known[3]):
                    crew = reader.crew(sign, record.cells)
                    unit = RecordUnit(
                        call_sign=sign,
                        kind=crew.kind,
                        provenance=provenance,
                        agency=crew.agency,
                        agency_name=crew.home_agency,
                        station=crew.station,
                    )
                    self._registered[sign] = (after, at, unit, line)

    def _finish(self) -> None:
        for sign, (at, _, unit, line) in self._registered.items():
            self._out.add(self._out.ids.of("", sign, "unit", unit.kind), "unit", "", unit, at, line)
        looks = sorted(self._looks)
        for call, (last_at, last, line) in self._last_at.items():
            later = bisect_right(looks, last_at)
            if later == len(looks):
                continue  # listed at the last look there was: nobody knows that it vanished
            command = RecordUnlisted(
                call=call,
                last_listed_at=last_at,
                provenance=self._out.provenance(line, last.field, POLL),
            )
            order_id = self._out.ids.of(call, "", "unlisted", last_at.isoformat())
            self._out.add(order_id, "unlisted", call, command, looks[later], line, last_at)
