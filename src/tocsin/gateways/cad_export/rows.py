"""Files of finished rows: one per call and unit, one per call, or one per change of status."""

from collections import Counter

from tocsin.gateways.cad_export.calls import CallReader, Stamped, stamped, value_of
from tocsin.gateways.cad_export.claims import RefusedRow, RowRefusal
from tocsin.gateways.cad_export.collect import Collector
from tocsin.gateways.cad_export.crews import NO_MARK, UnitReader
from tocsin.gateways.cad_export.endings import Clears, Draft, Endings, Gathered, Listed
from tocsin.gateways.cad_export.load import named_columns
from tocsin.gateways.cad_export.malformed import Malformed
from tocsin.gateways.cad_export.opening import Opened
from tocsin.gateways.cad_export.picks import columns_of
from tocsin.gateways.cad_export.records import Cells, Record, refused
from tocsin.gateways.cad_export.streams import Limits
from tocsin.operations.imported import (
    RecordCallEnd,
    RecordCallTime,
    RecordUnitStatus,
)
from tocsin.terms.codes import UnitStatus

LISTED = "listed"
"""The mark of a unit that a row names without saying when."""


RANK_OF_CALL_TIME = {
    "dispatched": UnitStatus.committed,
    "en_route": UnitStatus.en_route,
    "staged": UnitStatus.staged,
    "on_scene": UnitStatus.on_scene,
    "transporting": UnitStatus.transporting,
    "at_hospital": UnitStatus.at_hospital,
    "cleared": UnitStatus.available,
}


