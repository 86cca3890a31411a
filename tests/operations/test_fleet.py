"""What a unit is, how it is, and its leaving the register."""

from msgspec.structs import replace

from tests.operations.ellery import CRASH, E1, E2, FIRE, L1, town, unit
from tests.operations.story import Story
from tocsin.operations.covering import MoveUp
from tocsin.operations.crews import CrewUnit, ShareCrew, StandDownCrew
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.fleet import (
    ReportCondition,
    RetireUnit,
    ReviseUnit,
    UnitConditionReported,
    UnitRetired,
    UnitRevised,
)
from tocsin.operations.picture.unit import Capability, Condition
from tocsin.operations.stacking import StackAssignment
from tocsin.operations.status import ClearUnit
from tocsin.terms.codes import Agency
from tocsin.terms.words import Words

HAZMAT = Capability("hazmat", 2)
BOAT = Capability("water_rescue")


def test_capabilities_kind_and_staffing_change_and_the_rest_stays() -> None:
    story = town()
    story.done(ReviseUnit(unit=E1, capabilities=(HAZMAT, BOAT), crew_minimum=4))
    found = unit(story, E1)
    assert (found.capabilities, found.crew_minimum) == ((HAZMAT, BOAT), 4)
    assert (found.kind, found.station) == ("engine", "mill")
    assert story.done(ReviseUnit(unit=E1, crew_minimum=4)) == []
    story.done(ReviseUnit(unit=E1, kind="rescue", capabilities=(), agency=Agency.rescue))
    found = unit(story, E1)
    assert (found.kind, found.capabilities, found.agency) == ("rescue", (), Agency.rescue)


def test_a_unit_that_moves_house_does_not_cover_there_any_more() -> None:
    story = town()
    story.done(MoveUp(unit=E1, station="quay"))
    story.done(ReviseUnit(unit=E1, station="quay"))
    assert (unit(story, E1).station, unit(story, E1).post) == ("quay", None)
    refused = story.refused(ReviseUnit(unit=E1, station="moon"))
    assert refused.code == "station_unknown"


def test_a_limited_unit_says_what_it_lacks_and_still_goes() -> None:
    story = town()
    order = ReportCondition(unit=E1, condition=Condition.limited, without=("pump", "pump"))
    story.done(order)
    assert (unit(story, E1).condition, unit(story, E1).without) == (Condition.limited, ("pump",))
    assert story.done(order) == []
    story.done(DispatchUnit(unit=E1, incident=FIRE))


def test_a_unit_damaged_at_work_stays_where_it_is_and_gets_nothing_new() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(ReportCondition(unit=E1, condition=Condition.damaged, remark="front axle"))
    assert unit(story, E1).incident == FIRE
    assert unit(story, E1).condition_remark == Words(f"unit/{E1}", "front axle")
    story.done(ClearUnit(unit=E1))
    assert story.refused(DispatchUnit(unit=E1, incident=CRASH)).code == "unit_not_serviceable"
    story.done(ReportCondition(unit=E1, condition=Condition.sound))
    story.done(DispatchUnit(unit=E1, incident=CRASH))


def test_the_youngest_word_on_a_unit_stands() -> None:
    story = town()
    story.done(ReportCondition(unit=E1, condition=Condition.sound, remark="repaired"))
    story.given(UnitConditionReported(unit=E1, condition=Condition.damaged), at_s=300)
    assert unit(story, E1).condition is Condition.sound
    future = ReportCondition(unit=E1, condition=Condition.damaged)
    assert story.refused(future, at_s=story.now_s + 900).code == "time_is_in_future"


def test_a_retired_unit_is_gone_and_its_group_forgets_it() -> None:
    story = town()
    story.done(ShareCrew(units=(E1, L1)))
    story.done(RetireUnit(unit=L1, reason="sold"))
    assert L1 not in story.picture.units
    assert unit(story, E1).shares_crew_with == ()
    assert story.refused(RetireUnit(unit=L1, reason="sold")).code == "unit_unknown"


def test_a_unit_with_work_a_next_one_or_a_crew_is_not_retired() -> None:
    story = town()
    retire = RetireUnit(unit=E1, reason="old")
    story.done(CrewUnit(unit=E1, count=3))
    assert story.refused(retire).code == "unit_is_crewed"
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    assert story.refused(retire).code == "unit_is_assigned"
    story.done(StackAssignment(unit=E1, incident=CRASH))
    story.done(ClearUnit(unit=E1))
    assert story.refused(retire).code == "unit_has_stack"
    story.done(DispatchUnit(unit=E1, incident=CRASH))
    story.done(ClearUnit(unit=E1))
    story.done(StandDownCrew(unit=E1))
    story.done(retire)


def test_a_borrowed_unit_is_given_back_not_retired() -> None:
    story = town()
    found = unit(story, E2)
    lent = replace(found, authority=replace(found.authority, home="NV"))
    story.picture = replace(story.picture, units=story.picture.units.put(E2, lent))
    refused = story.refused(RetireUnit(unit=E2, reason="x"))
    assert (refused.code, refused.parameters["home"]) == ("unit_is_lent", "NV")


def test_another_towns_unit_is_not_changed_here() -> None:
    story = town()
    elsewhere = Story(code="NV", picture=story.picture, now_s=story.now_s)
    for order in (
        ReviseUnit(unit=E1, kind="rescue"),
        ReportCondition(unit=E1, condition=Condition.damaged),
        RetireUnit(unit=E1, reason="x"),
    ):
        assert elsewhere.refused(order).code == "not_holder"


def test_facts_about_a_unit_that_is_not_there_change_nothing() -> None:
    story = town()
    before = story.picture
    story.given(UnitRevised(unit="PE-X", kind="rescue", agency=Agency.fire))
    story.given(UnitConditionReported(unit="PE-X", condition=Condition.sound))
    story.given(UnitRetired(unit="PE-X", reason=Words("x/y", "z")))
    assert story.picture == before
