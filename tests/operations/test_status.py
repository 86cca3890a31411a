"""The status chain as crews report it: in order, late, twice, wrongly."""

import pytest

from tests.operations.ellery import A1, CRASH, E1, FIRE, clock, incident, town, unit
from tests.operations.story import Story
from tocsin.operations.dispatch import DispatchUnit, ReassignUnit, UnitDispatched
from tocsin.operations.incident import CloseIncident
from tocsin.operations.merging import MergeIncidents
from tocsin.operations.orders import Command
from tocsin.operations.picture.incident import Response
from tocsin.operations.status import (
    ClearUnit,
    CorrectStatusTime,
    ReportAtHospital,
    ReportEnRoute,
    ReportOnScene,
    ReportReturning,
    ReportStaged,
    ReportTransporting,
    UnitStatusReached,
)
from tocsin.operations.units import TakeOutOfService
from tocsin.terms.codes import UnitStatus

NEVER = "PE-X"


def sent(name: str = A1, to: str = CRASH) -> Story:
    story = town()
    story.done(DispatchUnit(unit=name, incident=to))
    return story


def response(story: Story, name: str = A1, at: str = CRASH) -> Response:
    found = incident(story, at).response_of(name)
    assert found is not None
    return found


def test_an_ambulance_goes_through_the_whole_chain() -> None:
    story = sent()
    for order, status in (
        (ReportEnRoute(unit=A1), UnitStatus.en_route),
        (ReportStaged(unit=A1), UnitStatus.staged),
        (ReportOnScene(unit=A1), UnitStatus.on_scene),
        (ReportTransporting(unit=A1, destination="clinic"), UnitStatus.transporting),
        (ReportAtHospital(unit=A1), UnitStatus.at_hospital),
    ):
        story.done(order)
        assert (unit(story, A1).status, unit(story, A1).incident) == (status, CRASH)
        assert response(story).mark(status) is not None
    assert unit(story, A1).destination == "clinic"
    story.done(ClearUnit(unit=A1))
    found = unit(story, A1)
    assert (found.status, found.incident, found.destination) == (UnitStatus.available, None, None)
    assert (response(story).outcome, response(story).destination) == ("cleared", "clinic")
    assert response(story).ended_at == clock(story.now_s)


def test_returning_ends_the_work_and_clearing_adds_when_it_was_home() -> None:
    story = sent()
    story.done(ReportOnScene(unit=A1))
    story.now_s = 700
    story.done(ReportReturning(unit=A1), at_s=700)
    found = unit(story, A1)
    assert (found.incident, found.returning_from) == (None, CRASH)
    assert incident(story, CRASH).units == ()
    story.now_s = 900
    story.done(ClearUnit(unit=A1))
    assert unit(story, A1).returning_from is None
    home = response(story).mark(UnitStatus.available)
    assert home is not None
    assert (home.at, response(story).ended_at) == (clock(901), clock(700))


def test_a_returning_unit_is_free_for_the_next_incident() -> None:
    story = sent()
    story.done(ReportReturning(unit=A1))
    story.done(DispatchUnit(unit=A1, incident=FIRE))
    found = unit(story, A1)
    assert (found.incident, found.returning_from) == (FIRE, None)
    assert response(story).outcome == "cleared"


@pytest.mark.parametrize(
    "order",
    [ReportEnRoute(unit=A1), ReportOnScene(unit=A1), ReportTransporting(unit=A1)],
    ids=lambda each: type(each).__name__,
)
def test_a_returning_unit_is_on_no_scene(order: Command) -> None:
    story = sent()
    story.done(ReportReturning(unit=A1))
    refused = story.refused(order)
    assert refused.code == "unit_not_assigned"
    assert refused.parameters["status"] == "returning"


def test_a_unit_without_an_assignment_reports_nothing() -> None:
    story = town()
    assert story.refused(ClearUnit(unit=E1)).code == "unit_not_assigned"
    story.done(TakeOutOfService(unit=E1, reason="meal"))
    assert story.refused(ReportOnScene(unit=E1)).code == "unit_not_assigned"
    assert story.refused(ReportOnScene(unit=NEVER)).code == "unit_unknown"


def test_a_word_said_twice_is_answered_with_the_time_it_was_said_first() -> None:
    story = sent()
    story.done(ReportOnScene(unit=A1), at_s=650)
    refused = story.refused(ReportOnScene(unit=A1))
    assert refused.code == "already_in_status"
    assert refused.parameters["since"] == str(clock(650))


def test_an_ambulance_is_turned_to_another_hospital_on_the_way() -> None:
    story = sent()
    story.done(ReportTransporting(unit=A1, destination="clinic"))
    story.done(ReportTransporting(unit=A1, destination="burns_centre"))
    assert unit(story, A1).destination == "burns_centre"
    assert response(story).destination == "burns_centre"


def test_a_time_in_the_future_or_before_the_dispatch_is_a_slip() -> None:
    story = sent()
    late = story.refused(ReportEnRoute(unit=A1), at_s=story.now_s + 120)
    assert late.code == "time_is_in_future"
    early = story.refused(ReportEnRoute(unit=A1), at_s=300)
    assert early.code == "time_before_dispatch"


def test_a_late_step_completes_the_history_and_leaves_the_present() -> None:
    story = sent()
    story.now_s = 900
    story.done(ReportOnScene(unit=A1), at_s=800)
    story.done(ReportEnRoute(unit=A1), at_s=650)
    assert unit(story, A1).status is UnitStatus.on_scene
    begun = response(story).mark(UnitStatus.en_route)
    assert begun is not None
    assert begun.at == clock(650)


