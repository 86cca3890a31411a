"""Posts under command, units under posts, and how many report to one supervisor."""

from datetime import timedelta

import pytest

from tests.operations.quay import FIRE, close, quay_fire, send, there
from tests.operations.story import MORNING, Story
from tocsin.operations import span
from tocsin.operations.command import AssumeCommand
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.orders import Command
from tocsin.operations.picture.command import SpanState
from tocsin.operations.posts import (
    DissolvePost,
    EstablishPost,
    FillPost,
    MovePost,
    PlaceUnit,
    PostEstablished,
    PostFilled,
    VacatePost,
    post_of,
)
from tocsin.operations.span import GRACE_S, NoticeSpan, SpanNoticed, spans
from tocsin.operations.status import ClearUnit
from tocsin.terms.ics import SUPERIORS, IcsPosition

P = IcsPosition


def set_up(
    story: Story, position: IcsPosition, name: str | None = None, reports_to: str | None = None
) -> str:
    (event,) = story.done(
        EstablishPost(incident=FIRE, position=position, name=name, reports_to=reports_to)
    )
    assert isinstance(event, PostEstablished)
    return event.post


def at_command(units: int = 0) -> Story:
    story = quay_fire(units)
    story.done(AssumeCommand(incident=FIRE, person="p-ada"))
    return story


def working_under(story: Story, unit: str) -> str | None:
    incident = story.picture.incidents.get(FIRE)
    assert incident is not None
    return post_of(incident, there(story), unit)


def counts(story: Story) -> dict[str, tuple[int, SpanState]]:
    now = MORNING + timedelta(seconds=story.now_s)
    return {each.post: (each.count, each.state) for each in spans(story.picture, FIRE, now)}


def test_every_position_reports_in_the_end_to_the_incident_commander() -> None:
    assert set(SUPERIORS) == set(P)
    for position in P:
        seen = [position]
        while SUPERIORS[seen[-1]]:
            seen.append(SUPERIORS[seen[-1]][-1])
            assert len(seen) < 6, position
        if position not in (P.deputy_branch_director, P.deputy_section_chief):
            assert seen[-1] is P.incident_commander


def test_a_division_reports_to_operations_once_there_is_such_a_section() -> None:
    story = at_command()
    alone = set_up(story, P.division_supervisor, "Division A")
    operations = set_up(story, P.operations_section_chief)
    led = set_up(story, P.division_supervisor, "Division B")
    found = {each.id: each for each in there(story).posts}
    assert found[alone].reports_to is None
    assert found[led].reports_to == operations
    assert found[led].name == "Division B"
    story.done(MovePost(incident=FIRE, post=alone, reports_to=operations))
    moved = there(story).post(alone)
    assert moved is not None
    assert moved.reports_to == operations
    assert story.done(MovePost(incident=FIRE, post=alone, reports_to=operations)) == []


def test_a_post_is_filled_relieved_and_left() -> None:
    story = at_command()
    safety = set_up(story, P.safety_officer)
    story.done(FillPost(incident=FIRE, post=safety, person="p-bo"))
    (relief,) = story.done(FillPost(incident=FIRE, post=safety, person="p-di"))
    assert isinstance(relief, PostFilled)
    assert relief.relieved == "p-bo"
    assert story.done(FillPost(incident=FIRE, post=safety, person="p-di")) == []
    story.done(VacatePost(incident=FIRE, post=safety))
    left = there(story).post(safety)
    assert left is not None
    assert left.person is None


def test_a_late_report_does_not_bring_back_who_was_relieved() -> None:
    story = at_command()
    safety = set_up(story, P.safety_officer)
    story.done(FillPost(incident=FIRE, post=safety, person="p-di"))
    story.given(PostFilled(incident=FIRE, post=safety, person="p-bo"), at_s=1)
    found = there(story).post(safety)
    assert found is not None
    assert found.person == "p-di"


def test_a_unit_works_under_a_post_until_its_response_ends() -> None:
    story = at_command(units=1)
    division = set_up(story, P.division_supervisor, "Division A")
    story.done(PlaceUnit(incident=FIRE, unit="PE-E1", post=division))
    assert story.done(PlaceUnit(incident=FIRE, unit="PE-E1", post=division)) == []
    assert working_under(story, "PE-E1") == division
    story.done(ClearUnit(unit="PE-E1"))
    story.done(DispatchUnit(unit="PE-E1", incident=FIRE))
    assert working_under(story, "PE-E1") is None, "sent anew, it is nobody's yet"
    story.done(PlaceUnit(incident=FIRE, unit="PE-E1", post=division))
    story.done(PlaceUnit(incident=FIRE, unit="PE-E1", post=None))
    assert working_under(story, "PE-E1") is None


