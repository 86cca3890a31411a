"""Sending units, and what becomes of whoever loses one."""

import pytest

from tests.operations.ellery import A1, CRASH, E1, E2, FIRE, L1, clock, incident, town, unit
from tests.operations.story import Story
from tocsin.operations.crews import CrewUnit
from tocsin.operations.dispatch import (
    CancelUnit,
    DispatchUnit,
    DivertUnit,
    PreemptUnit,
    ReassignUnit,
    SelfAttach,
    UnitCancelled,
    UnitDispatched,
    UnitReassigned,
)
from tocsin.operations.fleet import ReviseUnit
from tocsin.operations.incident import CloseIncident, OpenIncident, SetPriority
from tocsin.operations.orders import Command
from tocsin.operations.status import (
    ClearUnit,
    ReportAtHospital,
    ReportOnScene,
    ReportStaged,
    ReportTransporting,
)
from tocsin.operations.units import TakeOutOfService
from tocsin.terms.codes import Priority, UnitStatus
from tocsin.terms.words import Words


def working(name: str = E1, at: str = CRASH) -> Story:
    story = town()
    story.done(DispatchUnit(unit=name, incident=at))
    return story


def test_a_dispatch_is_on_both_boards_and_carries_epoch_and_advice() -> None:
    story = town()
    (event,) = story.done(DispatchUnit(unit=E1, incident=FIRE, basis='{"travel_s": 240}'))
    assert event == UnitDispatched(unit=E1, incident=FIRE, epoch="1.0", basis='{"travel_s": 240}')
    assert (unit(story, E1).status, unit(story, E1).incident) == (UnitStatus.committed, FIRE)
    found = incident(story, FIRE)
    assert (found.units, found.dispatched_at) == ((E1,), clock(story.now_s))
    assert found.responses[0].basis == '{"travel_s": 240}'


def test_a_busy_unit_is_refused_with_where_it_is() -> None:
    story = working()
    refused = story.refused(DispatchUnit(unit=E1, incident=FIRE))
    assert refused.code == "unit_is_committed"
    assert refused.parameters == {"incident": CRASH, "status": "committed", "unit": E1}
    assert story.refused(DispatchUnit(unit=E1, incident=CRASH)).code == "unit_already_there"


def test_what_is_closed_or_unknown_gets_nobody() -> None:
    story = town()
    assert story.refused(DispatchUnit(unit=E1, incident="PE-none")).code == "incident_unknown"
    story.done(CloseIncident(incident=FIRE, disposition="done"))
    assert story.refused(DispatchUnit(unit=E1, incident=FIRE)).code == "incident_is_closed"


