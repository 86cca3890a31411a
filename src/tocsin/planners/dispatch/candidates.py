"""Who could go, from where, and why the others cannot: read from the picture alone."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.custody import is_ours_to_order
from tocsin.operations.picture import Incident, Picture, Unit
from tocsin.operations.picture.unit import UNUSABLE
from tocsin.operations.team_members import team_of
from tocsin.operations.units import is_away, ready_to_go
from tocsin.planners.dispatch.clearing import Clearing, clearing, place_of_work
from tocsin.planners.dispatch.question import Aid, Neighbour, Question
from tocsin.planners.dispatch.whereabouts import whereabouts
from tocsin.terms.codes import ASSIGNED, Agency, UnitStatus


class Standing(StrEnum):
    """What a unit would come from."""

    at_station = "at_station"
    on_the_road = "on_the_road"
    less_urgent = "less_urgent"
    about_to_clear = "about_to_clear"


FREE = frozenset({Standing.at_station, Standing.on_the_road})


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
    changes_hands = "changes_hands"
    in_team = "in_team"
    kept_at_home = "kept_at_home"
    comes_next = "comes_next"
    no_such_capability = "no_such_capability"
    crew_goes = "crew_goes"
    nowhere = "nowhere"
    no_way = "no_way"
    beyond = "beyond"
    later = "later"
    alike = "alike"
    dearer = "dearer"
    not_needed = "not_needed"
    not_weighed = "not_weighed"


class Candidate(msgspec.Struct, frozen=True):
    """A unit that may be sent. `point` is where it starts, None where nobody knows; `age_s` how
    old that is (0: at its station, None: nobody knows). `leaves` is the incident that it would be
    taken from, and `ordered_s` how long ago it was sent there, where it is still at its station;
    one that `clears` works yet and comes when that is done."""

    unit: Unit
    town: str
    standing: Standing
    point: Point | None
    age_s: int | None = 0
    leaves: str | None = None
    steps: int = 0
    """How many steps less urgent that one is."""
    aid: Aid | None = None
    clears: Clearing | None = None
    ordered_s: int | None = None

    def is_old(self, stale_after_s: int) -> bool:
        """Whether its position is doubted."""
        return self.age_s is None or self.age_s > stale_after_s


def crews_of(found: Sequence[Candidate]) -> list[int]:
    """The crew of each, by number: one for all vehicles that share it, whichever of them says so,
    and for all on which the same person is seated."""
    crew: dict[str, str] = {}

    def first(name: str) -> str:
        while crew.setdefault(name, name) != name:
            name = crew[name]
        return name

    for each in found:
        mine = f"unit/{each.unit.id}"
        shared = [f"unit/{other}" for other in each.unit.shares_crew_with]
        for other in (*shared, *(f"person/{person}" for person in each.unit.crew)):
            crew[first(other)] = first(mine)
    number: dict[str, int] = {}
    return [number.setdefault(first(f"unit/{e.unit.id}"), len(number)) for e in found]


class Excluded(msgspec.Struct, frozen=True):
    """A unit that cannot be sent, and why. `town` where it is a neighbour's; `is_of_use`: whether
    it could fill anything of what is needed, if it went."""

    unit: str
    call_sign: str
    why: WhyNot
    parameters: dict[str, str] = {}
    town: str | None = None
    is_of_use: bool = True


def candidates(
    picture: Picture, incident: Incident, question: Question
) -> tuple[list[Candidate], list[Excluded]]:
    """All units of the picture and of the neighbours, by id: those that may go, and the others."""
    found: list[Candidate] = []
    excluded: list[Excluded] = []
    for _, unit in sorted(picture.units.items()):
        each = (
            _elsewhere(picture, unit, question)
            or _with(unit, incident)
            or _own(picture, unit, question, incident.priority)
        )
        if isinstance(each, Candidate):
            found.append(each)
        else:
            excluded.append(each)
    for each in _foreigners(picture, question):
        if isinstance(each, Candidate):
            found.append(each)
        else:
            excluded.append(each)
    return found, excluded


def could_go(picture: Picture, priority: int | None, question: Question) -> list[Candidate]:
    """Who may go to any incident of that priority, but to one that they are with already."""
    own = (
        _elsewhere(picture, unit, question) or _own(picture, unit, question, priority)
        for _, unit in sorted(picture.units.items())
    )  # fmt: skip
    return [each for each in (*own, *_foreigners(picture, question)) if isinstance(each, Candidate)]


def are_with(found: Sequence[Candidate]) -> frozenset[str]:
    """The incidents that somebody of these is with, or goes to next."""
    return frozenset(
        each for of in found for each in (of.unit.incident, *of.unit.stack) if each is not None
    )


def _foreigners(picture: Picture, question: Question) -> list[Candidate | Excluded]:
    found = []
    sisters = {each.unit.id: each.unit for each in question.neighbours}
    for other in sorted(question.neighbours, key=lambda e: e.unit.id):
        if other.unit.id in picture.units:
            continue
        each = _foreign(other, sisters)
        if isinstance(each, Excluded):
            each = msgspec.structs.replace(each, town=other.town)
        found.append(each)
    return found


def _elsewhere(picture: Picture, unit: Unit, question: Question) -> Excluded | None:
    if unit.authority.holder != question.code:
        return _not(unit, WhyNot.lent_away, holder=unit.authority.holder)
    if not is_ours_to_order(picture, unit.id, question.code):
        return _not(unit, WhyNot.changes_hands)
    return None


def _with(unit: Unit, incident: Incident) -> Excluded | None:
    if unit.incident == incident.id:
        return _not(unit, WhyNot.is_there)
    if incident.id in unit.stack:
        return _not(unit, WhyNot.comes_next)
    return None


def _own(
    picture: Picture, unit: Unit, question: Question, priority: int | None
) -> Candidate | Excluded:
    cannot = ready_to_go(unit, picture)
    if cannot is not None:
        return _not(unit, _REFUSED[cannot.code], **cannot.parameters)
    if unit.crew_count == 0:
        return _not(unit, WhyNot.nobody_on_board)
    team = team_of(picture, unit.id)
    if team is not None:
        return _not(unit, WhyNot.in_team, team=team.name)
    point, age_s = whereabouts(picture, unit, question.now)
    if unit.status not in ASSIGNED:
        is_home = unit.status is UnitStatus.available and age_s == 0
        standing = Standing.at_station if is_home else Standing.on_the_road
        return Candidate(unit, unit.authority.home, standing, point, age_s)
    clears = clearing(picture, unit, question)
    if clears is not None and clears.p50_s <= question.policy.weights.clears_within_s:
        point = place_of_work(picture, unit)
        return Candidate(
            unit, unit.authority.home, Standing.about_to_clear, point, clears=clears
        )  # fmt: skip
    left = picture.incidents.get(unit.incident or "")
    if unit.status in _PATIENT:
        return _not(unit, WhyNot.has_patient)
    if unit.status is UnitStatus.on_scene or left is None:
        return _not(unit, WhyNot.committed, incident=unit.incident or "")
    steps = _steps(left, priority)
    if steps < 1:
        return _not(unit, WhyNot.not_less_urgent, incident=left.id)
    is_home = unit.status is UnitStatus.committed and age_s == 0
    return Candidate(
        unit, unit.authority.home, Standing.less_urgent, point, age_s, left.id, steps,
        ordered_s=_since_s(unit, question) if is_home else None,
    )  # fmt: skip


def _since_s(unit: Unit, question: Question) -> int:
    """For how many seconds its status is what it is."""
    return 0 if unit.since is None else max(0, int((question.now - unit.since).total_seconds()))


def disciplines(incident: Incident) -> frozenset[Agency]:
    """Whose work it is: of the agencies that share it, else of the group of its type
    ("fire.structure"), else anybody's."""
    named = {each.agency for each in incident.agencies}
    group = incident.type.partition(".")[0]
    named |= {each for each in Agency if each.value == group}
    return frozenset(named or Agency)