class Rows:
    """Reads one file of rows into a collector."""

    def __init__(
        self, opened: Opened, calls: CallReader, units: list[UnitReader], out: Collector
    ) -> None:
        self._opened, self._calls, self._units, self._out = opened, calls, units, out
        self._call = opened.table.call
        self._found = Gathered()
        self._raw: dict[str, dict[tuple[str, ...], Draft]] = {}
        self._columns = self._call_columns()
        self._same: set[int] = set()

    def _call_columns(self) -> tuple[str, ...]:
        named = [c for name, c in named_columns(self._opened.table) if name.startswith("call.")]
        names = {self._opened.actual.get(one, one) for c in named for one in columns_of(c)}
        return tuple(sorted(names))

    def read(self, limits: Limits) -> None:
        """All rows. Raises Malformed beyond `limits.rows`."""
        for batch in self._opened.batches:
            for record in batch.records:
                self._out.rows += 1
                if self._out.rows > limits.rows:
                    raise Malformed(
                        f"row {limits.rows}", "fewer rows", "split the file (for example by month)"
                    )
                if isinstance(record, RefusedRow):
                    self._out.refuse_row(record)
                else:
                    cells = record.cells | batch.head if batch.head else record.cells
                    self._row(Record(record.line, cells))
        Endings(self._found, self._calls, self._out).finish(self._call.are_elsewhere)

    def _row(self, record: Record) -> None:
        cells, line = record.cells, record.line
        fingerprint = hash(tuple(cells.items()))
        if fingerprint in self._same:
            self._out.identical += 1
            return
        self._same.add(fingerprint)
        call = self._calls.key(cells)
        if isinstance(call, RowRefusal):
            self._out.refuse_row(refused(line, self._calls.id_field, call))
            return
        is_known = call in self._raw
        times = [t for reader in self._units for t in self._unit_facts(call, reader, record)]
        own = {name: self._calls.stamped(name, cells, line) for name in self._calls.times}
        times += [each for name, each in own.items() if each is not None and name != "closed"]
        draft = self._draft(call, record)
        received = own.get("received")
        if received is None and not times and draft.received is None and draft.other is None:
            if not is_known and own.get("closed") is None:
                self._forget(call)
                reason = RowRefusal.no_time_at_all
                self._out.refuse_row(refused(line, "", reason))
                return
            times = [each for each in (own.get("closed"),) if each is not None]
        self._timed(draft, received, times)
        self._call_facts(call, own, record)
        self._out.accepted += 1
        self._out.merged += is_known

    def _forget(self, call: str) -> None:
        """A row that says nothing of when leaves no trace."""
        del self._raw[call], self._found.drafts[call]
        self._found.listed = [each for each in self._found.listed if each.call != call]

    def _draft(self, call: str, record: Record) -> Draft:
        """The draft that says what this row says; rows with the same call cells share it unread."""
        raw = tuple(record.cells.get(each, "") for each in self._columns)
        ways = self._raw.setdefault(call, {})
        if raw not in ways:
            command = self._calls.described(call, record.cells, record.line)
            drafts = self._found.drafts.setdefault(call, {})
            ways[raw] = drafts.setdefault(value_of(command), Draft(command, record.line))
        return ways[raw]

    def _timed(self, draft: Draft, received: Stamped | None, times: list[Stamped]) -> None:
        """The earliest times win, so that the order of rows does not matter."""
        begun = [each for each in (draft.received, received) if each is not None]
        draft.received = min(begun, key=lambda each: each.reading.at, default=None)
        known = [each for each in (draft.other, *times) if each is not None]
        draft.other = min(known, key=lambda each: each.reading.at, default=None)

    def _call_facts(self, call: str, own: dict[str, Stamped | None], record: Record) -> None:
        for name, each in own.items():
            if each is None or name == "received":
                continue
            at = each.reading.at
            provenance = self._out.provenance(record.line, each.field, each.truth)
            if name == "closed":
                end = RecordCallEnd(
                    call=call,
                    provenance=provenance,
                    disposition=self._calls.disposition(record.cells)[:200] or None,
                )
                order_id = self._out.ids.of(call, "", "end", at.isoformat())
                self._out.add(order_id, "end", call, end, at, record.line, each.reading.after)
                continue
            order_id = self._out.ids.of(call, "", name, at.isoformat())
            time = RecordCallTime(call=call, mark=name, provenance=provenance)
            rank = "entered" if name == "entered" else RANK_OF_CALL_TIME[name]
            self._out.add(order_id, rank, call, time, at, record.line, each.reading.after)

    def _unit_facts(self, call: str, reader: UnitReader, record: Record) -> list[Stamped]:
        cells, line = record.cells, record.line
        stamps: list[Stamped] = []
        for sign, mark in reader.named(cells, line).items():
            found = self._statuses(reader, cells, line)
            for status, each in found:
                self._status(call, sign, status, each, reader, record)
                stamps.append(each)
            self._found.crews.setdefault(sign, Counter())[reader.crew(sign, cells)] += 1
            if not found:
                shown = mark if mark != NO_MARK else LISTED
                self._found.listed.append(Listed(call, sign, line, shown, reader.field))
            for _, each in found:
                self._found.seen(sign, each.reading.at, line, each.field)
            if self._call.closes == "last_unit_clear":
                self._cleared(call, found, cells, line)
        return stamps

    def _statuses(
        self, reader: UnitReader, cells: Cells, line: int
    ) -> list[tuple[UnitStatus, Stamped]]:
        found: list[tuple[UnitStatus, Stamped]] = []
        for status, getter in reader.times:
            each = stamped(getter, cells, line, self._out)
            if each is not None:
                found.append((status, each))
        if reader.status_at is not None:
            text = reader.status(cells)
            reached = reader.statuses.get(text.casefold())
            if text and reached is None:
                reason = RowRefusal.status_not_in_mapping
                self._out.refuse(line, reader.status_field, reason, text)
            at = stamped(reader.status_at, cells, line, self._out)
            if reached is not None and at is not None:
                found.append((reached, at))
        return found

    def _status(
        self,
        call: str,
        sign: str,
        status: UnitStatus,
        each: Stamped,
        reader: UnitReader,
        record: Record,
    ) -> None:
        at = each.reading.at
        goes = status in (UnitStatus.transporting, UnitStatus.at_hospital)
        command = RecordUnitStatus(
            call=call,
            call_sign=sign,
            status=status,
            provenance=self._out.provenance(record.line, each.field, each.truth),
            destination=(reader.destination(record.cells)[:200] or None) if goes else None,
        )
        order_id = self._out.ids.of(call, sign, status, at.isoformat())
        self._out.add(order_id, status, call, command, at, record.line, each.reading.after)

    def _cleared(
        self, call: str, found: list[tuple[UnitStatus, Stamped]], cells: Cells, line: int
    ) -> None:
        known = self._found.clears.get(call) or Clears(None, True, line, "")
        clear = next((each for status, each in found if status is UnitStatus.available), None)
        disposition = self._calls.disposition(cells)[:200] or known.disposition
        latest, at_line = known.latest, known.line
        if clear is not None and (latest is None or clear.reading.at > latest.reading.at):
            latest, at_line = clear, line
        is_complete = known.are_complete and clear is not None
        self._found.clears[call] = Clears(latest, is_complete, at_line, disposition)
