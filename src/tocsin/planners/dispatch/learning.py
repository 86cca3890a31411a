"""Turnout learned from the log: by station and hour of the day, with how many runs it rests on.

Turnout is the time from the order to wheels rolling (NFPA 1710 (2020) §3.3.53).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import tzinfo

from tocsin.operations.picture import Incident, Map, Unit
from tocsin.planners.dispatch.question import Turnout
from tocsin.terms.codes import UnitStatus

LONGEST_S = 3600
"""Who rolls an hour after the order was held back by something else."""


def turnouts(incidents: Iterable[Incident], units: Map[Unit], zone: tzinfo) -> tuple[Turnout, ...]:
    """Half and nine tenths of the runs of each station (None: all) in each hour (None: all)."""
    runs: dict[tuple[str | None, int | None], list[int]] = defaultdict(list)
    for incident in incidents:
        for each in incident.responses:
            sent, rolls = each.mark(UnitStatus.committed), each.mark(UnitStatus.en_route)
            if sent is None or rolls is None or sent.after or rolls.after:
                continue
            seconds = int((rolls.at - sent.at).total_seconds())
            if not 0 <= seconds <= LONGEST_S:
                continue
            unit = units.get(each.unit)
            hour = sent.at.astimezone(zone).hour
            stations = {None, None if unit is None else unit.station}
            for key in ((station, when) for station in stations for when in (hour, None)):
                runs[key].append(seconds)
    return tuple(
        _of(station, hour, sorted(runs[station, hour]))
        for station, hour in sorted(runs, key=lambda e: (e[0] or "", -1 if e[1] is None else e[1]))
    )


def _of(station: str | None, hour: int | None, ordered: list[int]) -> Turnout:
    """Percentiles by the nearest rank."""
    number = len(ordered)
    return Turnout(
        station, hour, ordered[-(-number // 2) - 1], ordered[-(-9 * number // 10) - 1], number
    )
