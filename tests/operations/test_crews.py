"""Crews on and off, relieved at work, shared by two vehicles."""

import pytest

from tests.operations.ellery import CRASH, E1, E2, FIRE, L1, clock, town, unit
from tests.operations.story import Story
from tocsin.operations.crews import (
    CrewRelieved,
    CrewShared,
    CrewSharingEnded,
    CrewUnit,
    RelieveCrew,
    ShareCrew,
    StandDownCrew,
    StopSharingCrew,
    UnitCrewed,
)
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.orders import Command
from tocsin.operations.picture.unit import Seat
from tocsin.operations.stacking import StackAssignment
from tocsin.operations.status import ClearUnit, ReportOnScene
from tocsin.terms.codes import UnitStatus
from tocsin.terms.words import Words

ADA, BO, CY = Seat("p-ada", "officer"), Seat("p-bo", "driver"), Seat("p-cy", "officer")


def rides(story: Story, person: str) -> str | None:
    found = story.picture.people.get(person)
    assert found is not None
    return found.unit


def crewed() -> Story:
    story = town()
    story.done(CrewUnit(unit=E1, seats=(ADA, BO), count=4, shift="day", until=clock(30_000)))
    return story


def test_a_crew_has_seats_a_count_a_shift_and_an_end() -> None:
    story = crewed()
    found = unit(story, E1)
    assert (found.crew, found.crew_count, found.shift) == (("p-ada", "p-bo"), 4, "day")
    assert (found.crew_since, found.crew_until) == (clock(story.now_s), clock(30_000))
    assert found.seats[0].role == "officer"
    assert rides(story, "p-ada") == E1
    assert story.refused(CrewUnit(unit=E1, count=2)).code == "unit_has_crew"


def test_the_new_crew_takes_the_register_over_and_reads_the_epoch_back() -> None:
    story = crewed()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(ReportOnScene(unit=E1))
    order = RelieveCrew(unit=E1, seats=(CY,), count=3, briefing="cylinder 4 empty", epoch="1.0")
    (event,) = story.done(order)
    assert isinstance(event, CrewRelieved)
    assert event.epoch == "1.0"
    assert event.briefing == Words(f"incident/{FIRE}", "cylinder 4 empty")
    found = unit(story, E1)
    assert (found.crew, found.crew_count) == (("p-cy",), 3)
    assert (found.status, found.incident) == (UnitStatus.on_scene, FIRE), "the work goes on"
    assert (rides(story, "p-ada"), rides(story, "p-cy")) == (None, E1)


def test_a_relief_told_of_before_the_crew_was_on_is_a_slip() -> None:
    story = crewed()
    assert story.refused(RelieveCrew(unit=E1, count=3), at_s=300).code == "time_before_status"


@pytest.mark.parametrize("order", [CrewUnit, RelieveCrew])
def test_who_gets_on_is_known_free_and_counted(order: type[CrewUnit] | type[RelieveCrew]) -> None:
    story = crewed()
    at = E2 if order is CrewUnit else E1
    if order is RelieveCrew:
        story.done(CrewUnit(unit=E2, seats=(CY,)))
    busy = BO if order is CrewUnit else CY
    assert story.refused(order(unit=at, seats=(Seat("p-none"),))).code == "person_unknown"
    assert story.refused(order(unit=at, seats=(busy,))).code == "person_on_other_unit"
    twice = order(unit=at, seats=(Seat("p-di"), Seat("p-di")))
    assert story.refused(twice).parameters == {"person": "p-di"}
    few = story.refused(order(unit=at, seats=(Seat("p-di"),), count=0))
    assert (few.code, few.parameters) == ("crew_count_below_seats", {"count": "0", "seats": "1"})
    past = order(unit=at, seats=(Seat("p-di"),), until=clock(10))
    assert story.refused(past).code == "crew_end_in_past"
    assert story.refused(order(unit=at, count=2, epoch="0.1")).code == "epoch_stale"
    assert story.refused(order(unit="PE-X", count=2)).code == "unit_unknown"
    future = story.now_s + 900
    assert story.refused(order(unit=at, count=2), at_s=future).code == "time_is_in_future"
    assert story.refused(order(unit=at)).code == "unit_has_no_crew"


def test_a_unit_without_a_crew_is_not_relieved_and_not_stood_down() -> None:
    story = town()
    assert story.refused(RelieveCrew(unit=E1, count=3)).code == "unit_has_no_crew"
    assert story.refused(StandDownCrew(unit=E1)).code == "unit_has_no_crew"
    assert story.refused(StandDownCrew(unit="PE-X")).code == "unit_unknown"


