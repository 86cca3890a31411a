"""The register, out of service and back, positions, cover."""

import pytest

from tests.operations.ellery import A1, CRASH, E1, E2, FIRE, HARBOUR, L1, clock, town, unit
from tests.operations.story import Story
from tocsin.geo.places import Point
from tocsin.operations.covering import MoveUp, UnitMovedUp
from tocsin.operations.crews import ShareCrew
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.fleet import ReportCondition
from tocsin.operations.orders import Command
from tocsin.operations.picture.unit import Condition
from tocsin.operations.stacking import StackAssignment
from tocsin.operations.status import ClearUnit, ReportOnScene, ReportReturning
from tocsin.operations.units import (
    AddStation,
    RegisterUnit,
    ReportPosition,
    ReturnToService,
    TakeOutOfService,
    UnitInService,
    UnitOutOfService,
)
from tocsin.terms.codes import UnitStatus


def test_a_registered_unit_is_free_at_home_under_the_first_epoch() -> None:
    found = unit(town(), E1)
    assert (found.status, found.station, found.post) == (UnitStatus.available, "mill", None)
    assert (found.authority.home, found.authority.holder) == ("PE", "PE")
    assert found.authority.epoch == "1.0"


def test_a_call_sign_is_registered_once_and_at_a_station_that_exists() -> None:
    story = town()
    assert story.refused(RegisterUnit(call_sign="E1", kind="engine")).code == "unit_exists"
    nowhere = RegisterUnit(call_sign="E9", kind="engine", station="moon")
    assert story.refused(nowhere).parameters == {"station": "moon"}


def test_a_unit_registered_with_a_shared_crew_is_named_by_the_other_too() -> None:
    story = town()
    lonely = RegisterUnit(call_sign="B1", kind="boat", shares_crew_with=("E77",))
    assert story.refused(lonely).parameters == {"unit": "PE-E77"}
    story.done(RegisterUnit(call_sign="B1", kind="boat", shares_crew_with=("E1",)))
    assert unit(story, "PE-B1").shares_crew_with == (E1,)
    assert unit(story, E1).shares_crew_with == ("PE-B1",)


def test_a_station_is_put_down_once_and_may_change() -> None:
    story = town()
    again = AddStation(id="mill", name="Mill Street", point=HARBOUR)
    assert story.done(again) == []
    story.done(AddStation(id="mill", name="Mill Street House"))
    found = story.picture.stations.get("mill")
    assert found is not None
    assert found.name == "Mill Street House"


def test_a_unit_out_of_service_says_why_and_until_when() -> None:
    story = town()
    out = TakeOutOfService(unit=E1, reason="tyre", remark="nearside", expected_back_at=clock(4_000))
    story.done(out)
    found = unit(story, E1)
    assert (found.status, found.out_reason) == (UnitStatus.out_of_service, "tyre")
    assert found.expected_back_at == clock(4_000)
    refused = story.refused(DispatchUnit(unit=E1, incident=FIRE))
    assert refused.code == "unit_is_out_of_service"
    assert refused.parameters["reason"] == "tyre"


def test_a_new_expected_time_leaves_since_when_it_is_out() -> None:
    story = town()
    story.done(TakeOutOfService(unit=E1, reason="tyre", remark="nearside"))
    since = unit(story, E1).since
    assert story.done(TakeOutOfService(unit=E1, reason="tyre")) == []
    story.done(TakeOutOfService(unit=E1, reason="tyre", expected_back_at=clock(9_000)))
    found = unit(story, E1)
    assert (found.since, found.expected_back_at) == (since, clock(9_000))
    assert found.out_remark is not None, "what was said before still holds"
    story.done(ReturnToService(unit=E1))
    back = unit(story, E1)
    assert (back.status, back.out_reason, back.out_remark) == (UnitStatus.available, None, None)
    assert story.refused(ReturnToService(unit=E1)).code == "unit_is_in_service"


def test_a_unit_with_work_or_a_next_assignment_is_not_taken_out() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    assert story.refused(TakeOutOfService(unit=E1, reason="meal")).code == "unit_is_assigned"
    story.done(StackAssignment(unit=E1, incident=CRASH))
    story.done(ClearUnit(unit=E1))
    refused = story.refused(TakeOutOfService(unit=E1, reason="meal"))
    assert (refused.code, refused.parameters["incidents"]) == ("unit_has_stack", CRASH)


def test_a_returning_unit_may_go_out_of_service_on_the_way() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(ReportReturning(unit=E1))
    story.done(TakeOutOfService(unit=E1, reason="refit"))
    found = unit(story, E1)
    assert (found.status, found.returning_from) == (UnitStatus.out_of_service, None)


