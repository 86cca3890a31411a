"""Learned from the log: turnout by station and hour of the day, how long work lasts by its kind.

Turnout is the time from the order to wheels rolling (NFPA 1710 (2020) §3.3.53).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, tzinfo

from tocsin.operations.picture import Incident, Map, Unit
from tocsin.operations.picture.incident import Mark, Response
from tocsin.operations.turnout import rolled
from tocsin.planners.dispatch.clearing import rank
from tocsin.planners.dispatch.question import Part, Turnout, Work
from tocsin.terms.codes import UnitStatus


def turnouts(incidents: Iterable[Incident], units: Map[Unit], zone: tzinfo) -> tuple[Turnout, ...]:
    """Half and nine tenths of the runs of each station (None: all) in each hour (None: all)."""
    runs: dict[tuple[str | None, int | None], list[int]] = defaultdict(list)
    for incident in incidents:
        for each in incident.responses:
            found = rolled(each, units.get(each.unit), zone)
            if found is not None:
                for station in {None, found.station}:
                    for hour in (found.hour, None):
                        runs[station, hour].append(int(found.seconds))
    return tuple(
        _of(station, hour, sorted(runs[station, hour]))
        for station, hour in sorted(runs, key=lambda e: (e[0] or "", -1 if e[1] is None else e[1]))
    )


def _of(station: str | None, hour: int | None, ordered: list[int]) -> Turnout:
    """Percentiles by the nearest rank."""
    return Turnout(station, hour, rank(ordered, 50), rank(ordered, 90), len(ordered))


LONGEST_WORK_S = 24 * 3600
MOST_WORKS = 1_000
"""Of so many, evenly taken, the percentiles are those of all."""


def works(incidents: Iterable[Incident]) -> tuple[Work, ...]:
    """How long units were on scene, by type of incident and by its group; and at a hospital, by
    which one and in all."""
    lasted: dict[tuple[Part, str | None], list[int]] = defaultdict(list)
    for incident in incidents:
        for each in incident.responses:
            scene, hospital = _parts(each)
            if scene is not None:
                for of in {incident.type, incident.type.partition(".")[0]}:
                    lasted[Part.scene, of].append(scene)
            if hospital is not None:
                for place in {each.destination, None}:
                    lasted[Part.hospital, place].append(hospital)
    return tuple(
        Work(part, of, _thinned(sorted(lasted[part, of])))
        for part, of in sorted(lasted, key=lambda e: (e[0], e[1] or ""))
    )


def _parts(each: Response) -> tuple[int | None, int | None]:
    """Seconds on scene and at a hospital, of a response that is over."""
    scene, leaves, arrives = (
        each.mark(status)
        for status in (UnitStatus.on_scene, UnitStatus.transporting, UnitStatus.at_hospital)
    )
    ended = None if each.ended_after is not None else each.ended_at
    left = ended if leaves is None else None if leaves.after else leaves.at
    return _between(scene, left), _between(arrives, ended)


def _between(begin: Mark | None, end: datetime | None) -> int | None:
    if begin is None or begin.after is not None or end is None:
        return None
    seconds = int((end - begin.at).total_seconds())
    return seconds if 0 <= seconds <= LONGEST_WORK_S else None


def _thinned(ordered: list[int]) -> tuple[int, ...]:
    number = len(ordered)
    if number <= MOST_WORKS:
        return tuple(ordered)
    return tuple(ordered[(2 * at + 1) * number // (2 * MOST_WORKS)] for at in range(MOST_WORKS))