def test_a_post_is_dissolved_once_nobody_reports_to_it() -> None:
    story = at_command(units=1)
    operations = set_up(story, P.operations_section_chief)
    division = set_up(story, P.division_supervisor, "Division A")
    refused = story.refused(DissolvePost(incident=FIRE, post=operations))
    assert (refused.code, refused.parameters["led"]) == ("post_leads_others", division)
    story.done(PlaceUnit(incident=FIRE, unit="PE-E1", post=division))
    assert story.refused(DissolvePost(incident=FIRE, post=division)).parameters["led"] == "PE-E1"
    story.done(ClearUnit(unit="PE-E1"))
    story.done(DissolvePost(incident=FIRE, post=division))
    story.done(DissolvePost(incident=FIRE, post=operations))
    assert there(story).posts == ()


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (EstablishPost(incident="x", position=P.safety_officer), "incident_unknown"),
        (EstablishPost(incident=FIRE, position=P.incident_commander), "position_is_command"),
        (EstablishPost(incident=FIRE, position=P.division_supervisor), "post_needs_name"),
        (EstablishPost(incident=FIRE, position=P.operations_section_chief), "post_exists"),
        (
            EstablishPost(incident=FIRE, position=P.group_supervisor, name="G", reports_to="no"),
            "post_unknown",
        ),
        (
            EstablishPost(
                incident=FIRE, position=P.safety_officer, reports_to="the operations chief"
            ),
            "post_cannot_report_there",
        ),
        (
            EstablishPost(incident=FIRE, position=P.safety_officer, person="p-gone"),
            "person_is_inactive",
        ),
        (FillPost(incident=FIRE, post="no", person="p-bo"), "post_unknown"),
        (FillPost(incident=FIRE, post="the operations chief", person="p-no"), "person_unknown"),
        (VacatePost(incident=FIRE, post="the operations chief"), "post_is_vacant"),
        (MovePost(incident=FIRE, post="the branch", reports_to="A"), "post_reports_to_itself"),
        (MovePost(incident=FIRE, post="A", reports_to="the safety"), "post_unknown"),
        (PlaceUnit(incident=FIRE, unit="PE-E9", post=None), "unit_not_on_incident"),
        (PlaceUnit(incident=FIRE, unit="PE-E1", post="no"), "post_unknown"),
    ],
)
def test_the_organization_refuses_with_the_reason(command: Command, expected: str) -> None:
    story = at_command(units=1)
    known = {"the operations chief": set_up(story, P.operations_section_chief)}
    known["the branch"] = set_up(story, P.branch_director, "Branch I")
    known["A"] = set_up(story, P.division_supervisor, "Division A", known["the branch"])
    fields = {
        name: known.get(str(getattr(command, name)), getattr(command, name))
        for name in command.__struct_fields__
    }
    assert story.refused(type(command)(**fields)).code == expected


def test_a_refused_superior_says_which_ones_are_possible() -> None:
    story = at_command()
    safety = set_up(story, P.safety_officer)
    refused = story.refused(
        EstablishPost(
            incident=FIRE, position=P.division_supervisor, name="Division A", reports_to=safety
        )
    )
    assert refused.code == "post_cannot_report_there"
    assert "operations_section_chief" in refused.parameters["allowed"]


def test_eight_under_one_supervisor_are_noticed_once_and_seven_end_it() -> None:
    story = at_command(units=7)
    now = MORNING + timedelta(seconds=story.now_s)
    assert counts(story)[""] == (7, SpanState.within)
    assert span.due(story.picture, now) == []
    send(story, "E8")
    assert counts(story)[""] == (8, SpanState.over)
    now = MORNING + timedelta(seconds=story.now_s)
    assert span.due(story.picture, now) == [NoticeSpan(incident=FIRE)]
    assert story.done(NoticeSpan(incident=FIRE)) == [
        SpanNoticed(incident=FIRE, post="", count=8, state=SpanState.over)
    ]
    assert there(story).notices[0].count == 8
    assert span.due(story.picture, now) == [], "said once"
    story.done(ClearUnit(unit="PE-E8"))
    (over,) = story.done(NoticeSpan(incident=FIRE))
    assert over == SpanNoticed(incident=FIRE, post="", count=7, state=SpanState.within)
    assert there(story).notices == ()


def test_dividing_the_fireground_brings_the_span_back() -> None:
    story = at_command(units=8)
    division = set_up(story, P.division_supervisor, "Division A")
    for number in range(1, 6):
        story.done(PlaceUnit(incident=FIRE, unit=f"PE-E{number}", post=division))
    assert counts(story) == {"": (4, SpanState.within), division: (5, SpanState.within)}
    operations = set_up(story, P.operations_section_chief)
    assert counts(story)[operations] == (3, SpanState.within), "units under none are operations'"
    set_up(story, P.deputy_incident_commander)
    assert counts(story)[""] == (2, SpanState.within), "division and chief; deputies do not count"


def test_too_few_are_noticed_only_of_a_post_that_had_time_to_fill_up() -> None:
    story = at_command(units=2)
    division = set_up(story, P.division_supervisor, "Division A")
    story.done(PlaceUnit(incident=FIRE, unit="PE-E1", post=division))
    assert story.done(NoticeSpan(incident=FIRE)) == []
    story.now_s += GRACE_S
    assert story.done(NoticeSpan(incident=FIRE)) == [
        SpanNoticed(incident=FIRE, post=division, count=1, state=SpanState.under)
    ]


def test_a_span_is_never_a_reason_to_refuse() -> None:
    story = at_command()
    for number in range(1, 13):
        set_up(story, P.division_supervisor, f"Division {number}")
    assert counts(story)[""] == (12, SpanState.over)


def test_a_closed_incident_has_no_span() -> None:
    story = at_command()
    close(story)
    assert counts(story) == {}
