"""Polled sources: each look is a snapshot, and facts are the differences between one look and the
next.

What a look shows happened at some time after the look before it: the interval (previous, this]. A
call that is no longer listed is not closed, only no longer seen.
"""

from datetime import datetime, timedelta

import msgspec

from tocsin.gateways.cad_export.calls import CallReader, Stamped, stamped, value_of
from tocsin.gateways.cad_export.claims import RefusedRow, RowRefusal, Standing
from tocsin.gateways.cad_export.collect import Collector
from tocsin.gateways.cad_export.crews import UnitReader
from tocsin.gateways.cad_export.looks import LONG_AGO, Seen, stamped_quietly
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.opening import Opened
from tocsin.gateways.cad_export.picks import TimeGetter
from tocsin.gateways.cad_export.records import Batch, Record, refused
from tocsin.gateways.cad_export.streams import Limits
from tocsin.operations.imported import (
    RecordRelisted,
    RecordUnit,
    RecordUnitMark,
    RecordUnitStatus,
    RecordUnlisted,
)
from tocsin.terms.codes import UnitStatus

GONE = "gone"
"""The mark of a unit that a call no longer lists while the call itself is still listed."""
POLL = "poll"

_replace = msgspec.structs.replace


class Polls:
    """Reads a file of snapshots into a collector."""

    def __init__(
        self,
        opened: Opened,
        observed: TimeGetter,
        calls: CallReader,
        units: list[UnitReader],
        out: Collector,
        standing: Standing | None,
    ) -> None:
        """`standing` is what the source listed when it was last read, so that what vanished is
        noticed.
        """
        self._opened, self._observed, self._out = opened, observed, out
        self._calls, self._units = calls, units
        self._before: datetime | None = None
        self._is_first = True
        self._seen: dict[str, Seen] = {}
        self._listed: set[str] = set()
        self._registered: set[str] = set()
        if standing is not None:
            self._begin_from(standing)

    def _begin_from(self, standing: Standing) -> None:
        for call in standing.known:
            self._seen[call] = Seen(LONG_AGO, {})
        for call, last_at in standing.calls.items():
            self._seen[call] = Seen(last_at, dict(standing.marks.get(call, {})))
            self._listed.add(call)
        self._before = standing.last_look

    def _forget_standing(self) -> None:
        """The file begins before what was read last: it shows that again and ends nothing."""
        self._seen.clear()
        self._listed.clear()
        self._before = None
        self._out.told.append("the file begins before the last look that was read: it stands alone")

    def read(self, limits: Limits) -> Standing:
        """All snapshots; returns what is listed after the last. Raises Malformed beyond
        `limits.rows`.
        """
        for batch in self._opened.batches:
            records: list[Record] = []
            for each in batch.records:
                self._out.rows += 1
                if self._out.rows > limits.rows:
                    raise Malformed(f"listing {limits.rows}", "fewer listings", "split the file")
                if isinstance(each, RefusedRow):
                    self._out.refuse_row(each)
                else:
                    records.append(each)
            for look, line in self._looks(batch, records):
                self._look(look, line)
        return self._standing()

    def _looks(
        self, batch: Batch, records: list[Record]
    ) -> list[tuple[tuple[datetime, list[Record]], int]]:
        """The batch as looks: one where its head says when, else one per time its rows bear."""
        head = stamped_quietly(self._observed, batch.head)
        if head is not None:
            return [((head.reading.at, records), batch.line)]
        looks: list[tuple[tuple[datetime, list[Record]], int]] = []
        for record in records:
            own = stamped(self._observed, record.cells | batch.head, record.line, self._out)
            if own is None:
                self._out.refuse_row(refused(record.line, "", RowRefusal.observed_missing))
            elif looks and looks[-1][0][0] == own.reading.at:
                looks[-1][0][1].append(record)
            else:
                looks.append(((own.reading.at, [record]), record.line))
        return looks

    def _look(self, look: tuple[datetime, list[Record]], line: int) -> None:
        at, records = look
        if self._is_first and self._before is not None and at < self._before:
            self._forget_standing()
        self._is_first = False
        if self._before is not None and at < self._before:
            reason = RowRefusal.snapshot_out_of_order
            for record in records:
                self._out.refuse_row(refused(record.line, "", reason))
            return
        listed: set[str] = set()
        for record in records:
            call = self._calls.key(record.cells)
            if isinstance(call, RowRefusal):
                self._out.refuse_row(refused(record.line, self._calls.id_field, call))
            elif call in listed:
                self._out.identical += 1
            else:
                listed.add(call)
                self._listing(call, record, at)
        for call in sorted(self._listed - listed):
            self._unlisted(call, at, line)
        self._listed = listed
        self._before = at

    def _listing(self, call: str, record: Record, at: datetime) -> None:
        self._out.accepted += 1
        seen = self._seen.get(call)
        if seen is None:
            self._first(call, record, at)
            return
        self._out.merged += 1
        if call not in self._listed:
            self._relisted(call, record.line, at)
        seen.last_at = at
        if seen.cells != record.cells:
            if seen.command is None:
                self._first(call, record, at, seen.marks)
                return
            self._described_again(call, seen, record, at)
            seen.cells = record.cells
            self._units_of(call, seen, record, at)

    def _first(
        self, call: str, record: Record, at: datetime, marks: dict[str, str] | None = None
    ) -> None:
        """A call seen for the first time in this file. Its own time, where it has one, is when it
        began.
        """
        seen = Seen(at, marks or {})
        seen.cells = record.cells
        seen.command = self._calls.described(call, record.cells, record.line)
        self._seen[call] = seen
        own = self._began(record, at)
        occurred_at, after, field, truth = at, self._before, "", POLL
        if own is not None:
            occurred_at, after = own.reading.at, own.reading.after
            field, truth = own.field, own.truth
        provenance = self._out.provenance(record.line, field, truth)
        self._out.add(
            self._out.ids.of(call, "", "call", value_of(seen.command)),
            "call",
            call,
            _replace(seen.command, provenance=provenance),
            occurred_at,
            record.line,
            after,
            at,
        )
        self._units_of(call, seen, record, at)

    def _began(self, record: Record, at: datetime) -> Stamped | None:
        own = self._calls.stamped("received", record.cells, record.line)
        if own is None or own.reading.at <= at:
            return own
        if own.reading.after is not None and own.reading.after <= at:
            # shown twice on the clock, but the later reading lies after the look
            return own._replace(reading=own.reading._replace(at=own.reading.after, after=None))
        if self._calls.times["received"].is_repaired(own.field):
            day_before = own.reading.at - timedelta(days=1)
            return own._replace(reading=own.reading._replace(at=day_before))
        return own

    def _described_again(self, call: str, seen: Seen, record: Record, at: datetime) -> None:
        command = self._calls.described(call, record.cells, record.line)
        if command == seen.command:
            return
        seen.command = command
        value = f"{at.isoformat()} {value_of(command)}"
        self._out.add(
            self._out.ids.of(call, "", "call again", value),
            "call again",
            call,
            _replace(command, provenance=self._out.provenance(record.line, "", POLL)),
            at,
            record.line,
            self._before,
        )

    def _units_of(self, call: str, seen: Seen, record: Record, at: datetime) -> None:
        marks: dict[str, str] = {}
        for reader in self._units:
            named = reader.named(record.cells, record.line)
            for sign, mark in named.items():
                if sign not in self._registered:
                    self._register(sign, reader, record, at)
                if sign in marks:
                    continue
                marks[sign] = mark
                if seen.marks.get(sign) != mark:
                    value = mark if sign not in seen.ever else f"{mark} {at.isoformat()}"
                    self._mark(call, sign, mark, value, reader, record.line, at)
        for sign in sorted(seen.marks.keys() - marks.keys()):
            value = f"{GONE} {at.isoformat()}"
            self._mark(call, sign, GONE, value, self._units[0], record.line, at)
        seen.marks = marks
        seen.ever.update(marks)

    def _register(self, sign: str, reader: UnitReader, record: Record, at: datetime) -> None:
        self._registered.add(sign)
        crew = reader.crew(sign, record.cells)
        command = RecordUnit(
            call_sign=sign,
            kind=crew.kind,
            provenance=self._out.provenance(record.line, reader.field, POLL),
            agency=crew.agency,
            agency_name=crew.home_agency,
            station=crew.station,
        )
        order_id = self._out.ids.of("", sign, "unit", crew.kind)
        self._out.add(order_id, "unit", "", command, at, record.line, self._before)

    def _mark(
        self,
        call: str,
        sign: str,
        mark: str,
        value: str,
        reader: UnitReader,
        line: int,
        at: datetime,
    ) -> None:
        """A unit under a mark; a status of the chain where the mapping explains the mark.

        `value` bears the time of the look only where this file itself shows the change: a mark that
        stood already at the first look gets the same id from every file that begins while it
        stands.
        """
        provenance = self._out.provenance(line, reader.field, POLL)
        status: UnitStatus | None = reader.marks.get(mark)
        command: RecordUnitMark | RecordUnitStatus
        if status is None:
            command = RecordUnitMark(call=call, call_sign=sign, mark=mark, provenance=provenance)
        else:
            command = RecordUnitStatus(
                call=call, call_sign=sign, status=status, provenance=provenance
            )
        order_id = self._out.ids.of(call, sign, "mark", value)
        self._out.add(order_id, status or "mark", call, command, at, line, self._before)

    def _unlisted(self, call: str, at: datetime, line: int) -> None:
        seen = self._seen[call]
        command = RecordUnlisted(
            call=call,
            last_listed_at=seen.last_at,
            provenance=self._out.provenance(line, "", POLL),
        )
        order_id = self._out.ids.of(call, "", "unlisted", seen.last_at.isoformat())
        self._out.add(order_id, "unlisted", call, command, at, line, seen.last_at)

    def _relisted(self, call: str, line: int, at: datetime) -> None:
        command = RecordRelisted(call=call, provenance=self._out.provenance(line, "", POLL))
        order_id = self._out.ids.of(call, "", "relisted", at.isoformat())
        self._out.add(order_id, "relisted", call, command, at, line, self._before)

    def _standing(self) -> Standing:
        listed = {call: self._seen[call] for call in sorted(self._listed)}
        return Standing(
            {call: seen.last_at for call, seen in listed.items()},
            {call: seen.marks for call, seen in listed.items()},
            tuple(sorted(self._seen)),
            self._before,
        )