def test_a_crew_stands_down_when_nothing_waits_for_it() -> None:
    story = crewed()
    assert story.refused(StandDownCrew(unit=E1, epoch="3.0")).code == "epoch_stale"
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(StackAssignment(unit=E1, incident=CRASH))
    assert story.refused(StandDownCrew(unit=E1)).parameters["incident"] == FIRE
    story.done(ClearUnit(unit=E1))
    refused = story.refused(StandDownCrew(unit=E1))
    assert (refused.code, refused.parameters["incident"]) == ("crew_at_work", CRASH)
    story.done(DispatchUnit(unit=E1, incident=CRASH))
    story.done(ClearUnit(unit=E1))
    story.done(StandDownCrew(unit=E1))
    assert (unit(story, E1).crew, unit(story, E1).crew_count) == ((), 0)
    assert rides(story, "p-ada") is None
    assert story.refused(DispatchUnit(unit=E1, incident=FIRE)).code == "crew_too_small"


def test_one_crew_on_two_vehicles_is_named_by_both_and_counted_on_both() -> None:
    story = crewed()
    story.done(ShareCrew(units=(L1, E1)))
    assert unit(story, E1).shares_crew_with == (L1,)
    assert unit(story, L1).shares_crew_with == (E1,)
    assert unit(story, L1).crew_count == 4
    assert story.done(ShareCrew(units=(E1, L1))) == []
    story.done(RelieveCrew(unit=L1, seats=(CY,), count=5))
    assert unit(story, E1).crew_count == 5, "relieved on one is relieved on both"
    story.done(DispatchUnit(unit=L1, incident=FIRE))
    assert story.refused(StandDownCrew(unit=E1)).parameters["unit"] == L1


def test_a_vehicle_that_leaves_a_group_is_named_by_none_of_it() -> None:
    story = town()
    story.done(ShareCrew(units=(E1, L1, E2)))
    story.done(ShareCrew(units=(E1, L1)))
    assert unit(story, E2).shares_crew_with == ()
    assert unit(story, E1).shares_crew_with == (L1,)
    assert unit(story, L1).shares_crew_with == (E1,)


def test_the_crew_stays_with_the_others_when_a_vehicle_stops_sharing() -> None:
    story = crewed()
    assert story.refused(StopSharingCrew(unit=E1)).code == "crew_not_shared"
    story.done(ShareCrew(units=(E1, L1)))
    story.done(StopSharingCrew(unit=E1))
    assert (unit(story, E1).crew_count, unit(story, E1).shares_crew_with) == (0, ())
    assert (unit(story, L1).crew_count, unit(story, L1).shares_crew_with) == (4, ())
    assert rides(story, "p-ada") == L1


def test_a_vehicle_that_is_out_keeps_its_crew() -> None:
    story = crewed()
    story.done(ShareCrew(units=(E1, L1)))
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    assert story.refused(StopSharingCrew(unit=E1)).code == "crew_at_work"
    assert story.refused(StopSharingCrew(unit="PE-X")).code == "unit_unknown"


def test_two_crews_do_not_become_one_and_two_busy_vehicles_share_none() -> None:
    story = crewed()
    story.done(CrewUnit(unit=E2, seats=(CY,)))
    refused = story.refused(ShareCrew(units=(E1, E2)))
    assert (refused.code, refused.parameters["units"]) == ("crews_differ", f"{E1}, {E2}")
    assert story.refused(ShareCrew(units=(E1, "PE-X"))).code == "unit_unknown"
    assert story.refused(ShareCrew(units=(E1, E1))).code == "crew_not_shared"
    other = town()
    other.done(DispatchUnit(unit=E1, incident=FIRE))
    other.done(DispatchUnit(unit=L1, incident=FIRE))
    assert other.refused(ShareCrew(units=(E1, L1))).code == "crew_at_work"


@pytest.mark.parametrize("order", [ShareCrew(units=(E1, L1)), CrewUnit(unit=E1, count=3)], ids=str)
def test_another_towns_units_are_crewed_there(order: Command) -> None:
    story = town()
    elsewhere = Story(code="NV", picture=story.picture, now_s=story.now_s)
    assert elsewhere.refused(order).code == "not_holder"


def test_facts_told_late_or_about_nobody_change_nothing() -> None:
    story = crewed()
    before = story.picture
    story.given(UnitCrewed(unit=E1, count=2), at_s=10)
    story.given(UnitCrewed(unit="PE-X", count=2))
    story.given(CrewSharingEnded(unit="PE-X"))
    story.given(CrewShared(units=("PE-X", "PE-Y")))
    assert story.picture == before