_PATIENT = (UnitStatus.transporting, UnitStatus.at_hospital)
_REFUSED = {
    "unit_is_out_of_service": WhyNot.out_of_service,
    "unit_not_serviceable": WhyNot.not_serviceable,
    "crew_is_out_with": WhyNot.crew_away,
}


def _foreign(other: Neighbour, sisters: dict[str, Unit]) -> Candidate | Excluded:
    """A neighbour's unit as it is shown: only a free one comes, and only one that is that town's
    own to lend."""
    unit, authority = other.unit, other.unit.authority
    if authority.holder != authority.home:
        return _not(unit, WhyNot.lent_away, holder=authority.holder)
    if unit.condition in UNUSABLE:
        return _not(unit, WhyNot.not_serviceable, condition=unit.condition.value)
    if unit.status is UnitStatus.out_of_service:
        return _not(unit, WhyNot.out_of_service, reason=unit.out_reason or "")
    if unit.status in ASSIGNED:
        return _not(unit, WhyNot.committed, incident="")
    for each in unit.shares_crew_with:
        sister = sisters.get(each)
        if sister is not None and is_away(sister, unit):
            return _not(unit, WhyNot.crew_away, other=sister.call_sign)
    if unit.crew_count == 0:
        return _not(unit, WhyNot.nobody_on_board)
    is_home = unit.status is UnitStatus.available and other.age_s == 0
    standing = Standing.at_station if is_home else Standing.on_the_road
    return Candidate(unit, other.town, standing, other.point, other.age_s, aid=other.aid)


def _not(unit: Unit, why: WhyNot, /, **parameters: str) -> Excluded:
    return Excluded(unit.id, unit.call_sign, why, parameters)


def _steps(left: Incident, priority: int | None) -> int:
    """How many steps less urgent that is; an unknown priority may be anything."""
    if left.priority is None:
        return 0
    return int(left.priority) - (1 if priority is None else int(priority))
