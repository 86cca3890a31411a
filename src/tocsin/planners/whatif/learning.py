"""What a log says of how long things take, each as a distribution by what it depends on; of when
calls come; and of how many are taken along.

Delay: from the call to its first order, by group of type ("fire") and priority. Turnout: from the
order to rolling, by station or kind of unit, and hour. Scene: from arrival to leaving, with a
patient or without. Hand-over: at the hospital, by hospital. A time between two marks of which one
is only known to lie between two looks is no observation.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

import numpy as np

from tocsin.operations.picture import Incident, Map, Unit
from tocsin.operations.picture.incident import Response
from tocsin.operations.turnout import rolled
from tocsin.planners.whatif.fitting import FEWEST, Fit, fitted
from tocsin.planners.whatif.rhythm import HOUR_MS, WEEK_H, Rhythm, counted, rhythm
from tocsin.terms.codes import UnitStatus

LONGEST_S = {"delay": 7_200, "scene": 43_200, "handover": 21_600}
"""What took longer was held back by something that is no part of it."""


class Key(NamedTuple):
    """What was timed, of what. `of`: a group of types, a station, a hospital; `hour` of the town's
    day; `carries`: a patient was taken along; `kind` of unit; `priority` of the call. None: of
    all."""

    what: str
    of: str | None = None
    hour: int | None = None
    carries: bool | None = None
    kind: str | None = None
    priority: int | None = None

    def only(self, fields: tuple[str, ...]) -> "Key":
        """The same with nothing else said than these."""
        return Key(self.what)._replace(**{name: getattr(self, name) for name in fields})


LOOSER: dict[str, tuple[tuple[str, ...], ...]] = {
    "delay": (("of", "priority"), ("priority",), ("of",), ()),
    "turnout": (("of", "hour"), ("of",), ("kind", "hour"), ("kind",), ("hour",), ()),
    "scene": (("of", "carries"), ("carries",)),
    "handover": (("of",), ()),
}
"""What is told apart of each, and what is taken where that was seen too seldom, in turn."""


FEWEST_CALLS = 100
"""Fewer calls say nothing of the hours of a week."""


class Came(NamedTuple):
    """So many calls of a type or a group, and when they came."""

    of: str
    calls: int
    rhythm: Rhythm


class Learned(NamedTuple):
    """`times`: each that was seen often enough. `carried_permille`: of a thousand calls that
    were reached, by group of types, so many had a patient to take along, where enough were.
    `came`: by type and by group, where enough came, in a week or more."""

    times: dict[Key, Fit]
    carried_permille: dict[str, int]
    came: dict[str, Came]

    def fit(self, key: Key) -> Fit | None:
        """The narrowest that was seen often enough, as LOOSER says."""
        for fields in LOOSER[key.what]:
            found = self.times.get(key.only(fields))
            if found is not None:
                return found
        return None

    def when(self, type: str) -> Came | None:
        """When calls of a type come; those of its group, where it came too seldom."""
        return self.came.get(type) or self.came.get(type.partition(".")[0])


def learned(incidents: Iterable[Incident], units: Map[Unit], zone: tzinfo) -> Learned:
    """The distributions of what these incidents took."""
    seen: dict[Key, list[float]] = defaultdict(list)
    reached: dict[str, int] = defaultdict(int)
    carried: dict[str, int] = defaultdict(int)
    opened: list[_Opened] = []
    for incident in incidents:
        opened.append(_opened(incident, zone))
        group = incident.type.partition(".")[0]
        for each in incident.responses:
            _timed(seen, incident, each, units.get(each.unit), zone)
        reached[group] += _anybody(incident, UnitStatus.on_scene)
        carried[group] += _anybody(incident, UnitStatus.transporting)
    fits = {key: fitted(np.array(seconds)) for key, seconds in seen.items()}
    return Learned(
        {key: fit for key, fit in fits.items() if fit is not None},
        {
            group: 1000 * carried[group] // number
            for group, number in reached.items() if number >= FEWEST
        },
        _came(opened),
    )  # fmt: skip


def _anybody(incident: Incident, status: UnitStatus) -> bool:
    return any(each.mark(status) is not None for each in incident.responses)


class _Opened(NamedTuple):
    """A call: hours of the town's clock, from a Monday 0:00 on; `since`, where it is only known to
    lie between then and `hour`."""

    type: str
    hour: int
    since: int


def _opened(incident: Incident, zone: tzinfo) -> _Opened:
    hour = _hour(incident.opened_at, zone)
    since = hour if incident.opened_after is None else _hour(incident.opened_after, zone)
    return _Opened(incident.type, hour, since)


def _hour(at: datetime, zone: tzinfo) -> int:
    return int((at.astimezone(zone).replace(tzinfo=UTC) - MONDAY).total_seconds() // 3600)


MONDAY = datetime(1970, 1, 5, tzinfo=UTC)


def _came(opened: Sequence[_Opened]) -> dict[str, Came]:
    """By type and group. Hours in which nobody looked are unknown."""
    if not opened:
        return {}
    begin, end = min(each.hour for each in opened), max(each.hour for each in opened) + 1
    unseen = np.zeros(end - begin, np.bool_)
    for each in opened:
        if each.hour - each.since > 1:
            unseen[max(0, each.since + 1 - begin) : each.hour + 1 - begin] = True
    if end - begin - int(unseen.sum()) < WEEK_H:
        return {}
    hours: dict[str, list[int]] = defaultdict(list)
    for each in opened:
        for of in {each.type, each.type.partition(".")[0]}:
            hours[of].append(each.hour)
    found: dict[str, Came] = {}
    for of, known in hours.items():
        counts = counted(np.array(known) * HOUR_MS, begin * HOUR_MS, end - begin)
        counts[unseen] = -1
        calls = int(counts[~unseen].sum())
        if calls >= FEWEST_CALLS:
            found[of] = Came(of, calls, rhythm(counts, begin % WEEK_H))
    return found


def _timed(
    seen: dict[Key, list[float]], incident: Incident, each: Response, unit: Unit | None,
    zone: tzinfo,
) -> None:  # fmt: skip
    there, leaves = _at(each, UnitStatus.on_scene), _at(each, UnitStatus.transporting)
    clear = None if each.ended_after is not None else each.ended_at
    group = incident.type.partition(".")[0]

    def add(key: Key, seconds: float) -> None:
        for known in {key.only(fields) for fields in LOOSER[key.what]}:
            seen[known].append(seconds)

    def between(key: Key, begin: datetime | None, end: datetime | None) -> None:
        if begin is None or end is None:
            return
        seconds = (end - begin).total_seconds()
        if 0 <= seconds <= LONGEST_S[key.what]:
            add(key, seconds)

    if incident.responses[0] is each:
        opened = None if incident.opened_after is not None else incident.opened_at
        priority = None if incident.priority is None else int(incident.priority)
        between(Key("delay", group, priority=priority), opened, _at(each, UnitStatus.committed))
    turnout = rolled(each, unit, zone)
    if turnout is not None:
        add(Key("turnout", turnout.station, turnout.hour, kind=turnout.kind), turnout.seconds)
    carries = leaves is not None
    between(Key("scene", group, carries=carries), there, leaves if carries else clear)
    between(Key("handover", each.destination), _at(each, UnitStatus.at_hospital), clear)


def _at(response: Response, status: UnitStatus) -> datetime | None:
    """When a status was reached; None where it was not, or only between two looks."""
    mark = response.mark(status)
    return None if mark is None or mark.after is not None else mark.at
