"""Whatever is ordered in whatever order, both boards tell the same story of every unit."""

import random
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.operations.ellery import A1, CRASH, E1, E2, FIRE, L1, P1, clock, town
from tests.operations.story import Story
from tocsin.operations.alarm import HoldIncident, ResumeIncident
from tocsin.operations.covering import MoveUp
from tocsin.operations.crews import ShareCrew, StopSharingCrew
from tocsin.operations.dispatch import (
    CancelUnit,
    DispatchUnit,
    DivertUnit,
    PreemptUnit,
    ReassignUnit,
    SelfAttach,
)
from tocsin.operations.due import due
from tocsin.operations.fleet import RetireUnit
from tocsin.operations.incident import ArchiveIncident, CloseIncident, OpenIncident, ReopenIncident
from tocsin.operations.merging import (
    DeclareDuplicate,
    LinkIncidents,
    MergeIncidents,
    SeparateIncidents,
)
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture import Picture
from tocsin.operations.picture.incident import INVERSE, Link
from tocsin.operations.stacking import StackAssignment, UnstackAssignment
from tocsin.operations.status import (
    ClearUnit,
    ReportEnRoute,
    ReportOnScene,
    ReportReturning,
    ReportTransporting,
)
from tocsin.operations.units import ReturnToService, TakeOutOfService
from tocsin.terms.codes import ASSIGNED, UnitStatus

UNITS = (E1, E2, L1, A1, P1)
MAKERS: tuple[Callable[[str, str, str, str], Command], ...] = (
    lambda u, v, i, j: DispatchUnit(unit=u, incident=i),
    lambda u, v, i, j: DispatchUnit(unit=v, incident=j),
    lambda u, v, i, j: CancelUnit(unit=u, reason="x"),
    lambda u, v, i, j: ReassignUnit(unit=u, incident=i, reason="x"),
    lambda u, v, i, j: DivertUnit(unit=u, incident=i, reason="x"),
    lambda u, v, i, j: PreemptUnit(unit=u, incident=i, reason="x", instead=v),
    lambda u, v, i, j: SelfAttach(unit=u, incident=i),
    lambda u, v, i, j: StackAssignment(unit=u, incident=i),
    lambda u, v, i, j: UnstackAssignment(unit=u, incident=i),
    lambda u, v, i, j: ReportEnRoute(unit=u),
    lambda u, v, i, j: ReportOnScene(unit=u),
    lambda u, v, i, j: ReportTransporting(unit=u, destination=i),
    lambda u, v, i, j: ReportOnScene(unit=u, incident=i),
    lambda u, v, i, j: ReportReturning(unit=u),
    lambda u, v, i, j: ClearUnit(unit=u),
    lambda u, v, i, j: TakeOutOfService(unit=u, reason="x", expected_back_at=clock(1_000)),
    lambda u, v, i, j: ReturnToService(unit=u),
    lambda u, v, i, j: MoveUp(unit=u, station="quay"),
    lambda u, v, i, j: ShareCrew(units=(u, v)),
    lambda u, v, i, j: StopSharingCrew(unit=u),
    lambda u, v, i, j: RetireUnit(unit="PE-none", reason="x"),
    lambda u, v, i, j: CloseIncident(incident=i, disposition="x"),
    lambda u, v, i, j: ReopenIncident(incident=i, reason="x"),
    lambda u, v, i, j: ArchiveIncident(incident=i),
    lambda u, v, i, j: HoldIncident(incident=i, reason="x"),
    lambda u, v, i, j: ResumeIncident(incident=i),
    lambda u, v, i, j: LinkIncidents(incident=i, other=j),
    lambda u, v, i, j: DeclareDuplicate(incident=i, of=j),
    lambda u, v, i, j: MergeIncidents(absorbed=i, survivor=j, reason="x"),
    lambda u, v, i, j: SeparateIncidents(absorbed=i, reason="x"),
)


def faults(picture: Picture) -> list[str]:
    """Where the boards contradict each other."""
    found = []
    for unit in picture.units.values():
        if (unit.status in ASSIGNED) != (unit.incident is not None):
            found.append(f"{unit.id} is {unit.status} for {unit.incident}")
        at = None if unit.incident is None else picture.incidents.get(unit.incident)
        if unit.incident is not None and (at is None or unit.id not in at.units):
            found.append(f"{unit.id} thinks it works for {unit.incident}")
        if unit.returning_from is not None and unit.status is not UnitStatus.returning:
            found.append(f"{unit.id} is {unit.status} and returning")
        for name in unit.stack:
            target = picture.incidents.get(name)
            if target is None or unit.id not in target.stacked_by:
                found.append(f"{unit.id} has {name} next, which does not know")
        for name in unit.shares_crew_with:
            sister = picture.units.get(name)
            if sister is None or unit.id not in sister.shares_crew_with:
                found.append(f"{unit.id} shares a crew with {name}, which does not")
    return found + [fault for each in picture.incidents for fault in _of(picture, each)]


def _of(picture: Picture, name: str) -> list[str]:
    incident = picture.incidents.get(name)
    assert incident is not None
    found = []
    if len(set(incident.units)) != len(incident.units):
        found.append(f"{name} counts a unit twice")
    for each in incident.units:
        unit = picture.units.get(each)
        if unit is None or unit.incident != name:
            found.append(f"{name} thinks {each} works for it")
    for each in incident.stacked_by:
        unit = picture.units.get(each)
        if unit is None or name not in unit.stack:
            found.append(f"{name} thinks it is next for {each}")
    for link in incident.links:
        other = picture.incidents.get(link.incident)
        if other is not None and Link(name, INVERSE[link.relation]) not in other.links:
            found.append(f"{name} says {link}, the other does not")
    if incident.merged_into is not None and (incident.units or incident.gave is None):
        found.append(f"{name} was absorbed and still has units")
    return found


def lived(seed: int, orders: int) -> tuple[Story, int]:
    """A random life of the town, looked at after every order; and how many were granted."""
    chance = random.Random(seed)
    story = town()
    names = [FIRE, CRASH]
    granted = 0
    for number in range(orders):
        if number % 25 == 0:
            names.append(f"PE-{number}")
            story.done(OpenIncident(id=names[-1], type="fire.alarm"))
        unit, other = chance.sample(UNITS, 2)
        incident, second = chance.sample(names, 2)
        command = chance.choice(MAKERS)(unit, other, incident, second)
        late_s = chance.choice((0, 0, 0, 3, 30))
        decision = story.when(command, at_s=story.now_s + 1 - late_s)
        granted += not isinstance(decision, Refused) and bool(decision)
        found = faults(story.picture)
        assert not found, f"seed {seed}, order {number}, {command}: {found}"
    return story, granted


@pytest.mark.parametrize("seed", range(12))
def test_both_boards_agree_after_every_order(seed: int) -> None:
    story, granted = lived(seed, 400)
    assert granted > 60, "a life in which something happens"
    due(story.picture, clock(200_000))


def test_a_board_that_lies_is_found() -> None:
    """The control: a unit that forgets its work, a stack that only one side knows."""
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    working = story.picture.units.get(E1)
    idle = story.picture.units.get(E2)
    assert working is not None
    assert idle is not None
    for lie in (
        replace(working, incident=None),
        replace(working, incident=CRASH),
        replace(working, status=UnitStatus.available),
        replace(idle, stack=(CRASH,)),
        replace(idle, shares_crew_with=(L1,)),
        replace(idle, returning_from=CRASH),
    ):
        picture = replace(story.picture, units=story.picture.units.put(lie.id, lie))
        assert faults(picture), lie
    assert faults(story.picture) == []
