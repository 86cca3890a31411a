"""Who could go, from where, and why the others cannot: read from the picture alone."""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.picture import Incident, Picture, Unit
from tocsin.operations.picture.unit import UNUSABLE
from tocsin.operations.units import ready_to_go
from tocsin.planners.dispatch.question import Aid, Question
from tocsin.terms.codes import ASSIGNED, UnitStatus


class Standing(StrEnum):
    """What a unit would come from."""

    at_station = "at_station"
    on_the_road = "on_the_road"
    less_urgent = "less_urgent"


class WhyNot(StrEnum):
    """Why a unit is in no option."""

    is_there = "is_there"
    committed = "committed"
    not_less_urgent = "not_less_urgent"
    has_patient = "has_patient"
    out_of_service = "out_of_service"
    not_serviceable = "not_serviceable"
    crew_away = "crew_away"
    nobody_on_board = "nobody_on_board"
    lent_away = "lent_away"
    no_such_capability = "no_such_capability"
    no_way = "no_way"
    later = "later"
    dearer = "dearer"
    not_needed = "not_needed"
    not_weighed = "not_weighed"


class Candidate(msgspec.Struct, frozen=True):
    """A unit that may be sent. `point` is where it starts, None where nobody knows; `age_s` how
    old that is (0: at its station). `leaves` is the incident that it would be taken from."""

    unit: Unit
    town: str
    standing: Standing
    point: Point | None
    age_s: int = 0
    leaves: str | None = None
    steps: int = 0
    """How many steps less urgent that one is."""
    aid: Aid | None = None

    @property
    def crew(self) -> str:
        """The crew that drives it: one for all vehicles that share it."""
        return min((self.unit.id, *self.unit.shares_crew_with))


class Excluded(msgspec.Struct, frozen=True):
    """A unit that cannot be sent, and why."""

    unit: str
    call_sign: str
    why: WhyNot
    parameters: dict[str, str] = {}


def candidates(
    picture: Picture, incident: Incident, question: Question
) -> tuple[list[Candidate], list[Excluded]]:
    """All units of the picture and of the neighbours, by id: those that may go, and the others."""
    found: list[Candidate] = []
    excluded: list[Excluded] = []
    for _, unit in sorted(picture.units.items()):
        each = _own(picture, incident, unit, question)
        if isinstance(each, Candidate):
            found.append(each)
        else:
            excluded.append(each)
    for other in sorted(question.neighbours, key=lambda e: e.unit.id):
        if other.unit.id in picture.units:
            continue
        each = _foreign(other.unit, other.town, other.aid, other.point)
        if isinstance(each, Candidate):
            found.append(each)
        else:
            excluded.append(each)
    return found, excluded


def _own(
    picture: Picture, incident: Incident, unit: Unit, question: Question
) -> Candidate | Excluded:
    if unit.authority.holder != question.code:
        return _not(unit, WhyNot.lent_away, holder=unit.authority.holder)
    if unit.incident == incident.id:
        return _not(unit, WhyNot.is_there)
    cannot = ready_to_go(unit, picture)
    if cannot is not None:
        return _not(unit, _REFUSED[cannot.code], **cannot.parameters)
    if unit.crew_count == 0:
        return _not(unit, WhyNot.nobody_on_board)
    point, age_s = _place(picture, unit, question.now)
    if unit.status not in ASSIGNED:
        is_home = unit.status is UnitStatus.available and age_s == 0
        standing = Standing.at_station if is_home else Standing.on_the_road
        return Candidate(unit, unit.authority.home, standing, point, age_s)
    left = picture.incidents.get(unit.incident or "")
    if unit.status in _PATIENT:
        return _not(unit, WhyNot.has_patient)
    if unit.status is UnitStatus.on_scene or left is None:
        return _not(unit, WhyNot.committed, incident=unit.incident or "")
    steps = _steps(left, incident)
    if steps < 1:
        return _not(unit, WhyNot.not_less_urgent, incident=left.id)
    return Candidate(
        unit, unit.authority.home, Standing.less_urgent, point, age_s, left.id, steps
    )  # fmt: skip


_PATIENT = (UnitStatus.transporting, UnitStatus.at_hospital)
_REFUSED = {
    "unit_is_out_of_service": WhyNot.out_of_service,
    "unit_not_serviceable": WhyNot.not_serviceable,
    "crew_is_out_with": WhyNot.crew_away,
}


def _foreign(unit: Unit, town: str, aid: Aid, point: Point | None) -> Candidate | Excluded:
    """A neighbour's unit as it is shown: only a free one comes."""
    if unit.condition in UNUSABLE:
        return _not(unit, WhyNot.not_serviceable, condition=unit.condition.value)
    if unit.status is UnitStatus.out_of_service:
        return _not(unit, WhyNot.out_of_service, reason=unit.out_reason or "")
    if unit.status in ASSIGNED:
        return _not(unit, WhyNot.committed, incident="")
    if unit.crew_count == 0:
        return _not(unit, WhyNot.nobody_on_board)
    return Candidate(unit, town, Standing.at_station, point, aid=aid)


def _not(unit: Unit, why: WhyNot, /, **parameters: str) -> Excluded:
    return Excluded(unit.id, unit.call_sign, why, parameters)


def _place(picture: Picture, unit: Unit, now: datetime) -> tuple[Point | None, int]:
    """Where a unit is and how many seconds old that is. Who is free stands at its post or station,
    unless it was seen elsewhere since it became free."""
    home = picture.stations.get(unit.post or unit.station or "")
    seen = unit.position
    is_free = unit.status is UnitStatus.available
    if is_free and home is not None and home.point is not None:
        moved = seen is not None and (unit.since is None or seen.at > unit.since)
        if not moved:
            return home.point, 0
    if seen is not None:
        return seen.point, max(1, int((now - seen.at).total_seconds()))
    return (None, 0) if home is None else (home.point, 0)


def _steps(left: Incident, incident: Incident) -> int:
    """How many steps less urgent the first is; an unknown priority may be anything."""
    if left.priority is None:
        return 0
    return int(left.priority) - (1 if incident.priority is None else int(incident.priority))
