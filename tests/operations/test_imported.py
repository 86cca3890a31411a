"""Another system's records: facts as the source has them, with where they stand in it."""

import pytest

from tests.operations.ellery import clock, incident, unit
from tests.operations.story import Story
from tocsin.geo.places import Point
from tocsin.operations.imported import (
    RecordCall,
    RecordCallEnd,
    RecordCallTime,
    RecordRelisted,
    RecordUnit,
    RecordUnitMark,
    RecordUnitStatus,
    RecordUnlisted,
)
from tocsin.operations.incident import GivenPlace
from tocsin.operations.orders import Command, Provenance
from tocsin.terms.codes import IncidentStatus, Priority, UnitStatus

ROW = Provenance("county", file="ab12", line=7, truth="CAD")
CALL, UNIT = "PE-1001", "PE-E5"
HERE, THERE = Point(1, 2), Point(3, 4)


def recorded() -> Story:
    story = Story()
    story.now_s = 5_000
    story.done(
        RecordCall(
            call="1001",
            type="medical.fall",
            provenance=ROW,
            number="2026-0001",
            priority=Priority.prompt,
            place=GivenPlace(point=HERE),
            attributes={"battalion": "B04"},
        ),
        at_s=100,
    )
    story.done(RecordUnit(call_sign="E5", kind="engine", provenance=ROW), at_s=110)
    return story


def status(story: Story, reached: UnitStatus, at_s: int) -> None:
    command = RecordUnitStatus(call="1001", call_sign="E5", status=reached, provenance=ROW)
    story.done(command, at_s=at_s)


def test_a_call_keeps_its_own_number_its_columns_and_its_place_in_the_file() -> None:
    found = incident(recorded(), CALL)
    assert found.source_number == "2026-0001"
    assert found.attributes == {"battalion": "B04"}
    assert found.source == ROW
    assert found.opened_at == clock(100)


def test_a_call_told_again_records_only_what_is_different() -> None:
    story = recorded()
    same = RecordCall(
        call="1001", type="medical.fall", provenance=ROW, place=GivenPlace(point=HERE)
    )
    assert story.done(same) == []
    other = RecordCall(
        call="1001",
        type="medical.arrest",
        provenance=ROW,
        priority=Priority.immediate,
        place=GivenPlace(point=THERE),
    )
    assert len(story.done(other)) == 3
    found = incident(story, CALL)
    assert (found.type, found.priority, found.place.point) == (
        "medical.arrest",
        Priority.immediate,
        THERE,
    )


def test_a_unit_is_known_once_and_marked_as_imported() -> None:
    story = recorded()
    assert story.done(RecordUnit(call_sign="E5", kind="engine", provenance=ROW)) == []
    assert unit(story, UNIT).is_imported


def test_a_response_is_built_from_its_times_in_whatever_order_they_come() -> None:
    story = recorded()
    status(story, UnitStatus.committed, 120)
    status(story, UnitStatus.available, 900)
    status(story, UnitStatus.on_scene, 400)
    status(story, UnitStatus.en_route, 180)
    (response,) = incident(story, CALL).responses
    times = {each.status.value: each.at for each in response.marks}
    assert times == {
        "committed": clock(120),
        "available": clock(900),
        "on_scene": clock(400),
        "en_route": clock(180),
    }
    assert response.ended_at == clock(900)
    assert (unit(story, UNIT).status, unit(story, UNIT).incident) == (UnitStatus.available, None)


def test_a_unit_in_two_places_is_recorded_in_both() -> None:
    story = recorded()
    story.done(RecordCall(call="1002", type="fire.alarm", provenance=ROW), at_s=200)
    status(story, UnitStatus.committed, 120)
    second = RecordUnitStatus(
        call="1002", call_sign="E5", status=UnitStatus.committed, provenance=ROW
    )
    story.done(second, at_s=210)
    assert incident(story, CALL).units == (UNIT,)
    assert incident(story, "PE-1002").units == (UNIT,)
    assert unit(story, UNIT).incident == "PE-1002"
    status(story, UnitStatus.available, 300)
    assert unit(story, UNIT).incident == "PE-1002", "clearing one leaves the other standing"


def test_when_the_call_was_typed_in_is_kept_and_other_marks_change_nothing() -> None:
    story = recorded()
    story.done(RecordCallTime(call="1001", mark="entered", provenance=ROW), at_s=130)
    assert incident(story, CALL).entered_at == clock(130)
    story.done(RecordCallTime(call="1001", mark="printed", provenance=ROW), at_s=140)
    assert incident(story, CALL).entered_at == clock(130)


def test_a_mark_nobody_explained_is_kept_as_seen() -> None:
    story = recorded()
    story.done(RecordUnitMark(call="1001", call_sign="E5", mark="ZZ", provenance=ROW), at_s=150)
    story.done(RecordUnitMark(call="1001", call_sign="E5", mark="Q", provenance=ROW), at_s=160)
    (response,) = incident(story, CALL).responses
    assert response.observed == (("ZZ", clock(150)), ("Q", clock(160)))
    assert response.marks == ()


def test_an_end_is_recorded_once() -> None:
    story = recorded()
    story.done(RecordCallEnd(call="1001", provenance=ROW, disposition="treated"), at_s=950)
    found = incident(story, CALL)
    assert (found.status, found.closed_at) == (IncidentStatus.closed, clock(950))
    assert story.done(RecordCallEnd(call="1001", provenance=ROW), at_s=960) == []


def test_what_a_poll_does_not_see_any_more_is_not_closed_and_may_come_back() -> None:
    story = recorded()
    gone = RecordUnlisted(call="1001", last_listed_at=clock(700), provenance=ROW)
    story.done(gone, at_s=760)
    found = incident(story, CALL)
    assert (found.status, found.listed_until) == (IncidentStatus.open, clock(700))
    story.done(RecordRelisted(call="1001", provenance=ROW), at_s=820)
    assert incident(story, CALL).listed_until is None


@pytest.mark.parametrize(
    "command",
    [
        RecordCallTime(call="77", mark="entered", provenance=ROW),
        RecordUnitStatus(call="77", call_sign="E5", status=UnitStatus.on_scene, provenance=ROW),
        RecordUnitMark(call="77", call_sign="E5", mark="ZZ", provenance=ROW),
        RecordCallEnd(call="77", provenance=ROW),
        RecordUnlisted(call="77", last_listed_at=clock(1), provenance=ROW),
        RecordRelisted(call="77", provenance=ROW),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_belongs_to_a_call_comes_after_the_call(command: Command) -> None:
    refused = recorded().refused(command)
    assert refused.code == "call_not_recorded"
    assert refused.parameters == {"call": "77"}
