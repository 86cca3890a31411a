"""What only the whole file says: when each call began, what each unit is, which calls are over."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

import msgspec

from tocsin.gateways.cad_export.calls import CallReader, Stamped
from tocsin.gateways.cad_export.claims import RowRefusal
from tocsin.gateways.cad_export.collect import Collector
from tocsin.gateways.cad_export.crews import Crew
from tocsin.operations.imported import RecordCall, RecordCallEnd, RecordUnit, RecordUnitMark

_replace = msgspec.structs.replace


class Draft:
    """One way a call is described in the file; its time may stand in another row."""

    __slots__ = ("command", "line", "other", "received")

    def __init__(self, command: RecordCall, line: int) -> None:
        self.command, self.line = command, line
        self.received: Stamped | None = None
        self.other: Stamped | None = None


class Clears(NamedTuple):
    """How a call's units were cleared so far: the latest time, and whether each had one."""

    latest: Stamped | None
    are_complete: bool
    line: int
    disposition: str


class Listed(NamedTuple):
    """A unit that a row names without saying when."""

    call: str
    sign: str
    line: int
    mark: str
    field: str


class Gathered:
    """What the rows have said so far, call by call and unit by unit."""

    def __init__(self) -> None:
        self.drafts: dict[str, dict[str, Draft]] = {}
        self.crews: dict[str, Counter[Crew]] = {}
        self.crew_at: dict[str, tuple[datetime, int, str]] = {}
        self.listed: list[Listed] = []
        self.clears: dict[str, Clears] = {}

    def seen(self, sign: str, at: datetime, line: int, field: str) -> None:
        """A unit was seen at this time: its registration must come before."""
        if sign not in self.crew_at or (at, line, field) < self.crew_at[sign]:
            self.crew_at[sign] = (at, line, field)


class Endings:
    """Turns what was gathered into the claims that need the whole file."""

    def __init__(self, gathered: Gathered, calls: CallReader, out: Collector) -> None:
        self._found, self._calls, self._out = gathered, calls, out

    def finish(self, are_calls_elsewhere: bool) -> None:
        """Add what follows; `are_calls_elsewhere` leaves the calls to another file."""
        begun = {} if are_calls_elsewhere else self._begin_calls()
        self._list_units(begun)
        self._register()
        self._end_calls()
        self._tell_differences()

    def _end_calls(self) -> None:
        for call, clears in self._found.clears.items():
            if clears.latest is None or not clears.are_complete:
                continue
            at, field = clears.latest.reading.at, clears.latest.field
            end = RecordCallEnd(
                call=call,
                provenance=self._out.provenance(clears.line, field, "derived: last unit cleared"),
                disposition=clears.disposition or None,
            )
            order_id = self._out.ids.of(call, "", "end", at.isoformat())
            self._out.add(order_id, "end", call, end, at, clears.line)

    def _begin_calls(self) -> dict[str, datetime]:
        begun: dict[str, datetime] = {}
        for call, drafts in self._found.drafts.items():
            stamps = [each.received for each in drafts.values() if each.received is not None]
            first = min(stamps, key=lambda each: each.reading.at, default=None)
            for value, draft in drafts.items():
                stamp = draft.received or first or draft.other
                if stamp is None:
                    self._out.refuse(draft.line, "", RowRefusal.no_time_at_all)
                    continue
                command = draft.command
                if first is None and "received" in self._calls.times:
                    command = _replace(
                        command, attributes=command.attributes | {"received": "not stated"}
                    )
                provenance = self._out.provenance(draft.line, stamp.field, stamp.truth)
                at = stamp.reading.at
                self._out.add(
                    self._out.ids.of(call, "", "call", value),
                    "call",
                    call,
                    _replace(command, provenance=provenance),
                    at,
                    draft.line,
                    stamp.reading.after,
                )
                begun[call] = min(begun.get(call, at), at)
        return begun

    def _list_units(self, begun: dict[str, datetime]) -> None:
        """Units that a row only names: seen at the call, when is not said."""
        for call, sign, line, mark, field in self._found.listed:
            at = begun.get(call)
            if at is None:
                self._out.refuse(line, "", RowRefusal.no_time_at_all)
                continue
            command = RecordUnitMark(
                call=call,
                call_sign=sign,
                mark=mark,
                provenance=self._out.provenance(line, field, "listed without a time"),
            )
            order_id = self._out.ids.of(call, sign, "mark", mark)
            self._out.add(order_id, "mark", call, command, at, line)
            self._found.seen(sign, at, line, field)

    def _register(self) -> None:
        for sign, crews in self._found.crews.items():
            if sign not in self._found.crew_at:
                continue
            at, line, field = self._found.crew_at[sign]
            crew = min(crews, key=lambda each: (-crews[each], repr(each)))
            command = RecordUnit(
                call_sign=sign,
                kind=crew.kind,
                provenance=self._out.provenance(line, field, ""),
                agency=crew.agency,
                agency_name=crew.home_agency,
                station=crew.station,
            )
            order_id = self._out.ids.of("", sign, "unit", crew.kind)
            self._out.add(order_id, "unit", "", command, at, line)

    def _tell_differences(self) -> None:
        """Calls whose rows contradict each other: all are kept, the last by time rules."""
        differing: Counter[str] = Counter()
        for drafts in self._found.drafts.values():
            if len(drafts) < 2:
                continue
            first, *others = [each.command for each in drafts.values()]
            for name in first.__struct_fields__:
                if any(getattr(first, name) != getattr(each, name) for each in others):
                    differing[name] += 1
        for name, count in sorted(differing.items()):
            self._out.told.append(
                f"{count} calls are given with more than one {name} by their rows"
            )