def test_a_unit_is_not_clear_before_what_it_did_last() -> None:
    story = sent()
    story.now_s = 900
    story.done(ReportOnScene(unit=A1), at_s=800)
    for order in (ClearUnit(unit=A1), ReportReturning(unit=A1)):
        refused = story.refused(order, at_s=700)
        assert refused.code == "clear_before_status"
        assert refused.parameters["status"] == "on_scene"


def test_a_crew_may_tell_late_what_it_did_at_the_incident_before() -> None:
    story = sent()
    story.now_s = 900
    story.done(ReassignUnit(unit=A1, incident=FIRE, reason="nearer"))
    story.done(ReportEnRoute(unit=A1, incident=CRASH), at_s=650)
    begun = response(story).mark(UnitStatus.en_route)
    assert begun is not None
    assert begun.at == clock(650)
    assert (unit(story, A1).status, unit(story, A1).incident) == (UnitStatus.committed, FIRE)
    twice = story.refused(ReportEnRoute(unit=A1, incident=CRASH), at_s=660)
    assert twice.code == "already_in_status"
    early = story.refused(ReportStaged(unit=A1, incident=CRASH), at_s=500)
    assert early.code == "time_before_dispatch"
    after = story.refused(ReportOnScene(unit=A1, incident=CRASH), at_s=902)
    assert after.code == "unit_was_not_there"
    nowhere = story.refused(ReportOnScene(unit=A1, incident="PE-none"))
    assert nowhere.code == "unit_was_not_there"


def test_a_report_that_names_the_present_assignment_is_an_ordinary_one() -> None:
    story = sent()
    story.done(MergeIncidents(absorbed=CRASH, survivor=FIRE, reason="same car"))
    story.done(ReportOnScene(unit=A1, incident=CRASH))
    assert unit(story, A1).status is UnitStatus.on_scene
    assert response(story, at=FIRE).mark(UnitStatus.on_scene) is not None


def test_a_wrong_time_is_corrected_and_what_hangs_on_it_follows() -> None:
    story = sent()
    story.now_s = 900
    story.done(ReportOnScene(unit=A1), at_s=800)
    wrong = CorrectStatusTime(
        unit=A1, incident=CRASH, status=UnitStatus.on_scene, reason="pressed late"
    )
    story.done(wrong, at_s=780)
    there = response(story).mark(UnitStatus.on_scene)
    assert there is not None
    assert (there.at, unit(story, A1).since) == (clock(780), clock(780))
    assert story.done(wrong, at_s=780) == []
    story.done(ClearUnit(unit=A1))
    story.done(CloseIncident(incident=CRASH, disposition="done"))
    clear = CorrectStatusTime(
        unit=A1, incident=CRASH, status=UnitStatus.available, reason="told by phone"
    )
    story.done(clear, at_s=850)
    assert response(story).ended_at == clock(850), "also after the incident is closed"
    dispatch = CorrectStatusTime(
        unit=A1, incident=CRASH, status=UnitStatus.committed, reason="clock was slow"
    )
    story.done(dispatch, at_s=595)
    assert incident(story, CRASH).dispatched_at == clock(595)


def test_only_a_time_that_was_recorded_can_be_corrected() -> None:
    story = sent()
    order = CorrectStatusTime(unit=A1, incident=CRASH, status=UnitStatus.staged, reason="x")
    refused = story.refused(order)
    assert refused.code == "status_not_reached"
    assert refused.parameters == {"incident": CRASH, "status": "staged", "unit": A1}
    elsewhere = CorrectStatusTime(unit=A1, incident=FIRE, status=UnitStatus.staged, reason="x")
    assert story.refused(elsewhere).code == "unit_was_not_there"
    future = CorrectStatusTime(unit=A1, incident=CRASH, status=UnitStatus.committed, reason="x")
    assert story.refused(future, at_s=story.now_s + 600).code == "time_is_in_future"


def test_the_end_of_the_present_work_is_believed_even_when_a_source_runs_backwards() -> None:
    story = sent()
    story.given(UnitStatusReached(unit=A1, status=UnitStatus.on_scene, incident=CRASH), at_s=800)
    story.given(UnitStatusReached(unit=A1, status=UnitStatus.available, incident=CRASH), at_s=790)
    found = unit(story, A1)
    assert (found.status, found.incident) == (UnitStatus.available, None)
    assert incident(story, CRASH).units == ()


def test_a_late_end_of_a_first_visit_does_not_end_the_second() -> None:
    story = town()
    story.given(UnitDispatched(unit=A1, incident=CRASH), at_s=610)
    story.given(UnitDispatched(unit=A1, incident=CRASH), at_s=800)
    story.given(UnitStatusReached(unit=A1, status=UnitStatus.available, incident=CRASH), at_s=700)
    first, second = incident(story, CRASH).responses
    assert (first.ended_at, second.ended_at) == (clock(700), None)
    assert (unit(story, A1).status, unit(story, A1).incident) == (UnitStatus.committed, CRASH)


def test_a_step_of_a_unit_or_an_incident_nobody_knows_is_kept_where_it_can_be() -> None:
    story = town()
    story.given(UnitStatusReached(unit=NEVER, status=UnitStatus.on_scene, incident=CRASH))
    assert incident(story, CRASH).response_of(NEVER) is not None
    story.given(UnitStatusReached(unit=A1, status=UnitStatus.on_scene, incident="PE-none"))
    assert unit(story, A1).status is UnitStatus.on_scene