@pytest.mark.parametrize(
    "command",
    [
        DispatchUnit(unit=E2, incident=FIRE, epoch="0.7"),
        CancelUnit(unit=E1, reason="x", epoch="0.7"),
        ReassignUnit(unit=E1, incident=FIRE, reason="x", epoch="0.7"),
        DivertUnit(unit=E1, incident=FIRE, reason="x", epoch="0.7"),
        PreemptUnit(unit=E1, incident=FIRE, reason="x", epoch="0.7"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_an_order_under_a_wrong_epoch_does_not_go_out(command: Command) -> None:
    refused = working().refused(command)
    assert (refused.code, refused.parameters["epoch"]) == ("epoch_stale", "1.0")


def test_a_short_crew_is_sent_only_with_a_reason_and_nobody_never() -> None:
    story = town()
    story.done(ReviseUnit(unit=E1, crew_minimum=4))
    story.done(CrewUnit(unit=E1, count=3))
    refused = story.refused(DispatchUnit(unit=E1, incident=FIRE))
    assert refused.code == "crew_too_small"
    assert refused.parameters == {"crew": "3", "minimum": "4", "unit": E1}
    order = DispatchUnit(unit=E1, incident=FIRE, short_crew_because="child inside")
    (event,) = story.done(order)
    assert isinstance(event, UnitDispatched)
    assert event.short_crew_because == Words(f"incident/{FIRE}", "child inside")


def test_a_full_crew_needs_no_reason_and_records_none() -> None:
    story = town()
    (event,) = story.done(DispatchUnit(unit=E1, incident=FIRE, short_crew_because="x"))
    assert isinstance(event, UnitDispatched)
    assert event.short_crew_because is None


def test_a_unit_is_called_off_until_it_arrives() -> None:
    story = working()
    story.done(ReportStaged(unit=E1))
    (event,) = story.done(CancelUnit(unit=E1, reason="not needed"))
    assert isinstance(event, UnitCancelled)
    assert (event.incident, event.epoch) == (CRASH, "1.0")
    assert (unit(story, E1).status, unit(story, E1).incident) == (UnitStatus.available, None)
    assert incident(story, CRASH).responses[0].outcome == "cancelled"
    assert story.refused(CancelUnit(unit=E1, reason="x")).code == "unit_not_on_incident"
    story.done(DispatchUnit(unit=E1, incident=CRASH))
    story.done(ReportOnScene(unit=E1))
    assert story.refused(CancelUnit(unit=E1, reason="x")).code == "unit_has_arrived"


@pytest.mark.parametrize(
    "report", [ReportTransporting(unit=A1), ReportAtHospital(unit=A1)], ids=str
)
def test_a_patient_on_board_comes_first(report: Command) -> None:
    story = working(A1)
    story.done(report)
    for order in (
        CancelUnit(unit=A1, reason="x"),
        ReassignUnit(unit=A1, incident=FIRE, reason="x"),
        DivertUnit(unit=A1, incident=FIRE, reason="x"),
        PreemptUnit(unit=A1, incident=FIRE, reason="x"),
    ):
        assert story.refused(order).code == "patient_on_board"


def test_a_reassigned_unit_ends_here_and_begins_there_with_the_reason() -> None:
    story = working()
    story.done(ReportOnScene(unit=E1))
    (event,) = story.done(ReassignUnit(unit=E1, incident=FIRE, reason="people trapped"))
    assert isinstance(event, UnitReassigned)
    assert event.reason == Words(f"incident/{FIRE}", "people trapped")
    assert (event.left, event.manner, event.epoch) == (CRASH, "reassigned", "1.0")
    assert incident(story, CRASH).units == ()
    assert incident(story, CRASH).responses[0].outcome == "reassigned"
    assert incident(story, FIRE).units == (E1,)
    assert unit(story, E1).status is UnitStatus.committed
    again = ReassignUnit(unit=E1, incident=FIRE, reason="x")
    assert story.refused(again).code == "unit_already_there"
    free = ReassignUnit(unit=E2, incident=FIRE, reason="x")
    assert story.refused(free).code == "unit_not_on_incident"


def test_a_unit_is_diverted_until_it_arrives_also_from_staging() -> None:
    story = working()
    story.done(ReportStaged(unit=E1))
    story.done(DivertUnit(unit=E1, incident=FIRE, reason="nearer"))
    assert incident(story, CRASH).responses[0].outcome == "diverted"
    story.done(ReportOnScene(unit=E1))
    refused = story.refused(DivertUnit(unit=E1, incident=CRASH, reason="x"))
    assert (refused.code, refused.parameters["incident"]) == ("unit_has_arrived", FIRE)


def test_only_the_less_urgent_loses_its_unit_and_may_get_another_at_once() -> None:
    story = working(E1, CRASH)
    order = PreemptUnit(unit=E1, incident=FIRE, reason="people trapped", instead=E2)
    moved, relief = story.done(order)
    assert isinstance(moved, UnitReassigned)
    assert isinstance(relief, UnitDispatched)
    assert moved.manner == "pre_empted"
    assert incident(story, FIRE).units == (E1,)
    assert incident(story, CRASH).units == (E2,)
    back = PreemptUnit(unit=E1, incident=CRASH, reason="x")
    refused = story.refused(back)
    assert (refused.code, refused.parameters["priority"]) == ("not_lower_priority", "2")


def test_where_the_relief_cannot_go_nobody_is_taken() -> None:
    story = working(E1, CRASH)
    story.done(TakeOutOfService(unit=E2, reason="meal"))
    order = PreemptUnit(unit=E1, incident=FIRE, reason="trapped", instead=E2)
    assert story.refused(order).code == "unit_is_out_of_service"
    story.done(PreemptUnit(unit=E1, incident=FIRE, reason="trapped"))


def test_an_unknown_priority_may_be_anything_so_it_keeps_its_units() -> None:
    story = working(E1, CRASH)
    story.done(SetPriority(incident=CRASH, priority=None))
    refused = story.refused(PreemptUnit(unit=E1, incident=FIRE, reason="x"))
    assert refused.parameters["priority"] == "unknown"
    story.done(DispatchUnit(unit=E2, incident=FIRE))
    story.done(PreemptUnit(unit=E2, incident=CRASH, reason="may be worse"))


def test_a_crew_attaches_itself_and_is_on_scene() -> None:
    story = town()
    story.done(SelfAttach(unit=E1, incident=CRASH))
    found = incident(story, CRASH)
    assert unit(story, E1).status is UnitStatus.on_scene
    assert found.responses[0].mark(UnitStatus.on_scene) is not None
    assert found.dispatched_at is None, "nobody sent it"
    assert story.refused(SelfAttach(unit=E1, incident=CRASH)).code == "unit_already_there"
    assert story.refused(SelfAttach(unit=E1, incident=FIRE)).code == "unit_is_committed"
    story.done(TakeOutOfService(unit=E2, reason="meal"))
    assert story.refused(SelfAttach(unit=E2, incident=FIRE)).code == "unit_is_out_of_service"


def test_the_first_dispatch_counts_in_whatever_order_a_source_tells_it() -> None:
    story = town()
    story.given(UnitDispatched(unit=E1, incident=FIRE), at_s=700)
    story.given(UnitDispatched(unit=E2, incident=FIRE), at_s=650)
    assert incident(story, FIRE).dispatched_at == clock(650)


def test_facts_about_what_is_not_there_change_what_they_can() -> None:
    story = town()
    before = story.picture
    story.given(UnitCancelled(unit="PE-X", incident="PE-none", reason=Words("x/y", "z")))
    assert story.picture == before
    story.given(UnitDispatched(unit="PE-X", incident=FIRE))
    assert incident(story, FIRE).units == ("PE-X",)


def test_a_morning_as_a_dispatcher_lives_it() -> None:
    story = town()
    story.done(DispatchUnit(unit=E1, incident=FIRE))
    story.done(DispatchUnit(unit=L1, incident=FIRE))
    story.done(DispatchUnit(unit=A1, incident=CRASH))
    story.done(OpenIncident(id="PE-medical", type="medical.arrest", priority=Priority.immediate))
    story.done(PreemptUnit(unit=A1, incident="PE-medical", reason="cardiac arrest, two streets"))
    assert incident(story, CRASH).units == (), "the crash needs a person now"
    story.done(ReportOnScene(unit=A1))
    story.done(ReportTransporting(unit=A1, destination="clinic"))
    story.done(ReportAtHospital(unit=A1))
    story.done(ClearUnit(unit=A1))
    story.done(DispatchUnit(unit=A1, incident=CRASH))
    story.done(ReportOnScene(unit=A1))
    story.done(ClearUnit(unit=A1))
    story.done(CloseIncident(incident=CRASH, disposition="treated_on_scene"))
    outcomes = [each.outcome for each in incident(story, CRASH).responses]
    assert outcomes == ["pre_empted", "cleared"]