def test_a_young_position_is_not_overwritten_by_a_late_one() -> None:
    story = town()
    story.done(ReportPosition(unit=E1, point=HARBOUR), at_s=500)
    story.done(ReportPosition(unit=E1, point=Point(1, 1), uncertainty_m=30), at_s=400)
    found = unit(story, E1).position
    assert found is not None
    assert (found.point, found.at) == (HARBOUR, clock(500))
    refused = story.refused(ReportPosition(unit=E1, point=HARBOUR), at_s=story.now_s + 600)
    assert refused.code == "position_in_future"


def test_a_unit_covers_another_station_and_its_own_ends_the_cover() -> None:
    story = town()
    since = unit(story, E1).since
    story.done(MoveUp(unit=E1, station="quay"))
    assert (unit(story, E1).post, unit(story, E1).since) == ("quay", since)
    assert story.done(MoveUp(unit=E1, station="quay")) == []
    story.done(MoveUp(unit=E1, station="mill"))
    assert unit(story, E1).post is None
    assert story.refused(MoveUp(unit=E1, station="moon")).code == "station_unknown"


def test_only_a_free_unit_with_its_crew_covers_and_under_the_right_epoch() -> None:
    story = town()
    assert story.refused(MoveUp(unit=E1, station="quay", epoch="0.9")).code == "epoch_stale"
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    assert story.refused(MoveUp(unit=E1, station="quay")).code == "unit_is_assigned"
    story.done(ReportReturning(unit=E1))
    story.done(MoveUp(unit=E1, station="quay"))
    story.done(TakeOutOfService(unit=E2, reason="meal"))
    assert story.refused(MoveUp(unit=E2, station="mill")).code == "unit_is_out_of_service"


def test_a_vehicle_stands_while_its_crew_is_out_with_another() -> None:
    story = town()
    story.done(ShareCrew(units=(E1, L1)))
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    for order in (DispatchUnit(unit=L1, incident=CRASH), MoveUp(unit=L1, station="quay")):
        refused = story.refused(order)
        assert (refused.code, refused.parameters["other"]) == ("crew_is_out_with", E1)
    story.done(ReportReturning(unit=E1))
    assert story.refused(DispatchUnit(unit=L1, incident=CRASH)).code == "crew_is_out_with"
    story.done(ClearUnit(unit=E1))
    story.done(MoveUp(unit=E1, station="quay"))
    assert story.refused(DispatchUnit(unit=L1, incident=CRASH)).code == "crew_is_out_with"
    story.done(MoveUp(unit=E1, station="mill"))
    story.done(DispatchUnit(unit=L1, incident=CRASH))


def test_a_damaged_unit_is_sent_nowhere() -> None:
    story = town()
    story.done(ReportCondition(unit=E1, condition=Condition.damaged))
    refused = story.refused(DispatchUnit(unit=E1, incident=FIRE))
    assert refused.code == "unit_not_serviceable"
    assert refused.parameters == {"unit": E1, "condition": "damaged"}


@pytest.mark.parametrize(
    "command",
    [
        TakeOutOfService(unit=E1, reason="meal"),
        MoveUp(unit=E1, station="quay"),
        DispatchUnit(unit=E1, incident=FIRE),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_order_belongs_after_what_the_board_shows_and_not_in_the_future(
    command: Command,
) -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=CRASH))
    story.done(ClearUnit(unit=E1))
    assert story.refused(command, at_s=590).code == "time_before_status"
    assert story.refused(command, at_s=story.now_s + 120).code == "time_is_in_future"
    story.done(command)


def test_a_unit_that_another_town_holds_takes_no_orders_from_here() -> None:
    story = town()
    elsewhere = Story(code="NV", picture=story.picture, now_s=story.now_s)
    for command in (
        TakeOutOfService(unit=A1, reason="meal"),
        ReturnToService(unit=A1),
        MoveUp(unit=A1, station="mill"),
        DispatchUnit(unit=A1, incident=FIRE),
        ReportOnScene(unit=A1),
    ):
        assert elsewhere.refused(command).code == "not_holder"


def test_a_unit_nobody_knows_is_named() -> None:
    story = town()
    for command in (
        TakeOutOfService(unit="PE-X", reason="meal"),
        ReturnToService(unit="PE-X"),
        ReportPosition(unit="PE-X", point=HARBOUR),
        MoveUp(unit="PE-X", station="mill"),
    ):
        assert story.refused(command).parameters == {"unit": "PE-X"}


def test_a_fact_told_late_leaves_the_present_as_it_is() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    before = story.picture
    story.given(UnitOutOfService(unit=E1, reason="tyre"), at_s=10)
    story.given(UnitInService(unit=E1), at_s=10)
    story.given(UnitMovedUp(unit=E1, station="quay"), at_s=10)
    assert story.picture == before
