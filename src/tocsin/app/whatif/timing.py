"""How long things take in a scenario: which distribution for which unit, call and hospital."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from tocsin.app.whatif.fleet import Posted
from tocsin.app.whatif.frame import Frame
from tocsin.app.whatif.scenario import Spread
from tocsin.app.whatif.spreads import Tables, lognormal
from tocsin.app.whatif.week import in_hours
from tocsin.operations.plans import nearness
from tocsin.planners.whatif.learning import Key
from tocsin.planners.whatif.world import AS_THE_TABLE, QUANTILES

I64 = npt.NDArray[np.int64]
Observed = Callable[[Key], I64 | None]
"""The table (ms) of what was observed; None where that was too little."""


class Timing:
    """The tables of one arm, and the rows that a world wants."""

    def __init__(self, frame: Frame, observed: Observed | None = None) -> None:
        self._frame = frame
        self._observed = observed
        self.tables = Tables(frame.sheet)
        self.at_once = self.tables.kept(np.zeros(QUANTILES, np.int64))

    def half_s(self, row: int) -> int:
        """Seconds in which half of them are over."""
        return self.tables.half_s(row)

    def turnouts(self, units: Sequence[Posted]) -> I64:
        """(units × hours of the day)"""
        rows = self._frame.scenario.turnout
        known: dict[tuple[str, str, int], int] = {}
        found = np.zeros((len(units), 24), np.int64)
        for at, unit in enumerate(units):
            plain = unit.station.rpartition(" (")[0] or unit.station
            for hour in range(24):
                key = (unit.kind, unit.station, hour)
                if key not in known:
                    fits = [
                        n for n, row in enumerate(rows)
                        if (not row.kinds or unit.kind in row.kinds)
                        and (not row.stations or {unit.station, plain} & set(row.stations))
                        and in_hours(row.hours)(hour)
                    ]  # fmt: skip
                    timed = Key("turnout", _id(unit.station), hour, kind=unit.kind)
                    known[key] = self._row(timed, rows, fits, f"a {unit.kind} at {hour}:00")
                found[at, hour] = known[key]
        return found

    def delays(self) -> I64:
        """(types of call)"""
        rows = self._frame.scenario.delay
        found = []
        for call in self._frame.scenario.calls:
            fits = [n for n, row in enumerate(rows) if nearness(row.types, call.type) is not None]
            timed = Key("delay", _group(call.type), priority=call.priority)
            found.append(self._row(timed, rows, fits, f"`{call.type}`"))
        return np.array(found, np.int64)

    def scenes(self) -> I64:
        """(types of call × alarm levels)"""
        rows = self._frame.scenario.scene
        found = np.zeros((len(self._frame.scenario.calls), self._frame.asked.levels), np.int64)
        for at, call in enumerate(self._frame.scenario.calls):
            for level in range(self._frame.asked.levels):
                fits = [
                    n for n, row in enumerate(rows)
                    if nearness(row.types, call.type) is not None
                    and (not row.levels or level + 1 in row.levels)
                ]  # fmt: skip
                carries = (call.transport_permille or 0) >= 500
                timed = Key("scene", _group(call.type), carries=carries)
                said = f"`{call.type}` at level {level + 1}"
                found[at, level] = self._row(timed, rows, fits, said)
        return found

    def handovers(self) -> I64:
        """(hospitals)"""
        rows = self._frame.scenario.handover
        found = []
        for haven in self._frame.hospitals:
            names = {haven.name, haven.name.rpartition(" (")[0]}
            fits = [n for n, r in enumerate(rows) if not r.hospitals or names & set(r.hospitals)]
            found.append(self._row(Key("handover", _id(haven.name)), rows, fits, haven.name))
        return np.array(found, np.int64)

    def drives(self) -> I64:
        """(modes × quantiles) thousandths of what the table says; no rows: what it says."""
        drive = self._frame.scenario.drive
        if drive is None:
            return AS_THE_TABLE
        found = []
        for name, each in (("lights", drive.lights), ("regular", drive.regular)):
            if each.p50_permille > each.p90_permille:
                raise self._frame.sheet.wrong(
                    f"drive.{name}", "half of drives cannot take longer than nine tenths of them"
                )
            found.append(lognormal(each.p50_permille / 1000, each.p90_permille / 1000))
        return np.stack(found)

    def _row(self, timed: Key, rows: Sequence[Spread], fits: Sequence[int], said: str) -> int:
        name = timed.what
        sheet = self._frame.sheet
        if not fits:
            raise sheet.wrong(
                name, f"nothing says how long it takes for {said}; write [[{name}]] with p50_s and "
                "p90_s",
            )  # fmt: skip
        row, where = rows[fits[-1]], f"{name}[{fits[-1]}]"
        if not row.fitted:
            return self.tables.row(row, where)
        if self._observed is None:
            raise sheet.wrong(where, 'fitted to what? name the town: [learned] town = "FOLDER"')
        table = self._observed(timed)
        if table is None:
            raise sheet.wrong(
                where, f"the log of the learned town tells too little of it for {said}; write "
                "p50_s and p90_s",
            )  # fmt: skip
        return self.tables.kept(table)


def _id(name: str) -> str:
    """The id of a station or hospital in the log: what stands in brackets behind its name."""
    return name.rpartition(" (")[2].removesuffix(")")


def _group(type: str) -> str:
    return type.partition(".")[0]
