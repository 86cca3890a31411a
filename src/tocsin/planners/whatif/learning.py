"""What a log says of how long things take: each as a distribution, by what it depends on.

Delay: from the call to a unit's order, by group of type ("fire"). Turnout: from the order to
rolling, by station and hour. Scene: from arrival to leaving, with a patient or without. Hand-over:
at the hospital, by hospital. A time between two marks of which one is only known to lie between two
looks is no observation.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, tzinfo
from typing import NamedTuple

import numpy as np

from tocsin.operations.picture import Incident, Map, Unit
from tocsin.operations.picture.incident import Response
from tocsin.planners.whatif.fitting import Fit, fitted
from tocsin.terms.codes import UnitStatus

LONGEST_S = {"delay": 7_200, "turnout": 3_600, "scene": 43_200, "handover": 21_600}
"""What took longer was held back by something that is no part of it."""


class Key(NamedTuple):
    """What was timed, of what. `of`: a group of types, a station, a hospital; `hour` of the town's
    day; `carries`: a patient was taken along. None: of all."""

    what: str
    of: str | None = None
    hour: int | None = None
    carries: bool | None = None


class Learned(NamedTuple):
    """`times`: each that was seen often enough. `carried_permille`: of a thousand units that
    arrived, by group of types, so many left with a patient; `runs`: how many arrived."""

    times: dict[Key, Fit]
    carried_permille: dict[str, int]
    runs: dict[str, int]

    def fit(self, key: Key) -> Fit | None:
        """The narrowest that was seen often enough: of it in this hour, of it, of all in this hour,
        of all."""
        for of, hour in ((key.of, key.hour), (key.of, None), (None, key.hour), (None, None)):
            found = self.times.get(key._replace(of=of, hour=hour))
            if found is not None:
                return found
        return None


def learned(incidents: Iterable[Incident], units: Map[Unit], zone: tzinfo) -> Learned:
    """The distributions of what these incidents took."""
    seen: dict[Key, list[float]] = defaultdict(list)
    arrived: dict[str, int] = defaultdict(int)
    carried: dict[str, int] = defaultdict(int)
    for incident in incidents:
        group = incident.type.partition(".")[0]
        for each in incident.responses:
            unit = units.get(each.unit)
            station = None if unit is None else unit.station
            _timed(seen, incident, each, group, station, zone)
            if each.mark(UnitStatus.on_scene) is not None:
                arrived[group] += 1
                carried[group] += each.mark(UnitStatus.transporting) is not None
    fits = {key: fitted(np.array(seconds)) for key, seconds in seen.items()}
    return Learned(
        {key: fit for key, fit in fits.items() if fit is not None},
        {group: 1000 * carried[group] // number for group, number in arrived.items()},
        dict(arrived),
    )


def _timed(
    seen: dict[Key, list[float]], incident: Incident, each: Response, group: str,
    station: str | None, zone: tzinfo,
) -> None:  # fmt: skip
    sent, rolls = _at(each, UnitStatus.committed), _at(each, UnitStatus.en_route)
    there, leaves = _at(each, UnitStatus.on_scene), _at(each, UnitStatus.transporting)
    hospital = _at(each, UnitStatus.at_hospital)
    clear = None if each.ended_after is not None else each.ended_at
    hour = None if sent is None else sent.astimezone(zone).hour

    def add(what: str, begin: datetime | None, end: datetime | None, *keys: Key) -> None:
        if begin is None or end is None:
            return
        seconds = (end - begin).total_seconds()
        if 0 <= seconds <= LONGEST_S[what]:
            for key in set(keys):
                seen[key].append(seconds)

    opened = None if incident.opened_after is not None else incident.opened_at
    if incident.responses[0] is each:
        add("delay", opened, sent, Key("delay"), Key("delay", group))
    stations = {None, station}
    add(
        "turnout", sent, rolls,
        *(Key("turnout", of, when) for of in stations for when in (None, hour)),
    )  # fmt: skip
    carries = leaves is not None
    ends = leaves if carries else clear
    add(
        "scene", there, ends,
        Key("scene", None, None, carries), Key("scene", group, None, carries),
    )  # fmt: skip
    add(
        "handover", hospital, clear, Key("handover"), Key("handover", each.destination),
    )  # fmt: skip


def _at(response: Response, status: UnitStatus) -> datetime | None:
    """When a status was reached; None where it was not, or only between two looks."""
    mark = response.mark(status)
    return None if mark is None or mark.after is not None else mark.at
