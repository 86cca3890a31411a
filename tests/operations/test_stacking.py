"""The next incident of a busy unit."""

from tests.operations.ellery import CRASH, E1, E2, FIRE, incident, town, unit
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.fleet import ReportCondition
from tocsin.operations.incident import OpenIncident
from tocsin.operations.picture.unit import Condition
from tocsin.operations.stacking import AssignmentStacked, StackAssignment, UnstackAssignment
from tocsin.operations.status import ClearUnit
from tocsin.operations.units import TakeOutOfService
from tocsin.terms.codes import UnitStatus


def test_a_stacked_incident_waits_and_is_dispatched_when_somebody_says_so() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    (event,) = story.done(StackAssignment(unit=E1, incident=CRASH))
    assert event == AssignmentStacked(unit=E1, incident=CRASH, epoch="1.0")
    assert unit(story, E1).stack == (CRASH,)
    assert incident(story, CRASH).stacked_by == (E1,)
    story.done(ClearUnit(unit=E1))
    found = unit(story, E1)
    assert (found.status, found.stack) == (UnitStatus.available, (CRASH,)), "not by itself"
    story.done(DispatchUnit(unit=E1, incident=CRASH))
    assert unit(story, E1).stack == ()
    assert incident(story, CRASH).stacked_by == ()


def test_a_free_unit_is_dispatched_not_stacked() -> None:
    refused = town().refused(StackAssignment(unit=E1, incident=FIRE))
    assert (refused.code, refused.parameters["status"]) == ("unit_is_free", "available")


def test_nobody_waits_for_a_unit_that_cannot_come() -> None:
    story = town()
    story.done(TakeOutOfService(unit=E1, reason="tyre"))
    assert story.refused(StackAssignment(unit=E1, incident=FIRE)).code == "unit_is_out_of_service"
    story.done(DispatchUnit(unit=E2, incident=FIRE))
    story.done(ReportCondition(unit=E2, condition=Condition.destroyed))
    assert story.refused(StackAssignment(unit=E2, incident=CRASH)).code == "unit_not_serviceable"


def test_an_incident_is_stacked_once_and_not_where_the_unit_is() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    assert story.refused(StackAssignment(unit=E1, incident=FIRE)).code == "unit_already_there"
    story.done(StackAssignment(unit=E1, incident=CRASH))
    assert story.refused(StackAssignment(unit=E1, incident=CRASH)).code == "already_stacked"
    wrong = StackAssignment(unit=E1, incident=CRASH, epoch="9.9")
    story.done(UnstackAssignment(unit=E1, incident=CRASH))
    assert story.refused(wrong).code == "epoch_stale"


def test_taking_one_off_leaves_the_others_in_order() -> None:
    story = town()
    story.done(OpenIncident(id="PE-alarm", type="fire.alarm"))
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(StackAssignment(unit=E1, incident=CRASH))
    story.done(StackAssignment(unit=E1, incident="PE-alarm"))
    story.done(UnstackAssignment(unit=E1, incident=CRASH))
    assert unit(story, E1).stack == ("PE-alarm",)
    refused = story.refused(UnstackAssignment(unit=E1, incident=CRASH))
    assert refused.code == "not_stacked"
    assert story.refused(UnstackAssignment(unit="PE-X", incident=CRASH)).code == "unit_unknown"
